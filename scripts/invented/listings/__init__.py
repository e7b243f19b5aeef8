"""Papers written in every format that `kg` reads, as the sources write them: for fuzzing, and to compare what is read.

Each writer takes papers as `kg/sample/papers.jsonl` has them (title, abstract, authors, published, an arXiv id) and
returns the bytes of a file. All say the same, so far as the format can.
"""

from collections.abc import Mapping

from invented.listings.daily_papers import daily_papers_json, page_html, page_text
from invented.listings.feeds import atom, oai_arxiv, oai_dc, oai_raw, rss
from invented.listings.plain import csv, jsonl, markdown, markdown_list, markdown_table, parquet, tsv
from invented.listings.references import (
    acl_anthology,
    bibtex,
    csl,
    csl_yaml,
    endnote,
    endnote_xml,
    mods,
    pubmed,
    ris,
)
from invented.listings.rows import Row, Writer
from invented.listings.services import openalex, openreview, papers_with_code, semantic_scholar, snapshot

__all__ = ["COMPLETE", "WRITERS", "Row", "Writer"]

WRITERS: Mapping[str, Writer] = {
    "papers.jsonl": jsonl,
    "daily.json": daily_papers_json,
    "snapshot.json": snapshot,
    "semantic-scholar.json": semantic_scholar,
    "openalex.json": openalex,
    "openreview.json": openreview,
    "papers-with-code.json": papers_with_code,
    "csl.json": csl,
    "references.yaml": csl_yaml,
    "references.bib": bibtex,
    "references.ris": ris,
    "references.enw": endnote,
    "endnote.xml": endnote_xml,
    "pubmed.xml": pubmed,
    "mods.xml": mods,
    "acl-anthology.xml": acl_anthology,
    "zotero.csv": csv,
    "papers.tsv": tsv,
    "digest.md": markdown,
    "reading-list.md": markdown_list,
    "table.md": markdown_table,
    "papers.parquet": parquet,
    "api.atom": atom,
    "feed.rss": rss,
    "oai-arxiv.xml": oai_arxiv,
    "oai-raw.xml": oai_raw,
    "oai-dc.xml": oai_dc,
    "page.html": page_html,
    "page.txt": page_text,
}
"""A writer for each format, by the name of a file."""

COMPLETE = tuple(name for name in WRITERS if name not in ("openreview.json", "acl-anthology.xml", "page.txt"))
"""The files that say all that the papers have: those of the other formats have no arXiv ids."""
