import inspect
import re
from pathlib import Path

import pytest
import pyvis
from factory import literature
from pyvis.network import Network

from kg.schema import load
from kg.viewer import picture_of, render
from kg.viewer.embed import digest, read_block


def page(graph=None, *, title="", renderer="auto"):
    graph = literature() if graph is None else graph
    picture = picture_of(graph, positions=dict.fromkeys(graph, (0, 0)), communities=[], schema=load())
    if title:
        picture.structure["title"] = title
    return render(picture, renderer=renderer)


def scripts(text):
    return re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)


def parts(text):
    return read_block(text, "page-parts")


def code(text):
    return [*(body for attributes, body in scripts(text) if not attributes), *parts(text)["scripts"]]


@pytest.fixture(params=["canvas", "pyvis"])
def renderer(request):
    return request.param


def test_the_page_is_a_whole_document_with_a_title(renderer):
    text = page(renderer=renderer)
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Knowledge graph of 3 papers</title>" in text
    assert text.rstrip().endswith("</html>")


def test_a_title_is_text_and_no_template(renderer):
    text = page(title="<b>{{ policy }}</b> {% raw %} & \\1", renderer=renderer)
    assert "<title>&lt;b&gt;{{ policy }}&lt;/b&gt; {% raw %} &amp; \\1</title>" in text


def test_vis_network_is_in_the_page_where_it_draws_and_only_there():
    ours, theirs = code(page(renderer="canvas")), code(page(renderer="pyvis"))
    assert len(ours) == 2
    assert len(theirs) == 3
    assert " * @version 9.1.2\n" in theirs[1]
    assert "vis.Network" in theirs[2]
    assert "vis.Network" not in "".join(ours)
    assert 'id="vis-options"' not in page(renderer="canvas")


def test_what_is_not_asked_for_is_drawn_by_the_canvas():
    assert page(renderer="auto") == page(renderer="canvas")


def test_vis_network_is_told_to_leave_places_and_pointers_to_us():
    options = re.search(r'id="vis-options">(.*?)</script>', page(renderer="pyvis"))[1]
    assert '"physics":{"enabled":false}' in options
    assert '"smooth":false' in options
    assert '"improvedLayout":false' in options
    assert '"dragView":false,"zoomView":false' in options


def test_the_policy_allows_our_scripts_and_style_by_their_digest_and_nothing_else(renderer):
    text = page(renderer=renderer)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    (waiting,) = re.findall(r'<style id="waiting">(.*?)</style>', text, re.DOTALL)
    styles = f"{digest(waiting)} {digest(parts(text)['style'])}"
    assert f"script-src {' '.join(map(digest, code(text)))}; style-src {styles};" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_nothing_on_the_page_is_fetched_or_handled_inline(renderer):
    text = page(renderer=renderer)
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", text, flags=re.DOTALL)
    assert re.findall(r"\ssrc=|<link(?! rel=\"icon\" href=\"data:,\")|\son\w+=|\sstyle=|https?:", markup) == []
    assert "sourceMappingURL" not in "".join(code(text))


def test_the_page_holds_no_text_of_papers_outside_of_the_data(renderer):
    text = page(renderer=renderer)
    outside = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    assert "Fernweh" in text
    assert "Fernweh" not in outside


def test_hostile_texts_do_not_leave_the_data(renderer):
    graph = literature()
    graph.nodes["method/lora"]["label"] = "</script><img src=x onerror=alert(1)> href {{ 7 * 7 }} {% raw %}"
    text = page(graph, renderer=renderer)
    assert len(scripts(text)) == len(scripts(page(renderer=renderer)))
    assert "<img" not in text.partition("<script>")[0]
    assert "{{ 7 * 7 }}" in text


def test_pyvis_ships_the_version_of_vis_network_that_the_page_was_made_for():
    assert (Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js").is_file()


@pytest.mark.parametrize("name", ["set_template_dir", "generate_html"])
def test_pyvis_still_has_the_seam_that_the_page_uses(name):
    assert inspect.isfunction(getattr(Network, name))


def test_pyvis_fills_our_template(monkeypatch):
    asked = []
    for name in ("set_template_dir", "generate_html"):
        usual = getattr(Network, name)
        monkeypatch.setattr(
            Network, name, lambda self, *given, usual=usual, name=name: asked.append(name) or usual(self, *given)
        )
    page(renderer="pyvis")
    assert asked == ["set_template_dir", "generate_html"]


def test_our_scripts_never_write_markup(renderer):
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|XMLHttp|import\("
    assert re.findall(forbidden, code(page(renderer=renderer))[-1]) == []
