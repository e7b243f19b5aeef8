"""The ontology: it defines, labels and maps every term that data, shapes and queries use."""

import re

import pyoxigraph
import pytest
import rdflib
from factory import literature
from rdflib import OWL, RDF, RDFS, SKOS

from kg import schema
from kg.query import named
from kg.rdf import checks, void
from kg.rdf.ontology import ontology
from kg.rdf.places import places
from kg.rdf.rows import rows
from kg.rdf.shapes import shacl
from kg.rdf.vocabulary import Vocabulary

# The languages in which the rest is defined.
LANGUAGES = ("rdf", "rdfs", "owl", "xsd", "sh")
# What only maps ours to others', or names a vocabulary, need not be described.
MAPPED = (SKOS.closeMatch, RDFS.subClassOf, RDFS.subPropertyOf)


@pytest.fixture(scope="module")
def graph():
    return rdflib.Graph().parse(data=ontology(schema.load()), format="turtle")


def own(graph):
    return {node for node in graph.subjects() if str(node).startswith(schema.load().namespace)}


def test_every_term_of_ours_has_a_label_a_comment_and_a_mapping(graph):
    terms = own(graph)
    assert len(terms) == 14 + 11 + 16
    for node in terms:
        assert len(list(graph.objects(node, RDFS.label))) == 1, node
        assert len(list(graph.objects(node, RDFS.comment))) == 1, node
        assert len(list(graph.objects(node, RDF.type))) == 1, node
        assert any(graph.objects(node, relation) for relation in MAPPED), node
        assert [object for relation in MAPPED for object in graph.objects(node, relation)], node


def test_there_are_no_blank_nodes(graph):
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]


def test_a_relation_of_several_types_lists_them_and_one_of_one_type_has_a_range(graph):
    space = rdflib.Namespace(schema.load().namespace)
    schema_org = rdflib.Namespace("https://schema.org/")
    assert set(graph.objects(space.evaluatedOn, schema_org.domainIncludes)) == {space.Method, space.Model}
    assert list(graph.objects(space.evaluatedOn, RDFS.range)) == [space.Dataset]
    assert list(graph.objects(space.confidence, RDF.type)) == [OWL.DatatypeProperty]


def defined():
    quads = pyoxigraph.parse(ontology(schema.load()).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return {quad.subject.value for quad in quads}


def foreign(iri):
    prefixes = schema.load().all_prefixes()
    return any(iri.startswith(prefixes[prefix]) for prefix in LANGUAGES)


def test_every_term_of_the_data_is_defined():
    where = places(literature(), Vocabulary("https://x.org/"))
    data = rows(literature(), where)
    everything = [*data, *void.described(data, where)]
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    used = {row[1].strip("<>") for row in everything} | {row[2].strip("<>") for row in everything if row[1] == kind}
    assert {iri for iri in used - defined() if not foreign(iri)} == set()


@pytest.mark.parametrize("text", [shacl(schema.load()), *(query.text for query in named.queries()),
                                  *sorted({rule.pattern for rule in checks.all_rules()})])  # fmt: skip
def test_every_term_of_shapes_queries_and_checks_is_defined(text):
    prefixes = schema.load().all_prefixes()
    code = re.sub(r'"[^"]*"|<[^>]*>|^#.*$', "", text, flags=re.MULTILINE)
    used = re.findall(r"(?<![\w:?$-])([a-z]\w*):([A-Za-z]\w*)", code)
    vocabularies = {"kg", *schema.load().prefixes} - set(LANGUAGES)
    terms = {prefixes[prefix] + name for prefix, name in used if prefix in vocabularies}
    assert terms - defined() == set()
