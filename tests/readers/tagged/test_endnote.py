import pytest
from listings import papers, records

from kg.readers.tagged import endnote, tagged_records

FERN = """%0 Conference Proceedings
%T Fern: Sparse Adapters
%A Moore, Ada
%A Lind, Bo, Jr.
%A Turf Collaboration,
%E Editor, An
%S Proceedings of the Meeting on Moss
%D 2024
%8 March
%I Moss Press
%F moore-2024-fern
%X We introduce Fern.
It is 5% smaller.

%R 10.1000/Fern
%U https://example.org/fern
%P 1-9
"""


def record(number, tag="%0 Journal Article\n"):
    return f"{tag}%T Fern {number}: Sparse Adapters\n%X We introduce Fern {number}.\n"


def test_a_record():
    found, errors = records(endnote, "\n" + FERN, path="list.enw")
    paper = found[0].paper
    assert errors == []
    assert (found[0].format, found[0].where) == ("endnote", "list.enw:2")
    assert (paper.title, paper.abstract) == ("Fern: Sparse Adapters", "We introduce Fern. It is 5% smaller.")
    assert paper.authors == ("Ada Moore", "Bo Lind Jr.", "Turf Collaboration")
    assert (paper.venue, paper.published) == ("Proceedings of the Meeting on Moss", "2024-03")
    assert (paper.url, paper.identifiers) == ("https://example.org/fern", ("doi:10.1000/fern", "local:moore-2024-fern"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FERN, True),
        ("Exported by a tool\n%0 Generic\n%T Fern\n", True),
        ("\n%A Ada Moore\n%T Fern\n", True),
        ("%T Fern\n%D 2024\n", True),
        ("%0 Journal Article\n%A Ada Moore\n", False),
        ("% a comment\n%T an example\n", False),
        ("%T Fern\n", False),
        ("x %0 y\n%T\n", False),
    ],
)
def test_sniff(text, expected):
    assert endnote.sniff(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        record(1) + record(2),
        record(1) + "\n\n" + record(2),
        "\ufeff" + (record(1) + record(2)).replace("\n", "\r\n"),
        record(1, "%A Ada Moore\n") + "\n" + record(2, "%A Ada Moore\n"),
        "\n\n" + record(1, "") + "%D 2024\n \n" + record(2, ""),
        record(1, "") + "\nand more\n%K x\n\n" + record(2, ""),
    ],
)
def test_no_record_is_lost(text):
    found, errors = papers(endnote, text)
    assert [paper.title for paper in found] == ["Fern 1: Sparse Adapters", "Fern 2: Sparse Adapters"]
    assert errors == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("%J arXiv preprint arXiv:2401.12345", "arXiv:2401.12345"),
        ("%Z arXiv:2401.12345 [cs]", "arXiv:2401.12345"),
        ("%U http://arxiv.org/abs/2401.12345", "arXiv:2401.12345"),
        ("%R https://doi.org/10.1000/fern", "doi:10.1000/fern"),
        ("%M WOS1", "local:WOS1"),
    ],
)
def test_identifiers(line, expected):
    ((paper,), _) = papers(endnote, f"{record(1)}{line}\n")
    assert paper.identifiers == (expected,)


def test_a_record_without_end_is_not_held(monkeypatch):
    monkeypatch.setattr(tagged_records, "_LARGEST", 1000)
    found, errors = papers(endnote, record(1) + "and so on\n" * 1000 + record(2), path="list.enw")
    assert [paper.title for paper in found] == ["Fern 1: Sparse Adapters", "Fern 2: Sparse Adapters"]
    assert errors == [
        "list.enw:1: the record has no end, and is cut; start each record with a line `%0 Journal Article`"
    ]


def test_a_record_without_a_title_is_reported():
    found, errors = papers(endnote, record(1) + "%0 Thesis\n%X We introduce Moss.\n")
    assert (len(found), errors) == (1, ["list.txt:4: the record has no title; give it one"])


@pytest.mark.parametrize("piece", ["%0 A\n", "%X x\n", "%", "%A", "\n", "%T ", "%A a, b; c\n", "%0 ", "% 0"])
def test_hostile_text_ends(piece):
    papers(endnote, "%0 Generic\n%T Fern\n" + (piece * 5_000)[:15_000])
