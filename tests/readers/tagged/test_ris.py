import pytest
from listings import papers, records

from kg.readers.tagged import ris, tagged_records

FERN = """TY  - JOUR
TI  - Fern: Sparse Adapters
AU  - Moore, Ada
AU  - Lind,Bo, Jr.
A2  - Editor, An
T2  - Moss Letters
DO  - 10.1000/Fern
UR  - fern.pdf
UR  - https://example.org/fern
PY  - 2024
DA  - 2024/01/03/
AB  - We introduce Fern.
It is sparse.
KW  - ferns
N1  - Read it
ER  -
"""


def record(number):
    return f"TY  - JOUR\nTI  - Fern {number}: Sparse Adapters\nAB  - We introduce Fern {number}.\nER  - \n"


def titles(text):
    found, errors = papers(ris, text, path="list.ris")
    return [paper.title for paper in found], errors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FERN, True),
        ("Provider: x\n1.\n ty - jour\n", True),
        ("TY  -\n", True),
        ("PMID- 27169098\nOWN - NLM", True),
        ("FN Fern\nVR 1.0\nPT J\nAU Moore, A", True),
        ("TI  - Fern", False),
        ("TY is short for type - as all know", False),
    ],
)
def test_sniff(text, expected):
    assert ris.sniff(text) is expected


def test_a_record():
    found, errors = records(ris, "\n\n" + FERN, path="list.ris")
    paper = found[0].paper
    assert errors == []
    assert (found[0].format, found[0].where) == ("ris", "list.ris:3")
    assert (paper.title, paper.abstract) == ("Fern: Sparse Adapters", "We introduce Fern. It is sparse.")
    assert paper.authors == ("Ada Moore", "Bo Lind Jr.")
    assert (paper.venue, paper.published, paper.url) == ("Moss Letters", "2024-01-03", "https://example.org/fern")
    assert paper.identifiers == ("doi:10.1000/fern",)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + record(1) + record(2),
        (record(1) + record(2)).replace("\n", "\r\n"),
        (record(1) + record(2)).replace("  - ", " - "),
        (record(1) + record(2)).replace("JOUR", "Journal Article"),
        (record(1) + record(2)).replace("ER  - \n", ""),
        (record(1) + record(2)).replace("ER  - \n", "ER  -\n\n1.\n"),
        (record(1) + record(2)).removesuffix("\nER  - \n"),
        (record(1) + record(2)).replace("TY", "ty").replace("TI", "ti").replace("AB", "ab").replace("ER", "er"),
        (record(1) + record(2)).replace("TI  - ", "TI - ").replace("AB  - ", "AB- "),
        "Provider: x\nContent: y - z\n" + record(1) + "\n2.\n" + record(2),
    ],
)
def test_no_record_is_lost(text):
    found, errors = papers(ris, text)
    assert [(paper.title, paper.abstract) for paper in found] == [
        ("Fern 1: Sparse Adapters", "We introduce Fern 1."),
        ("Fern 2: Sparse Adapters", "We introduce Fern 2."),
    ]
    assert errors == []


def test_a_line_that_only_looks_like_a_tag_goes_on():
    text = "TY  - JOUR\nTI  - Fern\nAB  - We use\nAI - as all\n  do, in - depth\n\nand\nXX - well.\nKW  - x\nER  - \n"
    ((paper,), errors) = papers(ris, text)
    assert (paper.abstract, errors) == ("We use AI - as all do, in - depth and XX - well.", [])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("PY  - 2024///", "2024"),
        ("Y1  - 2024/06//", "2024-06"),
        ("DA  - Jan 3\nPY  - 2024", "2024-01-03"),
        ("DA  - 2024/01/03\nPY  - 2023", "2023"),
        ("PY  - 2024\nDA  - 2024-01", "2024-01"),
    ],
)
def test_dates(lines, expected):
    ((paper,), errors) = papers(ris, record(1).replace("ER", f"{lines}\nER"))
    assert (paper.published, errors) == (expected, [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("M1  - arXiv:2401.12345", "arXiv:2401.12345"),
        ("N1  - arXiv:2401.12345 [cs]", "arXiv:2401.12345"),
        ("UR  - http://arxiv.org/abs/2401.12345", "arXiv:2401.12345"),
        ("M3  - doi: DOI: 10.1000/fern", "doi:10.1000/fern"),
        ("UR  - https://doi.org/10.1000/fern", "doi:10.1000/fern"),
        ("ID  - 123", "local:123"),
    ],
)
def test_identifiers(line, expected):
    ((paper,), _) = papers(ris, record(1).replace("ER", f"{line}\nER"))
    assert paper.identifiers == (expected,)


def test_each_first_line_is_a_record_or_a_complaint():
    found, errors = titles(record(1) + "TY  - JOUR\nTY  - BOOK\nAB  - x\n" + record(2))
    assert found == ["Fern 1: Sparse Adapters", "Fern 2: Sparse Adapters"]
    assert errors == [f"list.ris:{line}: the record has no title; give it one" for line in (5, 6)]


def test_a_record_without_end_is_not_held(monkeypatch):
    monkeypatch.setattr(tagged_records, "_LARGEST", 1000)
    text = record(1).replace("ER  - \n", "") + "and so on\n" * 1000 + record(2)
    found, errors = titles(text)
    assert found == ["Fern 1: Sparse Adapters", "Fern 2: Sparse Adapters"]
    assert errors == ["list.ris:1: the record has no end, and is cut; put a line `ER  - ` after each record"]


def test_a_record_of_pubmed():
    text = """
PMID- 27169098
DP  - 2016 May 12
TI  - Fern: a new method
      for sparse adapters.
LID - 00001 [pii]
LID - 10.1000/fern [doi]
AB  - We introduce Fern.
      It is sparse.
FAU - Moore, Ada
AU  - Moore A
JT  - Moss letters
AID - 10.1000/fern [doi]

PMID- 27169099
TI  - Moss.
"""
    ((fern, moss), errors) = papers(ris, text)
    assert errors == []
    assert (fern.title, fern.abstract) == (
        "Fern: a new method for sparse adapters.",
        "We introduce Fern. It is sparse.",
    )
    assert (fern.authors, fern.published, fern.venue) == (("Ada Moore",), "2016-05-12", "Moss letters")
    assert fern.identifiers == ("doi:10.1000/fern",)
    assert moss.title == "Moss."


def test_a_record_of_the_web_of_science():
    text = """FN Fern Analytics
VR 1.0
PT J
AU Moore, A
   Lind, B
AF Moore, Ada
   Lind, Bo
TI Fern: Sparse
   Adapters
SO MOSS LETTERS
ID SPARSE ADAPTERS
AB We introduce Fern.
DI 10.1000/fern
PD JUN 5
PY 2007
UT WOS:000247
ER

EF
"""
    ((paper,), errors) = papers(ris, text)
    assert errors == []
    assert (paper.title, paper.abstract) == ("Fern: Sparse Adapters", "We introduce Fern.")
    assert (paper.authors, paper.published, paper.venue) == (("Ada Moore", "Bo Lind"), "2007-06-05", "MOSS LETTERS")
    assert paper.identifiers[0] == "doi:10.1000/fern"


@pytest.mark.parametrize("piece", ["TY  - A\n", "AB  - x\n", "x\n", " - ", "TY", "\n", "A1  - a, b; c\n"])
def test_hostile_text_ends(piece):
    papers(ris, "TY  - JOUR\n" + (piece * 15_000)[:60_000])
