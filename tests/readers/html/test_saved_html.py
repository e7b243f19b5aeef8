import html
import json

import pytest
from listings import papers, records

from kg.errors import SourceError
from kg.readers.html import saved_html
from kg.records import Paper

DAY = {
    "dateString": "2024-01-03",
    "dailyPapers": [
        {
            "paper": {
                "id": "2401.00001",
                "authors": [{"_id": "a1", "name": "Ada Moore", "hidden": False}, {"_id": "b2", "name": "Bo Lind"}],
                "publishedAt": "2024-01-02T18:59:59.000Z",
                "title": "Fern: Sparse Adapters",
                "summary": 'We introduce Fern, "sparse" adapters\nfor <long> texts.',
                "upvotes": 12,
                "githubRepo": "https://github.com/moss/fern",
                "ai_summary": "Ferns are nice.",
            },
            "publishedAt": "2024-01-03T01:00:00.000Z",
            "title": "Fern: Sparse Adapters",
            "numComments": 2,
        },
        {"paper": {"id": "2401.00002", "title": "Moss", "summary": "A corpus of moss.", "upvotes": 1}, "title": "Moss"},
    ],
}
ARTICLES = """<article><a href="/papers/2401.00001"></a><h3 class="mb-1"><a href="/papers/2401.00001">Fern: Sparse
 Adapters</a></h3></article>
<article><h3><a href="https://huggingface.co/papers/2401.00002">Moss</a></h3>
<a href="/papers/2401.00002#community">3</a></article><article><h3><a href="/blog/papers">No paper</a></h3></article>"""
PAPER = Paper(
    id="paper/arxiv-2401.00001",
    title="Fern: Sparse Adapters",
    abstract='We introduce Fern, "sparse" adapters for <long> texts.',
    sources=("list.txt",),
    identifiers=("arXiv:2401.00001",),
    url="https://huggingface.co/papers/2401.00001",
    published="2024-01-02",
    authors=("Ada Moore", "Bo Lind"),
    upvotes=12,
    code=("https://github.com/moss/fern",),
)


def page(body, head=""):
    return f"<!DOCTYPE html>\n<html><head><title>Page</title>{head}</head>\n<body>{body}</body></html>"


def carrying(data):
    props = html.escape(json.dumps(data))
    return f'<main>\n<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{props}"></div></main>'


def test_pages_are_known_by_their_start():
    assert saved_html.sniff(page(""))
    assert saved_html.sniff("<!-- saved from url=(0029)https://huggingface.co/papers -->\n<html>")
    assert saved_html.sniff(
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">\n<html>'
    )
    assert not saved_html.sniff('<?xml version="1.0"?>\n<feed>')
    assert not saved_html.sniff("<feed>")
    assert not saved_html.sniff("<!-- a comment --><rss>")


def test_the_data_of_a_page_are_better_than_what_it_shows():
    found, errors = records("html", page(carrying(DAY) + ARTICLES))
    assert [record.paper.title for record in found] == ["Fern: Sparse Adapters", "Moss"]
    assert [(found[0].paper, found[0].format, found[0].where)] == [(PAPER, "huggingface", "list.txt:4")]
    assert errors == []


@pytest.mark.parametrize("data", [{}, {"dailyPapers": "none"}, [], {"dailyPapers": [{"paper": 1}], "title": "summary"}])
def test_a_page_without_data_gives_titles_and_identifiers(data):
    found, errors = records("html", page(carrying(data) + ARTICLES))
    assert [(one.paper.title, one.paper.identifiers, one.paper.abstract) for one in found] == [
        ("Fern: Sparse Adapters", ("arXiv:2401.00001",), ""),
        ("Moss", ("arXiv:2401.00002",), ""),
    ]
    assert {one.format for one in found} == {"daily-papers-html"}
    assert errors == []


def test_data_that_are_cut_are_reported_and_the_page_is_read_as_it_shows():
    cut = page('<div data-props="{&quot;title&quot;: &quot;summary"></div>' + ARTICLES)
    found, errors = papers("html", cut)
    assert [paper.title for paper in found] == ["Fern: Sparse Adapters", "Moss"]
    assert errors == ["list.txt:3: the data of the page are broken; the page is read as it shows"]


def test_the_page_of_one_paper_is_read():
    shown = """<h1 class="mb-2">Fern: Sparse\n Adapters</h1><div><h2>Abstract</h2><div><div>AI-generated summary
<p>Ferns are very nice, and this is a very long summary that nobody but a machine has written about them.</p></div>
<p>We introduce Fern, sparse adapters for long texts.</p></div></div><h2>Models citing this paper</h2><p>None</p>"""
    head = '<meta property="og:url" content="https://huggingface.co/papers/2401.00001">'
    (found,), errors = records("html", page(shown, head))
    assert (found.paper.title, found.paper.abstract, found.paper.identifiers, found.format, errors) == (
        "Fern: Sparse Adapters",
        "We introduce Fern, sparse adapters for long texts.",
        ("arXiv:2401.00001",),
        "daily-papers-html",
        [],
    )
    data = {"paper": DAY["dailyPapers"][0]["paper"]}
    assert papers("html", page(carrying(data) + shown, head)) == ([PAPER], [])


def test_scripts_are_not_run_and_markup_is_text():
    hostile = DAY | {
        "dailyPapers": [{"paper": DAY["dailyPapers"][1]["paper"] | {"title": "<script>alert(1)</script>"}}]
    }
    (paper,), _ = papers("html", page(carrying(hostile)))
    assert paper.title == "<script>alert(1)</script>"
    article = '<article><h3><a href="/papers/2401.00001"><style>p{}</style>Fern<!-- x --></a></h3></article>'
    assert papers("html", page(article))[0][0].title == "Fern"


def test_an_element_with_thousands_of_attributes_is_no_page():
    with pytest.raises(SourceError, match=r"has an element with 3,000 attributes or more, as no page does"):
        papers("html", page("<p " + " ".join(f"a{number}='b'" for number in range(3_000)) + ">"))
    assert papers("html", page("<p>We grow n <m " + "and a fern " * 900 + ARTICLES))[0]


@pytest.mark.parametrize(
    "body",
    ["<div>" * 100_000, "<a href='" * 10_000, "<b" * 10_000, "&#0;&#xd800;\x00\x0b", "<table>" * 5_000, "</p>" * 9, ""],
)
def test_pages_made_to_hurt_are_read_to_their_end(body):
    found, errors = papers("html", page(body + ARTICLES))
    assert len(found) <= 2
    assert len(errors) <= 1


def test_a_collection_gives_its_papers_without_abstracts_and_not_its_models():
    items = [
        {"_id": "1", "type": "paper", "id": "2401.00001", "title": "Fern: A Model", "upvotes": 5},
        {"_id": "2", "type": "model", "id": "fern/fern", "title": "Fern"},
    ]
    data = html.escape(json.dumps({"collection": {"title": "Garden", "items": items}}), quote=True)
    page = f'<!doctype html><html><body><div data-target="CollectionMain" data-props="{data}"></div></body></html>'
    (record,), errors = records("html", page, path="collection.html")
    assert (record.paper.title, record.paper.abstract, record.paper.upvotes, errors) == ("Fern: A Model", "", 5, [])
    assert record.paper.identifiers == ("arXiv:2401.00001",)
