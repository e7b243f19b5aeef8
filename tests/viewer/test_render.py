import inspect
import re
from pathlib import Path

import pytest
import pyvis
from factory import literature
from pyvis.network import Network

from kg.viewer import render
from kg.viewer.embed import digest


def page(graph=None):
    graph = literature() if graph is None else graph
    return render(graph, positions=dict.fromkeys(graph, (0, 0)), communities=[])


def scripts(text):
    return re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)


def test_the_page_is_a_whole_document_with_a_title():
    text = page()
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert "<title>Knowledge graph of 3 papers</title>" in text
    assert text.rstrip().endswith("</html>")


def test_the_policy_allows_our_scripts_and_style_by_their_digest_and_nothing_else():
    text = page()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    ours = [digest(body) for attributes, body in scripts(text) if not attributes]
    assert len(ours) == 2
    assert f"script-src {' '.join(ours)}; style-src {digest(style)};" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_nothing_on_the_page_is_fetched_or_handled_inline():
    text = page()
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", text, flags=re.DOTALL)
    assert re.findall(r"\ssrc=|<link(?! rel=\"icon\" href=\"data:,\")|\son\w+=|\sstyle=|https?:", markup) == []
    assert "sourceMappingURL" not in text


def test_the_page_holds_no_text_of_papers_outside_of_the_data():
    text = page()
    outside = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    assert "Fernweh" in text
    assert "Fernweh" not in outside


def test_hostile_texts_do_not_leave_the_data():
    graph = literature()
    graph.nodes["method/lora"]["label"] = "</script><img src=x onerror=alert(1)> href {{ 7 * 7 }} {% raw %}"
    text = page(graph)
    assert len(scripts(text)) == 3
    assert "<img" not in text.partition("<script>")[0]
    assert "{{ 7 * 7 }}" in text


def test_vis_network_of_pyvis_is_the_version_that_the_page_was_made_for():
    assert " * @version 9.1.2\n" in page()
    assert (Path(pyvis.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js").is_file()


@pytest.mark.parametrize("name", ["set_template_dir", "generate_html"])
def test_pyvis_still_has_the_seam_that_the_page_uses(name):
    assert inspect.isfunction(getattr(Network, name))


def test_our_scripts_never_write_markup():
    ours = scripts(page())[-1][1]
    assert (
        re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|XMLHttp|import\(",
            ours,
        )
        == []
    )
