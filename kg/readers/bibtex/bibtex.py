"""BibTeX and BibLaTeX: papers, as Zotero, JabRef, Mendeley, the ACL Anthology, arXiv, DBLP and others write them."""

import re
from collections.abc import Iterator
from typing import Final

from kg.readers import fields
from kg.readers.bibtex.entries import entries
from kg.readers.bibtex.fields import described
from kg.readers.bibtex.parents import parents
from kg.readers.listing import Listing, Record

NAME: Final = "bibtex"
TITLE: Final = "BibTeX"

_ENTRY = re.compile(
    r"^[ \t]{0,40}@(?:[A-Za-z]{2,30}\s{0,9}[{(]\s{0,40}[^\s,{}\"=]{0,200}\s{0,40},?\s{0,40}[\w:.-]{1,60}\s{0,40}="
    r"\s{0,40}[\w{\"]"
    r"|string\s{0,9}[{(]\s{0,9}[\w:.-]{1,60}\s{0,9}=\s{0,9}[{\"]"
    r"|preamble\s{0,9}[{(]\s{0,9}[{\"]|comment\s{0,9}\{jabref)",
    re.MULTILINE | re.IGNORECASE,
)


def sniff(head: str) -> bool:
    """Return whether a line starts an entry with a field, or the definition of a string."""
    return bool(_ENTRY.search(head))


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the entries; an entry that is broken is reported, and the others are read."""
    family = parents(listing)
    for entry in entries(listing):
        if family.is_paper(entry) and (
            record := fields.record(described(family.whole(entry), entry.key), entry.place, format=NAME)
        ):
            yield record
