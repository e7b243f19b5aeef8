import json

import pytest
from listings import records

ABSTRACT = "We introduce Fern, an adapter that grows where others do not, and show that it does so on three corpora."


def read(body, head=""):
    """Read a page; return its papers, their formats and the complaints."""
    found, errors = records("html", f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>")
    return [record.paper for record in found], {record.format for record in found}, errors


def meta(**values):
    return "".join(f'<meta name="{name.replace("__", ".")}" content="{value}">' for name, value in values.items())


HEAD = meta(
    citation_title="Fern: Sparse &lt;Adapters&gt;",
    citation_publication_date="2024/5",
    citation_journal_title="Moss Letters",
    citation_doi="10.1000/Fern",
    citation_pdf_url="https://example.org/1.pdf",
) + meta(citation_author="Ada Moore")


def test_the_metadata_of_a_publisher_are_read():
    head = HEAD + meta(citation_author="Bo Lind") + '<link rel="canonical" href="https://example.org/1">'
    (paper,), formats, errors = read("", head + meta(dc__Description=f"&lt;p&gt;{ABSTRACT}&lt;/p&gt;"))
    assert (paper.title, paper.abstract, paper.authors, paper.published) == (
        "Fern: Sparse <Adapters>",
        ABSTRACT,
        ("Ada Moore", "Bo Lind"),
        "2024-05",
    )
    assert (paper.identifiers, paper.url, paper.venue) == (
        ("doi:10.1000/fern",),
        "https://example.org/1",
        "Moss Letters",
    )
    assert (formats, errors) == ({"page"}, [])


@pytest.mark.parametrize(
    "body",
    [
        f'<div class="card-body acl-abstract"><h5>Abstract</h5><span>{ABSTRACT}</span></div>',
        f'<section class="other abstract">Abstract: {ABSTRACT}</section>',
        f'<div id="abstract"><h2>ABSTRACT</h2><p>{ABSTRACT}</p></div>',
    ],
)
def test_an_abstract_that_the_page_shows_completes_the_metadata(body):
    assert read(body, HEAD)[0][0].abstract == ABSTRACT


def test_a_description_of_the_page_is_no_abstract():
    head = HEAD + meta(description=f"Read the latest issue. {ABSTRACT}")
    assert read('<p class="abstract">See PDF.</p>', head)[0][0].abstract == ""


def test_an_identifier_in_an_address_is_found():
    head = meta(citation_title="Moss", citation_pdf_url="https://aclanthology.org/2024.acl-long.1.pdf")
    assert read("", head)[0][0].identifiers == ("acl:2024.acl-long.1",)


ARTICLE = {
    "@context": "https://schema.org",
    "@type": ["ScholarlyArticle", "CreativeWork"],
    "headline": "Fern: Sparse Adapters",
    "abstract": ABSTRACT,
    "author": [{"@type": "Person", "name": "Ada Moore"}, "Bo Lind"],
    "datePublished": "2024-01-02",
    "identifier": {"@type": "PropertyValue", "value": "10.1000/fern"},
    "sameAs": "https://doi.org/10.1000/fern",
    "url": "https://example.org/1",
    "isPartOf": {"@type": "Periodical", "name": "Moss Letters"},
}


@pytest.mark.parametrize(
    "data",
    [ARTICLE, [ARTICLE], {"@graph": [{"@type": "WebSite"}, ARTICLE]}, {"@type": "WebPage", "mainEntity": ARTICLE}],
)
def test_linked_data_are_read(data):
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    (paper,), formats, errors = read(script)
    assert (paper.title, paper.abstract, paper.authors, paper.published, paper.identifiers, paper.venue, paper.url) == (
        "Fern: Sparse Adapters",
        ABSTRACT,
        ("Ada Moore", "Bo Lind"),
        "2024-01-02",
        ("doi:10.1000/fern",),
        "Moss Letters",
        "https://example.org/1",
    )
    assert (formats, errors) == ({"page"}, [])


@pytest.mark.parametrize(
    "data", ["{", "[[[]]]", '{"@type": 1}', '{"@type": "Recipe", "name": "Moss"}', "1", "null", ""]
)
def test_other_data_tell_nothing(data):
    assert read(f'<script type="application/ld+json">{data}</script>') == ([], set(), [])
