"""The paths of the pages lead somewhere, under any root, and refusals are pages for people."""

import re

import pytest
from serve.pages import in_process

from kg.serve.pages.viewer import with_links
from kg.serve.refusal import Refusal

PAGES = (
    "/browse",
    "/browse/method",
    "/search?q=moss",
    "/method/fernweh",
    "/dataset/paperstack",
    "/paper/arxiv-2401.00001",
    "/result/arxiv-2401.00001-0",
    "/sentence/arxiv-2401.00001-2",
    "/graph/alpha",
    "/about",
    "/ontology",
    "/query",
)
ELSEWHERE = ("/query?", "/search", "/.well-known/", "/sparql", "/#")
ADDRESS = re.compile(r'(?:href|src|action)="([^"#]*)')


def addresses(page):
    return {found.replace("&amp;", "&") for found in ADDRESS.findall(page)}


def test_no_page_leads_to_an_address_that_is_not_there(get):
    claim = re.search(r'href="(/claim/[^"]*)"', get("/method/fernweh").text)[1]
    found = set().union(*(addresses(get(path).text) for path in (*PAGES, claim)))
    local = {one for one in found if one.startswith("/") and not one.startswith(ELSEWHERE) and "format=" not in one}
    assert {"/method/lora", "/files/kg.ttl", "/sentence/arxiv-2401.00001-0", "/source/alpha"} <= local
    assert {one for one in local if get(one).status_code != 200} == {"/"}  # the viewer is not a page of ours


@pytest.mark.parametrize("path", ["/browse", "/dataset/paperstack", "/paper/arxiv-2401.00001", "/query", "/about"])
def test_behind_a_proxy_all_addresses_are_below_the_root(folder, path):
    page = in_process.client(folder, root_path="/deep/kg").get(path).text
    local = {found for found in addresses(page) if not re.match(r"https?:|data:|\?|$", found)}
    assert local
    assert {found for found in local if not found.startswith("/deep/kg/")} == set()


def test_the_first_page_is_the_overview_where_the_build_has_no_viewer(folder):
    without = in_process.client(folder, page=None)
    assert "<h1>What papers say</h1>" in without.get("/").text
    assert "Show on the map" not in without.get("/method/lora").text
    assert in_process.client(folder).get("/").status_code == 404  # the viewer is not a page of ours


def test_an_address_that_is_no_page_leads_on(get):
    answer = get("/nosuch")
    assert answer.status_code == 404
    assert "knows nothing of <q><bdi>nosuch</bdi></q>" in answer.text
    assert 'href="/browse">Browse what there is' in answer.text


def test_the_viewer_leads_to_the_pages_wherever_they_are(folder):
    site = in_process.site_of(folder, page=None, root_path="/deep/kg")
    shown = with_links(b'<div class="tools"> </div><div class="tools">', site).decode()
    assert shown.count("<nav") == 1
    assert '<a href="/deep/kg/query">Query</a>' in shown
    assert with_links(b"<p>another file", site) == b"<p>another file"


def test_pages_lead_into_the_viewer(get, odd):
    assert 'href="/#method/lora"' in get("/method/lora").text
    with_viewer = in_process.client(odd, page=odd / "graph.html").get("/model/文心一言").text
    assert 'href="/#model/%E6%96%87%E5%BF%83%E4%B8%80%E8%A8%80"' in with_viewer


def refusing(folder):
    async def ask(_):
        raise Refusal(503, "all workers are busy; ask again soon", retry_after=7)

    return in_process.client(folder, ask)


def test_a_refusal_is_a_page_for_people(folder):
    answer = refusing(folder).get("/method/lora", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    assert "<p>all workers are busy; ask again soon</p>" in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_refusal_is_a_line_for_programs(folder):
    answer = refusing(folder).get("/method/lora", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    assert answer.text == "all workers are busy; ask again soon\n"
