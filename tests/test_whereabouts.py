"""In which parts of a build something is told."""

import pytest
from exporters import made
from partitioned import partitioned

from kg import output_files, store
from kg.cache import shard_of
from kg.lookup import Build
from kg.query import triplestore
from kg.whereabouts import Whereabouts

SHARDS = 64
FERN, MOSS = (shard_of(paper.id, shards=SHARDS) for paper in (made.FERN, made.MOSS))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    whole = made.build(tmp_path_factory.mktemp("whole") / "outputs", "rdf", "tables")
    return partitioned(whole, tmp_path_factory.mktemp("parts") / "outputs", shards=SHARDS)


@pytest.fixture
def whereabouts(folder):
    return Whereabouts(folder, store.open_build(folder))


def shards(files):
    return {output_files.shard_in(name) for name in files} - {None}


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (made.FERN.id, {FERN}),
        ("paper/none", {shard_of("paper/none", shards=SHARDS)}),
        ("method/fernweh", {FERN}),
        ("method/lora", {FERN, MOSS}),
        ("dataset/turf-text", {FERN}),
        ("https://github.com/example/fern", {FERN, MOSS}),
        ("https://github.com/example/given", {FERN}),
        ("method/none> . ?s ?p ?o . <x:x", set()),
        ("", set(range(SHARDS))),
    ],
)
def test_only_the_parts_of_papers_that_tell_of_it_are_read(whereabouts, key, found):
    assert shards(whereabouts.files("evidence", key)) == found


def test_what_is_about_the_whole_is_always_read(whereabouts):
    assert "tables/edges/relations.csv.gz" in output_files.table(["tables/edges/relations.csv.gz"], "edges")
    assert whereabouts.files("entities", "method/none") == ["tables/entities.csv.gz"]


def test_without_a_store_all_parts_are_read(folder, monkeypatch):
    monkeypatch.setattr(triplestore, "kept", lambda *_: None)
    found = Whereabouts(folder, store.open_build(folder)).files("evidence", "method/fernweh")
    assert shards(found) == set(range(SHARDS))


def test_cards_do_not_depend_on_it(folder, monkeypatch):
    near = Build(folder).card("method/lora")
    monkeypatch.setattr(triplestore, "kept", lambda *_: None)
    assert Build(folder).card("method/lora") == near
