import textwrap

import pytest

from kg.readers.text import shapes
from kg.readers.text.paragraphs import joined, paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fern: Sparse Adapters for Long Documents", False),
        ("Can Adapters Grow? A Study of Fern", False),
        ("An accurate adapter is not all you need to read documents of any length in any language", False),
        ("Attention is not all you need.", False),
        ("We introduce Fern, a sparse adapter for long documents, and show that it grows.", True),
        ("It grows. It rests. It is small", True),
        ("Code: https://example.org", True),
        ("Models are on huggingface.co", True),
        ("fern " * 60, True),
        ('It ends with what Fern said to the moss that stood by it, namely "no."', True),
    ],
)
def test_is_prose(text, expected):
    assert shapes.is_prose(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and so it ends.", False),
        ('he said "so it ends."', False),
        ("at https://example.org/a/b", False),
        ("at example.org/fern", False),
        ("and so it", True),
        ("and, ", True),
    ],
)
def test_is_cut(text, expected):
    assert shapes.is_cut(text) is expected


def test_a_title_with_a_full_stop_stands_between_prose():
    prose = "We study how ferns grow, and why. " * 10
    title = "All the Adapters That Nobody Needed and the One That Grew Where the Text Was Dense."
    again = "We say again what the ferns of our text did and did not need at all."
    found = paragraphs("\n\n".join([prose, title, prose, again, prose]))
    assert [shapes.is_title_in_place(found, index) for index in range(5)] == [False, True, False, False, False]


def parts(text, *, titled):
    paragraph = joined([line for paragraph in paragraphs(text) for line in paragraph.lines])
    return [(part.text[:20], is_title) for part, is_title in shapes.split(paragraph, titled=titled)]


def test_a_title_in_a_wrapped_paragraph_is_found():
    prose = "\n".join(textwrap.wrap("We study how small ferns grow in dense text, and why some of them rest. " * 9, 70))
    title = "Fern: Sparse Adapters That Grow Where Every Long Document Is Dense and\nRest Where It Is Not Dense"
    assert parts(f"{title}\n{prose}", titled=False) == [("Fern: Sparse Adapter", True), ("We study how small f", False)]
    assert parts(f"{title}\n{prose}", titled=True) == [("Fern: Sparse Adapter", False)]
    assert parts(prose, titled=False) == [("We study how small f", False)]


def test_an_abstract_that_is_too_long_is_split_at_titles():
    prose = "\n".join(
        textwrap.wrap("We study how small ferns grow in dense text, and why some of them rest. " * 30, 70)
    )
    assert parts(f"{prose}\nMoss and the Art of Standing Still for Ever\n{prose}", titled=True) == [
        ("We study how small f", False),
        ("Moss and the Art of ", True),
        ("We study how small f", False),
    ]
