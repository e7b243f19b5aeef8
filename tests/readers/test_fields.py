import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listings import listing

from kg.readers import dialects, fields
from kg.readers.fields import Number, Place

GOOD = {"title": "Fern: Sparse Adapters", "abstract": "We introduce Fern."}


@pytest.fixture
def read():
    """Return what reads a record, and a list of the complaints."""
    made, errors = listing("", path="list.json")

    def paper(value):
        record = fields.record(value, Place(made, 7), format="json")
        return record and record.paper

    return paper, errors


def test_all_fields(read):
    reader, errors = read
    paper = reader(
        {
            "id": "2401.00001v2",
            "title": "Fern~1: {\\em Sparse}\n  Adapters",
            "summary": "We introduce\nFern\\footnote{A plant.}.",
            "url": "https://example.org/fern",
            "DOI": "10.1000/Fern",
            "openreview_id": "rJ_abC-12x",
            "ACL ID": "N19-1423",
            "publishedAt": "2024-01-03T00:00:00.000Z",
            "authors": [{"name": "Ada Moore"}, "Lind, Bo", {"given": "Cy", "family": "Poe"}, "Ada Moore"],
            "journal-ref": "J.~Moss 7",
            "categories": "cs.CL cs.LG hep-th",
            "upvotes": Number("12.0"),
            "code": "Code: github.com/fern-lab/Fern.git and https://github.com/fern-lab/moss/tree/main",
            "implementations": ["https://example.org/again", "https://example.org/again"],
            "status": "Withdrawn",
        }
    )
    assert errors == []
    assert (paper.id, paper.title, paper.abstract) == (
        "paper/arxiv-2401.00001",
        "Fern 1: Sparse Adapters",
        "We introduce Fern (A plant.).",
    )
    assert paper.identifiers == ("acl:N19-1423", "arXiv:2401.00001", "doi:10.1000/fern", "openreview:rJ_abC-12x")
    assert (paper.url, paper.published) == ("https://example.org/fern", "2024-01-03")
    assert paper.authors == ("Ada Moore", "Bo Lind", "Cy Poe")
    assert paper.sources == ("list.json",)
    assert paper.given_title == "Fern~1: {\\em Sparse}\n  Adapters"
    assert (paper.venue, paper.categories, paper.upvotes) == ("J. Moss 7", ("cs.CL", "cs.LG", "hep-th"), 12)
    assert paper.code == ("https://github.com/fern-lab/Fern", "https://github.com/fern-lab/moss")
    assert (paper.implementations, paper.status) == (("https://example.org/again",), "withdrawn")


@pytest.mark.parametrize(
    ("title", "more", "status"),
    [
        ("RETRACTED: Fern", {}, "retracted"),
        ("WITHDRAWN ARTICLE: Fern", {}, "withdrawn"),
        ("RETRACTED: Fern", {"status": "withdrawn"}, "withdrawn"),
        ("Retracted: Fern", {}, ""),
        ("RETRACTED Ferns", {}, ""),
    ],
)
def test_a_warning_before_a_title_is_a_status(read, title, more, status):
    assert read[0](GOOD | {"title": title} | more).status == status


def test_a_notice_in_place_of_an_abstract_is_a_status(read):
    paper = read[0](GOOD | {"abstract": " This paper has been withdrawn by the authors: an error in Section 3."})
    assert (paper.status, paper.abstract[:10]) == ("withdrawn", "This paper")
    assert read[0](GOOD | {"abstract": "We show that this paper has been withdrawn."}).status == ""


def test_a_clean_title_is_not_kept_twice(read):
    assert read[0](GOOD).given_title == ""


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ({"abstract": "x"}, "the record has no title; give it one"),
        ({"abstract": "x", "id": "t1"}, "the record has no title; give it one"),
        ({}, "the record has no title; give it one"),
        (GOOD | {"title": Number("5")}, "the title is a number, not text; write it in quotes"),
        (GOOD | {"title": True}, "the title is true or false, not text; write it in quotes"),
        (GOOD | {"title": {"x": 1}}, "the title is an object, not text; write it in quotes"),
        (GOOD | {"title": " \u200b"}, "the title is empty; give the record one"),
        (["x"], "this is no record; give an object with a title and an abstract"),
    ],
)
def test_records_that_are_no_papers(read, record, complaint):
    reader, errors = read
    assert reader(record) is None
    assert errors == [f"list.json:7: {complaint}"]


