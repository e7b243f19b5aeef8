"""The graph of a build, read back."""

import pytest
from exporters import made

from kg.errors import OutputError
from kg.exporters import stored


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made.build(tmp_path_factory.mktemp("stored") / "outputs")


def test_nodes_edges_and_evidence_are_those_that_were_assembled(folder):
    graph, _ = made.graph()
    read = stored.read(folder)
    assert dict(read.nodes(data=True)) == dict(graph.nodes(data=True))
    assert list(read.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))
    assert list(read) == list(graph)


def test_what_goes_with_the_graph_is_there_as_well(folder):
    graph, _ = made.graph()
    read = stored.read(folder)
    assert {name: read.graph[name] for name in graph.graph} == graph.graph
    assert read.graph["map"].positions.keys() == set(graph)


def test_a_map_of_another_seed_or_none_is_no_map(folder):
    assert "map" not in stored.read(folder, seed=1).graph
    assert "map" not in stored.read(folder, seed=None).graph


def test_whoever_reads_is_asked_at_each_file(folder):
    asked = []
    stored.read(folder, on_open=lambda: asked.append(1))
    assert len(asked) == 1 + len(stored.TABLES) + 1  # `links` is read for the nodes and for the edges


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("tables/edges.csv", None, "edges.csv: this file is not there; build again with `--format tables` as well"),
        ("papers.jsonl", None, "papers.jsonl: this file is not there; build again"),
        ("papers.jsonl", "{", "papers.jsonl: cannot be read (JSONDecodeError"),
        ("papers.jsonl", "{}\n", "papers.jsonl: cannot be read (KeyError"),
        ("tables/evidence.csv", "a,b\n1\n", "evidence.csv: cannot be read (ValueError"),
        ("tables/links.csv", "url,kind\nhttp://a,no\n", "links.csv: cannot be read (KeyError"),
    ],
)
def test_a_build_that_is_damaged_is_one_line(tmp_path, name, content, told):
    folder = made.build(tmp_path / "outputs")
    path = folder / name
    path.unlink() if content is None else path.write_text(content)
    with pytest.raises(OutputError) as error:
        stored.read(folder)
    assert told in str(error.value)
    assert "\n" not in str(error.value)
