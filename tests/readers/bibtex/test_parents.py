import pytest
from listings import listing, papers

from kg.errors import SourceError
from kg.readers.bibtex import bibtex
from kg.readers.bibtex.parents import parents
from kg.readers.sources import Source

CHILD = """@inproceedings{fern, crossref = {Moss24},
  title = {Fern}, abstract = {We introduce Fern.}, author = {Ada Moore}}
"""
PARENT = """@string{moss = {Meeting on Moss}}
@proceedings{moss24, title = {Proceedings of the } # moss, subtitle = {Turf}, date = {2024-03}, doi = {10.1000/all},
  url = {https://example.org/all}, editor = {Bo Lind}, author = {Nobody}}
"""


def told(text):
    found, errors = papers(bibtex, text)
    return [(paper.title, paper.venue, paper.published) for paper in found], errors


@pytest.mark.parametrize("text", [CHILD + PARENT, PARENT + CHILD, PARENT + CHILD.replace("{Moss24}", "moss24")])
def test_a_child_says_where_and_when_its_parent_appeared_wherever_that_stands(text):
    (paper,), errors = papers(bibtex, text)
    assert (paper.title, paper.venue, paper.published) == (
        "Fern",
        "Proceedings of the Meeting on Moss: Turf",
        "2024-03",
    )
    assert (paper.authors, paper.identifiers, paper.url) == (("Ada Moore",), ("local:fern",), "")
    assert errors == []


def test_what_a_child_says_itself_is_kept():
    child = CHILD.replace("title =", "booktitle = {Moss Days}, year = 2023, title =", 1)
    assert told(PARENT + child) == ([("Fern", "Moss Days", "2023")], [])


def test_a_parent_with_an_abstract_is_a_paper():
    parent = PARENT.replace("editor =", "abstract = {We met.}, editor =")
    found, _ = papers(bibtex, parent + CHILD)
    assert [(paper.title, paper.abstract) for paper in found] == [
        ("Proceedings of the Meeting on Moss: Turf", "We met."),
        ("Fern", "We introduce Fern."),
    ]


def test_only_what_holds_others_is_no_paper():
    child = CHILD.replace("Moss24", "turf")
    found, _ = told("@article{turf, title = {Turf}, journal = {Moss Letters}}\n" + child)
    assert [title for title, _, _ in found] == ["Turf", "Fern"]


@pytest.mark.parametrize(
    ("child", "parent", "expected"),
    [
        ("article", "periodical{p, title = {Moss Letters}, date = {2024-03}}", ("Moss Letters", "2024-03")),
        ("incollection", "collection{p, title = {x}, booktitle = {All of Moss}, year = 2024}", ("All of Moss", "2024")),
        ("inbook", "book{p, title = {Moss}, author = {Bo Lind}, year = {2024}, month = mar}", ("Moss", "2024-03")),
        ("inproceedings", "proceedings{p, title = {Moss}, xdata = {q}}\n@xdata{q, year = 2024}", ("Moss", "2024")),
        ("inproceedings", "proceedings{p, title = {Moss}, crossref = {p}, year = 2024}", ("Moss", "2024")),
    ],
)
def test_kinds_of_parents(child, parent, expected):
    text = f"@{child}{{fern, crossref = {{p}}, title = {{Fern}}, abstract = {{We introduce Fern.}}}}\n@{parent}\n"
    (paper,), errors = papers(bibtex, text)
    assert ((paper.venue, paper.published), errors) == (expected, [])
    assert paper.authors == (("Bo Lind",) if child == "inbook" else ())


def test_data_are_inherited_but_for_identifiers():
    data = "@xdata{a, eprinttype = {arxiv}, date = {2024}}\n"
    more = "@xdata{b, journal = {Moss}, doi = {10.1000/x}, abstract = {x}}\n"
    (paper,), errors = papers(
        bibtex, data + more + "@article{fern, xdata = {a, b}, eprint = {2401.12345}, title = {Fern}}"
    )
    assert (paper.venue, paper.published, paper.abstract) == ("Moss", "2024", "")
    assert (paper.identifiers, errors) == (("arXiv:2401.12345", "local:fern"), [])


def test_a_parent_that_is_not_there_is_reported_once():
    found, errors = told(CHILD + CHILD.replace("{fern,", "{turf,"))
    assert [title for title, _, _ in found] == ["Fern", "Fern"]
    assert errors == ["list.txt:1: the entry inherits from `Moss24`, which is not in this file; read without, add it"]
    assert told(CHILD.replace("title =", "booktitle = {x}, year = 2024, title =", 1))[1] == []


def test_complaints_of_a_file_with_parents_come_once():
    broken = "@article{x, title\n}\n"
    _, errors = told("Gr\udce4ser\n" + PARENT + CHILD + broken)
    assert len(errors) == 2


def test_a_file_without_parents_is_not_parsed_for_them(monkeypatch):
    monkeypatch.setattr("kg.readers.bibtex.parents.entries", lambda _: pytest.fail("it is parsed"))
    made, _ = listing("@article{x, title = {Fern}}")
    assert parents(made).is_paper is not None


def test_a_file_that_cannot_be_read_is_reported_once(tmp_path):
    made, errors = listing("")
    made.source = Source("gone.bib", str(tmp_path / "gone.bib"), "")
    with pytest.raises(SourceError, match="cannot be read"):
        list(bibtex.read(made))
    assert errors == []
