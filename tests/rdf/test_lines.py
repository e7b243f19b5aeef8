"""Lines: rows as text and back, and the same escapes whoever wrote them."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.lines import line, quad, triple, triples, visible
from kg.rdf.terms import date, decimal, integer, literal, typed

anything = st.text(st.characters(exclude_categories=()))


@given(st.builds(literal, anything) | st.builds(integer, st.integers()) | st.just("<http://o/a>"))
def test_a_line_is_read_back(object):
    row = "<http://s/>", "<http://p>", object, "<http://g>"
    assert quad(line(row)) == row
    assert triple(line(row[:3])) == row[:3]


@given(anything)
def test_what_pyoxigraph_writes_of_any_text_becomes_what_we_write(text):
    row = "<http://s>", "<http://p>", literal(text), "<http://g>"
    (found,) = pyoxigraph.parse(line(row).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert visible(str(found)) + " .\n" == line(row)


def test_every_character_is_escaped_alike_by_us_and_after_pyoxigraph():
    text = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code <= 0xDFFF)
    row = "<http://s>", "<http://p>", literal(text), "<http://g>"
    (found,) = pyoxigraph.parse(line(row).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert found.object.value == text
    assert visible(str(found)) == " ".join(row)


OBJECTS = ['"a"', '"a b"', '"a"@en', typed("a", "anyURI"), decimal(0.5), date("2024"), "<http://o>", "<http://o/a>"]


@pytest.mark.parametrize("graph", ["<http://g>", "<http://g/a>"])
@pytest.mark.parametrize("subject", ["<http://s>", "<http://s/a>", "<http://s-a>"])
def test_lines_sort_as_rows_do(subject, graph):
    rows = [(subject, predicate, object, graph) for object in OBJECTS for predicate in ("<http://p>", "<http://p/a>")]
    rows += [("<http://s>", "<http://p>", object, "<http://g>") for object in OBJECTS]
    assert [quad(text) for text in sorted(map(line, rows))] == sorted(rows)


def test_a_triple_of_two_graphs_is_one():
    rows = [("<s>", "<p>", "<o>", "<f>"), ("<s>", "<p>", "<o>", "<g>"), ("<s>", "<p>", "<p>", "<g>")]
    assert list(triples(rows)) == [("<s>", "<p>", "<o>"), ("<s>", "<p>", "<p>")]
