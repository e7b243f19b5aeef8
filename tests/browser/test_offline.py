"""The page asks nobody for anything, and its policy forbids what it does not need."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from browser.conftest import VIEWS
from factory import literature

from kg.config import Config
from kg.exporters.html import export
from kg.viewer.embed import read_block

pytestmark = pytest.mark.browser


class Source(HTMLParser):
    """What stands in the source of a page: its elements in order, and the texts of its scripts and styles."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts, self.within = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.within = (tag, dict(attributes)) if tag in ("script", "style") else None

    def handle_data(self, data):
        if self.within:
            self.texts.append((*self.within, data))

    def handle_endtag(self, tag):
        self.within = None if tag in ("script", "style") else self.within


@pytest.fixture(scope="module", params=["canvas", "pyvis"])
def page(request, tmp_path_factory):
    config = Config(renderer=request.param)
    return export(literature(), tmp_path_factory.mktemp(request.param), config=config)[0]


@pytest.fixture
def source(page):
    return Source(page.read_bytes().decode())


def policy_of(source):
    (content,) = [
        attributes["content"]
        for tag, attributes in source.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    parts = [directive.split() for directive in content.split(";") if directive.strip()]
    return {name: values for name, *values in parts}


def hash_of(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_stands_before_all_that_it_is_for(source):
    inside = [tag for tag, _ in source.elements]
    assert inside[: inside.index("head") + 3] == ["html", "head", "meta", "meta"]
    assert source.elements[2][1] == {"charset": "utf-8"}
    assert source.elements[3][1]["http-equiv"] == "Content-Security-Policy"


def test_the_policy_allows_what_is_in_the_page_and_nothing_else(source):
    policy = policy_of(source)
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"]
    told = {value for values in policy.values() for value in values}
    hashes = {value for value in told if re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", value)}
    assert told - hashes <= {"'none'", "data:", "blob:", "'wasm-unsafe-eval'"}
    assert {"data:", "blob:"}.isdisjoint(policy["script-src"])
    assert policy.get("connect-src", ["'none'"]) == ["'none'"]


def test_what_runs_and_styles_is_named_by_its_hash(source, page):
    policy = policy_of(source)
    running = [text for tag, attributes, text in source.texts if tag == "script" and "type" not in attributes]
    styles = [text for tag, _, text in source.texts if tag == "style"]
    packed = read_block(page.read_bytes().decode(), "page-parts")
    assert running
    assert styles
    assert {hash_of(text) for text in [*running, *packed["scripts"]]} <= {*policy["script-src"]}
    assert {hash_of(text) for text in [*styles, packed["style"]]} == {*policy["style-src"]}


def test_nothing_comes_from_elsewhere_and_nothing_of_a_paper_runs(source, page):
    for tag, attributes in source.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        assert "src" not in attributes
        assert attributes.get("href", "data:,").startswith(("data:,", "#"))
    running = [text for tag, attributes, text in source.texts if tag == "script" and "type" not in attributes]
    packed = read_block(page.read_bytes().decode(), "page-parts")
    code = "".join([*running, *packed["scripts"], packed["style"]])
    assert [name for name in ("Fernweh", "TurfText", "Ada Moore") if name in code] == []


def test_no_view_asks_for_anything_or_complains(opened, page):
    view = opened(page)
    for name in VIEWS:
        view.show(name)
        for key in ("paper/arxiv-2401.00001", "method/lora", "https://github.com/example/moss", "dataset/paperstack"):
            view.page.evaluate("key => window.kg.choose(key)", key)
    view.show("map")
    view.search("summarization")
    view.page.click("#theme")
    view.page.click("#fit")
    view.page.mouse.move(400, 400)
    view.page.mouse.wheel(0, -300)
    view.page.wait_for_timeout(500)
    away = [url for url in view.requests if not url.startswith(("blob:", "data:"))]
    assert [url.partition("#")[0] for url in away] == [page.as_uri()]
    assert view.said == []
