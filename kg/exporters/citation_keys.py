"""Citation keys: the one that a source gives, else the first author's family name, the year, a word of the title."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count

from kg.records import Paper

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
_WORD = re.compile(r"[a-z0-9]+")
_SUFFIXES = ("jr", "sr", "ii", "iii", "iv")
# Words that half of all titles begin with tell nothing.
_EMPTY = re.compile("a|an|the|on|in|of|for|to|from|with|at|by|and|or|towards?|is|are|do|does|can|what|how")
_LONGEST = 20
_GIVEN = re.compile(r"local:([A-Za-z][A-Za-z0-9_:+./-]{2,99})")
"""An id of a source that can stand as a key in BibTeX, in LaTeX and in Pandoc's Markdown."""


def citation_keys(papers: Iterable[Paper]) -> dict[str, str]:
    """Return the citation key of each paper, by its id.

    A key that a source gave stays, so that what somebody wrote with it goes on citing the paper. A key depends on its
    paper alone, but where several papers would have one: of these, the first by id keeps it, the next get an `a`, a `b`
    and so on. As arXiv ids grow, a paper that comes later does not change the keys of others.
    """
    keys: dict[str, str] = {}
    taken: set[str] = set()
    left: list[tuple[str, str]] = []
    wanted = ((not given, paper.id, given or base_key(paper)) for paper in papers for given in [given_key(paper)])
    for has_none, paper, base in sorted(wanted):  # holds no texts
        if has_none or base in taken:
            left.append((paper, base))
            continue
        taken.add(base)
        keys[paper] = base
    for paper, base in left:
        key = next(key for key in (base + letters for letters in _letters()) if key not in taken)
        taken.add(key)
        keys[paper] = key
    return keys


def given_key(paper: Paper) -> str:
    """Return the citation key that a source gives a paper; nothing where none does, or what it gives is no key.

    >>> given_key(Paper("paper/x", "Fern", "", identifiers=("arXiv:2401.12345", "local:moore_fern_2024")))
    'moore_fern_2024'
    """
    found = map(_GIVEN.fullmatch, paper.identifiers)
    return next((match[1] for match in found if match), "")


def base_key(paper: Paper) -> str:
    """Return the citation key of a paper that no other paper would have.

    >>> base_key(Paper("paper/x", "On the Sparse Adapters", "", published="2024-01", authors=("Jörg van Łoś Jr.",)))
    'los2024sparse'
    """
    words = [_plain(word) for word in (paper.authors[0].split() if paper.authors else ())]
    family = next((word for word in reversed(words) if word and word not in _SUFFIXES), "anon")
    return f"{family[:_LONGEST]}{paper.published[:4]}{_first_word(paper.title)[:_LONGEST]}"


def _first_word(title: str) -> str:
    words = [_plain(word) for word in re.split(r"[\s\-–—:/]+", title)]
    return next((word for word in words if word and not _EMPTY.fullmatch(word)), "") or next(filter(None, words), "")


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(_WORD.findall("".join(c for c in folded if not unicodedata.combining(c))))


def _letters() -> Iterator[str]:
    """Yield nothing, then `a` to `z`, then `aa` and so on."""
    yield ""
    for length in count(1):
        for number in range(26**length):
            yield "".join(chr(97 + number // 26**place % 26) for place in reversed(range(length)))
