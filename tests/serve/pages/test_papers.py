"""The page of a paper: who wrote it, where it is, what it names, links to and claims, and its sentences."""

import json
import re

from builds import built
from factory import published
from serve.pages import in_process
from serve.pages.in_process import BASE
from serve.pages.test_entities import sections, words


def test_the_page_tells_who_when_and_where(get):
    page = get("/paper/arxiv-2401.00001").text
    assert "<h1><bdi>Fernweh: Sparse Adapters for Long Documents</bdi></h1>" in page
    assert "<bdi>Ada Moore</bdi>, <bdi>Bo Lind</bdi>" in page
    assert "<time>2024-01-03</time>" in page
    assert (
        '<a class="button" href="https://arxiv.org/abs/2401.00001" rel="noopener">arXiv <bdi>2401.00001</bdi></a>'
        in page
    )
    assert (
        '<a class="button" href="https://doi.org/10.1234/fern" rel="noopener">DOI <bdi>10.1234/fern</bdi></a>' in page
    )


def test_entities_stand_under_what_they_are_to_the_paper(get):
    told = sections(get("/paper/arxiv-2401.00001").text)
    assert told["Introduces"] == "● Fernweh method 97 %"
    assert told["Uses"] == "■ PaperStack dataset 91 % ▲ Moss-7B model 80 % ◆ summarization task 88 %"
    assert told["Compares with"] == "● LoRA method 74 %"
    assert "Mentions" not in told


def test_links_results_and_sources_stand_beside_them(get):
    page = get("/paper/arxiv-2401.00001").text
    told = sections(page)
    assert told["Has code"] == "example/fernweh what names it"
    assert told["Links to"] == "example.org/stack what names it"
    assert told["Claimed in abstracts"] == "up to 61.5 % accuracy on PaperStack by Fernweh 82 %"
    assert told["Listed in"] == "alpha beta"
    assert '<a class="main" href="https://example.org/stack" rel="nofollow noopener">' in page


def test_the_sentences_stand_in_their_order_with_all_that_they_say(get):
    said = sections(get("/paper/arxiv-2401.00001").text)["What it says"]
    assert said.index("a variant of LoRA for summarization") < said.index("outperforms LoRA on PaperStack")
    assert "this paper uses PaperStack 91 % claim Fernweh compares" not in said
    assert "Fernweh outperforms LoRA 70 % claim" in said


def test_a_paper_without_anything_says_so(get_odd):
    assert "It may be known in another build" in words(get_odd("/paper/arxiv-9999.00001").text)


def test_the_page_is_a_scholarly_article_in_the_words_of_schema_org(get):
    page = get("/paper/arxiv-2401.00001").text
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    mentions = told.pop("mentions")
    assert told == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": f"{BASE}paper/arxiv-2401.00001",
        "name": "Fernweh: Sparse Adapters for Long Documents",
        "headline": "Fernweh: Sparse Adapters for Long Documents",
        "author": [{"@type": "Person", "name": "Ada Moore"}, {"@type": "Person", "name": "Bo Lind"}],
        "datePublished": "2024-01-03",
        "identifier": ["arXiv:2401.00001", "doi:10.1234/fern"],
        "url": "https://arxiv.org/abs/2401.00001",
        "sameAs": ["https://doi.org/10.1234/fern", "https://doi.org/10.48550/arxiv.2401.00001"],
    }
    assert {"@type": "Dataset", "@id": f"{BASE}dataset/paperstack", "name": "PaperStack"} in mentions
    assert len(mentions) == 5


def test_what_is_not_known_of_a_paper_is_not_told_to_crawlers(get):
    page = get("/paper/sha256-00112233445566ff").text
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert sorted(told) == ["@context", "@id", "@type", "datePublished", "headline", "identifier", "mentions", "name"]


def test_a_paper_that_was_taken_back_says_so(get, tmp_path):
    page = in_process.client(built(tmp_path, "rdf", graph=published())).get("/paper/arxiv-2401.00001").text
    assert "<strong>This paper was retracted.</strong>" in page
    assert "Journal of &lt;Moss&gt;" in page
    assert "This paper was" not in get("/paper/arxiv-2401.00001").text
