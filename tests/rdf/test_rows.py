"""Rows: what a graph says, each triple in one named graph."""

from collections import Counter

import networkx as nx
import pytest
from factory import assembled, literature, published, said

from kg import __version__
from kg.rdf.places import places
from kg.rdf.rows import rows
from kg.rdf.terms import literal, term
from kg.rdf.vocabulary import Vocabulary
from kg.records import Paper

BASE = "https://kg.org/"


def made(graph):
    return sorted(set(rows(graph, places(graph, Vocabulary(BASE)))))


@pytest.fixture(scope="module")
def found():
    return made(literature())


def about(found, local, graph="entities"):
    """Return predicate and object of what a graph says about a thing, shortened."""
    subject = local if local.startswith("<") else f"<{BASE}{local}>"
    return {(short(row[1]), short(row[2])) for row in found if row[0] == subject and row[3] == f"<{BASE}graph/{graph}>"}


def short(text):
    return (
        text.rpartition("/")[2].rpartition("#")[2].rstrip(">")
        if text.startswith("<")
        else text.partition("^^")[0].strip('"')
    )


def test_a_paper_is_described_in_the_graph_of_its_first_source(found):
    assert about(found, "paper/arxiv-2401.00001", "alpha") == {
        ("type", "Paper"),
        ("type", "ScholarlyArticle"),
        ("label", "Fernweh: Sparse Adapters for Long Documents"),
        ("title", "Fernweh: Sparse Adapters for Long Documents"),
        ("identifier", "arXiv:2401.00001"),
        ("identifier", "doi:10.1234/fern"),
        ("sameAs", "fern"),
        ("sameAs", "arxiv.2401.00001"),
        ("author", "Ada Moore"),
        ("author", "Bo Lind"),
        ("datePublished", "2024-01-03"),
        ("url", "2401.00001"),
        ("source", "alpha"),
        ("source", "beta"),
        ("introduces", "fernweh"),
        ("comparesWith", "lora"),
        ("uses", "summarization"),
        ("uses", "paperstack"),
        ("uses", "moss-7b"),
        ("hasCode", "fernweh"),
        ("linksTo", "stack"),
    }


def test_a_paper_without_identifiers_has_the_digest_of_its_id_and_no_page_where_it_has_no_address(found):
    said_of = about(found, "paper/sha256-00112233445566ff", "beta")
    assert ("identifier", "sha256:00112233445566ff") in said_of
    assert not [object for predicate, object in said_of if predicate == "url"]
    assert ("datePublished", "2025") in said_of


def test_an_entity_stands_in_the_graph_of_entities(found):
    assert about(found, "method/lora") == {
        ("type", "Method"),
        ("type", "Entity"),
        ("type", "Concept"),
        ("label", "LoRA"),
        ("prefLabel", "LoRA"),
        ("altLabel", "Low-Rank Adaptation"),
        ("inScheme", "entities"),
    }
    assert ("type", "Dataset") in about(found, "dataset/paperstack")
    assert (f"<{BASE}dataset/paperstack>", term("rdf:type"), term("schema:Dataset"), f"<{BASE}graph/entities>") in found
    assert ("variantOf", "lora") in about(found, "method/fernweh")


def test_a_repository_keeps_its_own_address(found):
    assert about(found, "<https://github.com/example/fernweh>", "alpha") == {
        ("type", "Repository"),
        ("type", "SoftwareSourceCode"),
        ("label", "example/fernweh"),
        ("codeRepository", "fernweh"),
        ("linkKind", "code"),
    }
    assert about(found, "<https://example.org/stack>", "alpha") == {
        ("type", "WebResource"),
        ("label", "example.org/stack"),
        ("url", "stack"),
        ("linkKind", "data"),
    }


def test_a_claim_has_the_triple_the_sentences_and_the_confidence(found):
    claims = [row[0] for row in found if row[1:3] == (term("rdf:object"), f"<{BASE}method/fernweh>")]
    (claim,) = [claim for claim in claims if ("predicate", "introduces") in about(found, claim, "alpha")]
    assert about(found, claim, "alpha") == {
        ("type", "Claim"),
        ("subject", "arxiv-2401.00001"),
        ("predicate", "introduces"),
        ("object", "fernweh"),
        ("confidence", "0.97"),
        ("evidence", "arxiv-2401.00001-0"),
        ("evidence", "arxiv-2401.00001-1"),
        ("surface", "Fernweh"),
        ("foundBy", "cue:title"),
        ("foundBy", "cue:verb"),
        ("wasGeneratedBy", "alpha"),
    }


def test_a_relation_of_entities_is_claimed_in_the_graph_of_the_paper(found):
    claimed = {
        row[0] for row in found if row[1:] == (term("rdf:subject"), f"<{BASE}method/fernweh>", f"<{BASE}graph/alpha>")
    }
    assert len(claimed) == 3


def test_a_link_says_whose_it_is(found):
    owned = {row[0] for row in found if row[1:3] == (term("linkOf"), '"own"')}
    stated = {row[2] for row in found if row[0] in owned and row[1] == term("rdf:predicate")}
    assert stated == {term("hasCode")}


