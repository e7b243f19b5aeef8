"""JSON-LD: named graphs, short names, and any text."""

import json

import pyoxigraph
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.jsonld import FOOTER, graphs, header
from kg.rdf.terms import literal, term, typed
from kg.rdf.turtle import Names
from kg.rdf.vocabulary import Vocabulary

anything = st.text(st.characters(exclude_categories=()))
PREFIXES = {"x": "https://x.org/", "xsd": "http://www.w3.org/2001/XMLSchema#", "unused": "https://u.org/"}


def written(*rows):
    names = Names(PREFIXES)
    body = "".join(graphs(rows, names))
    return header(names) + body + FOOTER


def test_a_document_has_a_context_and_an_object_for_each_graph_and_subject():
    kind = term("rdf:type")
    text = written(
        ("<https://x.org/f>", "<https://x.org/a>", kind, "<https://x.org/C>"),
        ("<https://x.org/f>", "<https://x.org/a>", "<https://x.org/n>", '"1"'),
        ("<https://x.org/f>", "<https://x.org/a>", "<https://x.org/n>", '"1"@en'),
        ("<https://x.org/f>", "<https://x.org/a>", "<https://x.org/n>", typed("1", "integer")),
        ("<https://x.org/g>", "<https://x.org/a>", kind, "<https://x.org/C>"),
        ("<https://x.org/g>", "<https://x.org/a>", kind, "<https://x.org/D>"),
        ("<https://x.org/g>", "<https://x.org/b/>", "<https://x.org/n>", "<https://y.org/>"),
    )
    number = {"@type": "xsd:integer", "@value": "1"}
    assert json.loads(text) == {
        "@context": {"x": "https://x.org/", "xsd": PREFIXES["xsd"]},
        "@graph": [
            {
                "@id": "x:f",
                "@graph": [{"@id": "x:a", "@type": "x:C", "x:n": ["1", {"@language": "en", "@value": "1"}, number]}],
            },
            {
                "@id": "x:g",
                "@graph": [
                    {"@id": "x:a", "@type": ["x:C", "x:D"]},
                    {"@id": "https://x.org/b/", "x:n": {"@id": "https://y.org/"}},
                ],
            },
        ],
    }
    assert len(text.splitlines()) == 10


def test_a_graph_without_triples_is_a_document():
    assert json.loads(written()) == {"@context": {}, "@graph": []}


@given(anything)
def test_any_text_and_any_name_are_read_back(text):
    iri = Vocabulary("https://x.org/").iri("a", text)
    (found,) = pyoxigraph.parse(
        written(("<https://x.org/g>", iri, "<https://x.org/n>", literal(text))).encode(),
        format=pyoxigraph.RdfFormat.JSON_LD,
    )
    assert str(found.subject) == iri
    assert found.object.value == json.loads(literal(text))
    assert found.graph_name.value == "https://x.org/g"
