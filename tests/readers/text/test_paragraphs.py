import textwrap

import pytest

from kg.readers.text.paragraphs import paragraphs

PROSE = (
    "We introduce Fern, a sparse adapter for long texts that grows where the text is dense and rests where it is not. "
    "It needs a tenth of the memory of its rivals, and we show on three corpora that nothing is lost. "
    "Its code, at https://example.org/address/that/is/wider/than/any/margin/of/a/page/that/somebody/wrapped, is open."
)


def read(text):
    return [(paragraph.text, paragraph.start, paragraph.end) for paragraph in paragraphs(text)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_between_blank_lines(end):
    text = end.join(["\ufeffFern ", "", "  ", "\tGrows.\u00a0", ""])
    assert read(text) == [("Fern", 1, 1), ("Grows.", 4, 4)]


@pytest.mark.parametrize("width", [50, 72, 100])
def test_wrapped_lines_are_joined(width):
    lines = textwrap.wrap(PROSE, width, break_on_hyphens=False, break_long_words=False)
    assert read("Fern\n\n" + "\n".join(lines) + "\n\nMoss") == [
        ("Fern", 1, 1),
        (PROSE, 3, 2 + len(lines)),
        ("Moss", 4 + len(lines), 4 + len(lines)),
    ]


def test_lines_that_nobody_wrapped_stay_apart():
    assert [text for text, _, _ in read(f"Fern\n{PROSE}\nMoss\n{PROSE}")] == ["Fern", PROSE, "Moss", PROSE]


def test_a_short_line_ends_a_paragraph():
    lines = textwrap.wrap(PROSE, 80, break_on_hyphens=False)
    title, *_ = read("Fern: Sparse Adapters\n" + "\n".join(lines))
    assert title == ("Fern: Sparse Adapters", 1, 1)


def test_lines_that_are_wrapped_at_no_fixed_count_of_letters():
    lines, words = [""], PROSE.replace("/", " ").split()
    for word in words:
        if len(lines[-1]) > (48, 61, 52, 57)[len(lines) % 4]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    assert read("\n".join(lines)) == [(" ".join(words), 1, len(lines))]


def test_lines_of_a_paragraph_are_kept():
    paragraph = paragraphs("Fern grows in every very long text where it is\ndense")[0]
    assert [(line.text, line.start) for line in paragraph.lines] == [
        ("Fern grows in every very long text where it is", 1),
        ("dense", 2),
    ]
    assert [line.text for line in paragraphs("one")[0].lines] == ["one"]


def test_a_line_of_separators_alone_is_no_word():
    line = "Fern grows in the shade of stones, as moss does in the rain."
    assert read(f"{line}\n\x1c\x1d\n{line}")[0][0].startswith(line)