def test_only_evidence_is_written_of_the_sentences(found):
    texts = {row[2] for row in found if row[1] == term("nif:anchorOf")}
    assert literal("We use LoRA and Fernweh for summarization.") in texts
    assert literal("Nothing is released.") not in texts
    assert about(found, "sentence/arxiv-2401.00001-2", "alpha") == {
        ("type", "Sentence"),
        ("isPartOf", "arxiv-2401.00001"),
        ("sentenceIndex", "2"),
        ("anchorOf", "Fernweh outperforms LoRA on PaperStack."),
        ("beginIndex", "103"),
        ("endIndex", "142"),
    }


def test_retired_ids_lead_on_where_something_took_their_place(found):
    assert about(found, "method/low-rank-adaptation") == {("deprecated", "true"), ("isReplacedBy", "lora")}
    assert about(found, "method/nothing") == {("deprecated", "true")}


def test_a_build_says_what_it_read_and_with_what(found):
    assert about(found, "run/alpha", "alpha") == {
        ("type", "Build"),
        ("type", "Activity"),
        ("label", "extraction of alpha"),
        ("used", "alpha"),
        ("wasAssociatedWith", f"kg-{__version__}"),
    }


def test_every_triple_stands_in_one_graph_and_nothing_is_blank_tagged_or_dated(found):
    assert max(Counter(row[:3] for row in found).values()) == 1
    assert not [row for row in found if "_:" in (row[0][:2], row[2][:2])]
    assert not [row for row in found if row[2].rpartition('"')[2].startswith("@")]
    assert not [row for row in found if "dateTime" in row[2]]


def test_the_order_of_nodes_and_edges_changes_nothing(found):
    graph = literature()
    turned = nx.MultiDiGraph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert made(turned) == found


def paper(local, sources, text="We use Twin at https://x.org/a b and Twin."):
    return Paper(f"paper/{local}", f"On {local}", text, sources)


def test_two_spellings_of_an_address_are_one_thing_and_one_claim():
    one = paper("local-1", ("s",), "Code: https://x.org/a b or https://x.org/a%20b")
    links = [("https://x.org/a b", "x", "code"), ("https://x.org/a%20b", "y", "code")]
    edges = [
        (one.id, "hasCode", url, [said(one, one.abstract, url, confidence=sure)])
        for (url, _, _), sure in zip(links, (0.4, 0.8), strict=True)
    ]
    found = made(assembled([one], [], links, edges))
    assert [row[2] for row in found if row[1] == term("confidence")] == [
        '"0.8"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    ]
    assert len([row for row in found if row[0] == "<https://x.org/a%20b>" and row[1] == term("rdfs:label")]) == 1


def test_a_repository_of_two_sources_is_described_once():
    papers = [paper("local-1", ("b",)), paper("local-2", ("a",))]
    edges = [(one.id, "linksTo", "https://x.org/r", [said(one, one.abstract)]) for one in papers]
    found = made(assembled(papers, [], [("https://x.org/r", "r", "code")], edges))
    labels = [row[3] for row in found if row[0] == "<https://x.org/r>" and row[1] == term("rdfs:label")]
    assert labels == [f"<{BASE}graph/b>"]


def test_a_link_to_an_address_of_ours_is_no_thing_of_ours():
    one = paper("local-1", ("s",))
    address = f"{BASE}method/lora"
    edges = [(one.id, "linksTo", address, [said(one, one.abstract)])]
    found = made(assembled([one], [("method/lora", "LoRA", "Method", ())], [(address, "x", "other")], edges))
    assert about(found, "method/lora") == {
        ("type", "Method"),
        ("type", "Entity"),
        ("type", "Concept"),
        ("label", "LoRA"),
        ("prefLabel", "LoRA"),
        ("inScheme", "entities"),
    }
    assert ("url", "lora") in about(found, "link/https%3A%2F%2Fkg.org%2Fmethod%2Flora", "s")


def test_papers_of_no_source_have_a_graph_too():
    found = made(assembled([paper("local-1", ())], [], [], []))
    assert {row[3] for row in found if row[0] == f"<{BASE}paper/local-1>"} == {f"<{BASE}graph/unnamed>"}
    assert ("label", "extraction of papers of no source") in about(found, "run/unnamed", "unnamed")


def test_where_a_paper_appeared_and_what_became_of_it_is_said():
    known = about(made(published()), "paper/arxiv-2401.00001", "alpha")
    bare = about(made(literature()), "paper/arxiv-2401.00001", "alpha")
    properties = {"isPartOf", "subject", "votes", "publicationStatus"}
    assert {row for row in known if row[0] in properties} == {
        ("isPartOf", "Journal of <Moss>"),
        ("subject", "cs.CL"),
        ("subject", "cs.LG"),
        ("votes", "1234"),
        ("publicationStatus", "retracted"),
    }
    assert not properties & {name for name, _ in bare}


def test_a_repository_that_a_listing_gives_is_a_claim_whose_evidence_is_the_title():
    found = made(published())
    (claim,) = {row[0] for row in found if row[1] == term("foundBy") and row[2] == literal("listing")} & {
        row[0] for row in found if row[1] == term("rdf:object") and row[2] == "<https://github.com/example/beside>"
    }
    assert {(short(row[1]), short(row[2])) for row in found if row[0] == claim} >= {
        ("predicate", "hasCode"),
        ("evidence", "arxiv-2401.00001-0"),
        ("confidence", "0.95"),
        ("linkOf", "own"),
        ("wasGeneratedBy", "alpha"),
    }
