"""The sequence tagger: a conditional random field over tokens that marks spans of each entity type.

J. Lafferty, A. McCallum and F. Pereira, "Conditional random fields", ICML 2001; by way of CRFsuite.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_PAD = "<>"
_FAINT = (0.9, 0.7)
"""A token is faintly tagged where the probability that it stands outside of all spans is less."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of tokens with a type and the probability that the tagger gives it."""

    start: int
    end: int
    type: str
    probability: float

    def moved(self, offset: int) -> "Span":
        """Return the span some tokens further on."""
        return Span(self.start + offset, self.end + offset, self.type, self.probability)


@lru_cache(maxsize=65536)
def shape(word: str) -> str:
    """Return a word's shape: `Xxx` for capital and small letters, `d` for digits, runs of over two cut.

    >>> shape("LLaMA"), shape("2024"), shape("kNN")
    ('XXxXX', 'dd', 'xXX')
    """
    made: list[str] = []
    for c in word:
        kind = "X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c
        if made[-2:] != [kind, kind]:
            made.append(kind)
    return "".join(made[:8])


@lru_cache(maxsize=65536)
def word_features(word: str) -> tuple[str, ...]:
    """Return the features of a word by itself."""
    low = word.lower()
    found = [f"w={low}", f"s={shape(word)}", f"p={low[:3]}", f"e={low[-3:]}", f"e2={low[-2:]}", f"e4={low[-4:]}"]
    if len(word) > 1 and any(c.isupper() for c in word[1:]):
        found.append("inner-capital")
    if len(word) == 1 and word.isupper():
        found.append("capital")
    return tuple(found)


def features(
    words: Sequence[str],
    *,
    clusters: Mapping[str, tuple[str, ...]],
    marks: Sequence[Sequence[str]],
    section: str,
) -> list[list[str]]:
    """Return the features of each token of a sentence.

    Args:
        words: the tokens.
        clusters: the clusters of lower-case words, from coarse to fine.
        marks: for each token what the other sources say of it, such as `lex:Dataset:B`.
        section: `title` or `abstract`.
    """
    lows = [word.lower() for word in words]
    shapes = [shape(word) for word in words]
    known = [clusters.get(low, ()) for low in lows]
    near = [[f"s={shapes[i]}", *known[i][:2], *marks[i]] for i in range(len(words))]
    return [
        [
            *("b", section, *word_features(word), *known[place], *marks[place]),
            *([f"title:{shapes[place]}"] if section == "title" else ()),
            *_window(place, lows, near),
            *_sequences(place, lows, shapes),
        ]
        for place, word in enumerate(words)
    ]


def _window(place: int, lows: list[str], near: list[list[str]]) -> Iterator[str]:
    """Yield the features of the words around a token: three to each side, the nearer two in full."""
    for offset in (-3, -2, -1, 1, 2, 3):
        other = place + offset
        if not 0 <= other < len(lows):
            yield f"{offset}:{_PAD}"
            continue
        yield f"{offset}:w={lows[other]}"
        if -2 <= offset <= 2:
            yield from (f"{offset}:{feature}" for feature in near[other])


def _sequences(place: int, lows: list[str], shapes: list[str]) -> Iterator[str]:
    """Yield the features of a token together with its neighbours."""
    last = len(lows) - 1
    if place:
        yield f"w-1,w={lows[place - 1]} {lows[place]}"
    if place < last:
        yield f"w,w+1={lows[place]} {lows[place + 1]}"
        yield f"e,e+1={lows[place][-3:]} {lows[place + 1][-3:]}"
    if 0 < place < last:
        yield f"s-1,s,s+1={shapes[place - 1]} {shapes[place]} {shapes[place + 1]}"


def spans(labels: Sequence[str], probabilities: Iterable[float]) -> list[Span]:
    """Return the spans that labels `B-…`, `I-…` and `O` mark, each with the least probability of its tokens."""
    found: list[Span] = []
    for index, (label, probability) in enumerate(zip(labels, probabilities, strict=True)):
        kind = label[2:]
        if label[0] == "O":
            continue
        if label[0] == "I" and found and found[-1].end == index and found[-1].type == kind:
            found[-1] = Span(found[-1].start, index + 1, kind, min(found[-1].probability, probability))
        else:
            found.append(Span(index, index + 1, kind, probability))
    return found


def faint_spans(size: int, marginal: Callable[[str, int], float], types: Sequence[str]) -> list[Span]:
    """Return the spans that a tagger thinks of, whether it marks them or not, each with its least probability.

    Args:
        size: the number of tokens.
        marginal: returns the probability of a label at a token.
        types: the entity types.
    """
    outside = [marginal("O", place) for place in range(size)]
    found: dict[tuple[int, int], Span] = {}
    for most in _FAINT:
        start = 0
        while start < size:
            if outside[start] >= most:
                start += 1
                continue
            end = _faint_end(start, outside, most, marginal, types)
            kind = max(types, key=lambda name: marginal(f"B-{name}", start) + marginal(f"I-{name}", start))
            found[start, end] = Span(start, end, kind, 1.0 - max(outside[start:end]))
            start = end
    return [found[place] for place in sorted(found)]


def _faint_end(
    start: int, outside: Sequence[float], most: float, marginal: Callable[[str, int], float], types: Sequence[str]
) -> int:
    """Return where a faint span ends: before a token that rather stands outside, or rather starts another span."""
    end = start + 1
    while end < len(outside) and outside[end] < most:
        if max(marginal(f"B-{name}", end) for name in types) >= max(marginal(f"I-{name}", end) for name in types):
            break
        end += 1
    return end
