"""Claims in RDF 1.2: what a claim states is one triple term, not a subject, a predicate and an object."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from kg.rdf.terms import Quad, term

_PARTS = ("rdf:subject", "rdf:predicate", "rdf:object")


def reified(rows: Iterable[Quad]) -> Iterator[Quad]:
    """Yield rows with `rdf:reifies` and a triple term in place of `rdf:subject`, `rdf:predicate` and `rdf:object`.

    Args:
        rows: in order; so are those that are yielded.
    """
    parts = frozenset(map(term, _PARTS))
    for _, group in groupby(rows, itemgetter(0)):
        said = list(group)
        stated = {row[1]: row for row in said if row[1] in parts}
        if _is_claim(stated, said):
            rest = [row for row in said if row[1] not in parts]
            said = sorted([*rest, _reifies([stated[term(part)] for part in _PARTS])])
        yield from said


def _is_claim(stated: dict[str, Quad], said: Sequence[Quad]) -> bool:
    once = sum(row[1] in stated for row in said) == len(stated) == len(_PARTS)
    return once and len({row[3] for row in stated.values()}) == 1


def _reifies(stated: Sequence[Quad]) -> Quad:
    triple = " ".join(row[2] for row in stated)
    return stated[0][0], term("rdf:reifies"), f"<<( {triple} )>>", stated[0][3]
