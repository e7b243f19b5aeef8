"""The JSON-LD context: a paper record read as RDF says what the RDF of the build says."""

import json

import pyoxigraph
import pytest
import rdflib
from factory import literature

from kg import schema
from kg.rdf.context import context
from kg.rdf.places import places
from kg.rdf.rows import rows
from kg.rdf.terms import term
from kg.rdf.vocabulary import Vocabulary

# rdflib's own reader of JSON-LD uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASE = "https://w3id.org/abstract-kg/"
RECORD = {
    "id": "paper/arxiv-2401.00001",
    "title": "Fernweh: Sparse Adapters for Long Documents",
    "source": "alpha",
    "sources": ["alpha", "beta"],
    "url": "https://arxiv.org/abs/2401.00001",
    "published": "2024-01-03",
    "authors": ["Ada Moore", "Bo Lind"],
    "text": "Fernweh: Sparse Adapters for Long Documents\nWe introduce Fernweh, a variant of LoRA.",
    "entities": [
        {
            "id": "method/lora",
            "name": "LoRA",
            "type": "Method",
            "role": "compares",
            "confidence": 0.74,
            "surfaces": ["LoRA", "Low-Rank Adaptation"],
            "mentions": [{"start": 79, "end": 83, "sentence": 1, "by": "lexicon"}],
        },
        {
            "id": "dataset/paperstack",
            "name": "PaperStack",
            "type": "Dataset",
            "role": "uses",
            "confidence": 0.91,
            "surfaces": ["PaperStack"],
            "mentions": [],
        },
    ],
    "identifiers": ["arXiv:2401.00001", "doi:10.1234/fern"],
    "venue": "",
    "categories": [],
    "upvotes": 0,
    "code": [],
    "implementations": [],
    "status": "",
    "links": [{"url": "https://github.com/Example/fernweh", "kind": "code", "of": "own"}],
    "claims": [{"dataset": "dataset/paperstack", "value": 61.5, "unit": "%", "text": "61.5 % on PaperStack"}],
}


def by_rdflib(document):
    graph = rdflib.Graph().parse(data=document, format="json-ld")
    return {tuple(node.n3() for node in triple) for triple in graph}


def by_pyoxigraph(document):
    quads = pyoxigraph.parse(document.encode(), format=pyoxigraph.RdfFormat.JSON_LD)
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads}


def document(record):
    return json.dumps({**json.loads(context(schema.load())), **record})


@pytest.mark.parametrize("read", [by_rdflib, by_pyoxigraph])
def test_a_paper_record_says_what_the_build_says(read):
    said = {row[:3] for row in rows(literature(), places(literature(), Vocabulary(BASE)))}
    roles = {term(role.predicate) for role in schema.load().roles.values()}
    follows = {(paper, term("schema:mentions"), entity) for paper, role, entity in said if role in roles}
    found = read(document(RECORD))
    assert found <= said | follows
    paper, lora = f"<{BASE}paper/arxiv-2401.00001>", f"<{BASE}method/lora>"
    assert found == {
        (paper, term("dcterms:title"), '"Fernweh: Sparse Adapters for Long Documents"'),
        (paper, term("schema:url"), "<https://arxiv.org/abs/2401.00001>"),
        (paper, term("dcterms:identifier"), '"arXiv:2401.00001"'),
        (paper, term("dcterms:identifier"), '"doi:10.1234/fern"'),
        (paper, term("schema:author"), '"Ada Moore"'),
        (paper, term("schema:author"), '"Bo Lind"'),
        (paper, term("schema:mentions"), lora),
        (paper, term("schema:mentions"), f"<{BASE}dataset/paperstack>"),
        (lora, term("rdf:type"), term("Method")),
        (lora, term("skos:prefLabel"), '"LoRA"'),
        (f"<{BASE}dataset/paperstack>", term("rdf:type"), term("Dataset")),
        (f"<{BASE}dataset/paperstack>", term("skos:prefLabel"), '"PaperStack"'),
    }


@pytest.mark.parametrize("read", [by_rdflib, by_pyoxigraph])
@pytest.mark.parametrize("url", ["", "note.pdf"])
def test_what_is_no_address_says_nothing(read, url):
    assert read(document({"id": "paper/p", "title": "A title", "url": url})) == {
        (f"<{BASE}paper/p>", term("dcterms:title"), '"A title"')
    }


@pytest.mark.parametrize("read", [by_rdflib, by_pyoxigraph])
def test_predicates_lead_to_things_and_numbers_are_typed(read):
    claim = {"id": "claim/c", "type": "Claim", "evidence": "sentence/s", "confidence": "0.5", "surface": "x"}
    assert read(document(claim)) == {
        (f"<{BASE}claim/c>", term("rdf:type"), term("Claim")),
        (f"<{BASE}claim/c>", term("evidence"), f"<{BASE}sentence/s>"),
        (f"<{BASE}claim/c>", term("confidence"), f'"0.5"^^{term("xsd:decimal")}'),
        (f"<{BASE}claim/c>", term("surface"), '"x"'),
    }
