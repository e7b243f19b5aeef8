"""RDF/XML: what XML cannot hold never breaks it, and is counted."""

import json

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.rdfxml import FOOTER, Document
from kg.rdf.terms import literal, typed

anything = st.text(st.characters(exclude_categories=()))
PREFIXES = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "x": "https://x.org/", "unused": "https://u.org/"}


def written(*triples):
    """Return a document as text, with how many triples are left out and how many characters are replaced."""
    document = Document(PREFIXES)
    body = "".join(document.body(triples))
    return document.header() + body + FOOTER, document.left_out, document.replaced


def read(text):
    return {
        (quad.subject.value, quad.predicate.value, quad.object)
        for quad in pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.RDF_XML)
    }


def test_a_document_has_an_element_a_subject_and_the_prefixes_that_it_uses():
    text, *lost = written(
        ("<https://x.org/a>", "<https://x.org/n>", '"<b> & \\"c\\""'),
        ("<https://x.org/a>", "<https://x.org/n>", typed("1", "integer")),
        ("<https://x.org/a>", "<https://x.org/n>", '"c"@en'),
        ("<https://x.org/b?c&d>", "<https://y.org/n-1>", "<https://x.org/a>"),
    )
    assert lost == [0, 0]
    assert text == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF\n'
        '    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        '    xmlns:x="https://x.org/">\n'
        '  <rdf:Description rdf:about="https://x.org/a">\n'
        '    <x:n>&lt;b&gt; &amp; "c"</x:n>\n'
        '    <x:n rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">1</x:n>\n'
        '    <x:n xml:lang="en">c</x:n>\n'
        "  </rdf:Description>\n"
        '  <rdf:Description rdf:about="https://x.org/b?c&amp;d">\n'
        '    <ns:n-1 xmlns:ns="https://y.org/" rdf:resource="https://x.org/a"/>\n'
        "  </rdf:Description>\n"
        "</rdf:RDF>\n"
    )


@given(anything)
def test_any_text_is_read_back_but_for_what_xml_forbids(text):
    document, _, replaced = written(("<https://x.org/a>", "<https://x.org/n>", literal(text)))
    forbidden = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\t", "\n", "\r"}
    said = json.loads(literal(text))
    expected = "".join("\ufffd" if character in forbidden else character for character in said)
    assert replaced == sum(character in forbidden for character in said)
    assert {object.value for _, _, object in read(document)} == {expected}
    (found,) = rdflib.Graph().parse(data=document, format="xml").objects()
    assert str(found) == expected


@pytest.mark.parametrize(
    "predicate",
    [
        "https://x.org/",
        "https://x.org/123",
        "https://x.org/%20",
        "https://x.org/文",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#li",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#Description",
        "http://www.w3.org/2000/xmlns/a",
    ],
)
def test_a_predicate_that_is_no_name_is_left_out_and_counted(predicate):
    text, left_out, _ = written(
        ("<https://x.org/a>", "<https://x.org/n>", '"1"'),
        ("<https://x.org/a>", f"<{predicate}>", '"1"'),
        ("<https://x.org/b>", f"<{predicate}>", '"1"'),
    )
    assert left_out == 2
    assert {row[:2] for row in read(text)} == {("https://x.org/a", "https://x.org/n")}
    assert len(rdflib.Graph().parse(data=text, format="xml")) == 1


@pytest.mark.parametrize(
    "predicate", ["https://x.org/12ab", "https://x.org/a.b-c", "https://x.org/文a", "https://y.org/x#_1", "urn:a:b"]
)
def test_a_predicate_that_ends_in_a_name_is_kept(predicate):
    text, left_out, _ = written(("<https://x.org/a>", f"<{predicate}>", '"1"'))
    assert left_out == 0
    assert {row[1] for row in read(text)} == {predicate}
    assert [str(found) for found in rdflib.Graph().parse(data=text, format="xml").predicates()] == [predicate]
