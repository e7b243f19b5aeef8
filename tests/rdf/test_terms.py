"""RDF terms: canonical, and never broken by a text."""

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.terms import date, decimal, integer, literal, term, typed
from kg.rdf.vocabulary import encoded

XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = [
    'say "hi"',
    "two\nlines\r\n",
    "<b> & ]] > '''",
    "back\\slash \\u0041 \\",
    "a\0b\x1b[31m\x7f\x85",
    "😀 文 e\u0301",
    "\u202eevil\u2066\u200b\ufeff\u2028",
    "\ufffe\uffff",
]


def read(term):
    line = f"<http://s> <http://p> {term} .\n"
    (quad,) = pyoxigraph.parse(line.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return quad.object


@pytest.mark.parametrize("text", HOSTILE)
def test_two_parsers_read_a_hostile_text_back(text):
    assert read(literal(text)).value == text
    graph = rdflib.Graph().parse(data=f"<http://s> <http://p> {literal(text)} .\n", format="nt")
    assert [str(object) for object in graph.objects()] == [text]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_read_back_but_for_lone_surrogates(text):
    expected = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert read(literal(text)).value == expected


def test_what_nobody_sees_is_escaped():
    assert literal("a\u202eb\x1bc\u2028") == '"a\\u202Eb\\u001Bc\\u2028"'


@pytest.mark.parametrize(
    ("value", "text"), [(0.93, "0.93"), (0.9, "0.9"), (1.0, "1"), (0.0, "0"), (0.12345, "0.1235"), (0.5, "0.5")]
)
def test_decimals_have_no_zeros_at_their_end(value, text):
    assert decimal(value) == f'"{text}"^^<{XSD}decimal>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-06-12", '"2017-06-12"^^<%sdate>'),
        ("2017-06", '"2017-06"^^<%sgYearMonth>'),
        ("2017", '"2017"^^<%sgYear>'),
        ("2016-02-29", '"2016-02-29"^^<%sdate>'),
        ("2017-02-29", '"2017-02"^^<%sgYearMonth>'),
        ("2017-13-01", '"2017"^^<%sgYear>'),
        ("2017-06-12T10:00:00Z", '"2017-06-12"^^<%sdate>'),
        ("٢٠١٧", ""),
        ("0000", ""),
        ("12/06/2017", ""),
        ("", ""),
    ],
)
def test_dates_are_as_precise_as_they_are_known(text, expected):
    assert date(text) == (expected % XSD if expected else "")


@pytest.mark.parametrize(
    "written",
    [integer(-3), decimal(0.25), decimal(1.0), date("2017-06"), date("2017"), typed("true", "boolean"), literal("x")],
)
def test_a_store_gives_canonical_terms_back_as_they_were(written):
    store = pyoxigraph.Store()
    store.load(f"<http://s> <http://p> {written} .".encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert [str(quad.object) for quad in store] == [written]


@given(
    st.builds(integer, st.integers())
    | st.builds(decimal, st.floats(-1e12, 1e12), places=st.integers(0, 10))
    | st.builds(lambda day, size: date(day.isoformat()[:size]), st.dates(), st.sampled_from((4, 7, 10)))
    | st.builds(lambda truth: typed(truth, "boolean"), st.sampled_from(("true", "false")))
    | st.builds(lambda local: typed(f"https://x.org/{encoded(local)}", "anyURI"), st.text())
)
def test_a_store_gives_any_literal_back_as_it_was(written):
    store = pyoxigraph.Store()
    store.load(f"<http://s> <http://p> {written} .".encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert [str(quad.object) for quad in store] == [written]


def test_terms_of_ours_and_of_others():
    assert term("uses") == "<https://w3id.org/abstract-kg/ontology#uses>"
    assert term("schema:Dataset") == "<https://schema.org/Dataset>"
