"""A picture as a drawing."""

import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import networkx as nx
import pytest
from factory import literature
from pictures import picture

from kg import shown
from kg.viewer import cuts, svg, svg_marks
from kg.viewer.svg_labels import names
from kg.viewer.svg_map import MOST_LINES, Box, placed

SPACE = "{http://www.w3.org/2000/svg}"


def drawn(made=None, **settings):
    return ET.fromstring(svg.draw(made or picture(), **settings))  # noqa: S314  our own text


def texts(root):
    return [element.text for element in root.iter(f"{SPACE}text")]


def test_a_drawing_says_what_it_is():
    root = drawn()
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("1600", "1000", "0 0 1600 1000")
    assert root.get("role") == "img"
    labelled = root.get("aria-labelledby").split()
    assert [element.get("id") for element in root.iter() if element.get("id")] == labelled
    assert root.find(f"{SPACE}title").text == "Knowledge graph of 3 papers"
    assert root.find(f"{SPACE}desc").text == (
        "A map of 3 papers, 2 methods, 2 models, 2 datasets, 1 task, 2 repositories, 1 web resource and 21 facts. "
        "The largest groups: LoRA, Moss."
    )


def test_every_dot_has_its_shape_its_colour_and_its_name():
    root = drawn()
    named = {element.find(f"{SPACE}title").text: element for element in root.iter(f"{SPACE}path") if len(element)}
    assert len(named) == 13
    assert named["PaperStack"].get("d").count("L") == 3
    assert named["summarization"].get("d").count("L") == 3
    assert named["Moss"].get("d").count("L") == 2
    colours = {element.get("fill") for element in root.iter(f"{SPACE}g")}
    assert {"#1875c1", "#b4470f", "#006a48", "#96338e"} <= colours


def test_the_legend_counts_the_types_and_can_be_left_out():
    legend = ["Papers 3", "Methods 2", "Models 2", "Datasets 2", "Task 1", "Repositories 2", "Web resource 1"]
    assert [text for text in texts(drawn()) if text in legend] == legend
    assert texts(drawn())[-1] == "21 facts that abstracts state · drawn by kg from alpha, beta"
    assert texts(drawn(legend=False, labels=0)) == []


def test_dark_colours_are_others():
    root = drawn(theme="dark")
    assert root.find(f"{SPACE}rect").get("fill") == "#14171c"
    assert "#36a0fb" in {element.get("fill") for element in root.iter(f"{SPACE}g")}


def test_so_many_names_as_are_wanted_the_most_connected_first():
    assert texts(drawn(labels=2, legend=False)) == ["Fernweh", "LoRA"]


def test_the_middle_of_an_ego_picture_is_marked_and_named_first():
    root = drawn(cuts.ego(picture(), "dataset/turftext", depth=1), labels=0, legend=False)
    assert texts(root) == ["TurfText"]
    assert [element.get("stroke") for element in root.iter(f"{SPACE}circle")] == ["#d9480f"]


def test_hostile_names_are_text_and_nothing_else():
    graph = literature()
    names_of = {
        "method/lora": '</text><script>alert(1)</script>" onload="alert(2)',
        "method/fernweh": "Fern\u202eweh\x00\x1b[31m\ufffe",
        "model/moss": "M" * 5000,
    }
    for key, name in names_of.items():
        graph.nodes[key]["label"] = name
    text = svg.draw(picture(graph))
    root = ET.fromstring(text)  # noqa: S314  our own text
    assert {element.tag.removeprefix(SPACE) for element in root.iter()} == {
        "svg", "title", "desc", "rect", "g", "path", "text",
    }  # fmt: skip
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e\ufffe]", text)
    assert max(map(len, texts(root))) < 100
    assert len(text) < 30_000


def test_names_do_not_lie_over_one_another():
    graph = nx.MultiDiGraph()
    for number in range(300):
        graph.add_node(f"task/{number}", type="Task", label=f"a task of number {number}", entity=None)
    structure = picture(graph).structure
    structure["nodes"]["x"] = [37 * number % 400 for number in range(300)]
    structure["nodes"]["y"] = [91 * number % 300 for number in range(300)]
    room = Box(0, 0, 900, 600)
    words = names(placed(structure, room), structure, room, most=300)
    boxes = [(word.x, word.y, len(word.text) * word.size / 4, word.size / 2) for word in words]
    assert 20 < len(words) < 300
    for at, (x, y, wide, high) in enumerate(boxes):
        assert not [
            other for other in boxes[:at] if abs(x - other[0]) < wide + other[2] and abs(y - other[1]) < high + other[3]
        ]
        assert x - wide > 0
        assert x + wide < 900


def test_of_many_dots_each_type_is_one_path(monkeypatch):
    before = drawn()
    monkeypatch.setattr(svg_marks, "MOST_ELEMENTS", 5)
    after = drawn()
    assert len(list(after.iter(f"{SPACE}path"))) == len(list(before.iter(f"{SPACE}path"))) - 13 + 7


def test_a_large_map_keeps_its_strongest_lines():
    graph = nx.MultiDiGraph()
    for number in range(500):
        graph.add_node(f"task/{number}", type="Task", label=str(number), entity=None)
    structure = picture(graph).structure
    pairs = [(a, b) for a in range(500) for b in range(a + 1, min(a + 70, 500))]
    structure["edges"] = {
        "count": [sum(1 for a, _ in pairs if a == number) for number in range(500)],
        "to": [b for _, b in pairs],
        "predicate": [0] * len(pairs),
        "confidence": [99 if b - a == 1 else 50 for a, b in pairs],
        "support": [1] * len(pairs),
    }
    lines = placed(structure, Box(0, 0, 900, 600)).lines
    assert len(pairs) > MOST_LINES == len(lines)
    assert {(number, number + 1) for number in range(499)} < set(lines)


@pytest.mark.parametrize("graph", [nx.MultiDiGraph(), nx.MultiDiGraph([])])
def test_nothing_can_be_drawn_too(graph):
    assert texts(drawn(picture(graph))) == ["Knowledge graph of 0 papers", "0 facts that abstracts state · drawn by kg"]


def test_the_text_is_the_same_whatever_the_order_of_sets():
    code = "from pictures import picture; from kg.viewer import svg; print(svg.draw(picture()))"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_a_drawing_of_a_part_says_so_to_everybody():
    graph = literature()
    graph.graph[shown.PART] = shown.part(papers=3, of_papers=119_998, entities=7, of_entities=201_000)
    drawing = svg.draw(picture(graph))
    told = "Shows 3 of 119,998 papers, those most taken up and the newest, and 7 of 201,000 entities."
    assert drawing.count(told) == 2  # in the description, and at the foot
