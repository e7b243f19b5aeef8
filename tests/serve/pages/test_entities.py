"""The page of an entity: who introduces and uses it, what it is related to, and the sentences that say so."""

import re
from urllib.parse import parse_qs, urlsplit

from serve.pages.in_process import BASE


def sections(page):
    """Return the text below each heading of a page, without tags."""
    parts = re.split(r"<h2>(.*?)</h2>", page, flags=re.DOTALL)
    return {words(heading): words(body) for heading, body in zip(parts[1::2], parts[2::2], strict=True)}


def words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition("<footer")[0]).split()).replace("&#39;", "'")


def test_the_page_tells_its_name_its_type_and_its_other_names(get):
    page = get("/method/lora").text
    assert "<h1><bdi>LoRA</bdi></h1>" in page
    assert "also <bdi>Low-Rank Adaptation</bdi>" in page
    assert "<title>LoRA (method) · Knowledge graph</title>" in page
    told = "LoRA is a method: used by 1 paper, compared in 1 paper, mentioned by 1 paper."
    assert f'<meta name="description" content="{told}">' in page
    assert f'<link rel="canonical" href="{BASE}method/lora">' in page


def test_papers_stand_under_what_the_entity_is_to_them(get):
    told = sections(get("/task/summarization").text)
    assert told["Used by 2 papers"] == (
        "A Note on Summarization with LoRA 2025 Fernweh: Sparse Adapters for Long Documents 2024-01-03"
    )


def test_relations_stand_in_words_in_both_directions_with_their_confidence(get):
    told = sections(get("/method/lora").text)
    assert told["Variants 1"] == "Fernweh 85 %"
    assert told["Outperformed by 1"] == "Fernweh 70 %"
    told = sections(get("/method/fernweh").text)
    assert (told["Variant of 1"], told["Outperforms 1"], told["Based on 1"]) == (
        "LoRA 85 %",
        "LoRA 70 %",
        "Moss-7B 60 %",
    )


def test_code_is_that_of_the_papers_that_introduce_it(get):
    page = get("/method/fernweh").text
    assert sections(page)["Code"] == "example/fernweh of Fernweh: Sparse Adapters for Long Documents"
    assert '<a class="main" href="https://github.com/example/fernweh" rel="nofollow noopener">' in page
    assert "Code" not in sections(get("/task/summarization").text)


def test_claimed_results_stand_on_both_ends(get):
    assert sections(get("/method/fernweh").text)["Claimed in abstracts"] == (
        "up to 61.5 % accuracy on PaperStack 82 % Fernweh: Sparse Adapters for Long Documents"
    )
    assert " by Fernweh 82 %" in sections(get("/dataset/paperstack").text)["Claimed in abstracts"]


def test_sentences_come_with_what_they_say_and_name(get):
    page = get("/method/fernweh").text
    assert "<p><mark>Fernweh</mark> outperforms <mark>LoRA</mark> on PaperStack.</p>" in page
    said = sections(page)["What papers say"]
    title = "Sparse Adapters for Long Documents"
    assert said.startswith(f"Fernweh : {title} Fernweh: {title} this paper introduces Fernweh 97 % claim")
    assert "Fernweh variant of LoRA 85 % claim" in said


def test_a_long_list_is_cut_newest_first_and_leads_to_a_query_for_all(get_popular):
    page = get_popular("/dataset/stack").text
    told = sections(page)["Used by 28 papers"]
    assert told.startswith("Paper 027 2024-01-28 Paper 026 2024-01-27")
    assert "Paper 008 2024-01-09" in told
    assert "Paper 007" not in told
    assert told.endswith("The newest 20; query all 28 .")
    link = re.search(r'<a href="([^"]*)">query all 28</a>', page)[1].replace("&amp;", "&")
    assert parse_qs(urlsplit(link).query)["query"] == [
        "# Used by\n"
        "SELECT ?paper ?title ?date WHERE {\n"
        f"  ?paper <{BASE}ontology#uses> <{BASE}dataset/stack> ; dcterms:title ?title .\n"
        "  OPTIONAL { ?paper schema:datePublished ?date }\n"
        "} ORDER BY DESC(STR(?date)) ?paper LIMIT 1000\n"
    ]


def test_only_the_surest_claims_are_quoted(get_popular):
    page = get_popular("/dataset/stack").text
    assert page.count('<blockquote class="said">') == 20
    assert "The sentences behind the 20 surest claims" in page


def test_what_papers_name_beside_it_stands_with_their_number(get):
    told = sections(get("/method/fernweh").text)["Beside it in papers"]
    assert "■ PaperStack dataset 1 paper" in told
    assert "Fernweh" not in told


def test_the_questions_that_take_it_are_a_click_away(get):
    page = get("/dataset/paperstack").text
    iri = "entity=" + re.escape(f"{BASE}dataset/paperstack".replace(":", "%3A").replace("/", "%2F"))
    assert re.search(rf'href="/query\?name=code-of&amp;{iri}"', page)
    told = sections(page)["Query it"]
    assert "Tasks of a dataset" in told
    assert "Connection" in told
    assert "Datasets for a task" not in told
    assert "Trend" in told
