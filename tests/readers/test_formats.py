"""Every format tells the same of the same papers."""

import hashlib
import json
from dataclasses import replace

import pytest
from script_modules import imported

from kg.build import SAMPLE
from kg.readers import formats, read
from kg.readers.sources import Source


@pytest.fixture(scope="module")
def listings():
    with imported("invented.listings") as module:
        yield module


ROWS = [
    row
    for line in SAMPLE.read_text(encoding="utf-8").splitlines()
    if len((row := json.loads(line))["published"]) == len("2017-06-12") and row.get("id", "").startswith("arXiv:")
]


def source(name, content):
    return Source(name, name, hashlib.sha256(content).hexdigest(), content)


def papers(name, content):
    errors = []
    found = read([source(name, content)], on_error=lambda error: errors.append(str(error))).papers
    return [replace(paper, sources=()) for paper in found], errors


def told(listings, name):
    found, errors = papers(name, listings.WRITERS[name](ROWS))
    assert errors == []
    return found


def test_there_are_enough_papers():
    assert len(ROWS) > 40


FORMATS = [
    "daily.json",
    "snapshot.json",
    "semantic-scholar.json",
    "openalex.json",
    "papers-with-code.json",
    "csl.json",
    "references.yaml",
    "references.bib",
    "references.ris",
    "references.enw",
    "endnote.xml",
    "pubmed.xml",
    "mods.xml",
    "zotero.csv",
    "papers.tsv",
    "digest.md",
    "reading-list.md",
    "table.md",
    "papers.parquet",
    "api.atom",
    "feed.rss",
    "oai-arxiv.xml",
    "oai-raw.xml",
    "oai-dc.xml",
    "page.html",
]


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_tells_what_plain_records_tell(listings, name):
    assert set(FORMATS) | {"papers.jsonl"} == set(listings.COMPLETE)
    for one, plain in zip(told(listings, name), told(listings, "papers.jsonl"), strict=True):
        assert one == plain


@pytest.mark.parametrize("name", ["openreview.json", "acl-anthology.xml", "page.txt"])
def test_a_format_without_arxiv_ids_tells_the_same_texts(listings, name):
    plain = {(paper.title, paper.abstract) for paper in told(listings, "papers.jsonl")}
    assert {(paper.title, paper.abstract) for paper in told(listings, name)} == plain


def test_all_formats_together_are_the_same_papers(listings):
    sources = [source(name, write(ROWS)) for name, write in listings.WRITERS.items()]
    reading = read(sources, on_error=lambda error: pytest.fail(str(error)))
    assert [paper.abstract for paper in reading.papers] == [paper.abstract for paper in told(listings, "papers.jsonl")]
    assert all(len(paper.sources) == len(sources) for paper in reading.papers)


LISTED = "Notes:\n- after https://arxiv.org/abs/2401.00001\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bibtex", "@article{fern,\n  title = {Ferns of the North},\n  annote = {" + LISTED + "},\n}\n"),
        ("ris", "TY  - JOUR\nTI  - Ferns of the North\nN1  - " + LISTED + "ER  - \n"),
        ("ris", "PT J\nTI Ferns of the North\nAB " + LISTED + "ER\n"),
        ("endnote", "%0 Journal Article\n%T Ferns of the North\n%Z " + LISTED),
        ("csv", 'title,abstract,notes\nFern,We grow.,"' + LISTED + '"\n'),
        ("csv", 'title|abstract|notes\nFern|We grow.|"' + LISTED + '"\n'),
        ("daily-papers", "Daily Papers\n\nFerns of the North\n\nWe grow ferns.\n\n" + LISTED),
    ],
)
def test_a_list_in_a_field_makes_no_markdown_of_a_listing(name, text):
    assert formats.sniff(text) == name


BIBTEX = "@article{fern,\n  title = {Ferns of the North},\n}\n"


@pytest.mark.parametrize(
    "text",
    [
        "# Ferns\n```bibtex\n" + BIBTEX + "```\n- https://arxiv.org/abs/2401.00001\n",
        "# Ferns\n- https://arxiv.org/abs/2401.00001\n\n" + BIBTEX,
        "Title | Year | Link\n--- | --- | ---\nFerns of the North | 2024 | https://arxiv.org/abs/2401.00001\n",
        "Ferns\n\n| Title | Link |\n|---|---|\n| Ferns of the North | https://arxiv.org/abs/2401.00001 |\n",
    ],
)
def test_markdown_that_quotes_other_formats_stays_markdown(text):
    assert formats.sniff(text) == "markdown"
