"""The page for queries: what its script is told, and what its policy lets it do."""

import base64
import hashlib
import json
import re

import pytest
from serve.pages import in_process

from kg.query import engine, graph_file, named
from kg.serve.pages import editor, files


def setup_of(page):
    return json.loads(re.search(r'<script type="application/json" id="setup">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture(scope="module")
def setup(get):
    return setup_of(get("/query").text)


def test_the_script_is_told_where_to_ask(setup, folder):
    assert (setup["endpoint"], setup["search"], setup["root"]) == ("/sparql", "/search", "")
    below = setup_of(in_process.client(folder, root_path="/kg", endpoint="/ask").get("/query").text)
    assert (below["endpoint"], below["search"], below["root"]) == ("/kg/ask", "/kg/search", "/kg")


def test_every_question_is_listed_with_its_explanation_and_its_parameters(setup, get):
    assert [one["name"] for one in setup["questions"]] == [query.name for query in named.queries()]
    one = next(one for one in setup["questions"] if one["name"] == "datasets-of-method")
    assert one["title"] == "Datasets of a method or model"
    assert one["explanation"] == "Which datasets are used in papers that introduce or use the method or model?"
    assert one["parameters"] == [{"name": "method", "default": "LoRA", "type": "Entity"}]
    assert 'href="/query?name=datasets-of-method" data-name="datasets-of-method"' in get("/query").text


def test_every_question_can_be_asked_as_it_stands_and_has_a_place_for_each_parameter(setup, folder):
    store = graph_file.load(folder)
    for one in setup["questions"]:
        engine.query(store, one["text"], name=one["name"])
        assert "# param" not in one["text"]
        for parameter in one["parameters"]:
            assert re.search(rf"VALUES\s+\?{parameter['name']}\s*\{{[^{{}}]*\}}", one["text"])


def test_completion_knows_what_the_graph_says_of_itself_the_most_frequent_first(setup):
    classes = {one["iri"]: one for one in setup["classes"]}
    assert classes[f"{in_process.BASE}ontology#Dataset"] == {
        "iri": f"{in_process.BASE}ontology#Dataset",
        "label": "dataset",
        "count": 2,
    }
    properties = [one["iri"] for one in setup["properties"]]
    assert f"{in_process.BASE}ontology#uses" in properties
    counts = [one["count"] for one in setup["properties"]]
    assert counts == sorted(counts, reverse=True)


def test_the_page_asks_this_server_only(get):
    rules = dict(rule.strip().partition(" ")[::2] for rule in editor.POLICY.split(";"))
    assert get("/query").headers["content-security-policy"] == editor.POLICY
    assert (rules["default-src"], rules["connect-src"], rules["script-src"]) == ("'none'", "'self'", "'self'")
    assert "unsafe-inline" not in editor.POLICY
    assert not re.search(r"https?:", editor.POLICY)


def test_the_policy_allows_just_the_styles_that_yasgui_brings():
    text = files.STATIC.joinpath("yasgui", "yasgui.min.js").read_text(encoding="utf-8")
    columns = re.search(r"createStyle\(\w+,`( \.grip-resizable.*?)`\)", text)[1].replace(r"\t", "\t")
    cursor = "*{cursor:col-resize!important}"
    expected = re.search(r"<strong style='(.*?)'>", text)[1]
    digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in (columns, cursor, expected)]
    assert re.findall(r"'sha256-(.*?)'", editor.POLICY) == digests
    assert "dragCursor:`col-resize`" in text


def test_without_scripts_a_form_asks_the_endpoint(get):
    page = get("/query").text
    form = page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert '<form action="/sparql" method="get">' in form
    assert "SELECT ?dataset ?name" in form
