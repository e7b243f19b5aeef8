"""How well the letters of a short form fit the words of a long one: initials first, then letters inside words."""

import re
from collections.abc import Sequence
from functools import lru_cache

_PIECE = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with"]
)
_SPELT = {"2": ("to", "two", "too"), "4": ("for", "four"), "3": ("three",), "x": ("ex", "cross"), "1": ("one",)}
"""What a character of a short form stands for beside words that start with it: "T2I" for "text-to-image"."""
_INITIAL = 2.0
_NEXT = 1.0
_INNER = 0.3
_SKIPPED = 1.0
_LAST_SKIPPED = 1.5
_IMPOSSIBLE = float("-inf")


def pieces_of(long: str) -> list[str]:
    """Return the runs of letters and digits of a text, in lower case."""
    return _PIECE.findall(long.lower())


def fit(short: str, pieces: Sequence[str]) -> float:
    """Return how well a short form fits the pieces of a long one: 1 where each letter is the initial of a word.

    The first letter is the initial of the first word. Words that give no letter count against the fit.

    >>> fit("MCTS", ("monte", "carlo", "tree", "search"))
    1.0
    >>> fit("T2I", ("text", "to", "image")), fit("CNN", ("convolutional", "neural", "network"))
    (1.0, 1.0)
    >>> fit("CARLA", ("challenging", "3d", "driving", "simulator")) < 0.5
    True
    """
    letters = "".join(c for c in short.lower() if c.isalnum())
    score = _best(letters, tuple(pieces)) if letters else _IMPOSSIBLE
    return score / (_INITIAL * len(letters)) if letters else _IMPOSSIBLE


def _best(letters: str, pieces: tuple[str, ...]) -> float:
    """Return the best score of the ways to take letters from pieces, in order; the first from the first initial."""
    scores = {0: 0.0}
    for place, piece in enumerate(pieces):
        after: dict[int, float] = {}
        for taken, score in scores.items():
            if place:
                _keep(after, taken, score - _cost(piece, is_last=place == len(pieces) - 1))
            for count, gain in _gains(letters[taken:], piece, inner=place > 0):
                _keep(after, taken + count, score + gain)
        scores = after
    return scores.get(len(letters), _IMPOSSIBLE)


def _keep(scores: dict[int, float], taken: int, score: float) -> None:
    if score > scores.get(taken, _IMPOSSIBLE):
        scores[taken] = score


def _cost(piece: str, *, is_last: bool) -> float:
    return 0.0 if piece in _SMALL else _LAST_SKIPPED if is_last else _SKIPPED


@lru_cache(maxsize=4096)
def _gains(letters: str, piece: str, *, inner: bool) -> tuple[tuple[int, float], ...]:
    """Return how many of the next letters a piece can give, with what each choice is worth."""
    found: dict[int, float] = {}
    for position, value in ((0, _INITIAL), *(((1, _INNER),) if inner else ())):
        start = _first(letters, piece, position)
        if start is None:
            continue
        gain, count, place = value, 1, start
        _keep(found, count, gain)
        while count < len(letters):
            following = piece.find(letters[count], place)
            if following < 0:
                break
            gain += _NEXT if value == _INITIAL else _INNER
            count, place = count + 1, following + 1
            _keep(found, count, gain)
    return tuple(found.items())


def _first(letters: str, piece: str, position: int) -> int | None:
    """Return the place after the first letter, which is the initial of a piece or, from `position` on, inside it."""
    if not letters:
        return None
    if position:
        found = piece.find(letters[0], position)
        return found + 1 if found >= 0 else None
    if piece.startswith(letters[0]):
        return 1
    return next((len(start) for start in _SPELT.get(letters[0], ()) if piece.startswith(start)), None)
