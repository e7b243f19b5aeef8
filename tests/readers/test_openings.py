"""Every format, however it is packed and wherever it comes from, gives the same papers; no document breaks a reader."""

import bz2
import gzip
import io
import json
import lzma
import sys

import pytest
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st
from listings import listing

from kg.errors import SourceError
from kg.readers import read
from kg.readers.formats import READERS, sniff

TITLE, ABSTRACT = "Fern: Sparse Adapters for Long Documents", "We introduce Fern, an adapter that grows at R&D. " * 9
ESCAPED = ABSTRACT.replace("&", "&amp;")
RECORD = {"id": "2401.00001", "title": TITLE, "abstract": ABSTRACT}
DOCUMENTS = {
    "jsonl": f"{json.dumps(RECORD)}\n{json.dumps({'title': 'Moss', 'abstract': 'A corpus.'})}\n",
    "json": json.dumps([RECORD], indent=1),
    "daily-papers": f"Daily Papers\n\n{TITLE}\n\n{ABSTRACT}\n",
    "atom": f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry>
<id>http://arxiv.org/abs/2401.00001v1</id><title>{TITLE}</title><summary>{ESCAPED}</summary></entry></feed>""",
    "rss": f"""<?xml version="1.0"?><rss version="2.0"><channel><item><guid>oai:arXiv.org:2401.00001v1</guid>
<title>{TITLE}</title><description><![CDATA[{ABSTRACT}]]></description></item></channel></rss>""",
    "oai-pmh": f"""<?xml version="1.0"?><OAI-PMH><ListRecords><record><header><identifier>oai:arXiv.org:2401.00001
</identifier></header><metadata><arXiv><id>2401.00001</id><title>{TITLE}</title><abstract>{ESCAPED}</abstract></arXiv>
</metadata></record></ListRecords></OAI-PMH>""",
    "pubmed": f"""<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article>
<ArticleTitle>{TITLE}</ArticleTitle><Abstract><AbstractText Label="AIM">{ESCAPED}</AbstractText></Abstract></Article>
</MedlineCitation></PubmedArticle></PubmedArticleSet>""",
    "endnote-xml": f"""<?xml version="1.0"?><xml><records><record><ref-type name="Report">27</ref-type>
<titles><title><style>{TITLE}</style></title></titles><abstract><style>{ESCAPED}</style></abstract></record></records></xml>""",
    "endnote": f"%0 Journal Article\n%T {TITLE}\n%A Moore, Ada\n%X {ABSTRACT}\n",
    "csl-yaml": f"---\nreferences:\n- id: fern\n  title: '{TITLE}'\n  abstract: >-\n    {ABSTRACT}\n",
    "bibtex": f"""@proceedings{{moss, title = {{Moss}}, year = 2024}}
@article{{fern, crossref = {{moss}}, title = {{{TITLE}}}, abstract = {{{ABSTRACT.replace("&", "and")}}}
}}""",
    "html": f"""<!DOCTYPE html><html><head><meta name="citation_title" content="{TITLE}">
<meta name="citation_arxiv_id" content="2401.00001"><meta name="citation_abstract" content="{ESCAPED}">
<script type="application/ld+json">{{"@type": "ScholarlyArticle"}}</script></head>
<body data-props="{{}}"></body></html>""",
}
PACKINGS = {
    "gz": gzip.compress,
    "zst": zstandard.ZstdCompressor().compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}
HOSTILE = (
    "<", ">", "&", "\x00", "\ud800", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE a [", "<entry>", "</item>", "{", "[",
    '"', "&#xFFFFFFF;", "<record", "xmlns:a='b'", "*a", "\n- ", "\n%0 A\n", "}", "@a{", "é",
    "\n", "<title>", "&lol;", "</feed>", "<p>" * 300, "A",
)  # fmt: skip


def papers_of(source):
    errors = []
    found = read([source], on_error=errors.append)
    return [(paper.title, paper.abstract, paper.identifiers) for paper in found.papers], [str(one) for one in errors]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_format_is_known_by_its_content(name):
    assert sniff(DOCUMENTS[name]) == name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_packed_or_from_standard_input_a_document_says_the_same(name, tmp_path, monkeypatch):
    data = DOCUMENTS[name].encode()
    (tmp_path / "plain").write_bytes(data)
    expected, errors = papers_of(tmp_path / "plain")
    assert TITLE in {title for title, _, _ in expected}
    assert errors == []
    for ending, pack in PACKINGS.items():
        (tmp_path / f"list.{ending}").write_bytes(pack(data))
        assert papers_of(tmp_path / f"list.{ending}") == (expected, [])
    for content in (data, gzip.compress(data), zstandard.ZstdCompressor().compress(data)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        assert papers_of("-") == (expected, [])


def complaints(content):
    """Read content in whatever format it seems to be; return how many records there are, and the complaints."""
    made, errors = listing(content)
    try:
        name = sniff(made.head())
        return sum(1 for _ in READERS[name].read(made)) if name else 0, errors
    except SourceError as error:
        return 0, [*errors, str(error)]


mutations = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 60), st.sampled_from(HOSTILE)), max_size=6)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(DOCUMENTS)), mutations)
def test_a_document_that_is_damaged_gives_complaints_and_nothing_else(name, changes):
    text = DOCUMENTS[name]
    for start, length, inserted in changes:
        text = text[: start % len(text)] + inserted + text[start % len(text) + length :]
    count, errors = complaints(text.encode("utf-8", "surrogatepass"))
    assert count <= 60
    assert all("\n" not in error for error in errors)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(PACKINGS)), st.binary(max_size=9), st.integers(0, 400), st.integers(0, 9))
@example("gz", b"", 0, 0)
def test_an_archive_that_is_damaged_gives_complaints_and_nothing_else(ending, inserted, start, length):
    data = PACKINGS[ending](DOCUMENTS["jsonl"].encode())
    count, errors = complaints(data[:start] + inserted + data[start + length :])
    assert count <= 2
    assert all("\n" not in error for error in errors)


def test_nothing_of_a_document_is_fetched_or_opened(tmp_path, monkeypatch):
    secret = tmp_path / "secret"
    secret.write_text("CANARY")
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a connection was made"))
    attacks = [
        f'<!DOCTYPE feed [<!ENTITY x SYSTEM "file://{secret}">]><feed><entry><title>&x;</title></entry></feed>',
        f'<!DOCTYPE feed SYSTEM "file://{secret}"><feed><entry><title>A &x;</title></entry></feed>',
        '<!DOCTYPE feed SYSTEM "http://127.0.0.1:9/a.dtd"><feed><entry><title>A &x;</title></entry></feed>',
        f'<feed xmlns:xi="http://www.w3.org/2001/XInclude"><entry><title>A<xi:include href="file://{secret}"/></title>'
        "</entry></feed>",
        f'<html><head><base href="http://127.0.0.1:9"><link rel="stylesheet" href="a.css"><meta name="citation_title" '
        f'content="A"></head><body><img src="file://{secret}"><iframe src="file://{secret}"></iframe></body></html>',
        '<?xml-stylesheet href="http://127.0.0.1:9/a.xsl"?><rss><channel><item><title>A</title></item></channel></rss>',
    ]
    for number, attack in enumerate(attacks):
        made, errors = listing(attack)
        try:
            found = list(READERS[sniff(attack)].read(made))
        except SourceError as error:
            found, errors = [], [*errors, str(error)]
        assert "CANARY" not in repr((found, errors)), number
