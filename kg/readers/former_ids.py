"""Former ids: those that papers had when a source knew less of them, by which decisions may name them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from kg.readers.identity import paper_id, strong

Known = tuple[str, str, Sequence[str]]
"""The id of a paper, its title and its identifiers."""


def ids_now(named: Collection[str], papers: Callable[[], Iterable[Known]]) -> dict[str, str]:
    """Return the ids that papers have now which had others before, by their title or by one identifier alone.

    An id that several papers may have had leads to none of them.

    Args:
        named: ids of papers, of today or of before.
        papers: gives all papers, each time from the start.
    """
    gone = {*named}
    for paper, _, _ in papers() if gone else ():
        gone.discard(paper)
    found: dict[str, set[str]] = defaultdict(set)
    for paper, title, identifiers in papers() if gone else ():
        for id_ in gone & _former(title, identifiers):
            found[id_].add(paper)
    return {id_: min(now) for id_, now in found.items() if len(now) == 1}


def _former(title: str, identifiers: Sequence[str]) -> set[str]:
    return {paper_id((), title), *(paper_id((identifier,), title) for identifier in strong(identifiers))}