@pytest.mark.parametrize(
    "abstract",
    [
        None,
        "",
        "  ",
        "N/A",
        ".",
        "No abstract available",
        "No Abstract.",
        "Not Available",
        "[No abstract available]",
        "\u200b",
    ],
)
def test_a_record_without_abstract_is_a_record(read, abstract):
    reader, errors = read
    paper = reader({"title": "Fern", "abstract": abstract})
    assert (paper.title, paper.abstract, errors) == ("Fern", "", [])


@pytest.mark.parametrize("more", [{"arxiv_id": "2401.00001"}, {"url": "https://arxiv.org/abs/2401.00001"}])
def test_a_record_without_title_is_one_where_an_identifier_names_it(read, more):
    reader, errors = read
    paper = reader({"title": None, "code": "https://github.com/fern-lab/fern", **more})
    assert (paper.id, paper.title, paper.abstract, errors) == ("paper/arxiv-2401.00001", "", "", [])
    assert paper.code == ("https://github.com/fern-lab/fern",)


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ({"year": Number("9" * 5000)}, "the year is no date; left out, write it as 2017-06-12"),
        ({"date": "2024-13-01"}, "the date is no date; left out, write it as 2017-06-12"),
        ({"date": "2222-12-22"}, "the date is no date; left out, write it as 2017-06-12"),
        ({"published": "2222-12-22"}, "the date of publication is no date; left out, write it as 2017-06-12"),
        ({"year": ["2024"]}, "the year is no date; left out, write it as 2017-06-12"),
        ({"url": "javascript:alert(1)"}, "the url is no web address; left out, write it with https://"),
        ({"authors": Number("3")}, "an author has no name; left out, write authors as a list of names"),
        ({"authors": [["x"]]}, "an author has no name; left out, write authors as a list of names"),
        ({"upvotes": Number("-1")}, "the upvotes are no number from 0 to 10000000; left out"),
        ({"upvotes": Number("1" + "0" * 400)}, "the upvotes are no number from 0 to 10000000; left out"),
        ({"upvotes": True}, "the upvotes are no number from 0 to 10000000; left out"),
        ({"code": "javascript:alert(1)"}, "the code is no web address; left out, write it with https://"),
        ({"abstract": ["x"]}, "the abstract is a list, not text; write it in quotes"),
    ],
)
def test_a_bad_field_is_left_out_and_the_record_kept(read, more, complaint):
    reader, errors = read
    paper = reader(GOOD | more)
    assert (paper.published, paper.url, paper.authors, paper.upvotes, paper.code) == ("", "", (), 0, ())
    assert errors == [f"list.json:7: {complaint}"]


def test_half_a_character_is_replaced_and_reported(read):
    reader, errors = read
    assert reader(GOOD | {"title": "Fern \ud800"}).title == "Fern \ufffd"
    assert errors == [
        "list.json:7: the title has half a character (a lone surrogate), which is now U+FFFD; mend the source"
    ]


def test_a_number_is_an_id_as_it_is_spelt(read):
    assert read[0](GOOD | {"id": Number("2401.12340"), "year": Number("2024")}).id == "paper/arxiv-2401.12340"


@pytest.mark.parametrize("nothing", ["None", "nan", "null", "-"])
def test_a_word_for_nothing_is_no_identifier(read, nothing):
    assert read[0](GOOD | {"openreview_id": nothing, "doi": nothing}).identifiers == ()


@pytest.mark.parametrize(
    "url", ["arxiv.org/abs/2401.00001", " https://arxiv.org/ abs/2401.00001", "10.48550/arXiv.2401.00001"]
)
def test_an_address_names_the_paper_too(read, url):
    reader, errors = read
    paper = reader(GOOD | {"url": url})
    assert (paper.identifiers, errors) == (("arXiv:2401.00001",), [])
    assert paper.url in ("https://arxiv.org/abs/2401.00001", "")


