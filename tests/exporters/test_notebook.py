"""What a build shows of itself in a notebook."""

import re
from pathlib import Path

import networkx as nx
import pytest
from builds import built
from factory import literature
from pictures import picture

import kg
from kg.errors import ConfigError, OutputError
from kg.exporters import notebook
from kg.viewer import reading


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return kg.load(built(tmp_path_factory.mktemp("notebook") / "outputs", "html", "tables"))


def test_a_build_shows_its_size_its_names_and_its_map(build):
    shown = build._repr_html_()
    assert "<strong>Knowledge graph of 3 papers</strong>" in shown
    assert re.search(r">methods</th><td[^>]*>2</td><td[^>]*>Fernweh, LoRA</td>", shown)
    assert f'href="{(build.folder / "graph.html").as_uri()}"' in shown
    assert shown.count("<svg ") == 1
    assert "<script" not in shown


def test_the_link_is_short_beside_the_notebook(build, monkeypatch):
    monkeypatch.chdir(build.folder.parent)
    assert 'href="outputs/graph.html"' in build._repr_html_()


def test_a_build_without_a_page_shows_as_a_line(tmp_path):
    assert kg.load(built(tmp_path))._repr_html_() is None


def test_hostile_names_are_text():
    graph = literature()
    graph.nodes["method/lora"]["label"] = "<img src=x onerror=alert(1)>\u202e"
    shown = notebook.card(picture(graph), Path("<b>/graph.html"))
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert not re.search(r"<img|<b>|\u202e", shown)


def test_the_map_of_a_large_graph_stays_small():
    graph = nx.MultiDiGraph()
    for number in range(3000):
        graph.add_node(f"task/{number}", type="Task", label=f"task {number} " + "of a long name " * 9, entity=None)
    made = picture(graph)
    shown = notebook.card(made, Path("graph.html"))
    assert len(shown.encode()) < 200_000 < len(made.structure["nodes"]["label"]) * 100
    assert shown.count("<path") > 100


def test_a_figure_is_shown_and_saved(build, tmp_path):
    figure = build.picture("low-rank adaptation", depth=1)
    assert repr(figure) == "<Figure: LoRA and what is within 1 step>"
    assert ">LoRA and what is within 1 step</title>" in figure._repr_svg_()
    figure.save(tmp_path / "a.svg", theme="dark")
    assert "#14171c" in (tmp_path / "a.svg").read_text()
    figure.save(tmp_path / "a.html")
    assert reading.read(tmp_path / "a.html").structure["title"] == "LoRA and what is within 1 step"
    with pytest.raises(OutputError, match=r"a.gif: the ending tells the format; choose .svg, .png or .html"):
        figure.save(tmp_path / "a.gif")
    with pytest.raises(ConfigError, match=r"a.html: a page has no use for theme; leave it out, or choose .svg or .png"):
        figure.save(tmp_path / "a.html", theme="dark")
    with pytest.raises(ConfigError, match="no theme is called 'blue'; choose from light, dark"):
        figure.save(tmp_path / "a.svg", theme="blue")
    assert repr(build.picture()) == "<Figure: Knowledge graph of 3 papers>"
