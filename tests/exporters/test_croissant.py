"""Descriptions of datasets."""

import json

import pyoxigraph
import pytest
import rdflib
from exporters import made
from factory import assembled, literature, said
from rdf.hostile import hostile

from kg.config import Config
from kg.exporters import croissant
from kg.records import Paper

# rdflib 7.6 warns of its own parser.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

KG, SCHEMA, BASE = "https://w3id.org/abstract-kg/ontology#", "https://schema.org/", "https://w3id.org/abstract-kg/"


def written(graph, folder, **config):
    (path,) = croissant.export(graph, folder, config=Config(**config))
    return path


def introducing(*names, links=()):
    """Make a graph of a paper that introduces some datasets."""
    paper = Paper("paper/arxiv-2401.1", "Turf", "We present it. It is large.", published="2024", authors=("Ada Moore",))
    text = said(paper, "We present it.", "it")
    entities = [(f"dataset/{name}", name, "Dataset", ()) for name in names]
    edges = [(paper.id, "introduces", key, [text]) for key, *_ in entities]
    edges += [(paper.id, "hasCode" if kind == "code" else "linksTo", url, [text]) for url, _, kind in links]
    return assembled([paper], entities, links, edges)


def datasets(graph, folder):
    return {item["name"]: item for item in json.loads(written(graph, folder).read_text(encoding="utf-8"))["dataset"]}


def test_a_dataset_has_names_a_telling_sentence_and_who_uses_it(tmp_path):
    found = datasets(literature(), tmp_path)
    assert [*found] == ["PaperStack", "TurfText"]
    assert found["PaperStack"]["alternateName"] == ["Paper Stack"]
    assert found["PaperStack"]["description"] == (
        "“Fernweh outperforms LoRA on PaperStack.” (Moore & Lind 2024, "
        "Fernweh: Sparse Adapters for Long Documents, https://arxiv.org/abs/2401.00001)"
    )
    assert [paper["name"][:7] for paper in found["PaperStack"]["usedBy"]] == ["Fernweh", "Moss: A"]
    assert found["TurfText"]["trains"] == [{"@id": f"{BASE}model/moss", "@type": "kg:Model", "name": "Moss"}]


def test_who_made_it_describes_it_and_is_cited(tmp_path):
    (found,) = datasets(introducing("TurfText"), tmp_path).values()
    assert found["description"] == "“We present it.” (Moore 2024, Turf)"
    assert found["citeAs"].startswith("@misc{moore2024turf,\n  title    = {Turf},")
    assert [paper["@id"] for paper in found["introducedBy"]] == [f"{BASE}paper/arxiv-2401.1"]


def test_the_page_is_that_which_its_own_paper_gives_for_it_alone(tmp_path):
    code, data = ("https://github.com/a/b", "a/b", "code"), ("https://x.org/turf", "x.org", "data")
    graph = introducing("TurfText", links=[code, data])
    graph.edges["paper/arxiv-2401.1", "https://x.org/turf", "linksTo"]["of"] = "own"
    assert datasets(graph, tmp_path)["TurfText"]["url"] == "https://x.org/turf"
    both = introducing("TurfText", "MossText", links=[data])
    both.edges["paper/arxiv-2401.1", "https://x.org/turf", "linksTo"]["of"] = "own"
    assert not any("url" in item for item in datasets(both, tmp_path).values())


def test_no_conformance_is_claimed_and_nothing_unknown_is_told(tmp_path):
    text = written(literature(), tmp_path).read_text(encoding="utf-8")
    assert "conformsTo" not in text
    assert not {"distribution", "recordSet", "license"} & set(json.loads(text)["dataset"][0])


@pytest.mark.parametrize("graph", [literature, lambda: made.graph()[0], hostile], ids=["plain", "made", "hostile"])
def test_it_is_json_ld_that_says_the_same_to_two_parsers(tmp_path, graph):
    path = written(graph(), tmp_path)
    triples = {
        tuple(map(str, quad.triple))
        for quad in pyoxigraph.parse(path.read_bytes(), format=pyoxigraph.RdfFormat.JSON_LD)
    }
    assert len(triples) == len(rdflib.Graph().parse(path, format="json-ld"))
    made_of = {key for key, node in graph().nodes(data=True) if node["type"] == "Dataset"}
    assert len([t for t in triples if t[1:] == (f"<{rdflib.RDF.type}>", f"<{SCHEMA}Dataset>")]) == len(made_of)


def test_papers_and_datasets_have_the_iris_of_the_graph(tmp_path):
    path = written(literature(), tmp_path, base="https://example.org/kg/")
    graph = rdflib.Graph().parse(path, format="json-ld")
    base = "https://example.org/kg/"
    used = (
        rdflib.URIRef(f"{base}paper/arxiv-2401.00001"),
        rdflib.URIRef(f"{KG}uses"),
        rdflib.URIRef(f"{base}dataset/paperstack"),
    )
    assert used in graph
