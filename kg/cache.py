"""The cache of extractions: a line a paper, in files by a hash of the paper's id.

A line holds a checksum of its own, the paper, the digest of the text that was read, and the extraction. Lines are
added as papers are read; which texts are known, the heads of the lines tell without decoding their JSON. The checksum
is verified whenever a line is read, head or whole: a damaged line, as a kill or a disk leaves it, counts as missing.
Each version of the extractor has a folder of its own.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

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

_TEXT_SIZE = 64
_ID_START = _TEXT_SIZE + len(b' ["')
_BETWEEN = b'","digest":"'

Entry = tuple[str, Extraction]
"""The digest of a paper's text, and what the text says."""
Text = tuple[str, str]
"""A paper and the digest of its text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A whole line of a file: which text it is about, and what follows its checksum."""

    paper: str
    digest: str
    body: bytes

    @property
    def text(self) -> Text:
        """Return the text that was read."""
        return self.paper, self.digest

    @property
    def checksum(self) -> str:
        """Return the checksum of the body."""
        return _checksum(self.body).decode()

    def extraction(self) -> Extraction:
        """Return what the text says."""
        raw = json.loads(b"{" + self.body)
        paper = self.paper
        return Extraction(
            paper, **{part: tuple(record(paper, *row) for row in raw[part]) for part, record in _PARTS.items()}
        )

    def to_bytes(self) -> bytes:
        """Return the line as it stands in the file."""
        return b"".join((_LEAD, _checksum(self.body), b'",', self.body, b"\n"))


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


def lines(path: Path) -> Iterator[Line]:
    """Yield the whole lines of a file, in their order: of two about one text, both say the same."""
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        return
    with stream:
        for line in stream:
            if found := _line(line.removesuffix(b"\n")):
                yield found


def _line(line: bytes) -> Line | None:
    body = line[_BODY_START:]
    if not line.startswith(_LEAD) or line[len(_LEAD) : _BODY_START] != _checksum(body) + b'",':
        return None
    end = body.index(_BETWEEN)  # no quotation mark stands bare inside of a JSON string
    digest = end + len(_BETWEEN)
    return Line(_unquoted(body[len(b'"paper":"') : end]), body[digest : digest + _TEXT_SIZE].decode(), body)


def _unquoted(text: bytes) -> str:
    return str(json.loads(b'"%b"' % text)) if b"\\" in text else text.decode()


def count_lines(path: Path) -> int:
    """Return the number of lines of a file, whole or not."""
    try:
        with path.open("rb") as stream:
            return sum(1 for _ in stream)
    except FileNotFoundError:
        return 0


def read(path: Path) -> dict[str, Entry]:
    """Read the whole lines of a file; later lines win."""
    latest = {line.paper: line for line in lines(path)}
    return {paper: (line.digest, line.extraction()) for paper, line in latest.items()}


def write(path: Path, entries: Mapping[str, Entry]) -> None:
    """Write a file, sorted by paper."""
    write_atomically(path, b"".join(_encode(*entry) for _, entry in sorted(entries.items())))


@contextmanager
def appending(path: Path) -> Iterator[Callable[[str, Extraction], None]]:
    """Give a function that adds a digest and what its text says to a file; a kill damages the last line at most."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as stream:
        _end_line(path, stream)

        def append(digest: str, extraction: Extraction) -> None:
            stream.write(_encode(digest, extraction))
            stream.flush()

        yield append
        os.fsync(stream.fileno())


def append_lines(path: Path, added: Iterable[Line]) -> None:
    """Add lines to a file, safely on the disk when this returns."""
    with path.open("ab") as stream:
        _end_line(path, stream)
        stream.writelines(line.to_bytes() for line in added)
        stream.flush()
        os.fsync(stream.fileno())


def _end_line(path: Path, stream: BinaryIO) -> None:
    """End the line that a killed writer left in the middle."""
    if stream.tell():
        with path.open("rb") as before:
            before.seek(-1, os.SEEK_END)
            if before.read() != b"\n":
                stream.write(b"\n")


def compact(path: Path, texts: Collection[Text]) -> None:
    """Rewrite a file, sorted, with one line a paper: that of its text among these, else the latest."""
    kept: dict[str, Line] = {}
    for line in lines(path):
        if line.paper not in kept or kept[line.paper].text not in texts or line.text in texts:
            kept[line.paper] = line
    write_atomically(path, b"".join(kept[paper].to_bytes() for paper in sorted(kept)))


def _encode(digest: str, extraction: Extraction) -> bytes:
    parts = {part: list(map(row, getattr(extraction, part))) for part, row in _ROW.items()}
    body = _dump({"paper": extraction.paper, "digest": digest} | parts)[1:]
    return Line(extraction.paper, digest, body).to_bytes()


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_SUM_SIZE).hexdigest().encode()


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


def write_papers(path: Path, papers: Iterable[Paper]) -> None:
    """Write papers for a worker to read: on each line the digest of the text, and the paper."""
    write_atomically(path, b"".join(map(paper_line, papers)))


def paper_line(paper: Paper) -> bytes:
    """Return the line of a paper in a file for workers."""
    return b"%b %b\n" % (text_digest(paper).encode(), _dump(_PAPER_ROW(paper)))


def paper_of_line(line: bytes) -> str:
    """Return the id of the paper of a line that `paper_line` made."""
    return _unquoted(line[_ID_START : line.index(b'",', _ID_START)])


def read_papers(path: Path, places: Iterable[int] | None = None) -> list[Paper]:
    """Read what `write_papers` wrote, or the papers at some places of it."""
    rows = path.read_bytes().splitlines()
    chosen = rows if places is None else [rows[place] for place in places]
    return [Paper(*map(_frozen, json.loads(row[_TEXT_SIZE + 1 :]))) for row in chosen]


def read_texts(path: Path) -> list[Text]:
    """Read which texts `write_papers` wrote, in their order, without decoding the papers; none without a file."""
    try:
        rows = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    return [(paper_of_line(row), row[:_TEXT_SIZE].decode()) for row in rows]


def _frozen(value: Any) -> Any:  # noqa: ANN401  JSON values are of any type
    return tuple(value) if isinstance(value, list) else value
