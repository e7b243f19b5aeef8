"""Near ids: what a person may have meant by an id that is none."""

import difflib
from collections import defaultdict
from collections.abc import Container, Iterable

from kg.names import slug

_ALIKE = 0.75
_START = 2


class NearIds:
    """Ids by how they begin: comparing each with all takes a second."""

    def __init__(self, known: Iterable[str]) -> None:
        """Take the ids that may be meant."""
        self._slugs: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.update(known)

    def update(self, known: Iterable[str]) -> None:
        """Take further ids."""
        for id_ in known:
            name = id_.partition("/")[2]
            self._slugs[name[:_START]][name].add(id_)

    def find(self, id_: str, *, among: Container[str] | None = None) -> str:
        """Return the id that is spelt most like one: of another type, or with the same first letters; or nothing.

        Args:
            id_: what is no id.
            among: those of the ids that may still be meant; all of them where it is not given.
        """
        type_, _, name = id_.partition("/")
        type_, name = type_.lower(), _spelt(name)
        slugs = self._slugs.get(name[:_START], {})
        there = (one for one, ids in slugs.items() if among is None or any(other in among for other in ids))
        near = difflib.get_close_matches(name, there, n=1, cutoff=_ALIKE)
        if not near:
            return ""
        found = (other for other in slugs[near[0]] if among is None or other in among)
        return min(found, key=lambda other: (not other.startswith(f"{type_}/"), other))


def _spelt(name: str) -> str:
    """Return what a person gives after the type as ids are spelt, where it is spelt as names are."""
    return name if name.isascii() and name == name.lower() else slug(name)
