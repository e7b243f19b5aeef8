"""Turtle: grouped by subject, sorted, and short only where that is safe."""

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.lines import line
from kg.rdf.terms import literal
from kg.rdf.turtle import turtle
from kg.rdf.vocabulary import Vocabulary

XSD = "http://www.w3.org/2001/XMLSchema#"
names = Vocabulary("https://x.org/")
anything = st.text(st.characters(exclude_categories=()))


def test_turtle_is_grouped_sorted_and_short_where_that_is_safe():
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    triples = [
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"0.5"^^<{XSD}decimal>'),
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"1"^^<{XSD}decimal>'),
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"7"^^<{XSD}integer>'),
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"true"^^<{XSD}boolean>'),
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"2024"^^<{XSD}gYear>'),
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"7"^^<{XSD}integer>'),
        ("<https://x.org/m/b>", kind, "<https://x.org/p#C>"),
        ("<https://x.org/m/b>", "<http://a.org/first>", "<https://x.org/p#C>"),
        ("<https://x.org/m/a.>", "<https://x.org/p#n>", '"a\\"^^<x>"'),
        ("<https://x.org/m/a/b>", "<https://x.org/p#n>", "<https://x.org/m/100%25>"),
    ]
    prefixes = {"p": "https://x.org/p#", "m": "https://x.org/m/", "xsd": XSD, "unused": "https://unused.org/"}
    assert turtle(reversed(triples), prefixes) == (
        f"@prefix m: <https://x.org/m/> .\n@prefix p: <https://x.org/p#> .\n@prefix xsd: <{XSD}> .\n"
        '\n<https://x.org/m/a.> p:n "a\\"^^<x>" .\n'
        "\n<https://x.org/m/a/b> p:n m:100%25 .\n"
        '\nm:b a p:C ;\n    <http://a.org/first> p:C ;\n    p:n 0.5, "1"^^xsd:decimal, "2024"^^xsd:gYear, 7, true .\n'
    )


def test_a_triple_term_is_short_too():
    term = "<<( <https://x.org/a> <https://x.org/b> <https://x.org/c/> )>>"
    text = turtle([("<https://x.org/a>", "<https://x.org/b>", term)], {"x": "https://x.org/"})
    assert text == "@prefix x: <https://x.org/> .\n\nx:a x:b <<( x:a x:b <https://x.org/c/> )>> .\n"


@given(anything, anything)
def test_any_name_and_any_text_are_read_back(name, text):
    row = (names.thing(f"method/{name}"), names.iri("run", name), literal(text))
    found = turtle([row, (*row[:2], names.web(text))], {"m": "https://x.org/method/", "run": "https://x.org/run/"})
    lines = {line(row), line((*row[:2], names.web(text)))}
    expected = set(pyoxigraph.parse("".join(lines).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES))
    assert set(pyoxigraph.parse(found.encode(), format=pyoxigraph.RdfFormat.TURTLE)) == expected
