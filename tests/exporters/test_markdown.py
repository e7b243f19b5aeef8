"""Text as Markdown."""

from datetime import date

import pytest
import yaml

from kg.exporters import markdown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, (61.5 %) of R&D: x_1 = 2^3", "plain words, (61.5 %) of R&D: x_1 = 2^3"),
        ("[[a|b]] ![[c]]", r"\[\[a|b\]\] !\[\[c\]\]"),
        ("# head #tag", r"\# head \#tag"),
        ("%%hidden%%", r"\%\%hidden\%\%"),
        ("key:: value and [k:: v]", r"key:\: value and \[k:\: v\]"),
        ("`= this.file`", r"\`= this.file\`"),
        ("```dataview LIST", r"\`\`\`dataview LIST"),
        ("<% tp.x() %><script>", "&lt;% tp.x() %>&lt;script>"),
        ("&lt;b&gt; &#91;", r"&amp;lt;b&amp;gt; &amp;\#91;"),
        ("**b** _i_ ==h== ~~s~~ $x$", r"\*\*b\*\* \_i\_ \=\=h\=\= \~\~s\~\~ \$x\$"),
        ("- [ ] task", r"\- \[ \] task"),
        ("1. first", r"1\. first"),
        ("> quote", "&gt; quote"),
        ("end ^block", r"end \^block"),
        ("obsidian://open?x", r"obsidian\://open?x"),
        ("a\nb\u2028c\u202ed\x00", "a b cd"),
        ("see https://x.org/a_b). More", "see <https://x.org/a_b>). More"),
        ("https://x.org/<% e %>", "<https://x.org/>&lt;% e %>"),
        ("https://x.org/`a`%%b::c", "<https://x.org/%60a%60%25%25b:%3Ac>"),
    ],
)
def test_text_is_shown_and_does_nothing(text, shown):
    assert markdown.inline(text) == shown


def test_a_link_leads_to_the_web_or_nowhere():
    assert markdown.link("a [b]", "https://x.org/a>b c") == r"[a \[b\]](<https://x.org/a%3Eb%20c>)"
    assert markdown.link("https://x.org/a b", "https://x.org/a b") == "<https://x.org/a%20b>"
    assert markdown.link("javascript:alert(1)", "javascript:alert(1)") == "javascript:alert(1)"


def test_a_link_to_a_note_shows_its_label_without_markup():
    assert markdown.wikilink("LoRA", "LoRA") == "[[LoRA]]"
    assert markdown.wikilink("LoRA", "x]] [[y|z <% `$ %%") == "[[LoRA|x y z %]]"


def test_properties_are_yaml_that_gives_every_text_back():
    hostile = "a: b\n---\n\"'\\ <% x %> # [[ ]] \u0085 {y} & *z !t \ufffd"
    text = markdown.properties(
        {"id": hostile, "date": date(2024, 1, 3), "year": 2024, "tags": ["yes", "no", "1"], "x": ""}
    )
    assert text.startswith("---\n")
    assert text.endswith("\n---\n")
    assert "<%" not in text
    assert yaml.safe_load(text.strip("-\n")) == {
        "id": "a: b --- \"'\\ <% x %> # [ [ ]] {y} & *z !t \ufffd",
        "date": date(2024, 1, 3),
        "year": 2024,
        "tags": ["yes", "no", "1"],
    }


def test_only_our_own_links_are_links_in_properties():
    told = markdown.properties({"aliases": ["[[x]]", "[[[y"], "uses": [markdown.wikilink("LoRA", "")]})
    assert yaml.safe_load(told.strip("-\n")) == {"aliases": ["[ [x]]", "[ [ [y"], "uses": ["[[LoRA]]"]}


def test_tags_hold_what_tags_may_hold():
    assert markdown.tag("subject", "cs.CL #x ]]") == "subject/cs-CL-x"
    assert markdown.tag("", "a/b") == "-/a-b"
