"""IRIs: one for one thing, and never broken by a name or an address."""

from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ConfigError
from kg.rdf.vocabulary import Vocabulary, address, data_base, encoded, graph_names
from kg.records import Evidence, Result

BASE = "https://example.org/kg/"
names = Vocabulary(BASE)
anything = st.text(st.characters(exclude_categories=()))


def is_iri(term):
    return list(pyoxigraph.parse(f"{term} <http://p> <http://o> .".encode(), format=pyoxigraph.RdfFormat.N_TRIPLES))


@pytest.mark.parametrize(
    ("key", "iri"),
    [
        ("paper/arxiv-2106.09685", "paper/arxiv-2106.09685"),
        ("method/sam--sharpness-aware-minimization", "method/sam--sharpness-aware-minimization"),
        ("model/文心一言", "model/文心一言"),
        ("method/a b", "method/a%20b"),
        ("method/x> <http://evil", "method/x%3E%20%3Chttp%3A%2F%2Fevil"),
        ("method/100%", "method/100%25"),
        ("method/a\u202eb", "method/a%E2%80%AEb"),
        ("method/\ud800", "method/%ED%A0%80"),
    ],
)
def test_things(key, iri):
    assert names.thing(key) == f"<{BASE}{iri}>"


@given(anything, anything)
def test_different_names_have_different_iris(left, right):
    assert (encoded(left) == encoded(right)) == (left == right)


@given(anything)
def test_any_name_and_any_address_make_an_iri(text):
    assert is_iri(names.thing(f"method/{text}"))
    assert is_iri(names.web(text))
    assert is_iri(names.web(f"https://{text}"))


@pytest.mark.parametrize(
    ("url", "iri"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("HTTPS://Example.org/A", "https://Example.org/A"),
        ("https://x.org/a b%20c%", "https://x.org/a%20b%20c%25"),
        ("https://x.org/> <p> <o> .\n", "https://x.org/%3E%20%3Cp%3E%20%3Co%3E%20.%0A"),
        ("https://x.org/?q=[1]#a#b", "https://x.org/?q=%5B1%5D#a%23b"),
        ("https://x.org/wiki/A_(b)", "https://x.org/wiki/A_(b)"),
        ("https://u@x.org:80/", "https://u@x.org:80/"),
        ("https://x.org:evil/", "https://x.org%3Aevil/"),
        ("https://é.org/é", "https://é.org/é"),
        ("javascript:alert(1)", ""),
        ("ftp://x.org/", ""),
        ("https:///x", ""),
        ("note.pdf", ""),
        ("", ""),
    ],
)
def test_addresses(url, iri):
    assert address(url) == iri


def test_what_is_no_address_has_an_iri_of_ours():
    assert names.web("javascript:alert(1)") == f"<{BASE}link/javascript%3Aalert%281%29>"


def test_an_address_below_the_base_is_no_thing_of_the_graph():
    assert names.web(f"{BASE}method/lora") == f"<{BASE}link/https%3A%2F%2Fexample.org%2Fkg%2Fmethod%2Flora>"
    assert names.web("https://example.org/other") == "<https://example.org/other>"


def test_sentences_and_claims_start_with_their_paper():
    assert names.sentence("paper/acl-N19-1423", 2) == f"<{BASE}sentence/acl-N19-1423-2>"
    claim = names.claim("paper/acl-N19-1423", names.thing("paper/acl-N19-1423"), "uses", names.thing("method/lora"))
    assert claim == f"<{BASE}claim/acl-N19-1423-ff43acdd21>"


def test_a_result_starts_with_its_paper_and_differs_by_what_is_claimed():
    evidence = Evidence("paper/acl-1", 1, 0, 9, "62 % good", ((0, 4),), ("62 %",), 0.9, "claim:on")
    first = Result("paper/acl-1", 0, 4, "dataset/turf", "", "F1", 62.0, "%", "", "absolute", "higher", evidence)
    others = [replace(first, **change) for change in ({"dataset": "dataset/x"}, {"kind": "gain"}, {"start": 1})]
    assert names.result(first).startswith(f"<{BASE}result/acl-1-")
    assert len({names.result(one) for one in (first, *others)}) == 4


def test_the_base_does_not_change_a_claim():
    other = Vocabulary("https://other.org/")
    claims = [v.claim("paper/p-1", v.thing("paper/p-1"), "uses", v.thing("method/lora")) for v in (names, other)]
    assert claims[0].rpartition("/")[2] == claims[1].rpartition("/")[2]


def test_claims_differ_by_subject_predicate_and_object():
    parts = [("a", "uses", "b"), ("b", "uses", "a"), ("a", "mentions", "b"), ("a", "uses", "c")]
    assert len({names.claim("paper/p-1", *part) for part in parts}) == 4


def test_sources_with_one_slug_are_told_apart_and_none_takes_a_reserved_name():
    found = graph_names(["news", "News", "meta", "entities", "", "unnamed"])
    assert len(set(found.values())) == 6
    assert (found["news"], found["unnamed"]) == ("news", "unnamed")
    assert found["News"].startswith("news--")
    assert found["meta"].startswith("meta--")
    assert found["entities"].startswith("entities--")


def test_the_names_of_sources_do_not_depend_on_their_order():
    assert graph_names(["b!", "b?", "a"]) == graph_names(["a", "b?", "b!"])


@pytest.mark.parametrize(
    "base", ["example.org/", "https://example.org", "https://x.org/a b/", "file:///x/", "https://x.org/<"]
)
def test_a_base_that_is_no_address_is_refused(base):
    with pytest.raises(ConfigError, match="must be an http address that ends in '/'"):
        data_base(base)


def test_the_base_is_the_schemas_unless_another_is_given():
    assert data_base() == "https://w3id.org/abstract-kg/"
    assert data_base(BASE) == BASE
