"""The RDF files of a build."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from factory import literature

from kg import schema
from kg.config import Config
from kg.errors import ConfigError, OutputError
from kg.exporters import EXPORTERS, exporter, rdf
from kg.query import named
from kg.rdf import sorting
from kg.rdf.ontology import ontology


def names(paths, folder):
    return [path.relative_to(folder).as_posix() for path in paths]


def test_the_files_and_their_order(tmp_path):
    files = ["kg.ttl", "kg.nq", "void.ttl", "ontology.ttl", "shapes.ttl", "shapes-sparql.ttl"]
    queries = [f"queries/{question.name}.rq" for question in named.queries()]
    assert names(rdf.export(literature(), tmp_path, config=Config()), tmp_path) == [*files, *queries]
    assert (tmp_path / "ontology.ttl").read_text() == ontology(schema.load())


def test_the_description_is_the_graph_meta(tmp_path):
    rdf.export(literature(), tmp_path, config=Config(base="https://x.org/"))
    meta = pyoxigraph.NamedNode("https://x.org/graph/meta")
    of_graph = {str(quad.triple) for quad in pyoxigraph.parse(path=tmp_path / "kg.nq") if quad.graph_name == meta}
    assert {str(quad.triple) for quad in pyoxigraph.parse(path=tmp_path / "void.ttl")} == of_graph


def test_the_description_has_the_queries_of_the_build(tmp_path):
    rdf.export(literature(), tmp_path, config=Config(base="https://x.org/"))
    store = pyoxigraph.Store()
    store.load(path=tmp_path / "void.ttl")
    found = store.query(
        """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?query ?comment ?text {
            ?query a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:construct|sh:ask ?text }"""
    )
    told = {row["query"].value: (row["comment"].value, row["text"].value) for row in found}
    assert told == {
        f"https://x.org/about/query-{query.name}": (
            query.explanation,
            (tmp_path / "queries" / f"{query.name}.rq").read_text(),
        )
        for query in named.queries()
    }


def test_what_does_not_fit_into_memory_is_sorted_on_disk_and_nothing_of_it_is_left(tmp_path, monkeypatch):
    files = rdf.export(literature(), tmp_path / "whole", config=Config())
    monkeypatch.setattr(sorting.sort, "__kwdefaults__", {"run": 50})
    assert names(rdf.export(literature(), tmp_path / "parts", config=Config()), tmp_path / "parts") == names(
        files, tmp_path / "whole"
    )
    assert digests(tmp_path / "parts") == digests(tmp_path / "whole")


def test_the_base_is_a_setting_and_the_ontology_is_not(tmp_path):
    rdf.export(literature(), tmp_path, config=Config(base="https://x.org/"))
    text = (tmp_path / "kg.ttl").read_text()
    assert "@prefix method: <https://x.org/method/> ." in text
    assert "@prefix kg: <https://w3id.org/abstract-kg/ontology#> ." in text
    assert "PREFIX method: <https://x.org/method/>" in (tmp_path / "queries" / "evidence.rq").read_text()


def test_a_wrong_base_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ConfigError, match="must be an http address that ends in '/'"):
        rdf.export(literature(), tmp_path, config=Config(base="x"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"file: cannot be written"):
        rdf.export(literature(), tmp_path / "file", config=Config())


@pytest.mark.parametrize("seed", ["0", "1", "31"])
def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path, seed):
    rdf.export(literature(), tmp_path / "here", config=Config())
    code = (
        "import pathlib, factory, kg.config, kg.exporters.rdf as rdf\n"
        f"rdf.export(factory.literature(), pathlib.Path({str(tmp_path / 'there')!r}), config=kg.config.Config())"
    )
    tests, root = Path(__file__).parents[1], Path(__file__).parents[2]
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": f"{tests}:{root}"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    assert digests(tmp_path / "there") == digests(tmp_path / "here")


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_an_exporter_is_found_by_name():
    assert exporter("rdf") is rdf.export
    assert list(EXPORTERS)[:2] == ["rdf", "html"]
    with pytest.raises(ConfigError, match="unknown format 'xml'; choose from rdf, html, tables, graphml, gexf, "):
        exporter("xml")
