"""What the steps before wrote of a shard: its papers, what they say, and what they name."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from kg import cache
from kg.records import Assignment, Entity, Extraction, Resolution
from kg.work_folder import WorkFolder

_NO_LINKS: Final = b'"links":[]'  # within a text of JSON, the quotation marks would have backslashes


def given_links(shard: str, work: WorkFolder) -> Iterator[Extraction]:
    """Yield the links of the papers of a shard that could be read, in the order of the papers, and nothing else.

    Few papers give links, so it takes a tenth of the time in which all that they say is decoded.
    """
    texts = cache.read_texts(work.papers(shard))
    wanted = set(texts)
    found = {line.text: line for line in cache.lines(work.extracted(shard)) if line.text in wanted}
    for text in texts:
        if line := found.get(text):
            yield Extraction(line.paper) if _NO_LINKS in line.body else line.extraction()


def read_resolution(shard: str, work: WorkFolder) -> Resolution:
    """Return which entities the papers of a shard name, without the other names that these have."""
    rows = list(read_rows(work.assigned(shard)))
    entities = {Entity(*entity) for _, _, *entity in rows}
    return Resolution(tuple(sorted(entities)), assignments=tuple(Assignment(*row[:3]) for row in rows))


def read_rows(path: Path) -> Iterator[list[Any]]:
    """Yield the rows of a file that has a JSON array a line; a file that is not there has none."""
    if path.is_file():
        with path.open(encoding="utf-8", newline="\n") as stream:
            yield from map(json.loads, stream)
