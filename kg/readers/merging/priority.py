"""Priority: whose fields win where several records are one paper.

A person's `priority` goes first: names or globs of sources, the best first. Then comes the format of the source, in an
order that depends on the kind of field.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Final

from kg.readers.identity import best_rank
from kg.readers.listing import Record

_ARXIV: Final = ("arxiv-api", "arxiv-oai", "arxiv-snapshot", "arxiv-rss", "arxiv-page")
_PUBLISHED: Final = ("acl-anthology", "oai-pmh", "page", "atom", "rss")
_WITH_CODE: Final = ("papers-with-code", "papers-with-code-links")
_PLAIN: Final = ("json", "parquet", "csv", "daily-papers-html", "daily-papers", "markdown")
TEXT: Final = (
    *_ARXIV,
    "inspire",
    "openreview",
    "huggingface",
    "semantic-scholar",
    "openalex",
    *_PUBLISHED,
    *_WITH_CODE,
    "pubmed",
    "europe-pmc",
    "hal",
    "lens",
    "csl",
    "csl-yaml",
    "ris",
    "mods",
    "endnote-xml",
    "endnote",
    "bibtex",
    "dblp",
    "kg",
    *_PLAIN,
)
"""Title, abstract, date, categories: arXiv has what authors wrote, bibliographies cut it, pages are guessed at."""
BIBLIOGRAPHY: Final = (
    "bibtex",
    "dblp",
    "pubmed",
    "europe-pmc",
    "inspire",
    "hal",
    "lens",
    "openalex",
    "csl",
    "csl-yaml",
    "ris",
    "mods",
    "endnote-xml",
    "endnote",
    "semantic-scholar",
    *_PUBLISHED,
    *_WITH_CODE,
    "openreview",
    *_ARXIV,
    "huggingface",
    "kg",
    *_PLAIN,
)
"""Venue and identifiers: publishers know them, and preprints mostly come before them."""
VOTES: Final = ("huggingface",)
"""The one place where readers vote."""


@dataclass(frozen=True, slots=True)
class Priority:
    """In which order records are asked for a field."""

    sources: Sequence[str] = ()
    """Names or globs of sources, the best first."""
    _ranks: dict[str, int] = field(default_factory=dict)

    def rank(self, record: Record, formats: tuple[str, ...]) -> tuple[int, int]:
        """Return the place of a record, the least the best: by its source, then by its format."""
        best = min(map(self._rank_of, record.paper.sources), default=len(self.sources)) if self.sources else 0
        return best, _place(record.format, formats)

    def _rank_of(self, source: str) -> int:
        if source not in self._ranks:
            matching = (at for at, glob in enumerate(self.sources) if source == glob or fnmatchcase(source, glob))
            self._ranks[source] = next(matching, len(self.sources))
        return self._ranks[source]

    def text_key(self, record: Record) -> tuple[bool, tuple[int, int], int, int, str, Record]:
        """Return what orders the records of a paper by whose text is kept.

        A record with title and abstract comes before one without; after the priority count the better identifier, and
        the longer abstract.
        """
        paper = record.paper
        cut = not (paper.title and paper.abstract)
        return cut, self.rank(record, TEXT), best_rank(paper.identifiers), -len(paper.abstract), paper.title, record


@lru_cache(maxsize=1 << 8)
def _place(format: str, formats: tuple[str, ...]) -> int:
    """Return the place of a format in an order; one that is not there has that of plain JSON, or comes after all."""
    known = format if format in formats else "json"
    return formats.index(known) if known in formats else len(formats)
