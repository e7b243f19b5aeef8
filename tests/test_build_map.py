"""The map that one build of a folder hands on to the next."""

import json
from dataclasses import replace

import pytest
from factory import extraction

import kg.extract
from kg.build import build
from kg.config import Config, override
from kg.errors import ConfigError
from kg.exporters import graphml

CONFIG = Config(formats=("graphml",))
FIRST, SECOND = range(12), range(14)


@pytest.fixture(autouse=True)
def extractor(monkeypatch):
    """Find a model and a method in each text, the same method in every third one."""

    def extract(papers, *, config):  # noqa: ARG001  the extractor's signature
        for paper in papers:
            number = int(paper.title.split()[1])
            yield extraction(paper.id, (f"Net{number}", "Model"), (f"Step{number % 3}", "Method"))

    monkeypatch.setattr(kg.extract, "extract", extract)


@pytest.fixture
def built(tmp_path):
    """Give a function that builds some papers into a folder and returns its map and its GraphML."""

    def run(folder, numbers, *, fresh=False, **settings):
        source = tmp_path / "papers.jsonl"
        records = ({"id": f"p{number}", "title": f"Paper {number}", "abstract": "Words."} for number in numbers)
        source.write_text("".join(json.dumps(record) + "\n" for record in records))
        out = tmp_path / folder
        build([source], config=replace(CONFIG, output=str(out), **settings), fresh=fresh)
        return (out / "map.jsonl").read_bytes(), (out / "graph.graphml").read_bytes()

    return run


def places(lines):
    """Return where each node is, from the bytes of a map."""
    rows = [json.loads(line) for line in lines.decode().splitlines()[1:]]
    return {key: (x, y) for row in rows for key, x, y, _ in row["nodes"]}


def test_a_build_goes_on_from_the_last_map(built):
    first, second = places(built("a", FIRST)[0]), places(built("a", SECOND)[0])
    anew = places(built("b", SECOND)[0])
    stay = [key for key in first if first[key] == second[key]]
    assert len(stay) > len(first) / 2
    assert set(second) == set(anew)
    assert second != anew


def test_the_same_builds_give_the_same_bytes(built):
    said = [[built(folder, numbers) for numbers in (FIRST, SECOND, FIRST)] for folder in "ab"]
    assert said[0] == said[1]


def test_other_settings_of_the_page_move_nothing(built):
    first, _ = built("a", FIRST)
    built("a", SECOND)
    second, _ = built("a", SECOND, renderer="pyvis")
    assert built("a", SECOND, renderer="canvas")[0] == second != first


@pytest.mark.parametrize("anew", [{"fresh": True}, {"layout": "fresh"}, {"seed": 1}], ids=["option", "setting", "seed"])
def test_a_map_is_drawn_anew_on_demand(built, anew):
    built("a", FIRST)
    assert built("a", SECOND, **anew) == built("b", SECOND, **anew)


@pytest.mark.parametrize("content", [None, b"", b"\xff", b'{"format":"kg map 1","seed":0}\n{"community":"x"}\n'])
def test_a_map_that_is_missing_or_damaged_is_drawn_anew(built, tmp_path, content):
    built("a", FIRST)
    path = tmp_path / "a" / "map.jsonl"
    path.unlink() if content is None else path.write_bytes(content)
    assert built("a", SECOND) == built("b", SECOND)


def test_no_map_is_drawn_that_nothing_shows(tmp_path, built):
    with pytest.raises(FileNotFoundError):
        built("a", FIRST, formats=("tables",))
    assert not (tmp_path / "a" / "map.jsonl").exists()


def test_the_map_goes_into_graphml_with_y_upwards(tmp_path, built):
    where = places(built("a", FIRST)[0])
    nodes = graphml.read(tmp_path / "a" / "graph.graphml").nodes
    assert {key: (node["x"], -node["y"]) for key, node in nodes(data=True)} == where
    assert all(nodes[f"method/step{number}"]["community"].startswith("Step") for number in range(3))


def test_a_layout_that_there_is_not_is_refused():
    with pytest.raises(ConfigError, match="'layout' must be one of keep, fresh, not 'old'"):
        override(Config(), {"layout": "old"})
