"""The ontology: it defines, labels and maps every term that data, shapes and queries use, and is sound."""

import re
from itertools import combinations

import pyoxigraph
import pytest
import rdflib
from factory import literature, quads
from rdflib import OWL, RDF, RDFS, SKOS, XSD, URIRef

from kg import schema
from kg.query import named
from kg.rdf.ontology import ontology
from kg.rdf.terms import term
from kg.rdf.validation import checks
from kg.rdf.validation.shacl import shacl
from kg.rdf.validation.shacl_sparql import sparql_shapes

# The languages in which the rest is defined.
LANGUAGES = ("rdf", "rdfs", "owl", "xsd", "sh")
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
MAPPED = (*MATCHES, RDFS.subClassOf, RDFS.subPropertyOf)
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
KG = rdflib.Namespace(schema.load().namespace)
SCHEMA = rdflib.Namespace("https://schema.org/")
# No vocabulary that we know has a word for these.
UNMATCHED = (KG.betterValue, KG.linkOf)
WHOLE = URIRef("https://w3id.org/abstract-kg/ontology")


@pytest.fixture(scope="module")
def graph():
    return rdflib.Graph().parse(data=ontology(schema.load()), format="turtle")


def own(graph):
    return {node for node in graph.subjects() if str(node).startswith(schema.load().namespace)}


def test_every_term_of_ours_has_a_label_a_comment_and_a_mapping(graph):
    terms = own(graph)
    assert len(terms) == 14 + 11 + 18
    for node in terms:
        assert len(list(graph.objects(node, RDFS.label))) == 1, node
        assert len(list(graph.objects(node, RDFS.comment))) == 1, node
        assert list(graph.objects(node, RDFS.isDefinedBy)) == [WHOLE], node
        mapped = [object for relation in MAPPED for object in graph.objects(node, relation)]
        assert bool(mapped) != (node in UNMATCHED), node


def test_every_term_is_of_one_kind(graph):
    for node in set(graph.subjects()) - {WHOLE}:
        (kind,) = graph.objects(node, RDF.type)
        assert kind in KINDS, node


def test_every_borrowed_term_has_a_label_a_comment_and_a_vocabulary(graph):
    for name in schema.load().borrowed:
        node = URIRef(term(name)[1:-1])
        for property in (RDFS.label, RDFS.comment, RDFS.isDefinedBy):
            assert len(list(graph.objects(node, property))) == 1, name


def test_the_ontology_describes_itself(graph):
    described = {
        "http://purl.org/dc/terms/title": "Ontology of paper abstracts",
        "http://purl.org/dc/terms/license": "https://spdx.org/licenses/MIT",
        "http://purl.org/dc/elements/1.1/creator": "The kg founders",
        "http://purl.org/vocab/vann/preferredNamespacePrefix": "kg",
        "http://purl.org/vocab/vann/preferredNamespaceUri": "https://w3id.org/abstract-kg/ontology#",
        "http://www.w3.org/2002/07/owl#versionIRI": f"{WHOLE}/{schema.load().version}",
        "http://www.w3.org/2002/07/owl#versionInfo": schema.load().version,
    }
    assert {name: str(graph.value(WHOLE, URIRef(name))) for name in described} == described
    assert graph.value(WHOLE, URIRef("http://purl.org/dc/terms/description"))
    assert (WHOLE, RDF.type, OWL.Ontology) in graph


def test_it_begins_with_itself_and_ends_with_what_is_borrowed():
    text = ontology(schema.load())
    places = [text.index(f"\n{start} a ") for start in (f"<{WHOLE}>", "kg:Build", "kg:WebResource", "kg:basedOn")]
    places += [text.index("\nkg:variantOf a "), text.index("\nnif:Sentence a ")]
    assert places == sorted(places)


