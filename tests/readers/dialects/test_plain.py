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


def test_an_item_of_zotero_alone_and_in_an_answer_of_its_api():
    item = {
        "itemType": "preprint",
        "title": "Fern",
        "abstractNote": "We introduce Fern.",
        "creators": [
            {"creatorType": "editor", "firstName": "Cy", "lastName": "Poe"},
            {"creatorType": "author", "firstName": "Ada", "lastName": "Moore"},
            {"creatorType": "author", "name": "Moss Team"},
        ],
        "publicationTitle": "arXiv:2401.00001 [cs]",
        "DOI": "10.1000/fern",
    }
    for value in (item, {"key": "AB12CD34", "version": 3, "data": item}):
        record, errors = read(value)
        assert (record.paper.authors, errors) == (("Ada Moore", "Moss Team"), [])
        assert (record.paper.abstract, record.paper.venue) == ("We introduce Fern.", "")
        assert record.paper.id == "paper/doi-10.1000_fern"


def test_who_edited_what_nobody_else_made():
    record, _ = read(GOOD | {"creators": [{"creatorType": "editor", "firstName": "Cy", "lastName": "Poe"}]})
    assert record.paper.authors == ("Cy Poe",)


def test_an_abstract_among_details_and_the_site_of_a_paper():
    site = "https://openreview.net/forum?id=Fern12345"
    record, errors = read({"title": "Fern", "site": site, "details": {"abstract": "We introduce Fern."}})
    assert (record.paper.id, record.paper.abstract, errors) == (
        "paper/openreview-Fern12345", "We introduce Fern.", [],
    )  # fmt: skip


def test_the_year_and_the_proceedings_of_an_entry_that_is_given_with_a_paper():
    entry = "@inproceedings{fern,\n title = \t {Fern},\n booktitle = {Moss 2019},\n year = \t {2019},\n}"
    for more, published in (({}, "2019"), ({"year": 2020}, "2020")):
        record, errors = read(GOOD | {"bibtex": entry} | more)
        assert (record.paper.published, record.paper.venue, errors) == (published, "Moss 2019", [])


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


def test_titles_and_abstracts_as_datacite_lists_them():
    record, errors = read({
        "doi": "10.5555/fern",
        "titles": [{"title": "Fern"}, {"title": "Farn", "lang": "de"}],
        "descriptions": [
            {"descriptionType": "Methods", "description": "We grew it."},
            {"descriptionType": "Abstract", "description": "We introduce Fern."},
        ],
        "creators": [{"name": "Moore, Ada", "nameType": "Personal"}],
        "publicationYear": 2024,
    })  # fmt: skip
    assert errors == []
    assert (record.paper.title, record.paper.abstract) == ("Fern", "We introduce Fern.")
    assert (record.paper.authors, record.paper.published) == (("Ada Moore",), "2024")


def test_fields_with_the_prefixes_of_dublin_core_and_prism():
    record, errors = read({
        "dc:title": "Fern",
        "dc:creator": "Moore A.",
        "dc:description": "We introduce Fern.",
        "prism:doi": "10.5555/fern",
        "prism:coverDate": "2024-01-03",
        "prism:publicationName": "Garden Letters",
    })  # fmt: skip
    assert errors == []
    paper = record.paper
    assert (paper.title, paper.abstract, paper.venue) == ("Fern", "We introduce Fern.", "Garden Letters")
    assert (paper.identifiers, paper.published) == (("doi:10.5555/fern",), "2024-01-03")


def test_fields_in_metadata_and_in_lists_of_one():
    record, errors = read({"id": "1", "metadata": {"title": "Fern", "description": "We introduce Fern."}})
    assert (record.paper.title, record.paper.abstract, errors) == ("Fern", "We introduce Fern.", [])
    record, errors = read(
        {"title_display": "Fern", "abstract": ["We introduce Fern."], "author_display": ["Ada Moore"]}
    )
    assert (record.paper.title, record.paper.abstract, errors) == ("Fern", "We introduce Fern.", [])
    assert record.paper.authors == ("Ada Moore",)
