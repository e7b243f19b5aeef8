"""Files for Neo4j."""

import csv
import re

import pytest
from factory import assembled, literature
from rdf.hostile import hostile

from kg.config import Config
from kg.exporters import neo4j
from kg.records import Paper


def rows(folder, name):
    with (folder / "neo4j" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("neo4j")
    neo4j.export(literature(), folder, config=Config())
    return folder


def test_nodes_have_ids_typed_columns_and_labels(folder):
    (moss, fern, _) = rows(folder, "papers.csv")
    assert moss[":LABEL"] == "Paper"
    assert (fern["id:ID"], fern["year:int"]) == ("paper/arxiv-2401.00001", "2024")
    assert fern["authors:string[]"].split("\x1f") == ["Ada Moore", "Bo Lind"]
    assert rows(folder, "methods.csv")[1] == {
        "id:ID": "method/lora",
        "name": "LoRA",
        "aliases:string[]": "Low-Rank Adaptation",
        ":LABEL": "Entity\x1fMethod",
    }
    (result,) = rows(folder, "results.csv")
    assert (result["id:ID"], result["value:double"]) == ("result/arxiv-2401.00001-dc959fae25", "61.5")


def test_relationships_have_ends_a_type_and_their_sentences(folder):
    (row,) = [row for row in rows(folder, "rel_introduces.csv") if row[":END_ID"] == "method/fernweh"]
    assert (row[":START_ID"], row[":TYPE"], row["confidence:double"]) == (
        "paper/arxiv-2401.00001",
        "INTRODUCES",
        "0.97",
    )
    assert row["sentences:string[]"].split("\x1f") == [
        "Fernweh: Sparse Adapters for Long Documents",
        "We introduce Fernweh, a variant of LoRA for summarization.",
    ]
    assert rows(folder, "rel_result_of.csv") == [
        {":START_ID": "result/arxiv-2401.00001-dc959fae25", ":END_ID": "method/fernweh", ":TYPE": "RESULT_OF"}
    ]


def test_all_edges_are_there_once_and_their_ends_are_nodes(folder):
    graph, files = literature(), sorted((folder / "neo4j").glob("*.csv"))
    ids = [row["id:ID"] for path in files if not path.name.startswith("rel_") for row in rows(folder, path.name)]
    ends = [row for path in files if path.name.startswith("rel_") for row in rows(folder, path.name)]
    assert len(ids) == len(set(ids)) == len(graph) + 1
    assert {row[":START_ID"] for row in ends} | {row[":END_ID"] for row in ends} <= {*ids}
    assert len(ends) == graph.number_of_edges() + 3


def test_the_script_loads_every_file_and_names_only_columns_that_it_has(folder):
    script = (folder / "neo4j" / "load.cypher").read_text(encoding="utf-8")
    loaded = re.findall(r"FROM 'file:///([a-z_.]+)' AS row\nCALL \{ WITH row (.*) \} IN TRANSACTIONS", script)
    assert sorted(name for name, _ in loaded) == sorted(path.name for path in (folder / "neo4j").glob("*.csv"))
    for name, body in loaded:
        header = (folder / "neo4j" / name).read_text(encoding="utf-8").splitlines()[0].split(",")
        assert {*re.findall(r"row\.`([^`]+)`", body)} == {*header} - {":LABEL", ":TYPE"}
    assert "MERGE (a)-[r:COMPARES_WITH]->(b)" in script
    assert "n.year = toInteger(row.`year:int`)" in script
    assert r"n.authors = split(row.`authors:string[]`, '\u001F')" in script


def test_the_readme_names_every_file(folder):
    readme = (folder / "neo4j" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"--(?:nodes|relationships)=(\S+)", readme)
    assert sorted(named) == sorted(path.name for path in (folder / "neo4j").glob("*.csv"))


def test_no_text_of_a_paper_is_in_the_script(tmp_path, folder):
    neo4j.export(hostile(), tmp_path, config=Config())
    for name in ("load.cypher", "README.md"):
        assert (tmp_path / "neo4j" / name).read_bytes() == (folder / "neo4j" / name).read_bytes()


def test_cells_are_data_as_they_are_on_one_line(tmp_path):
    title = '=1+1 "q", \\ a;b\nc\x1fd'
    neo4j.export(assembled([Paper("paper/a", title, "-2", authors=("@x", "y"))], [], [], []), tmp_path, config=Config())
    (row,) = rows(tmp_path, "papers.csv")
    assert row["title"] == '=1+1 "q", \\ a;b c d'
    assert (row["abstract"], row["authors:string[]"]) == ("-2", "@x\x1fy")
    assert len((tmp_path / "neo4j" / "papers.csv").read_text(encoding="utf-8").splitlines()) == 2
