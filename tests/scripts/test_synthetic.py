"""The synthetic graph that benchmarks are made on: one seed makes one graph, and it is like a real one."""

import importlib
import os
import subprocess
import sys
from collections import Counter

import pyoxigraph
import pytest
from script_modules import SCRIPTS, imported

from kg import store
from kg.query import engine, graph_file, named
from kg.rdf.lines import line, quad
from kg.rdf.validation.checks import check

SIZE = 3000


def make(folder, *, hash_seed="1"):
    command = [sys.executable, SCRIPTS / "synthetic.py", "--triples", str(SIZE), "-o", folder]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": hash_seed})
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make(tmp_path_factory.mktemp("synthetic"))


@pytest.fixture(scope="module")
def graph(folder):
    return graph_file.load(folder)


@pytest.fixture(scope="module")
def script():
    with imported("synthetic"):
        yield importlib.import_module


def test_a_seed_makes_the_same_bytes_whatever_the_hash_seed(folder, tmp_path):
    again = make(tmp_path / "again", hash_seed="2")
    assert store.open_build(again).outputs == store.open_build(folder).outputs


def test_another_seed_makes_another_graph_and_a_source_can_grow(script):
    records = script("invented.builds").records
    papers, _, _ = records(SIZE)
    assert records(SIZE, seed=7)[0] != papers
    more = records(SIZE, more=2)[0]
    assert (more[:-2], [paper.sources for paper in more[-2:]]) == (papers, [("papers.jsonl",)] * 2)


def test_it_is_a_whole_build_of_about_the_size_that_is_asked_for(folder):
    manifest = store.open_build(folder)
    assert store.damaged(folder, manifest) == []
    assert {"kg.nq", "kg.ttl", "papers.jsonl", "shapes.ttl"} <= set(manifest.outputs)
    assert len((folder / "kg.nq").read_text(encoding="utf-8").splitlines()) == pytest.approx(SIZE, rel=0.2)


@pytest.mark.parametrize("name", [question.name for question in named.queries()])
def test_every_named_question_has_an_answer(graph, name):
    assert engine.query(graph, named.bind(named.find(name), {}, graph)).rows


def test_nothing_is_wrong_with_it(graph):
    assert check(graph) == []


def test_it_has_several_sources_and_every_relation(folder):
    edges = store.open_build(folder).counts["edges"]
    assert {"introduces", "uses", "comparesWith", "mentions", "hasCode"} <= set(edges)
    assert {"variantOf", "evaluatedOn", "trainedOn", "outperforms"} <= set(edges)
    assert len(store.open_build(folder).recipe.inputs) > 5


def test_seeded_errors_are_found_and_are_the_same_each_time(folder, script):
    seeded_errors = script("bench.seeded_errors")
    rows = list(map(quad, (folder / "kg.nq").read_text(encoding="utf-8").splitlines(keepends=True)))
    changed, broken = seeded_errors.with_errors(rows, 50, seed=3)
    assert seeded_errors.with_errors(rows, 50, seed=3) == (changed, broken)
    assert seeded_errors.with_errors(rows, 50, seed=4) != (changed, broken)
    assert Counter(broken).most_common(1)[0][1] == 1
    damaged = pyoxigraph.Store()
    damaged.load("".join(map(line, changed)).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert set(broken) <= {finding.subject for finding in check(damaged)}
