"""The address of a page and the IRI that it stands for go with each other, whatever is in the name."""

from pathlib import Path

import pytest
from serve.pages.in_process import BASE

from kg import schema
from kg.serve.pages.links import is_iri, links, outside
from kg.serve.site import Site


def made(base=BASE, root_path="", page=None):
    return links(Site(Path(), base, schema.load().all_prefixes(base), root_path=root_path, page=page))


@pytest.mark.parametrize(
    ("kind", "local", "iri", "path"),
    [
        ("method", "lora", "method/lora", "/method/lora"),
        ("model", "gpt-3.5", "model/gpt-3.5", "/model/gpt-3.5"),
        ("model", "文心一言", "model/文心一言", "/model/%E6%96%87%E5%BF%83%E4%B8%80%E8%A8%80"),
        ("link", "x:a/b?c#d", "link/x%3Aa%2Fb%3Fc%23d", "/link/x%3Aa%2Fb%3Fc%23d"),
        ("method", 'a"><b>', "method/a%22%3E%3Cb%3E", "/method/a%22%3E%3Cb%3E"),
        ("method", "100%", "method/100%25", "/method/100%25"),
    ],
)
def test_a_path_and_an_iri_stand_for_each_other(kind, local, iri, path):
    assert made().iri(kind, local) == BASE + iri
    assert made().path(BASE + iri) == path
    other = made(base="http://example.org/kg/", root_path="/deep")
    assert other.iri(kind, local) == f"http://example.org/kg/{iri}"
    assert other.path(f"http://example.org/kg/{iri}") == f"/deep{path}"


@pytest.mark.parametrize(
    ("kind", "local"), [("static", "style.css"), ("ontology", "x"), ("", "x"), ("method", ""), ("x", "y")]
)
def test_what_is_no_kind_of_thing_has_no_iri(kind, local):
    assert made().iri(kind, local) == ""


def test_a_term_of_the_ontology_has_its_place_on_the_page_of_the_ontology():
    assert made().path(f"{schema.load().namespace}Method") == "/ontology#Method"


def test_a_thing_of_another_place_has_a_page_for_its_iri():
    assert made().path("https://github.com/a/b") == ""
    assert (
        made().page("https://github.com/a/b?x=1&y=2")
        == "/resource?iri=https%3A%2F%2Fgithub.com%2Fa%2Fb%3Fx%3D1%26y%3D2"
    )


def test_the_viewer_knows_things_by_their_keys():
    assert made().viewer(f"{BASE}method/lora") == ""
    shown = made(page=Path("graph.html"), root_path="/kg")
    assert shown.viewer(f"{BASE}method/lora") == "/kg/#method/lora"
    assert shown.viewer("https://github.com/a/b") == "/kg/#https://github.com/a/b"


def test_an_iri_is_short_where_a_prefix_fits():
    assert made().short(f"{BASE}method/lora") == "method:lora"
    assert made().short("http://purl.org/dc/terms/title") == "dcterms:title"
    assert made().short("https://example.org/a/b") == "https://example.org/a/b"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript://x", "data:text/html,x", "//x", "/x", "", "file:///x"]
)
def test_only_web_addresses_lead_outside(url):
    assert outside(url) == ""


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("https://example.org/a", True), ("x:y", True), ("a b", False), ("x:y>z", False), ("x:\n", False), ("", False),
     ("x:" + "y" * 3000, False), ("x:\ud800", False), ("x:文", True)],
)  # fmt: skip
def test_only_iris_are_bound_as_iris(text, is_one):
    assert is_iri(text) == is_one
