"""Documents: the same items for a terminal, as Markdown and as a mail, with nothing in them taken for markup."""

from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest

from kg.digest import mail, markdown, message, plain
from kg.digest.document import Document, Item, Section, Span, joined, line, link, strong

HOSTILE = '*a* [b](javascript:c) <script>alert(1)</script> & "d" http://e\x1b[31m\n# f'
MADE = Document(
    "Two *new* papers",
    (line("A lead."),),
    (
        Section(
            "New papers",
            (
                Item(
                    line(strong("Moss & Fern", "https://a.org/?a=1&b=2"), " (2026)"),
                    (line(Span("We grow.", is_quote=True)), line("uses ", *joined([Span("Moss"), Span("Fern")]))),
                ),
                Item(line("1. Ivy")),
            ),
            left_out=1200,
        ),
    ),
    line("The end"),
)


def test_in_a_terminal_items_are_indented():
    assert plain.write(MADE) == (
        "Two *new* papers\nA lead.\n\nNew papers (1,202)\n  Moss & Fern (2026)\n      “We grow.”\n"
        "      uses Moss, Fern\n      https://a.org/?a=1&b=2\n  1. Ivy\n"
        "  … and 1,200 more; --all lists them\n\nThe end\n"
    )


def test_in_markdown_lines_of_an_item_stay_together():
    assert markdown.write(MADE) == (
        "# Two \\*new\\* papers\n\nA lead.\n\n## New papers (1,202)\n\n"
        "- [**Moss \\& Fern**](<https://a.org/?a=1&b=2>) (2026)\\\n  *“We grow.”*\\\n  uses Moss, Fern\n"
        "- 1\\. Ivy\n- … and 1,200 more\n\n---\n\nThe end\n"
    )


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.links, self.words = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src", "action", "background")]
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.words.append(data)


def read(page):
    reader = _Reader()
    reader.feed(page)
    return reader


def test_a_mail_is_tables_with_inline_styles_and_loads_nothing():
    found = read(mail.write(MADE))
    assert set(found.tags) == {
        *("html", "head", "meta", "title", "style", "body", "table", "tr", "td"),
        *("h1", "h2", "p", "span", "a", "strong", "em"),
    }
    assert found.links == ["https://a.org/?a=1&b=2"]
    page = mail.write(MADE)
    assert "url(" not in page
    assert "@import" not in page
    assert "prefers-color-scheme: dark" in page
    assert all('style="' in row for row in page.splitlines() if row.startswith("<tr><td"))


def test_a_message_is_plain_text_and_the_same_as_a_page():
    data = message.write(MADE)
    found = message_from_bytes(data, policy=policy.default)
    text, page = found.iter_parts()
    assert (found["Subject"], found.get_content_type()) == ("Two *new* papers", "multipart/alternative")
    assert text.get_content() == plain.write(MADE, more="")
    assert page.get_content() == mail.write(MADE)
    assert message.write(MADE) == data
    assert max(map(len, data.splitlines())) <= 78
    assert data.isascii()
    assert "\r" not in data.decode()


def test_a_title_adds_no_line_to_the_head_of_a_message():
    title = "Moss – Fern\r\nBcc: eve@moss.org\n\n<b>" + "x" * 200
    found = message_from_bytes(message.write(Document(title, (), ())), policy=policy.default)
    assert found["Bcc"] is None
    assert found["Subject"].startswith("Moss – Fern")


@pytest.mark.parametrize("write", [plain.write, markdown.write, mail.write])
def test_no_control_character_reaches_any_form(write):
    text = write(Document(HOSTILE, (line(HOSTILE),), (Section(HOSTILE, (Item(line(strong(HOSTILE))),)),)))
    assert "\x1b" not in text


def test_hostile_text_is_text():
    hostile = Document(HOSTILE, (), (Section("s", (Item(line(Span(HOSTILE, is_quote=True)), (line(HOSTILE),)),)),))
    text = markdown.write(hostile)
    assert "\\*a\\* \\[b\\](javascript:c) \\<script\\>alert(1)\\</script\\> \\& " in text
    assert "http\\://e" in text
    assert "\n#" not in text.split("\n", 1)[1].replace("\n## s (1)", "")
    found = read(mail.write(hostile))
    assert "script" not in found.tags
    assert found.links == []
    assert any("<script>alert(1)</script>" in words for words in found.words)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//a.org", "https://a.org/\n", "https://a.org/ b", "file:///etc"]
)
def test_only_addresses_of_the_web_are_links(url):
    assert (link("a", url).url, strong("a", url).url) == ("", "")


def test_an_address_cannot_leave_its_place_in_markdown():
    text = markdown.write(Document("t", (line(link("a", "https://a.org/>)<b>\\")),), ()))
    assert "[a](<https://a.org/%3E)%3Cb%3E%5C>)" in text


def test_a_section_shows_one_more_rather_than_counting_it():
    section = Section("s", tuple(Item(line(str(n))) for n in range(4)))
    assert [(len(section.first(n).items), section.first(n).left_out) for n in (2, 3, None)] == [(2, 2), (4, 0), (4, 0)]
