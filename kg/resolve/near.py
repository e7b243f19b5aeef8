"""Near ids: what a person may have meant by an id that is none."""

import difflib
from collections.abc import Iterable

_ALIKE = 0.75
_START = 2


def near_id(id_: str, known: Iterable[str]) -> str:
    """Return the id that is spelt most like one: of another type, or with the same first letters; or nothing."""
    type_, _, slug = id_.partition("/")
    slugs: dict[str, list[str]] = {}
    for other in sorted(known):
        name = other.partition("/")[2]
        if name[:_START] == slug[:_START]:  # comparing with all takes a second
            slugs.setdefault(name, []).append(other)
    near = difflib.get_close_matches(slug, slugs, n=1, cutoff=_ALIKE)
    if not near:
        return ""
    return min(slugs[near[0]], key=lambda other: (not other.startswith(f"{type_}/"), other))
