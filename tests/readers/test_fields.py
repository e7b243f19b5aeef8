import pytest

from kg.readers import fields
from kg.readers.fields import Number, Place

GOOD = {"title": "Fern: Sparse Adapters", "abstract": "We introduce Fern."}


@pytest.fixture
def read():
    """Return what reads a record, and a list of the complaints."""
    errors = []
    place = Place("list.json", "list.json:7", lambda error: errors.append(str(error)))
    return (lambda value: fields.paper(value, place)), errors


def test_all_fields(read):
    reader, errors = read
    paper = reader(
        {
            "id": "2401.00001v2",
            "title": "Fern~1: {\\em Sparse}\n  Adapters",
            "summary": "We introduce\nFern\\footnote{A plant.}.",
            "url": "https://example.org/fern",
            "DOI": "10.1000/Fern",
            "publishedAt": "2024-01-03T00:00:00.000Z",
            "authors": [{"name": "Ada Moore"}, "Lind, Bo", {"given": "Cy", "family": "Poe"}],
        }
    )
    assert errors == []
    assert (paper.id, paper.title, paper.abstract) == (
        "paper/arxiv-2401.00001",
        "Fern 1: Sparse Adapters",
        "We introduce Fern (A plant.).",
    )
    assert paper.identifiers == ("arXiv:2401.00001", "doi:10.1000/fern")
    assert (paper.url, paper.published) == ("https://example.org/fern", "2024-01-03")
    assert paper.authors == ("Ada Moore", "Bo Lind", "Cy Poe")
    assert paper.sources == ("list.json",)
    assert paper.given_title == "Fern~1: {\\em Sparse}\n  Adapters"


def test_a_clean_title_is_not_kept_twice(read):
    assert read[0](GOOD).given_title == ""


def test_a_nested_paper_and_wrapped_values(read):
    reader, errors = read
    nested = {"paper": {"id": "2401.00001", "summary": "Inner text."}, "title": {"value": "Fern"}, "numComments": 3}
    assert (reader(nested).id, reader(nested).abstract) == ("paper/arxiv-2401.00001", "Inner text.")
    note = {"forum": "x", "content": {"title": {"value": "Fern"}, "abstract": {"value": "Inner text."}}}
    assert (reader(note).title, reader(note).abstract) == ("Fern", "Inner text.")
    external = GOOD | {"paperId": "0f3a", "externalIds": {"ArXiv": "2401.00001", "CorpusId": Number("5")}}
    assert reader(external).identifiers == ("arXiv:2401.00001", "local:0f3a")
    assert errors == []


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ({"abstract": "x"}, "the record has no title; give it one"),
        (GOOD | {"abstract": None}, "the record has no abstract; give it one"),
        (GOOD | {"title": Number("5")}, "the title is a number, not text; write it in quotes"),
        (GOOD | {"abstract": ["x"]}, "the abstract is a list, not text; write it in quotes"),
        (GOOD | {"title": True}, "the title is true or false, not text; write it in quotes"),
        (GOOD | {"title": " \u200b"}, "the title is empty; give the record one"),
        (["x"], "this is no record; give an object with a title and an abstract"),
    ],
)
def test_records_that_are_no_papers(read, record, complaint):
    reader, errors = read
    assert reader(record) is None
    assert errors == [f"list.json:7: {complaint}"]


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ({"year": Number("9" * 5000)}, "the year is no date; left out, write it as 2017-06-12"),
        ({"date": "2024-13-01"}, "the date is no date; left out, write it as 2017-06-12"),
        ({"year": ["2024"]}, "the year is no date; left out, write it as 2017-06-12"),
        ({"url": "javascript:alert(1)"}, "the url is no web address; left out, write it with https://"),
        ({"authors": Number("3")}, "an author has no name; left out, write authors as a list of names"),
        ({"authors": [["x"]]}, "an author has no name; left out, write authors as a list of names"),
    ],
)
def test_a_bad_field_is_left_out_and_the_record_kept(read, more, complaint):
    reader, errors = read
    paper = reader(GOOD | more)
    assert (paper.published, paper.url, paper.authors) == ("", "", ())
    assert errors == [f"list.json:7: {complaint}"]


def test_half_a_character_is_replaced_and_reported(read):
    reader, errors = read
    assert reader(GOOD | {"title": "Fern \ud800"}).title == "Fern \ufffd"
    assert errors == [
        "list.json:7: the title has half a character (a lone surrogate), which is now U+FFFD; mend the source"
    ]


def test_a_number_is_an_id_as_it_is_spelt(read):
    assert read[0](GOOD | {"id": Number("2401.12340"), "year": Number("2024")}).id == "paper/arxiv-2401.12340"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", "2024"),
        ("2024-6", "2024-06"),
        ("2024/06/12", "2024-06-12"),
        ("2024-06-12 10:00", "2024-06-12"),
        ("Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"),
        ("12 Jun 2024", "2024-06-12"),
        ("0001", ""),
        ("2222-12-22", ""),
        ("20240612", ""),
        ("2024-02-30", ""),
        ("yesterday", ""),
    ],
)
def test_dates(text, expected):
    assert fields.date_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Moore", ("Ada Moore",)),
        ("Ada Moore and Bo Lind", ("Ada Moore", "Bo Lind")),
        ("Moore, Ada and Lind, Bo", ("Ada Moore", "Bo Lind")),
        ("Moore, Ada; Lind, Bo;", ("Ada Moore", "Bo Lind")),
        ("Ada Moore, Bo Lind, and Cy Poe", ("Ada Moore", "Bo Lind", "Cy Poe")),
        ("Moore, Ada", ("Ada Moore",)),
        ("Fran\\c{c}ois Andersson", ("François Andersson",)),
    ],
)
def test_authors_in_one_text(read, text, expected):
    assert read[0](GOOD | {"authors": text}).authors == expected


def test_listed():
    paper = fields.listed("Fern~1", "We  introduce it.", "page.txt")
    assert (paper.title, paper.abstract, paper.sources, paper.given_title) == (
        "Fern 1",
        "We introduce it.",
        ("page.txt",),
        "Fern~1",
    )
    assert paper.id.startswith("paper/sha256-")
