"""The graph of the part of a build that its map shows."""

import json

from factory import extraction

import kg.extract
from kg import shown
from kg.build import build
from kg.config import Config
from kg.exporters import exporter, shown_part

FORMATS = ("tables", "graphml", "gexf")
TEXTS = {1: "Moss Fern", 2: "Moss Ivy", 3: "Moss Fern", 4: "Ivy", 5: "Fern", 6: "Reed", 7: "Moss Reed", 8: "Sedge"}


def extract(papers, *, config):  # noqa: ARG001  the extractor's signature
    for paper in papers:
        yield extraction(
            paper.id, *((name, "Method") for name in paper.abstract.split()), link="https://github.com/o/r"
        )


def test_it_is_the_graph_that_the_build_drew(tmp_path, monkeypatch):
    monkeypatch.setattr(kg.extract, "extract", extract)
    source = tmp_path / "a.jsonl"
    rows = ({"id": f"p{key}", "title": f"What grows in garden {key}", "abstract": text} for key, text in TEXTS.items())
    source.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    config = Config(output=str(tmp_path / "out"), formats=FORMATS, decisions="", graph_limit=3, shards=4)
    done = build([source], config=config)
    graph = shown_part.read(tmp_path / "out", seed=config.seed, outputs=done.manifest.outputs)
    graph.graph[shown.PART] = done.manifest.parts["shown"]
    assert done.manifest.parts["shown"] == {"papers": 3, "of_papers": 8, "entities": 3, "of_entities": 5}
    for name in ("graphml", "gexf"):
        (path,) = exporter(name)(graph, tmp_path, config=config)
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes()


def test_without_a_map_there_is_none(tmp_path):
    assert shown_part.read(tmp_path, seed=0, outputs=[]) is None
