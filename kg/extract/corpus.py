"""The bootstrapped lexicon: what a tagger says of names all over a large corpus of unlabelled abstracts.

A name that stands in many abstracts is marked in nearly all of them ("catastrophic forgetting"), in some ("clustering")
or in nearly none ("classification"); that share, its support and its types tell more than one text can.
`scripts/bootstrap_lexicon.py` counts them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.errors import ModelError
from kg.extract.gazetteer import Line, case_fits, lines_of, surface_of
from kg.extract.matcher import Matcher
from kg.names import normal_form

PATH = Path(__file__).resolve().parent.parent / "model" / "corpus.tsv"
_WHAT = "corpus lexicon"
MIN_RATE = 0.15
"""The least share of abstracts in which a name must be marked so that it is looked for."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a tagger says of a name in the abstracts of a corpus."""

    name: str
    support: Mapping[str, float]
    """For each type the sum of the probabilities with which abstracts were marked with it."""
    seen: int
    """The number of abstracts that hold the name."""

    @property
    def rate(self) -> float:
        """Return the share of the abstracts with the name in which it is marked."""
        return sum(self.support.values()) / self.seen


class CorpusLexicon:
    """The names of a corpus with their statistics."""

    def __init__(self, entries: "Iterable[Statistics | Line]") -> None:
        """Index the entries, which may be lines yet, by their normal forms and for the search."""
        self._by_form = {_form(entry): entry for entry in entries}
        self._names: Matcher[Statistics | Line] = Matcher()
        for entry in self._by_form.values():
            self._names.add(entry.name, entry)

    def find(self, words: Sequence[str], spaces: Sequence[bool]) -> Iterator[tuple[int, int]]:
        """Yield the runs of tokens that are names which are often marked."""
        for start, end, entries in self._names.find(words):
            surface = surface_of(words, spaces, start, end)
            if any(case_fits(entry.name, surface) and _read(entry).rate >= MIN_RATE for entry in entries):
                yield start, end

    def statistics(self, forms: Iterable[str]) -> list[Statistics]:
        """Return the statistics of those forms that the corpus holds."""
        found = (self._by_form.get(normal_form(form)) for form in forms)
        return [_read(entry) for entry in found if entry is not None]


EMPTY = CorpusLexicon([])


@cache
def shipped() -> CorpusLexicon:
    """Return the bootstrapped lexicon that ships with the tool."""
    return CorpusLexicon(lines_of(PATH, _WHAT))


def read(path: Path) -> list[Statistics]:
    """Read a bootstrapped lexicon.

    On each line stand a name, `Type:support` pairs, the number of abstracts that hold the name, and its normal form.

    Raises:
        ModelError: the file is missing or a line is wrong.
    """
    return [_entry(line.text, line.where) for line in lines_of(path, _WHAT)]


def _form(entry: Statistics | Line) -> str:
    # To form those of 36,000 lines anew would take a tenth of the time in which a small build is made.
    return normal_form(entry.name) if isinstance(entry, Statistics) else entry.text.rpartition("\t")[2]


def _read(entry: Statistics | Line) -> Statistics:
    return entry if isinstance(entry, Statistics) else _entry(entry.text, entry.where)


@lru_cache(maxsize=1 << 14)
def _entry(line: str, where: str) -> Statistics:
    try:
        name, support, seen, _ = line.split("\t")
        pairs = (pair.split(":") for pair in support.split())
        return Statistics(name, {kind: float(value) for kind, value in pairs}, int(seen))
    except ValueError as error:
        raise ModelError(f"{where}: the line is not name, support by type, total, normal form; reinstall kg") from error


def write(entries: Iterable[Statistics], path: Path) -> None:
    """Write a bootstrapped lexicon, sorted by name."""
    lines = map(_line, sorted(entries, key=lambda entry: entry.name))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _line(entry: Statistics) -> str:
    support = " ".join(f"{kind}:{entry.support[kind]:g}" for kind in sorted(entry.support))
    return f"{entry.name}\t{support}\t{entry.seen}\t{normal_form(entry.name)}"
