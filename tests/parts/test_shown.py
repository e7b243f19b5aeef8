"""The graph of the papers and entities that were chosen of a build in parts."""

import pytest
from parts.sharded import in_shards
from parts.woods import woods

from kg import shown
from kg.assemble import assemble
from kg.parts.choice import Choice
from kg.parts.shown import graph_of, shown_graph
from kg.records import Redirect
from kg.work_folder import WorkFolder, shard_name


def chosen(papers, entities):
    return Choice(frozenset(papers), entities, 6, 5)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shards")
    whole = in_shards(woods(), folder, shards=3)
    return WorkFolder(folder / ".work", folder / "cache" / "0123456789abcdef"), whole


def part(made, papers, entities, **rest):
    work, whole = made
    names = [shard_name(number) for number in range(3)]
    return graph_of(chosen(papers, entities), names, work=work, entities=whole.entities, **rest)


@pytest.fixture(scope="module")
def everything():
    records = woods()
    return assemble(records.papers, records.extractions, records.resolution)


ALL = {"method/fern": 3, "method/moss": 4, "dataset/turf": 3}


def test_what_a_part_says_the_whole_says_too(made, everything):
    graph = part(made, ["paper/b", "paper/d"], {"method/moss": 4, "dataset/turf": 3})
    assert {key for key in graph if key.startswith("paper/")} == {"paper/b", "paper/d"}
    assert "method/fern" not in graph
    for key, node in graph.nodes(data=True):
        assert {name: value for name, value in node.items() if name != shown.NAMED_BY} == everything.nodes[key]
    whole = {(subject, target, name): data for subject, target, name, data in everything.edges(data=True, keys=True)}
    for subject, target, name, data in graph.edges(data=True, keys=True):
        of_these = tuple(item for item in whole[subject, target, name]["evidence"] if item.paper in graph)
        assert data["evidence"] == of_these
    lost = {ends for ends in whole if ends[0] in graph and ends[1] in graph} - {*graph.edges(keys=True)}
    assert all(not any(item.paper in graph for item in whole[ends]["evidence"]) for ends in lost)


def test_entities_tell_how_many_of_all_papers_name_them(made):
    graph = part(made, ["paper/b"], {"method/moss": 4})
    assert graph.nodes["method/moss"][shown.NAMED_BY] == 4
    assert graph.graph["part"] == {"papers": 1, "of_papers": 6, "entities": 1, "of_entities": 5}


def test_the_last_entities_make_room_for_links(made):
    whole = part(made, ["paper/b", "paper/d"], ALL)
    links = [key for key, node in whole.nodes(data=True) if "url" in node]
    small = part(made, ["paper/b", "paper/d"], ALL, nodes=2 + len(links) + 1)
    assert [key for key, node in small.nodes(data=True) if "entity" in node] == ["method/fern"]
    assert len(small) == 2 + len(links) + 1


def test_redirects_to_what_is_not_shown_are_left_out(made):
    redirects = (Redirect("method/old", "method/moss"), Redirect("method/older", "method/fern"))
    graph = part(made, ["paper/b"], {"method/moss": 4}, redirects=redirects)
    assert graph.graph["redirects"] == redirects[:1]


def test_the_most_important_part_of_a_build_is_shown(made, everything):
    work, whole = made
    names = [shard_name(number) for number in range(3)]
    graph = shown_graph(names, work=work, entities=whole.entities, namings=whole.namings, limit=10, nodes=100)
    assert {key for key in graph if key.startswith("paper/")} == {key for key in everything if key.startswith("paper/")}
    named = {key: node[shown.NAMED_BY] for key, node in graph.nodes(data=True) if shown.NAMED_BY in node}
    assert named == {
        key: len({paper for paper, _ in everything.in_edges(key) if paper.startswith("paper/")}) for key in named
    }
    small = shown_graph(names, work=work, entities=whole.entities, namings=whole.namings, limit=1, nodes=100)
    assert small.graph["part"]["papers"] == 1
    assert small.graph["part"]["of_papers"] == 6
