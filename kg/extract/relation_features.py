"""What a sentence says of a pair of things: the binary features from which its relation is judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.relation_candidates import ACTORS, TELLING, Place, Sentence, is_version
from kg.extract.scorer import bucket
from kg.extract.words import load as word_list

_NEGATIONS = word_list("negations")
_STOPS = word_list("clause_starts")
_QUALIFIERS = word_list("qualifiers")
_FILLERS = word_list("fillers") | {"-"}
_GOVERNORS = word_list("governors")
_INDEFINITE = frozenset(["a", "an", "new", "novel", "our", "proposed"])
_HEADS = word_list("heads_after_names") | {"baseline", "baselines", "counterparts", "loss", "training", "variants"}
_FAMILY = {word: family for kind in ("AD", "DD", "AA") for word, family in TELLING[kind].items()}
_PEERS = frozenset(["art", "current", "existing", "other", "previous", "prior", "recent", "sota"])
_WORSE = word_list("worse")
_BEATEN = frozenset(["beaten", "exceeded", "outperformed", "surpassed"])
_BE = frozenset(["are", "be", "been", "being", "is", "was", "were"])
_MASKS = frozenset(["<A>", "<D>", "<T>"])
_DISTANCES = (1, 2, 3, 5, 8, 12, 20)
_REACH = 4
_MAX_BETWEEN = 14
_MAX_PATTERN = 6
_EDGE = "<edge>"


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a name, or around the enumeration that it stands in."""

    head: int
    tail: int
    pre: str
    """The kinds of the two words before it that say most: "variant of"."""
    post: str
    after: str
    qualified: bool
    plain: tuple[str, ...]
    """The features of the name alone."""


class Described:
    """A sentence whose pairs are described; what is said of one thing is made once for all its pairs."""

    def __init__(self, sentence: Sentence, names: Sequence[str]) -> None:
        """Take a sentence and the name of each group."""
        self._sentence = sentence
        self._names = names
        self._around: dict[Place, _Around] = {}
        self._introduced = {one.group for one in sentence.places if one.role == "introduces" and one.type in ACTORS}

    def is_negated(self, subject: Place, target: Place, kind: str) -> bool:
        """Tell whether the word that would relate a pair is negated."""
        at, _ = _telling(self._sentence.telling[kind], subject, target)
        return at >= 0 and _is_negated(self._sentence.words, at)

    def is_narrowed(self, target: Place) -> bool:
        """Tell whether a name only narrows unnamed competitors down: "existing X methods", "prior X-based ones"."""
        words, around = self._sentence.words, self._of(target)
        ahead = words[max(0, around.head - _REACH) : around.head]
        return not _PEERS.isdisjoint(ahead) and (around.after in _HEADS or around.post.startswith("- [based]"))

    def features(self, subject: Place, target: Place, kind: str) -> list[str]:
        """Return the distinct binary features of a pair, always in the same order.

        "X is outperformed by Y" is described as "X outperforms Y" is, with the parts of X and Y exchanged: such
        sentences are too rare to learn them.

        Args:
            subject: the one of the two things that would be the subject.
            target: the one that would be the object.
            kind: the kind of the pair.
        """
        if kind == "AA" and _is_turned(self._sentence.words, subject, target):
            return self._features(replace(target, role=subject.role), replace(subject, role=target.role), kind)
        return self._features(subject, target, kind)

    def _features(self, subject: Place, target: Place, kind: str) -> list[str]:
        order = f"{kind}{'>' if subject.start <= target.start else '<'}"
        others = bool(self._introduced - {subject.group})
        between = _between(self._sentence.words, subject, target)
        found = [
            "bias",
            f"bias {kind}",
            order,
            f"{kind} roles={subject.role}>{target.role}",
            f"{kind} elsewhere={others} {subject.role} self={bool(subject.word)}",
            *(f"s {one}" for one in self._of(subject).plain),
            *(f"o {one}" for one in self._of(target).plain),
            *_of_between(between, order),
            *self._of_trigger(subject, target, kind, order, min(between.count("<A>"), 2)),
        ]
        if kind != "AD" and is_version(self._names[subject.group], self._names[target.group]):
            found.append("version")
        return list(dict.fromkeys(found))

    def _of(self, place: Place) -> _Around:
        if place not in self._around:
            self._around[place] = _around(self._sentence, place)
        return self._around[place]

    def _of_trigger(self, subject: Place, target: Place, kind: str, order: str, actors: int) -> Iterator[str]:
        places, words = self._sentence.telling[kind], self._sentence.words
        at, where = _telling(places, subject, target)
        if at < 0:
            yield "no trigger"
            return
        family = TELLING[kind][words[at]]
        here, tell = f"{order} {where}", f"{order} {family}"
        yield f"{here} trigger={words[at]}"
        yield f"{here} family={family}"
        yield f"{tell} roles={subject.role}>{target.role}"
        yield f"{here} {family} role={subject.role}"
        yield f"{order} trigger={words[at]} by={'by' in words[at + 1 : at + 3]}"
        yield from (f"{kind} any {one}" for one in dict.fromkeys(TELLING[kind][words[one]] for one in places))
        one, other = self._of(subject), self._of(target)
        if not subject.word:
            yield f"{here} {family} s post={one.post}"
            yield f"{tell} s +1={one.after}"
        if not target.word:
            yield f"{here} {family} o pre={other.pre}"
            yield f"{order} o pre={other.pre} actors between={actors}"
        if other.qualified:
            yield f"{tell} qualified headed={other.after in _HEADS}"
        gap = bucket(other.head - at if other.head > at else at - target.end, _DISTANCES)
        yield f"{here} to object={gap}"
        yield f"{family} to object={gap}"
        low, high = sorted((at, subject.start))
        middle = words[low:high]
        yield f"{tell} to subject={bucket(high - low, _DISTANCES)}"
        yield f"{here} actors to subject={min(middle.count('<A>') - (at > subject.start and not subject.word), 2)}"
        yield f"{here} stops to subject={min(sum(word in _STOPS for word in middle), 2)}"