def test_it_has_no_blank_nodes_and_two_readers_agree_on_it(graph):
    assert not [node for triple in graph for node in triple if isinstance(node, rdflib.BNode)]
    read = pyoxigraph.parse(ontology(schema.load()).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    assert sum(1 for _ in read) == len(graph)


def test_a_relation_of_several_types_lists_them_and_one_of_one_type_has_a_range(graph):
    assert set(graph.objects(KG.evaluatedOn, SCHEMA.domainIncludes)) == {KG.Method, KG.Model}
    assert list(graph.objects(KG.evaluatedOn, RDFS.range)) == [KG.Dataset]
    assert list(graph.objects(KG.variantOf, RDFS.domain)) == [KG.Entity]
    assert list(graph.objects(KG.confidence, RDF.type)) == [OWL.DatatypeProperty]


def test_the_types_are_disjoint(graph):
    apart = {frozenset((one, other)) for one, other in graph.subject_objects(OWL.disjointWith)}
    assert apart == {frozenset(pair) for pair in combinations((KG.Method, KG.Model, KG.Dataset, KG.Task), 2)}


def test_a_wider_term_is_of_the_same_kind(graph):
    for parent in (RDFS.subClassOf, RDFS.subPropertyOf):
        for narrow, wide in graph.subject_objects(parent):
            assert graph.value(narrow, RDF.type) == graph.value(wide, RDF.type), (narrow, wide)


def test_ends_are_classes_and_datatypes_as_the_kind_of_a_property_wants(graph):
    for property, end in (*graph.subject_objects(RDFS.range), *graph.subject_objects(SCHEMA.rangeIncludes)):
        is_data = graph.value(property, RDF.type) == OWL.DatatypeProperty
        assert is_data == str(end).startswith(str(XSD)), property
    for property, end in (*graph.subject_objects(RDFS.domain), *graph.subject_objects(SCHEMA.domainIncludes)):
        assert (end, RDF.type, OWL.Class) in graph, property


def test_a_match_is_of_one_strength_and_to_another_vocabulary(graph):
    matched = [(node, other) for match in MATCHES for node, other in graph.subject_objects(match)]
    assert len(matched) == len(set(matched)) > 40
    assert not [other for _, other in matched if str(other).startswith(str(KG))]
    assert (
        KG.hasCode,
        SKOS.exactMatch,
        URIRef("https://linkedpaperswithcode.com/property/hasOfficialRepository"),
    ) in graph
    assert (KG.uses, SKOS.narrowMatch, URIRef("https://linkedpaperswithcode.com/property/usesDataset")) in graph
    assert (KG.Dataset, SKOS.broadMatch, URIRef("https://w3id.org/cskg/ontology#Material")) in graph
    assert (KG.trainedOn, SKOS.closeMatch, URIRef("https://w3id.org/fair4ml#trainedOn")) in graph
    assert (KG.Claim, SKOS.closeMatch, URIRef("https://w3id.org/cskg/ontology#Statement")) in graph


def test_a_predicate_tells_what_its_object_calls_it(graph):
    assert str(graph.value(KG.introduces, SKOS.scopeNote)) == "Read from its object: Introduced by."


def defined():
    quads = pyoxigraph.parse(ontology(schema.load()).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return {quad.subject.value for quad in quads}


def foreign(iri):
    prefixes = schema.load().all_prefixes()
    return any(iri.startswith(prefixes[prefix]) for prefix in LANGUAGES)


def test_every_term_of_the_data_is_defined():
    everything = quads(literature())
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    used = {row[1].strip("<>") for row in everything} | {row[2].strip("<>") for row in everything if row[1] == kind}
    assert {iri for iri in used - defined() if not foreign(iri)} == set()


def test_the_data_keep_domains_and_ranges(graph):
    data = rdflib.Graph()
    for row in quads(literature()):
        data.parse(data=f"{' '.join(row[:3])} .", format="nt")
    for property in own(graph):
        for end, side in ((RDFS.domain, 0), (SCHEMA.domainIncludes, 0), (RDFS.range, 1), (SCHEMA.rangeIncludes, 1)):
            allowed = set(graph.objects(property, end))
            allowed |= {narrow for wide in allowed for narrow in graph.subjects(RDFS.subClassOf, wide)}
            for pair in data.subject_objects(property) if allowed else ():
                node = pair[side]
                kinds = (
                    {node.datatype or XSD.string} if isinstance(node, rdflib.Literal) else data.objects(node, RDF.type)
                )
                assert allowed & set(kinds), (property, node)


CODE = re.compile(r'"[^"]*"|<[^>]*>|^#.*$', re.MULTILINE)


RULES = checks.all_rules()


@pytest.mark.parametrize(
    "text",
    [
        shacl(schema.load()),
        "\n".join(pattern.where for rule in RULES for pattern in rule.patterns),
        "\n".join(rule.target.where for rule in RULES if rule.target),
        *(query.text for query in named.queries()),
    ],
)
def test_every_term_of_shapes_queries_and_checks_is_defined(text):
    prefixes = schema.load().all_prefixes()
    used = re.findall(r"(?<![\w:?$-])([a-z]\w*):([A-Za-z]\w*)", CODE.sub("", text))
    vocabularies = {"kg", *schema.load().prefixes} - set(LANGUAGES)
    terms = {prefixes[prefix] + name for prefix, name in used if prefix in vocabularies}
    assert terms - defined() == set()


def test_the_rules_by_sparql_declare_the_prefixes_that_they_use():
    shapes = rdflib.Graph().parse(data=sparql_shapes(schema.load()), format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    declared = {
        str(prefix): str(shapes.value(node, sh.namespace)) for node, prefix in shapes.subject_objects(sh.prefix)
    }
    used = {
        prefix for text in shapes.objects(None, sh.select) for prefix in re.findall(r"(\w+):\w", CODE.sub("", text))
    }
    assert declared.keys() == used
    assert declared.items() <= schema.load().all_prefixes().items()
