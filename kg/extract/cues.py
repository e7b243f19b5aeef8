"""Cues: what the words around a name say of it ("we introduce X", "X: …" as a title, "on the X and Y datasets").

A cue is found at a name, a run of tokens with a capital or a digit inside, or at any span that another source found.
Its name is what the scorer learns a weight for; some cues also say a type.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import schema
from kg.extract.words import load as word_list

HEAD_TYPES = {word: kind for kind in schema.load().types for word in word_list(f"heads.{kind}")}
_INTRODUCE = word_list("introduce")
_CALLED = word_list("called")
_COMPARE = word_list("compare")
_USE = word_list("use")
_LINKERS = frozenset(["-", "–", ".", "/", "+", "&", "*", "'", "’", "#"])
_OPENING = frozenset(",(:-–—\"'“‘`")
_SUBJECT_VERBS = word_list("subject_verbs")
_PREPOSED = {"our": "our", "proposed": "our", "on": "on", "over": "on", "for": "for", "of": "of"}
_JOINTS = frozenset([",", "and", "&", "/", "-", "or"])
_EXAMPLES = frozenset(["as", "including", "like", ":", "namely"])
_MAX_NAME = 8
_MAX_TITLE = 7
# Words with a capital that start sentences or refer to parts of a paper.
_NOT_NAMES = word_list("not_names")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue; `type` is empty where it says none."""

    name: str
    type: str = ""


def is_name_word(word: str) -> bool:
    """Tell whether a token looks like a part of a proper name."""
    return any(c.isupper() for c in word) or (any(c.isdigit() for c in word) and any(c.isalpha() for c in word))


def names(words: Sequence[str], spaces: Sequence[bool], starts: frozenset[int], first: int) -> list[tuple[int, int]]:
    """Return the runs of tokens of an abstract that look like proper names.

    A word that only its place at the start of a sentence gives a capital does not start a name.

    Args:
        words: the tokens of a document.
        spaces: whether a space follows each.
        starts: the tokens that start sentences.
        first: the first token of the abstract.
    """
    found: list[tuple[int, int]] = []
    index = first
    while index < len(words):
        if not _starts_name(words, index, starts):
            index += 1
            continue
        end = _name_end(words, spaces, index, starts)
        found.append((index, end))
        index = end
    return found


def _starts_name(words: Sequence[str], index: int, starts: frozenset[int]) -> bool:
    word = words[index]
    if not is_name_word(word) or word.lower() in _NOT_NAMES:
        return False
    plain = word[1:].islower() or len(word) == 1
    return not (plain and index in starts)


def _name_end(words: Sequence[str], spaces: Sequence[bool], start: int, starts: frozenset[int]) -> int:
    end = start + 1
    while end < len(words) and end - start < _MAX_NAME and end not in starts:
        word = words[end]
        glued = not spaces[end - 1]
        if (is_name_word(word) and word.lower() not in _NOT_NAMES) or (word[0].isdigit() and (glued or len(word) <= 4)):
            end += 1
        elif (
            word in _LINKERS
            and glued
            and end + 1 < len(words)
            and not spaces[end]
            and (is_name_word(words[end + 1]) or words[end + 1][0].isdigit())
        ):
            end += 2
        elif word in "+*#" and glued:
            end += 1
        else:
            break
    return end


def title_name(words: Sequence[str], first: int) -> tuple[int, int] | None:
    """Return the run of tokens before the colon of a title "X: …", or None.

    >>> title_name(["Sam", "2", "Long", ":", "Better", "Memory"], 6)
    (0, 3)
    """
    for index in range(1, min(first, _MAX_TITLE + 1)):
        if words[index] == ":":
            name = words[:index]
            return (0, index) if any(is_name_word(word) for word in name) else None
    return None


def span_cues(words: Sequence[str], start: int, end: int, sentence: tuple[int, int]) -> Iterator[Cue]:
    """Yield what the tokens around a span of a sentence say of it."""
    low, high = sentence
    before = [word.lower() for word in words[max(low, start - 8) : start]]
    after = [word.lower() for word in words[end : min(high, end + 8)]]
    yield from _before(before)
    yield from _after(after)
    yield from _in_list(words, start, end, sentence)


def _before(before: list[str]) -> Iterator[Cue]:
    near = before[-1] if before else ""
    content = [word for word in before if word.isalpha()]
    last = content[-1] if content else ""
    yield from (Cue(name) for name in _lexical(near, last, content))
    if last in HEAD_TYPES and near in (last, ","):
        yield Cue("apposition-before" if near == "," else "head-before", HEAD_TYPES[last])


def _lexical(near: str, last: str, content: list[str]) -> Iterator[str]:
    """Yield the names of the cues that words before a span give, the nearest word last."""
    if near in _CALLED or (near in _OPENING and last in _CALLED):
        yield "called"
    distance = next((place for place, word in enumerate(reversed(content[-6:])) if word in _INTRODUCE), None)
    if distance is not None:
        yield "introduce-near" if distance else "introduce-next"
    if not _COMPARE.isdisjoint(content[-3:]):
        yield "compare"
    if last in _USE:
        yield "use"
    if last in _PREPOSED:
        yield _PREPOSED[last]
    if near == "(":
        yield "in-parenthesis"


def _after(after: list[str]) -> Iterator[Cue]:
    if not after:
        return
    if after[0] in HEAD_TYPES:
        yield Cue("head-after", HEAD_TYPES[after[0]])
    if after[0] in ("-", "–") and len(after) > 1:
        yield Cue(f"hyphen-{after[1]}" if after[1] in ("based", "like", "style", "free", "trained") else "hyphen")
    if after[0] in (",", "(", "is", "–", "—", ":") and any(word in ("a", "an", "the", "our") for word in after[1:3]):
        head = next((word for word in after[2:] if word in HEAD_TYPES), None)
        if head:
            yield Cue("apposition-after", HEAD_TYPES[head])
    if after[0] in _SUBJECT_VERBS:
        yield Cue("subject")


def _in_list(words: Sequence[str], start: int, end: int, sentence: tuple[int, int]) -> Iterator[Cue]:
    """Find the head of the enumeration that a span stands in: "on X, Y and Z datasets", "models such as X and Y"."""
    low, high = sentence
    for index in range(end, min(high, end + 14)):
        word = words[index].lower()
        if word in HEAD_TYPES and index > end:
            yield Cue("list-head", HEAD_TYPES[word])
            break
        if word not in _JOINTS and not is_name_word(words[index]) and not word[0].isdigit():
            break
    for index in range(start - 1, max(low, start - 18), -1):
        word = words[index].lower()
        if word in _EXAMPLES:
            place = index - (2 if word == "as" or words[index - 1] in ",(" else 1)
            head = words[place].lower() if place >= low else ""
            if head in HEAD_TYPES:
                yield Cue("such-as", HEAD_TYPES[head])
            break
        if word not in _JOINTS and word != "." and not is_name_word(words[index]) and not word[0].isdigit():
            break
