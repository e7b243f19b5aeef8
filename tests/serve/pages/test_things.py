"""The page of any thing: a table of what is said of it, and what names it."""

import re

from serve.pages.test_entities import sections, words


def table(page):
    rows = re.findall(r'<tr>\s*<th scope="row">(.*?)</th>\s*<td>(.*?)</td>\s*</tr>', page, re.DOTALL)
    return {words(name): words(value) for name, value in rows}


def claim(get):
    page = get("/method/fernweh").text
    return re.search(r'href="(/claim/[^"]*)"', page)[1]


def test_a_claim_is_called_by_what_it_says_and_shows_its_sentences(get):
    page = get(claim(get)).text
    assert "<h1><bdi>Fernweh: Sparse Adapters for Long Documents introduces Fernweh</bdi></h1>" in page
    told = table(page)
    assert list(told)[:5] == [
        "type rdf:type",
        "subject rdf:subject",
        "relation rdf:predicate",
        "object rdf:object",
        "evidence kg:evidence",
    ]
    assert told["confidence kg:confidence"] == "0.97"
    assert "We introduce Fernweh, a variant of LoRA for summarization." in told["evidence kg:evidence"]


def test_a_property_is_called_as_the_ontology_says_and_explained(get):
    page = get("/sentence/arxiv-2401.00001-2").text
    assert '<span title="The place of a sentence in its paper; 0 is the title.">sentence index</span>' in page
    assert "Fernweh outperforms LoRA" in sections(page)["Evidence of 3"]


def test_what_names_a_thing_is_counted_and_cut(get_popular):
    told = sections(get_popular("/source/many").text)
    assert told["Made from it 29"].endswith("The first 20; query all 29 .")
