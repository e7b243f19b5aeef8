"""A build as a Python object."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from builds import built
from partitioned import partitioned

import kg
from kg import store
from kg.errors import KGError, OutputError, QueryError

BASE = "https://w3id.org/abstract-kg/"


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return kg.load(built(tmp_path_factory.mktemp("build"), "rdf", "graphml"))


def test_rows_are_dictionaries_of_python_values(build):
    rows = build.query(
        "SELECT ?paper ?date ?nothing { ?paper kg:introduces method:fernweh ; schema:datePublished ?date "
        "OPTIONAL { ?paper kg:nothing ?nothing } } ORDER BY ?paper"
    )
    assert rows == [{"paper": f"{BASE}paper/arxiv-2401.00001", "date": date(2024, 1, 3), "nothing": None}]


def test_a_question_is_asked_by_the_beginning_of_its_name_with_values(build):
    assert build.query(name="datasets-of", method="Fernweh") == [
        {"dataset": f"{BASE}dataset/paperstack", "name": "PaperStack", "papers": 1}
    ]
    assert [row["confidence"] for row in build.query(name="beats", entity="LoRA")] == [Decimal("0.7")]
    assert [row["name"] for row in build.query(name="find", text="stack")] == ["PaperStack"]


def test_yes_or_no_is_a_truth_and_a_graph_is_triples(build):
    assert build.query("ASK { method:lora a kg:Method }") is True
    assert build.query("ASK { method:lora a kg:Dataset }") is False
    assert build.query("CONSTRUCT { ?m rdfs:label ?n ; kg:size 7 } { ?m a kg:Model ; skos:prefLabel ?n }") == [
        (f"{BASE}model/moss-7b", "http://www.w3.org/2000/01/rdf-schema#label", "Moss-7B"),
        (f"{BASE}model/moss-7b", f"{BASE}ontology#size", 7),
        (f"{BASE}model/moss", "http://www.w3.org/2000/01/rdf-schema#label", "Moss"),
        (f"{BASE}model/moss", f"{BASE}ontology#size", 7),
    ]


def test_the_three_libraries_hold_one_graph(build):
    uses = {(paper, entity) for paper, entity, key in build.graph.edges(keys=True) if key == "uses"}
    assert len(uses) == build.query("SELECT (COUNT(*) AS ?n) { ?paper kg:uses ?entity }")[0]["n"]
    assert len(build.dataset) == len(build.store)
    assert build.prefixes["method"] == f"{BASE}method/"
    assert build.graph is build.graph


def test_it_says_what_it_is(build):
    assert repr(build) == f"KnowledgeGraph({str(build.folder)!r})"


@pytest.mark.parametrize(
    ("given", "settings", "message"),
    [
        ((), {}, "give one query: SPARQL, or name= of a question; `kg queries` lists the names"),
        (("ASK {}",), {"name": "beats"}, "give one query: SPARQL, or name= of a question"),
        (("ASK {}",), {"method": "LoRA"}, "method= sets a parameter of a question; give name= as well"),
        ((), {"name": "beats", "entity": "nobody"}, "this build has no entity called 'nobody'"),
        ((), {"name": "nonsense"}, "no question is named 'nonsense'"),
        (("SELECT ?x { ?x a }",), {}, "query:1:18: "),
        (("DELETE WHERE { ?s ?p ?o }",), {}, "query:1:1: DELETE would change the graph"),
    ],
)
def test_what_cannot_be_answered_is_one_line(build, given, settings, message):
    with pytest.raises(QueryError) as caught:
        build.query(*given, **settings)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_what_a_build_lacks_is_said(tmp_path):
    tables = kg.load(built(tmp_path / "tables", "tables"))
    with pytest.raises(OutputError, match=r"this build has no graph\.graphml; build with `--format graphml` as well"):
        tables.graph  # noqa: B018  reading it is the test
    for name in ("dataset", "store", "prefixes"):
        with pytest.raises(OutputError, match=r"this build has no kg\.nq; build with `--format rdf` as well"):
            getattr(tables, name)
    with pytest.raises(KGError, match="there is no such folder"):
        kg.load(tmp_path / "none")


@pytest.fixture(scope="module")
def parts(build, tmp_path_factory):
    return partitioned(build.folder, tmp_path_factory.mktemp("parts") / "outputs")


def manifest_with(folder, **fields):
    manifest = store.open_build(folder)
    (folder / store.MANIFEST).write_text(dataclasses.replace(manifest, **fields).to_json())


def test_a_build_in_parts_is_the_same_object(build, parts):
    other = kg.load(parts)
    assert other.prefixes == build.prefixes
    assert set(other.store) == set(build.store)
    assert set(other.dataset.quads()) == set(build.dataset.quads())
    assert other.query(name="datasets-of", method="Fernweh") == build.query(name="datasets-of", method="Fernweh")
    assert other.graph.edges == build.graph.edges


def test_a_graph_that_is_a_part_of_the_build_is_said_to_be_one(parts):
    manifest_with(parts, parts={"shards": 4, "shown": {"papers": 3, "of_papers": 99}, "partial": ["graphml"]})
    with pytest.warns(UserWarning, match="the graph has 3 of 99 papers; `store` has all"):
        assert len(kg.load(parts).graph) > 0


def test_rdf_that_is_too_large_for_memory_is_refused(parts):
    manifest_with(parts, counts=dict(store.open_build(parts).counts, papers=120_000))
    with pytest.raises(OutputError, match="rdflib would hold the RDF of 120,000 papers in memory, and 10,000 are the"):
        _ = kg.load(parts).dataset
