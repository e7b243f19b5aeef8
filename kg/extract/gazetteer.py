"""What is known of names before a text is read: the lexicon, and the names of annotated abstracts with their counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kg import lexicon
from kg.errors import ModelError
from kg.extract.matcher import Matcher
from kg.names import normal_form

PATH = Path(__file__).resolve().parent.parent / "model" / "gazetteer.tsv"
_MIN_DIGIT_NAME = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A name of the annotated abstracts."""

    name: str
    counts: Mapping[str, int]
    """For each type the number of abstracts that name it so."""
    seen: int
    """The number of abstracts whose text holds the name, annotated there or not."""


class Line(NamedTuple):
    """A row as it stands in a file: of 40,000, a text meets a few hundred."""

    name: str
    text: str
    path: Path
    number: int

    @property
    def where(self) -> str:
        """Return the place of the line."""
        return f"{self.path}:{self.number}"


@dataclass(frozen=True, slots=True)
class Known:
    """A run of tokens that is a known name."""

    start: int
    end: int
    types: frozenset[str]
    """The types that the lexicon gives it; empty where it only stands in the gazetteer."""
    counts: Mapping[str, int]
    """For each type the number of annotated abstracts that name it so."""
    seen: int


class Gazetteer:
    """The known names, ready to be found in a list of tokens."""

    def __init__(self, entries: Sequence[lexicon.Entry], rows: Sequence["Row | Line"]) -> None:
        """Index the entries of the lexicon and the rows of the gazetteer, which may be lines yet."""
        self._names: Matcher[tuple[str, str]] = Matcher()
        self._rows: Matcher[Row | Line] = Matcher()
        for entry in entries:
            for form in entry.forms:
                self._names.add(form, (form, entry.type))
        for row in rows:
            self._rows.add(row.name, row)

    def find(
        self, words: Sequence[str], spaces: Sequence[bool], *, own: Mapping[str, str] | None = None
    ) -> list[Known]:
        """Return the known names in a list of tokens, in the order of their places.

        Args:
            words: the tokens.
            spaces: whether a space follows each.
            own: while training, the normal forms and types that the text's own annotation put into the gazetteer,
                so that it is judged by what the other texts say.
        """
        types: dict[tuple[int, int], set[str]] = {}
        for start, end, names in self._names.find(words):
            surface = surface_of(words, spaces, start, end)
            fitting = {kind for form, kind in names if case_fits(form, surface)}
            if fitting:
                types.setdefault((start, end), set()).update(fitting)
        rows = dict(self._known_rows(words, spaces, own))
        return [
            Known(start, end, frozenset(types.get((start, end), ())), *rows.get((start, end), ({}, 0)))
            for start, end in sorted(types.keys() | rows.keys())
        ]

    def _known_rows(
        self, words: Sequence[str], spaces: Sequence[bool], own: Mapping[str, str] | None
    ) -> Iterator[tuple[tuple[int, int], tuple[Mapping[str, int], int]]]:
        for start, end, rows in self._rows.find(words):
            surface = surface_of(words, spaces, start, end)
            for one in rows:
                row = one if isinstance(one, Row) else _row(one.text, one.where)
                counts, seen = row.counts, row.seen
                if own is not None:
                    counts, seen = without_own(counts, own.get(normal_form(row.name))), seen - 1
                if seen > 0 and sum(counts.values()) > 0 and case_fits(row.name, surface):
                    yield (start, end), (counts, seen)


def without_own(counts: Mapping[str, int], kind: str | None) -> Mapping[str, int]:
    """Return counts by type less one of a type."""
    return {name: count - (name == kind) for name, count in counts.items() if count > (name == kind)}


def surface_of(words: Sequence[str], spaces: Sequence[bool], start: int, end: int) -> str:
    """Return the text of a run of tokens."""
    return "".join(word + " " * space for word, space in zip(words[start:end], spaces[start:end], strict=True)).rstrip()


def case_fits(form: str, surface: str) -> bool:
    """Tell whether a surface may be a known form by its letter case: "MATH" is not "math", "adam" is not "Adam".

    >>> case_fits("MATH", "math"), case_fits("machine translation", "Machine Translation")
    (False, True)
    """
    capitals = sum(c.isupper() for c in form)
    if not capitals or surface == form or " " in form:
        return True
    if any(c.isdigit() for c in form) and len(form) >= _MIN_DIGIT_NAME:
        return True
    return sum(c.isupper() for c in surface) >= min(capitals, 2)


@cache
def shipped() -> Gazetteer:
    """Return the gazetteer that ships with the tool."""
    return Gazetteer(lexicon.entries(), list(lines_of(PATH)))


def read(path: Path) -> list[Row]:
    """Read a gazetteer: on each line a name, a tab, `Type:count` pairs, a tab, the number of texts that hold it.

    Raises:
        ModelError: the file is missing or a line is wrong.
    """
    return [_row(line.text, line.where) for line in lines_of(path)]


def lines_of(path: Path, what: str = "gazetteer") -> Iterator[Line]:
    """Return the lines of a file of names, none of which is parsed yet.

    Args:
        path: the file.
        what: what an error calls it.

    Raises:
        ModelError: the file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"{path}: the {what} cannot be read ({error.strerror}); reinstall kg") from error
    return (Line(line.partition("\t")[0], line, path, number) for number, line in enumerate(lines, 1) if line)


@lru_cache(maxsize=1 << 14)
def _row(line: str, where: str) -> Row:
    try:
        name, counts, seen = line.split("\t")
        pairs = (pair.split(":") for pair in counts.split())
        return Row(name, {kind: int(count) for kind, count in pairs}, int(seen))
    except ValueError as error:
        raise ModelError(f"{where}: the gazetteer's line is not name, counts, total; reinstall kg") from error


def write(rows: Sequence[Row], path: Path) -> None:
    """Write a gazetteer, sorted by name."""
    lines = [
        f"{row.name}\t{' '.join(f'{kind}:{row.counts[kind]}' for kind in sorted(row.counts))}\t{row.seen}"
        for row in sorted(rows, key=lambda row: row.name)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
