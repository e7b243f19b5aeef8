"""The graph of a build in parts in a file."""

from dataclasses import replace

import pytest
from exporters import made
from partitioned import partitioned

from kg import store
from kg.errors import OutputError
from kg.exporters import on_disk, stored


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    whole = made.build(tmp_path_factory.mktemp("whole") / "outputs", "tables", "graphml")
    (whole / "ids.jsonl").write_text("")
    return partitioned(whole, tmp_path_factory.mktemp("parts") / "outputs")


def source(folder):
    return stored.Source(folder, lambda: None, list(store.open_build(folder).outputs))


@pytest.fixture(scope="module")
def disk(folder, tmp_path_factory):
    with on_disk.opened(source(folder), tmp_path_factory.mktemp("scratch"), seed=0) as graph:
        yield graph


@pytest.fixture(scope="module")
def memory():
    """The same graph in memory, whose evidence has no surfaces."""
    graph, _ = made.graph()
    for *_, data in graph.edges(data=True):
        data["evidence"] = tuple(replace(item, surfaces=()) for item in data["evidence"])
    return graph


def test_the_nodes_are_those_in_memory_in_their_order(disk, memory):
    assert list(disk) == list(memory)
    assert [(key, dict(node)) for key, node in disk.nodes(data=True)] == list(memory.nodes(data=True))
    assert all(dict(disk.nodes[key]) == memory.nodes[key] for key in memory)
    assert [len(disk.nodes[key]) for key in disk] == [len(memory.nodes[key]) for key in memory]


def test_the_edges_are_those_in_memory_in_their_order(disk, memory):
    assert list(disk.edges(keys=True, data=True)) == list(memory.edges(keys=True, data=True))
    for key in memory:
        for shape in ({}, {"keys": True}, {"data": True}, {"keys": True, "data": True}):
            assert list(disk.out_edges(key, **shape)) == list(memory.out_edges(key, **shape))
            assert list(disk.in_edges(key, **shape)) == list(memory.in_edges(key, **shape))


def test_papers_and_entities_are_given_by_their_ids_and_counted(folder, tmp_path):
    told = []
    with on_disk.opened(source(folder), tmp_path, progress=lambda *words: told.append(words)) as graph:
        assert list(graph.papers()) == [made.FERN, made.MOSS]
        assert [key for key, _ in graph.entities()] == ["dataset/turf-text", "method/fernweh", "method/lora", "task/x"]
    assert told[-6:] == [
        *(("Writing papers", number, 2) for number in (1, 2)),
        *(("Writing entities", number, 4) for number in (1, 2, 3, 4)),
    ]
    assert told[0] == ("Reading the build", 0, 8)


def test_what_a_paper_says_is_known_without_its_record(disk):
    node = disk.nodes[made.MOSS.id]
    assert "paper" in node
    assert "entity" not in node
    assert node.get("aliases", ()) == ()
    with pytest.raises(KeyError):
        disk.nodes["paper/none"]


def test_the_map_is_there_where_it_shows_all(folder, disk, tmp_path):
    assert disk.graph["map"].positions.keys() == set(disk)
    with on_disk.opened(source(folder), tmp_path) as graph:
        assert graph.graph == {}


def test_a_part_that_is_gone_is_one_line(folder, tmp_path):
    of = stored.Source(folder, lambda: None, [*store.open_build(folder).outputs, "tables/edges/09999.csv.gz"])
    with (
        pytest.raises(OutputError, match=r"edges/09999.csv.gz: this file is not there; build again"),
        on_disk.opened(of, tmp_path),
    ):
        pass


def test_a_disk_that_is_full_is_one_line(folder, tmp_path):
    with (
        pytest.raises(OutputError, match=r"none: a database cannot be written here \(unable to open"),
        on_disk.opened(source(folder), tmp_path / "none"),
    ):
        pass
