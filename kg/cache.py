"""The cache of extractions: a line a paper, in files by a hash of the paper's id.

A line holds a checksum of its own, the digest of the text that was read, and the extraction. A line that is damaged,
or whose text has changed, counts as missing. Each version of the extractor has a folder of its own.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

from kg.atomic import remove_parts, write_atomically
from kg.records import Abbreviation, ClaimedResult, Extraction, Link, Mention, Paper, Relation, Sentence

_PARTS: dict[str, type[Any]] = {
    "sentences": Sentence,
    "mentions": Mention,
    "abbreviations": Abbreviation,
    "relations": Relation,
    "links": Link,
    "claims": ClaimedResult,
}
_COLUMNS = {part: tuple(name for name in record.__slots__ if name != "paper") for part, record in _PARTS.items()}
_ROW = {part: attrgetter(*columns) for part, columns in _COLUMNS.items()}
_PAPER_ROW = attrgetter(*Paper.__slots__)
_LEAD = b'{"sum":"'
_SUM_SIZE = 8
_BODY_START = len(_LEAD) + 2 * _SUM_SIZE + len(b'",')

Entry = tuple[str, Extraction]
"""The digest of a paper's text, and what the text says."""


def text_digest(paper: Paper) -> str:
    """Return the digest of a paper's text, by which a change is noticed."""
    return hashlib.sha256(paper.text.encode("utf-8", "surrogatepass")).hexdigest()


def shard_of(paper: str, *, shards: int) -> int:
    """Return the shard of a paper's id: the same on every machine and whatever else is built.

    >>> shard_of("paper/arxiv-1706.03762", shards=64)
    21
    """
    return int(hashlib.sha256(paper.encode()).hexdigest()[:8], 16) % shards


def folder_of(output: Path, fingerprint: str) -> Path:
    """Return the folder of one version of the extractor and of the records."""
    key = hashlib.sha256(f"{fingerprint}\n{_COLUMNS}".encode()).hexdigest()
    return output / "cache" / key[:16]


def prune(folder: Path) -> None:
    """Remove the folders of other versions beside a version's folder, and in it what a killed build left."""
    remove_parts(folder)
    for other in folder.parent.glob("[0-9a-f]" * 16):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def read(path: Path) -> dict[str, Entry]:
    """Read the whole lines of a file; later lines win."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return {}
    return dict(found for line in lines if (found := _decode(line)))


def write(path: Path, entries: Mapping[str, Entry]) -> None:
    """Write a file, sorted by paper."""
    lines = [_encode(digest, extraction) for _, (digest, extraction) in sorted(entries.items())]
    write_atomically(path, b"".join(lines))


def _encode(digest: str, extraction: Extraction) -> bytes:
    parts = {part: list(map(row, getattr(extraction, part))) for part, row in _ROW.items()}
    body = _dump({"paper": extraction.paper, "digest": digest} | parts)[1:]
    return b"".join((_LEAD, _checksum(body), b'",', body, b"\n"))


def _decode(line: bytes) -> tuple[str, Entry] | None:
    body = line[_BODY_START:]
    if not line.startswith(_LEAD) or line[len(_LEAD) : _BODY_START] != _checksum(body) + b'",':
        return None
    raw = json.loads(b"{" + body)
    paper = raw["paper"]
    parts = {part: tuple(record(paper, *row) for row in raw[part]) for part, record in _PARTS.items()}
    return paper, (raw["digest"], Extraction(paper, **parts))


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_SUM_SIZE).hexdigest().encode()


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


def write_papers(path: Path, papers: Iterable[Paper]) -> None:
    """Write papers for a worker to read."""
    write_atomically(path, b"".join(_dump(_PAPER_ROW(paper)) + b"\n" for paper in papers))


def read_papers(path: Path) -> list[Paper]:
    """Read what `write_papers` wrote."""
    rows = map(json.loads, path.read_bytes().splitlines())
    return [Paper(*map(_frozen, row)) for row in rows]


def _frozen(value: Any) -> Any:  # noqa: ANN401  JSON values are of any type
    return tuple(value) if isinstance(value, list) else value
