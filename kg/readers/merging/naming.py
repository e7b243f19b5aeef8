"""Naming: the id and the address that each paper gets, and by what a record of it is known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.readers.identity import address, paper_id, strong
from kg.records import Paper


def own_ids(papers: Sequence[Paper]) -> list[str]:
    """Return an id for each paper, from the best identifier, or what else no other one has."""
    ids = [paper_id(paper.identifiers, paper.title) for paper in papers]
    shared = _shared(ids)
    if not shared:
        return ids
    holders = Counter(identifier for paper in papers for identifier in paper.identifiers)
    ids = [_own_id(papers[at], holders) if id in shared else id for at, id in enumerate(ids)]
    shared = _shared(ids)
    return [_marked_id(papers[at]) if id in shared else id for at, id in enumerate(ids)]


def _shared(ids: Iterable[str]) -> set[str]:
    return {id for id, count in Counter(ids).items() if count > 1}


def settled(paper: Paper, id: str) -> Paper:
    """Return a paper with its id, and the address that its best identifier has.

    An id that one source made up then adds nothing.
    """
    known = tuple(sorted(strong(paper.identifiers)))
    if known:
        url = address(known)
        if (paper.id, paper.identifiers, paper.url) == (id, known, url):
            return paper
        return replace(paper, id=id, identifiers=known, url=url)
    return paper if paper.id == id else replace(paper, id=id)


def named_alone(paper: Paper) -> tuple[str, tuple[str, ...], str]:
    """Return the id, the identifiers and the address of a paper that shares no key with another, without making it."""
    known = strong(paper.identifiers)
    name = paper_id(known, paper.title)
    return (name, tuple(sorted(known)), address(known)) if known else (name, paper.identifiers, paper.url)


def key_of(paper: Paper) -> str:
    """Return what a record is known by: its best identifier, or its title."""
    return next(iter([*strong(paper.identifiers), *paper.identifiers, paper.title]))


def _own_id(paper: Paper, holders: Mapping[str, int]) -> str:
    """Return the id of a paper by an identifier that is its own alone; without one, by title and abstract."""
    own = [identifier for identifier in strong(paper.identifiers) if holders[identifier] == 1]
    return paper_id(own[:1], paper.title, paper.abstract)


def _marked_id(paper: Paper) -> str:
    """Return the id of a paper of which others have each identifier."""
    return paper_id((), paper.title, "\n".join([*paper.identifiers, paper.abstract]))
