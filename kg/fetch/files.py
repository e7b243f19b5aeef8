"""The files that a fetch writes: JSON Lines, a record a line, sorted by id, merged with what was there.

The same records give the same bytes: nothing in a line says when it was fetched, and a file that would not change is
not written. A line that is none of ours stays where it is sorted to, as it is.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.atomic import write_atomically
from kg.errors import OutputError
from kg.fetch.cache_folder import locked
from kg.json_text import from_json

SUFFIX: Final = ".jsonl"
_OTHER = re.compile(r"[^a-z0-9.]+")
_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*+")
_LONGEST: Final = 60
Key = Callable[[Mapping[str, Any]], str]
Lines = dict[tuple[str, str], bytes]
"""Lines by the id of their record; those without one by their digest, after all others."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a fetch did to a file."""

    path: Path
    fetched: int
    new: int
    changed: int


def file_stem(service: str, text: str) -> str:
    """Return the name, without its suffix, of the file for what a service is asked: safe on every system.

    >>> file_stem("arxiv", "graph networks"), file_stem("arxiv", "cat:cs.CL AND ti:moss")
    ('arxiv-graph-networks', 'arxiv-cat-cs.cl-and-ti-moss~62bbbaa1')
    >>> file_stem("arxiv", "../../etc/passwd"), file_stem("arxiv", "苔")
    ('arxiv-etc-passwd~3754d6cb', 'arxiv~0ce34793')
    """
    slug = _OTHER.sub("-", text.lower())[:_LONGEST].strip("-.")
    name = "-".join(filter(None, (service, slug)))
    if len(text) <= _LONGEST and _PLAIN.fullmatch(text):
        return name
    return f"{name}~{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def lines_of(records: Iterable[Mapping[str, Any]], key: Key) -> Lines:
    """Return records as lines; of records with one id, the last."""
    lines: Lines = {}
    for record in records:
        line = _line(record)
        lines[_place(key(record), line)] = line
    return lines


def text_of(lines: Lines) -> bytes:
    """Return the bytes of a file of lines."""
    return b"".join(line + b"\n" for _, line in sorted(lines.items()))


def merge_into(path: Path, lines: Lines, *, key: Key, locks: Path) -> Change:
    """Merge lines into a file: new ones are added, those of the same id replaced, all others kept.

    Args:
        path: the file.
        lines: what was fetched.
        key: returns the id of a record.
        locks: the folder of the lock that keeps two fetches from undoing each other's work.

    Raises:
        OutputError: the file cannot be read or written.
    """
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    with locked(locks / name):
        try:
            before = read_lines(path, key)
            after = {**before, **lines}
            if after != before:
                write_atomically(path, text_of(after))
        except OSError as error:
            reason = error.strerror or error
            raise OutputError(f"{path}: cannot be written ({reason}); mend this, or give --output") from error
    new = sum(place not in before for place in lines)
    changed = sum(place in before and before[place] != line for place, line in lines.items())
    return Change(path, len(lines), new, changed)


def read_lines(path: Path, key: Key) -> Lines:
    """Return the lines of a file; none where it is not there."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    found = (line.strip() for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"))
    return {_place(_id(line, key), line): line for line in found if line}


def newest(path: Path, key: Key, day: Key) -> str:
    """Return the latest date of the records of a file; nothing where it has none."""
    days = (day(record) for line in read_lines(path, key).values() if (record := _record(line)))
    return max(days, default="")


def _line(record: Mapping[str, Any]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a character, which only an escape can spell
        return json.dumps(record, ensure_ascii=True, sort_keys=True).encode()


def _place(known: str, line: bytes) -> tuple[str, str]:
    return ("id", known) if known else ("line", hashlib.sha256(line).hexdigest())


def _id(line: bytes, key: Key) -> str:
    record = _record(line)
    return key(record) if record is not None else ""


def _record(line: bytes) -> dict[str, Any] | None:
    try:
        value = from_json(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
