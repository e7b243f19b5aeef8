"""Titles: whether two can be of one paper, one of them cut, with a subtitle or reworded."""

import re
from functools import lru_cache
from typing import Final

from kg.text import folded

_MARKS: Final = frozenset(
    (
        *("part", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "first", "second", "third"),
        *("fourth", "correction", "corrections", "corrigendum", "corrigenda", "erratum", "errata", "addendum", "reply"),
        *("replies", "response", "rejoinder", "comment", "comments", "commentary", "discussion", "retraction"),
        *("retracted", "withdrawn", "supplement", "supplementary", "appendix", "introduction", "editorial"),
    )
)
"""Words of a title that make it another paper's, as numbers do."""
_SERIAL = re.compile(
    r"^(?:an |the )?(?:editorial|introduction|preface|foreword|overview|findings|proceedings|report|summary|results|"
    r"message|guest|welcome|call|annual|conclusions?|discussion|review|news|book review|front matter|index|contents)\b"
    r"|\b(?:shared task|special issue|workshop|challenge|competition|proceedings|annual report|year in review)\b"
)
_EMPTY: Final = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "by", "do", "does", "for", "from", "in", "into", "is", "it", "its"),
        *("of", "on", "or", "our", "over", "that", "the", "their", "through", "to", "toward", "towards", "under"),
        *("using", "via", "we", "what", "when", "where", "with", "within", "without"),
    )
)
"""Words that are changed when a title is reworded."""
_EDGE: Final = 2
"""So many words at the ends of what one title has more are looked at: `part ii` and `v2` are there."""
_LONGEST_NAME: Final = 3
"""Before a colon, more words are no name."""
_SHORT: Final = 4
"""Fewer letters are no stem of a word."""
_CUT: Final = ("…", "...")
_DIGIT = re.compile(r"\d")
_PLUS = re.compile(r"(?<=\w)[+⁺]{1,9}(?!\w)")


def is_serial(title: str) -> bool:
    """Return whether papers of a folded title come out each year, as the overviews of a shared task do.

    >>> is_serial("overview of the moss shared task"), is_serial("sparse adapters for long documents")
    (True, False)
    """
    return bool(_SERIAL.search(title))


def related(first: str, second: str) -> bool:
    """Return whether one folded title can be another form of the other: cut, reworded, or with a subtitle.

    No number, and no word such as `correction`, may be in one of them alone, but in the middle of a subtitle.

    >>> related("fern", "fern a sparse adapter"), related("fern", "fern 2"), related("fern", "erratum to fern")
    (True, False, False)
    """
    if is_part(first, second):
        return True
    ours, theirs = set(first.split()), set(second.split())
    marks = [sorted(filter(_is_mark, words)) for words in (first.split(), second.split())]
    return bool(ours and theirs) and marks[0] == marks[1] and 2 * len(ours & theirs) >= len(ours | theirs)


def is_part(first: str, second: str) -> bool:
    """Return whether one folded title is the other without a part before or after it.

    >>> is_part("fern", "fern a sparse adapter"), is_part("fern", "fern part ii"), is_part("fern", "")
    (True, False, False)
    """
    short, long = sorted((first.split(), second.split()), key=len)
    size = len(short)
    rests = [
        rest
        for part, rest in ((long[:size], long[size:]), (long[len(long) - size :], long[: len(long) - size]))
        if part == short
    ]
    return bool(short) and any(not any(map(_is_mark, (*rest[:_EDGE], *rest[-_EDGE:]))) for rest in rests)


def _is_mark(word: str) -> bool:
    return word in _MARKS or bool(_DIGIT.search(word))


def is_cut(title: str) -> bool:
    """Return whether a title says that it was cut."""
    return title.endswith(_CUT)


def cut(first: str, second: str) -> bool:
    """Return whether one folded title is the start of the other, and the rest does not end as that of an erratum."""
    short, long = sorted((first, second), key=len)
    return long.startswith(short) and not any(map(_is_mark, long[len(short) :].split()[-_EDGE:]))


def differ_by_plus(first: str, second: str) -> bool:
    """Return whether a `+` at the end of words, which is gone where titles are folded, tells two titles apart.

    >>> differ_by_plus("Fern++: A Sparse Adapter", "Fern: A Sparse Adapter"), differ_by_plus("Moss+Fern", "Moss Fern")
    (True, False)
    """
    return _pluses(first) != _pluses(second)


def differ_by_name(first: str, second: str) -> bool:
    """Return whether what two titles call their subjects, before a colon, tells them apart.

    >>> differ_by_name("Warm-Fern: A Sparse Adapter", "Fern: A Sparse Adapter"), differ_by_name("Fern: A", "Moss")
    (True, False)
    """
    ours, theirs = _names(first), _names(second)
    return (
        bool(ours and theirs)
        and ours.isdisjoint(_names(second, last=True))
        and theirs.isdisjoint(_names(first, last=True))
    )


def differ_by_word(first: str, second: str) -> bool:
    """Return whether each of two titles has a word that stands for none of the other: papers of one series have.

    Where a word, the same one, names the subject of both before a colon, the rest may be reworded.

    >>> differ_by_word("Moss in Parks", "Moss in the Woods"), differ_by_word("Models of Moss", "A Model of Old Mosses")
    (True, False)
    """
    if _name(first) and _name(first) == _name(second):
        return False
    ours, theirs = (folded(title).split() for title in (first, second))
    ours, theirs = _beside(ours, theirs), _beside(theirs, ours)
    return bool(ours and theirs) and "".join(ours) != "".join(theirs)


def _pluses(title: str) -> list[str]:
    return sorted(len(sign[0]) * "+" for sign in _PLUS.finditer(title))


def _names(title: str, *, last: bool = False) -> set[str]:
    """Return the names before the colons of a title, and after the last one if wanted, without spaces and plurals."""
    parts = [_telling(part) for part in title.split(":")]
    names = ("".join(part) for part in (parts if last else parts[:-1]) if len(part) <= _LONGEST_NAME)
    return {name.removesuffix("s") for name in names if name}


def _name(title: str) -> str:
    """Return the one word before the first colon of a title."""
    name, colon, _ = title.partition(":")
    return folded(name) if colon and name and " " not in name else ""


@lru_cache(maxsize=1 << 10)
def _telling(text: str) -> tuple[str, ...]:
    return tuple(word for word in folded(text).split() if word not in _EMPTY)


def _beside(words: list[str], others: list[str]) -> list[str]:
    """Return the telling words that are no form of others."""
    known = {*others}
    left = [word for word in words if word not in known and word not in _EMPTY]
    return [word for word in left if not any(_is_form(word, other) for other in known)]


def _is_form(word: str, other: str) -> bool:
    """Return whether two words can be one: `model` and `models`, `optimise` and `optimize`.

    >>> _is_form("reason", "reasoning"), _is_form("behaviour", "behavior"), _is_form("inter", "intra")
    (True, True, False)
    """
    short, long = sorted((word, other), key=len)
    same = _shared_start(short, long)
    end = min(_shared_start(short[::-1], long[::-1]), len(short) - same)
    return same >= _SHORT and (same == len(short) or 3 * same >= 2 * len(long) or same + end >= len(long) - 1)


def _shared_start(first: str, second: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
