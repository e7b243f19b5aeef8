"""Find many names at once in a list of tokens: a trie over the pieces of names.

A piece is a run of letters or of digits, so that `CIFAR-10`, `CIFAR 10` and `CIFAR10` walk the same path.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar

from kg.names import singular

Payload = TypeVar("Payload")
_PIECE = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[+*#&@]")
_HYPHENS = frozenset("-–‐‑_/ ")
_END = ""


@lru_cache(maxsize=65536)
def pieces(token: str) -> tuple[str, ...]:
    """Return the folded pieces of a token: no accents, no case.

    >>> pieces("wav2vec"), pieces("CIFAR10")
    (('wav', '2', 'vec'), ('cifar', '10'))
    """
    if token.isascii():  # nearly every token, and four times faster
        return tuple(_PIECE.findall(token.lower()))
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", token).casefold())
    return tuple(_PIECE.findall("".join(c for c in folded if not unicodedata.combining(c))))


class Matcher(Generic[Payload]):
    """A set of names, each with something to return where it is found.

    Names wait until a token begins as they do: of 80,000, a text meets a few hundred.
    """

    def __init__(self) -> None:
        """Start empty."""
        self._root: dict[str, Any] = {}
        self._waiting: dict[str, list[tuple[str, Payload]]] = {}

    def add(self, name: str, payload: Payload) -> None:
        """Add a name; several payloads may share one."""
        first = _PIECE.search(name.lower()) if name.isascii() else None
        begin = first[0] if first else next(iter(pieces.__wrapped__(name)), "")
        self._waiting.setdefault(singular(begin), []).append((name, payload))

    def _meet(self, begin: str) -> None:
        """Enter the names that begin with a piece, or with its singular where they are one piece."""
        for name, payload in self._waiting.pop(begin, ()):
            self._enter(name, payload)

    def _enter(self, name: str, payload: Payload) -> None:
        parts = list(pieces.__wrapped__(name))  # a name comes once: its pieces need no place among those of tokens
        if not parts:
            return
        parts[-1] = singular(parts[-1])
        node = self._root
        for part in parts:
            node = node.setdefault(part, {})
        found = node.setdefault(_END, [])
        if payload not in found:
            found.append(payload)

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, list[Payload]]]:
        """Yield the first token, the token after the last, and the payloads of every name in a list of tokens."""
        split = [pieces(word) for word in words]
        for start, parts in enumerate(split):
            if parts:
                self._meet(parts[0])
                self._meet(singular(parts[0]))
            if (parts and parts[0] in self._root) or (len(parts) == 1 and singular(parts[0]) in self._root):
                yield from self._walk(split, words, start)

    def _walk(
        self, split: list[tuple[str, ...]], words: Sequence[str], start: int
    ) -> Iterator[tuple[int, int, list[Payload]]]:
        node = self._root
        for index in range(start, len(split)):
            parts = split[index]
            if not parts:
                if index == start or words[index] not in _HYPHENS:
                    return
                continue
            for part in parts[:-1]:
                node = node.get(part)  # type: ignore[assignment]  # checked in the next line
                if node is None:
                    return
            last, one = parts[-1], singular(parts[-1])
            ending = node.get(one)
            if ending is not None and _END in ending:
                yield start, index + 1, ending[_END]
            node = node.get(last)  # type: ignore[assignment]  # checked in the next line
            if node is None:
                return
