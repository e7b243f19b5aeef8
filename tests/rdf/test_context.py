"""The JSON-LD context: a paper record read as RDF."""

import json

import pytest
import rdflib

from kg import schema
from kg.rdf.context import context

# rdflib's own reader of JSON-LD uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

KG = rdflib.Namespace("https://w3id.org/abstract-kg/ontology#")
BASE = "https://w3id.org/abstract-kg/"


def triples(document):
    data = json.dumps({**json.loads(context(schema.load())), **document})
    graph = rdflib.Graph().parse(data=data, format="json-ld")
    return {tuple(str(node) for node in triple) for triple in graph}


def test_a_paper_record_is_rdf():
    record = {
        "id": "paper/local-1", "title": "A title", "source": "s", "url": "https://x.org/1", "authors": ["Ada"],
        "text": "A title\nand more", "published": "2024",
        "entities": [{"id": "method/lora", "name": "LoRA", "type": "Method", "role": "uses", "surfaces": ["Lora"],
                      "mentions": [{"start": 0}]}],
        "links": [{"url": "https://x.org/2"}],
    }  # fmt: skip
    paper, lora = f"{BASE}paper/local-1", f"{BASE}method/lora"
    assert triples(record) >= {
        (paper, "http://purl.org/dc/terms/title", "A title"),
        (paper, "https://schema.org/url", "https://x.org/1"),
        (paper, "https://schema.org/author", "Ada"),
        (paper, "https://schema.org/mentions", lora),
        (lora, str(rdflib.RDF.type), str(KG.Method)),
        (lora, str(rdflib.SKOS.prefLabel), "LoRA"),
        (lora, str(rdflib.SKOS.altLabel), "Lora"),
    }
    assert not [triple for triple in triples(record) if "and more" in triple[2]]


def test_predicates_lead_to_things_and_numbers_are_typed():
    found = triples({"id": "claim/c", "type": "Claim", "evidence": "sentence/s", "confidence": 0.5, "surface": "x"})
    assert (f"{BASE}claim/c", str(KG.evidence), f"{BASE}sentence/s") in found
    assert (f"{BASE}claim/c", str(rdflib.RDF.type), str(KG.Claim)) in found
    assert (f"{BASE}claim/c", str(KG.surface), "x") in found
