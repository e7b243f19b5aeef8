"""Naming: the id and the address that each paper gets, and by what a record of it is known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.readers.identity import address, paper_id, strong
from kg.records import Paper


def with_own_ids(papers: Sequence[Paper]) -> list[Paper]:
    """Return papers with an id each, from the best identifier, or what else no other one has."""
    named = [replace(paper, id=paper_id(paper.identifiers, paper.title)) for paper in papers]
    holders = Counter(identifier for paper in papers for identifier in paper.identifiers)
    for tell in (lambda paper: _own_id(paper, holders), _marked_id):
        shared = Counter(paper.id for paper in named)
        named = [paper if shared[paper.id] == 1 else replace(paper, id=tell(paper)) for paper in named]
    return named


def settled(paper: Paper) -> Paper:
    """Return a paper with the address that its best identifier has; an id that one source made up then adds nothing."""
    known = tuple(sorted(strong(paper.identifiers)))
    return replace(paper, identifiers=known, url=address(known)) if known else paper


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
