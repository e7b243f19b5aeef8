"""Hostile texts are text wherever a page shows them: no markup, no address that runs, nothing turned around."""

import json
import re
from html.parser import HTMLParser

import pytest
from serve.pages.in_process import BASE, QUOTES, SCRIPT

PAGES = (
    "/browse",
    "/browse/paper",
    "/browse/dataset",
    "/paper/arxiv-2402.00001",
    "/dataset/quotes",
    "/model/文心一言",
    "/sentence/arxiv-2402.00001-2",
    "/source/odd",
    "/resource?iri=https%3A%2F%2Fexample.org%2F%27%2Fstyle%3D%27position%3Afixed%27%2Fx",
    "/search?q=script",
    f"/search?q={SCRIPT}",
    "/method/<script>alert(1)</script>",
    "/query",
    "/about",
)
ALLOWED = {"application/json", "application/ld+json"}


class Reader(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.texts = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(params=PAGES)
def page(request, get_odd):
    return Reader(get_odd(request.param).text)


def test_no_text_becomes_an_element_or_an_attribute(page):
    scripts = [told for tag, told in page.elements if tag == "script"]
    assert all(told.get("type") in ALLOWED or told["src"].startswith("/static/") for told in scripts)
    assert not [tag for tag, _ in page.elements if tag in ("img", "iframe", "object", "svg", "style", "base")]
    assert not [told for _, told in page.elements if any(name.startswith("on") or name == "style" for name in told)]


def test_no_address_runs(page):
    addresses = [told[name] for _, told in page.elements for name in ("href", "src", "action") if name in told]
    assert addresses
    assert not [one for one in addresses if not re.match(r"https?://|/|#|\?|data:,$", one)]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_turns_the_text_around(get_odd, path):
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08]", get_odd(path).text)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_load_our_style_and_nothing_that_its_text_brings(get_odd, path):
    policy = get_odd(path).headers["content-security-policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert "'unsafe-inline'" not in policy
    assert "'unsafe-eval'" not in policy
    assert rules.get("script-src", "'none'") == ("'self'" if path == "/query" else "'none'")


def test_a_hostile_title_is_shown_as_it_is(get_odd):
    page = Reader(get_odd("/paper/arxiv-2402.00001").text)
    assert SCRIPT in "".join(page.texts)
    assert "Eve <script>window.hit='script'</script>" in "".join(page.texts)
    assert QUOTES in "".join(page.texts)


def test_the_words_of_schema_org_end_no_script(get_odd):
    page = get_odd("/dataset/quotes").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    assert not set("<>&") & set(block)
    assert json.loads(block) == {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": f"{BASE}dataset/quotes",
        "name": QUOTES,
        "alternateName": [SCRIPT],
        "description": f"{QUOTES} is a dataset: used by 1 paper.",
    }