def _around(sentence: Sentence, place: Place) -> _Around:
    kinds = (f"type={place.type}", f"role={place.role}", f"self={place.word}")
    if place.word:
        return _Around(place.start, place.end, "", "", "", qualified=False, plain=kinds)
    words = sentence.words
    head, tail = sentence.heads[place.start], sentence.tails[place.start]
    before = words[head - 1] if head else _EDGE
    after = [word for word in words[tail : tail + 3] if word] or [_EDGE]
    pre, post = _pattern(words, head), " ".join(_class(word) for word in after[:2])
    qualified = not _QUALIFIERS.isdisjoint(words[max(0, head - _REACH) : head])
    told = {
        "qualified": qualified,
        "qualified class": qualified and after[0] in _HEADS,
        "headed": after[0] in _HEADS,
        "indefinite": before in _INDEFINITE,
        "aside": before == "(",
    }
    plain = (
        *kinds,
        *(f"-1={before}", f"+1={after[0]}", f"pre={pre}", f"post={post}"),
        *(name for name, holds in told.items() if holds),
    )
    return _Around(head, tail, pre, post, after[0], qualified, plain)


def _pattern(words: Sequence[str], head: int) -> str:
    found: list[str] = []
    for word in reversed(words[max(0, head - _MAX_PATTERN) : head]):
        if word and word not in _FILLERS and word not in _QUALIFIERS:
            found.append(_class(word))
            if len(found) == 2:
                break
    return " ".join(reversed(found))


def _class(word: str) -> str:
    return word if word in _GOVERNORS or not word.isalpha() else f"[{_FAMILY.get(word, 'other')}]"


def _between(words: Sequence[str], subject: Place, target: Place) -> list[str]:
    start, end = (subject.end, target.start) if subject.start <= target.start else (target.end, subject.start)
    return [word for word in words[start:end] if word]


def _of_between(words: Sequence[str], order: str) -> Iterator[str]:
    yield f"{order} gap={bucket(len(words), _DISTANCES)}"
    yield from (f"{order} mid={word}" for word in words[-_MAX_BETWEEN:])
    yield f"names between={min(sum(word in _MASKS for word in words), 3)}"
    yield f"actors between={min(words.count('<A>'), 2)}"
    yield f"stops={min(sum(word in _STOPS for word in words), 2)}"
    if ";" in words:
        yield "semicolon"


def _telling(places: Sequence[int], subject: Place, target: Place) -> tuple[int, str]:
    """Return the telling word that stands between two things, or the last before them, or the first after them."""
    low, high = sorted((subject.start, target.start))
    between = [at for at in places if low < at < high]
    if between:
        return (between[-1] if target.start == high else between[0]), "between"
    before = [at for at in places if at <= low]
    if before:
        return before[-1], "before"
    return (places[0], "after") if places else (-1, "")


def _is_negated(words: Sequence[str], at: int) -> bool:
    """Tell whether one of the four words before a place turns it around; "not only" does not, nor what is set off."""
    for index in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if words[index] in _NEGATIONS:
            return words[index + 1] not in ("only", "just", "merely")
        if words[index] in _MASKS or words[index] in (",", ";", ":"):
            return False
    return False


def _is_turned(words: Sequence[str], subject: Place, target: Place) -> bool:
    """Tell whether the words between two things make the second the better: "is outperformed by", "worse than"."""
    start, end = (subject.end, target.start) if subject.start <= target.start else (target.end, subject.start)
    return any(
        words[at] in _WORSE
        or (words[at] in _BEATEN and words[at + 1] == "by" and not _BE.isdisjoint(words[max(0, at - 3) : at]))
        for at in range(start, min(end, len(words) - 1))
    )
