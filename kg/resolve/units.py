"""Units: what one paper calls one thing. Units that look the same make one profile: later work is on distinct forms."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from kg.names import normal_form
from kg.records import Extraction, Mention
from kg.resolve.columns import Columns, Gathering, Look, Members, encoded
from kg.resolve.uncollected import uncollected

Pair = tuple[str, str]
"""A short form and the long form that it stands for."""

_MAX_ACRONYM = 10
_MARKED = 2
_WORD = re.compile(r"[^\s\-‐‑–—/]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """The units that have the same type, the same forms and the same definitions."""

    type: str
    forms: tuple[str, ...]
    """Distinct and sorted."""
    pairs: tuple[Pair, ...]
    members: Members

    @property
    def weight(self) -> float:
        """Return the sum of the confidences."""
        return fsum(self.members.confidences)

    @property
    def papers(self) -> set[int]:
        """Return the numbers of the units' papers."""
        return set(self.members.papers)

    @property
    def keys(self) -> set[str]:
        """Return the normal forms."""
        return set(map(normal_form, self.forms))


@dataclass(frozen=True, slots=True)
class Gathered:
    """The units of all papers: the profiles, sorted, and the columns that their members stand in."""

    profiles: list[Profile]
    columns: Columns


Row = tuple[Look | str, int, float]
"""A unit of a paper: its look, or the JSON of it, its group and its confidence."""
PaperUnits = tuple[str, Iterable[Row]]
"""A paper and its units."""


def gather(shards: Iterable[Iterable[PaperUnits]]) -> Gathered:
    """Return the units of the papers of some shards, sorted, so that the order of the papers leaves no trace."""
    gathering = Gathering()
    with uncollected():
        for shard in shards:
            for name, found in shard:
                number = gathering.paper(name)
                for look, group, confidence in found:
                    gathering.add(look, number, group, confidence)
            gathering.end_shard()
        columns, looks = gathering.finish()
        return Gathered([Profile(*look, members) for look, members in looks], columns)


def find_units(extraction: Extraction) -> PaperUnits:
    """Return the units of a paper, with the definitions that it gives or implies."""
    groups: dict[int, tuple[Mention, set[str], set[Pair]]] = {}
    for mention in extraction.mentions:
        groups.setdefault(mention.group, (mention, set(), set()))[1].add(mention.form)
    for abbreviation in extraction.abbreviations:
        if unit := groups.get(abbreviation.group):
            unit[1].update((abbreviation.short, abbreviation.long))
            unit[2].add((abbreviation.short, abbreviation.long))
    return extraction.paper, [
        ((first.type, tuple(sorted(forms)), tuple(sorted(_pairs(forms, defined)))), group, first.confidence)
        for group, (first, forms, defined) in groups.items()
    ]


def unit_line(extraction: Extraction) -> str:
    """Return the units of a paper as a line of JSON, for `read_unit`; what they look like is JSON in JSON."""
    paper, found = find_units(extraction)
    return encoded([paper, *([encoded(look), group, confidence] for look, group, confidence in found)]) + "\n"


def read_unit(line: str) -> PaperUnits:
    """Return the units that `unit_line` wrote; looks stay JSON, for one that was met before need not be read."""
    paper, *found = json.loads(line)
    return paper, found


def _pairs(forms: set[str], defined: set[Pair]) -> set[Pair]:
    """Return the definitions of a unit; where the paper gives none, the forms that abbreviate one another."""
    if len(forms) == 1:
        return set()
    given = {pair for pair in defined if not contains(*reversed(pair)) and not is_acronym(pair[1])}
    return given or {(short, long) for short in forms if is_acronym(short) for long in forms if spells_out(long, short)}


@lru_cache(maxsize=65536)
def is_acronym(form: str) -> bool:
    """Tell whether a form looks like an acronym: one word, at most ten characters, two capitals or digits.

    >>> [is_acronym(form) for form in ("LoRA", "GPT-4", "Adam", "dropout")]
    [True, True, False, False]
    """
    return len(form) <= _MAX_ACRONYM and not any(map(str.isspace, form)) and _marked(form) >= _MARKED


def _marked(form: str) -> int:
    return sum(c.isupper() or c.isdigit() for c in form)


def spells_out(long: str, short: str) -> bool:
    """Tell whether the letters of a short form occur in order in a form of several words that does not contain it.

    >>> spells_out("Low-Rank Adaptation", "LoRA"), spells_out("LoRA adapters", "LoRA")
    (True, False)
    """
    words = [word.casefold() for word in _WORD.findall(long)]
    wanted = [c for c in re.sub(r"(?<=[A-Z])s$", "", short).casefold() if c.isalnum()]
    if len(words) < _MARKED or not wanted or not words[0].startswith(wanted[0]) or contains(long, short):
        return False
    letters = iter("".join(words))
    return all(c in letters for c in wanted)


def contains(long: str, short: str) -> bool:
    """Tell whether a form has another one in it, as a word, and so says nothing more about what that stands for.

    >>> contains("the SAM model", "SAM"), contains("Segment Anything Model", "SAM")
    (True, False)
    """
    if normal_form(long) == normal_form(short):
        return True
    if long.isascii() and short.isascii() and short.lower() not in long.lower():
        return False
    return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long, re.IGNORECASE) is not None
