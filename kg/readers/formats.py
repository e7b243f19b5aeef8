"""The formats of listings, and which of them one is in."""

from collections.abc import Iterator
from typing import Final, Protocol

from kg.readers.bibtex import bibtex
from kg.readers.html import saved_html
from kg.readers.json import json_records, jsonl
from kg.readers.listing import HEAD, Listing, Record
from kg.readers.markdown import markdown
from kg.readers.tables import delimited, parquet
from kg.readers.tagged import endnote, ris
from kg.readers.text import daily_papers
from kg.readers.xml import acl_anthology, atom, endnote_xml, mods, oai_pmh, pubmed, rss
from kg.readers.yaml import csl_yaml


class Reader(Protocol):
    """A format of listings.

    One that is no text has a `MAGIC`, the bytes that it starts with; its `sniff` says no to every text.
    """

    NAME: str
    TITLE: str

    def sniff(self, head: str) -> bool:
        """Return whether the first characters of a text look like this format."""

    def read(self, listing: Listing) -> Iterator[Record]:
        """Yield the records of a listing; what cannot be read is reported and the rest is read."""


READERS: Final[dict[str, Reader]] = {
    "oai-pmh": oai_pmh,
    "atom": atom,
    "rss": rss,
    "pubmed": pubmed,
    "endnote-xml": endnote_xml,
    "acl-anthology": acl_anthology,
    "mods": mods,
    "html": saved_html,
    "jsonl": jsonl,
    "json": json_records,
    "csl-yaml": csl_yaml,
    "markdown": markdown,
    "bibtex": bibtex,
    "ris": ris,
    "endnote": endnote,
    "csv": delimited,
    "parquet": parquet,
    "daily-papers": daily_papers,
}
"""The formats by name, in the order in which they are tried."""
_QUOTING: Final = ("bibtex", "ris", "endnote", "csv", "daily-papers")
"""Formats in whose fields Markdown may stand, as in the notes that people take: the first that starts is the one."""


def sniff(text: str) -> str:
    """Return the name of the format that a text is in, by its content; nothing where it is none of `READERS`."""
    head = text[:HEAD]
    name = next((name for name, reader in READERS.items() if reader.sniff(head)), "")
    if name != markdown.NAME:
        return name
    before = markdown.before(head)
    return next((other for other in _QUOTING if READERS[other].sniff(before)), name)


def reader_of(listing: Listing) -> Reader | None:
    """Return the reader of a listing: one of bytes by its magic, else one of text by what the text starts like."""
    for reader in READERS.values():
        if (magic := getattr(reader, "MAGIC", b"")) and listing.start().startswith(magic):
            return reader
    return READERS.get(sniff(listing.head()))
