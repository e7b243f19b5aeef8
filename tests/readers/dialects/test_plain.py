import pytest
from listings import listing

from kg.readers import dialects, fields

GOOD = {"title": "Fern", "abstract": "We introduce Fern."}


def read(value):
    made, errors = listing("", path="list.json")
    return dialects.record(value, fields.Place(made, 7)), errors


def test_a_nested_paper_and_wrapped_values():
    for value in (
        {"paper": {"id": "2401.00001", "summary": "We introduce Fern."}, "title": {"value": "Fern"}, "rank": 3},
        {"id": "2401.00001", "content": {"title": {"value": "Fern"}, "abstract": {"value": "We introduce Fern."}}},
        {"arXiv-ID": "2401.00001", "Title": ["Fern"], "Abstract": "<p>We introduce <b>Fern</b>.</p>"},
    ):
        record, errors = read(value)
        assert (record.format, errors) == ("json", [])
        assert (record.paper.id, record.paper.title) == ("paper/arxiv-2401.00001", "Fern")
        assert record.paper.abstract == "We introduce Fern."


def test_what_is_no_object():
    assert read(["x"]) == (None, ["list.json:7: this is no record; give an object with a title and an abstract"])


@pytest.mark.parametrize(
    ("value", "is_record", "is_whole"),
    [
        (GOOD, True, True),
        ({"title": "My list", "items": []}, True, False),
        ({"title": "Fern", "authors": ["Ada"]}, True, True),
        ({"paper_arxiv_id": "2401.00001", "repo_url": "x"}, True, True),
        ({"content": {"note": "x"}, "forum": "x"}, True, True),
        ({"count": 3}, False, False),
        ([GOOD], False, False),
        (None, False, False),
    ],
)
def test_what_describes_a_paper(value, is_record, is_whole):
    assert dialects.is_record(value) is is_record
    assert dialects.is_whole(value) is is_whole
