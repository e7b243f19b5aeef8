"""Titles: whether two can be of one paper, one of them cut, with a subtitle or reworded."""

import re
from functools import lru_cache
from typing import Final

from kg.text import folded

_MARKS: Final = frozenset(
    (
        *("part", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "first", "second", "third"),
        *("fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "volume", "rebuttal", "concern"),
        *(
            "withdrawal",
            "correction",
            "corrections",
            "corrigendum",
            "corrigenda",
            "erratum",
            "errata",
            "addendum",
            "reply",
        ),
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
TELLING_WORDS: Final = 4
"""Fewer words of a title may be those of another one."""
_EDGE: Final = 2
"""So many words at the ends of what one title has more are looked at: `part ii` and `v2` are there."""
_LONGEST_NAME: Final = 3
"""Before a colon, more words are no name."""
_SHORT: Final = 4
"""Fewer letters are no stem of a word."""
_CUT: Final = ("…", "...")
_DIGIT = re.compile(r"\d")
_NOTE = re.compile(
    r"\s[(\[](?:(?:an? |the )?(?:extended|full|long|short|revised) (?:version|abstract|paper)|preprint|student abstract"
    r"|(?:technical|tech) report|version \d{1,2}; [^()\[\]]{1,100})[)\]]$",
    re.IGNORECASE,
)
"""What form of a paper it is; F1000 tells there who reviewed which version."""
_WARNING = re.compile(r"(?:RETRACTED|WITHDRAWN)(?: ARTICLE| PAPER)?\s?:\s?")
"""What publishers write before the title of a paper, in capitals; a notice about it has a title of its own."""
_GREEK: Final = {
    ord(letter): name
    for letter, name in zip(
        "αβγδεζηθικλμνξπρστφχψω",
        (
            *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
            *("nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
        ),
        strict=True,
    )
}
_PLUS = re.compile(r"(?<=\w)[+⁺]{1,9}(?!\w)")


@lru_cache(maxsize=1 << 12)
def is_serial(title: str) -> bool:
    """Return whether papers of a folded title come out each year, as the overviews of a shared task do.

    >>> is_serial("overview of the moss shared task"), is_serial("sparse adapters for long documents")
    (True, False)
    """
    return bool(_SERIAL.search(title))


def without_note(title: str) -> str:
    """Return a title without the words that say of what form the paper is, or that it was retracted.

    >>> without_note("Fern [version 2; peer review: 1 approved]"), without_note("RETRACTED: Fern (2)")
    ('Fern', 'Fern (2)')
    """
    bare = _NOTE.sub("", title) if title.endswith((")", "]")) else title
    if warning := _WARNING.match(bare):
        bare = bare[warning.end() :]
    return bare or title


def related(first: str, second: str) -> bool:
    """Return whether one folded title can be another form of the other: cut, reworded, or with a subtitle.

    No number, and no word such as `correction`, may be in one of them alone, but in the middle of a subtitle.

    >>> related("fern", "fern a sparse adapter"), related("fern", "fern 2"), related("fern", "erratum to fern")
    (True, False, False)
    """
    if is_part(first, second):
        return True
    ours, theirs = set(first.split()), set(second.split())
    return 2 * len(ours & theirs) >= len(ours | theirs) > 0 and marks(first) == marks(second)


def marks(title: str) -> list[str]:
    """Return the words of a folded title that make it another paper's, sorted: numbers, `part`, `correction`."""
    return sorted(filter(_is_mark, title.split()))


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
    return first != second and _pluses(first) != _pluses(second)


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


def compact(title: str) -> str:
    """Return a folded title as a key: no spaces, no "and", letters by their names, one spelling of British words.

    >>> compact("self supervised"), compact("moss and α labelling")
    ('selfsupervized', 'mossalphalabeling')
    """
    if not title.isascii():
        title = title.translate(_GREEK)
    title = title.replace(" and ", "").replace(" ", "")
    return title.replace("is", "iz").replace("ys", "yz").replace("our", "or").replace("ll", "l").replace("tre", "ter")


def parts(title: str) -> list[str]:
    """Return what stands before and after the first colon of a title, where it has words enough to tell it.

    >>> parts("Fern: A Sparse Adapter for Turf"), parts("Fern")
    (['A Sparse Adapter for Turf'], [])
    """
    before, colon, after = title.partition(": ")
    return [part for part in (before, after) if part.count(" ") >= TELLING_WORDS - 1] if colon else []


def beside(first: str, second: str) -> tuple[list[str], list[str]]:
    """Return the telling words of each of two titles that stand for none of the other."""
    ours, theirs = (folded(title).split() for title in (first, second))
    return _beside(ours, theirs), _beside(theirs, ours)


def differ_by_word(first: str, second: str) -> bool:
    """Return whether each of two titles has a word that stands for none of the other: papers of one series have.

    Where a word, the same one, names the subject of both before a colon, the rest may be reworded.

    >>> differ_by_word("Moss in Parks", "Moss in the Woods"), differ_by_word("Models of Moss", "A Model of Old Mosses")
    (True, False)
    """
    if _name(first) and _name(first) == _name(second):
        return False
    ours, theirs = beside(first, second)
    return bool(ours and theirs) and "".join(ours) != "".join(theirs)


def _pluses(title: str) -> list[str]:
    if "+" not in title and "⁺" not in title:
        return []
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
    return [word for word in left if not any(word[0] == other[0] and _is_form(word, other) for other in known)]


def _is_form(word: str, other: str) -> bool:
    """Return whether two words can be one: `model` and `models`, `optimise` and `optimize`, or a slip of the pen.

    >>> _is_form("reason", "reasoning"), _is_form("behaviour", "behavior"), _is_form("inter", "intra")
    (True, True, False)
    >>> _is_form("laerning", "learning"), _is_form("leaning", "learning"), _is_form("macro", "micro")
    (True, True, False)
    """
    short, long = sorted((word, other), key=len)
    same = _shared_start(short, long)
    end = min(_shared_start(short[::-1], long[::-1]), len(short) - same)
    if same >= _SHORT:
        return same == len(short) or 3 * same >= 2 * len(long) or same + end >= len(long) - 1
    return _is_slip(short, long, same)


def _is_slip(short: str, long: str, same: int) -> bool:
    """Return whether two words differ in a letter left out, or in two that are exchanged; another one means another."""
    if len(short) < _SHORT or not same:
        return False
    if len(short) + 1 == len(long):
        return short[same:] == long[same + 1 :]
    return (
        len(short) == len(long)
        and short[same : same + 2] == long[same : same + 2][::-1]
        and (short[same + 2 :] == long[same + 2 :])
    )


def _shared_start(first: str, second: str) -> int:
    same = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        same += 1
    return same