def test_identifiers_in_notes(read):
    paper = read[0](GOOD | {"extra": "arXiv:2401.00001 [cs]\nSee arXiv:2301.00002", "number": "7"})
    assert paper.identifiers == ("arXiv:2401.00001",)


@pytest.mark.parametrize(
    ("given_categories", "expected"),
    [
        ("cs.CL, cs.LG", ("cs.CL", "cs.LG")),
        ("math-ph", ("math-ph",)),
        ("Botany; Fern studies;", ("Botany", "Fern studies")),
        (["cs.CL", "cs.CL", "Fern studies"], ("cs.CL", "Fern studies")),
        (["x" * 200, Number("7")], ("7",)),
    ],
)
def test_categories(read, given_categories, expected):
    assert read[0](GOOD | {"categories": given_categories}).categories == expected


@pytest.mark.parametrize(
    "venue", [{"venue": "Moss 2024"}, {"journal": {"name": "Moss 2024"}}, {"conference": ["", "Moss 2024"]}]
)
def test_venues(read, venue):
    assert read[0](GOOD | venue).venue == "Moss 2024"


def test_a_server_of_preprints_is_no_venue(read):
    given = {"publicationTitle": "arXiv:2401.00001 [cs, stat]", "booktitle": "Moss 2024"}
    assert read[0](GOOD | given).venue == "Moss 2024"


def test_listed():
    paper = fields.listed("Fern~1", "We  introduce it.", "page.txt")
    assert (paper.title, paper.abstract, paper.sources, paper.given_title) == (
        "Fern 1",
        "We introduce it.",
        ("page.txt",),
        "Fern~1",
    )
    assert paper.id.startswith("paper/sha256-")


NAMES = st.sampled_from(
    """title abstract summary id doi DOI url authors author published date issued year venue journal categories upvotes
    code implementations status note paper content forum externalIds paperId abstract_inverted_index authorships
    primary_location locations versions authors_parsed submitter update_date comments paper_url repo_url is_official
    paper_title date-parts family given name value display_name text entities arxiv_id tasks replyto citedPaper
    container-title updated-by source githubRepo projectPage identifiers""".split()  # noqa: SIM905  a list is long
)
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from([
        "Fern", "2401.00001", "paper/x", "10.1000/x", "https://github.com/a/b", "2024-01-02", "javascript:x", "a\nb",
        "\ud800", "Moore, Ada and Lind, Bo", "cs.CL cs.LG", "<p>Fern</p>", "{\\em", "W1",
    ]),
)  # fmt: skip
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    TEXTS,
    st.from_regex(r"-?\d{1,15}", fullmatch=True).map(Number),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.one_of(NAMES, TEXTS), inner, max_size=6)),
    max_leaves=12,
)


@given(st.one_of(VALUES, st.dictionaries(NAMES, VALUES, max_size=10)))
@settings(max_examples=250, deadline=None, derandomize=True)
def test_any_value_is_read_or_complained_of_in_one_line(value):
    for reader in (
        lambda place: fields.record(value, place, format="json"),
        lambda place: dialects.record(value, place),
    ):
        made, errors = listing("", path="list.json")
        record = reader(Place(made, 7))
        assert record or errors
        assert all(re.fullmatch(r"list\.json:7: [^\r\n]{5,200}", error) for error in errors)
        if record:
            paper = record.paper
            assert paper.title or any(not known.startswith("local:") for known in paper.identifiers)
            assert not re.search(r"[\ud800-\udfff\r\n]", f"{paper.title}{paper.abstract}{paper.venue}{paper.authors}")
            assert list(paper.identifiers) == sorted(set(paper.identifiers))
            assert list(paper.code) == sorted(set(paper.code))
            assert 0 <= paper.upvotes <= 10_000_000
            assert all(address.startswith(("https://", "http://")) for address in (*paper.code, *paper.implementations))


def test_an_abstract_is_kept_without_its_frame(read):
    reader, errors = read
    paper = reader(
        {"title": "Abstract: Fern", "abstract": "<p><b>Abstract</b></p><p>We grow.</p> &copy; 2024 Moss Ltd."}
    )
    assert (paper.title, paper.abstract, errors) == ("Abstract: Fern", "We grow.", [])
