"""Names for communities: the entities that set each apart from the rest.

How much an entity does so is the z-score of the log-odds that papers of the community name it, against all others.
What all papers name is the prior, so that what one paper alone says does not outweigh what many say.

- B. L. Monroe, M. P. Colaresi, K. M. Quinn. Fightin' Words: Lexical Feature Selection and Evaluation for Identifying
  the Content of Political Conflict. Political Analysis 16(4), 2008.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from kg.analyse.arrays import Integers, Reals
from kg.analyse.undirected import Undirected
from kg.names import normal_form
from kg.schema import load as schema

if TYPE_CHECKING:
    import networkx as nx

_PARTS = 3
_SEPARATOR = " · "
_PRIOR = 1 / 3
"""How much the prior counts, against what is counted."""
_NAMED = 1e-3
"""What each paper that names an entity adds: it decides where nothing sets a community apart, as where all are one."""
_TELLING = {"Task": 1.3}
"""A task says more about what a group is about than a method or a dataset that it happens to use."""


def names(
    graph: "nx.MultiDiGraph[str]", plain: Undirected, groups: Sequence[Sequence[int]], *, held: Sequence[str]
) -> list[str]:
    """Return a name for each group of nodes; no two names begin alike.

    Args:
        graph: says what the nodes are called.
        plain: its nodes and edges.
        groups: the nodes of each group, the largest group first.
        held: the name that each group had and keeps if its members still bear it; empty for none.
    """
    telling = _telling(graph, plain, groups)
    labels = [graph.nodes[key]["label"] for key in plain.keys]
    found = [
        name if name and set(name.split(_SEPARATOR)) <= {labels[node] for node in group} else ""
        for name, group in zip(held, groups, strict=True)
    ]
    begun = {normal_form(name.split(_SEPARATOR)[0]) for name in found}
    for index, group in enumerate(groups):
        if not found[index]:
            ranked = sorted((node for node in group if telling[node] > 0), key=lambda node: (-telling[node], node))
            parts = list(_distinct((labels[node] for node in ranked), begun))
            begun |= {normal_form(part) for part in parts[:1]}
            found[index] = _SEPARATOR.join(parts)
    return found


def _telling(graph: "nx.MultiDiGraph[str]", plain: Undirected, groups: Sequence[Sequence[int]]) -> Reals:
    """Return how much each node sets its group apart; nothing for papers and links."""
    owner = np.zeros(len(plain.keys), np.int64)
    for index, group in enumerate(groups):
        owner[list(group)] = index
    kinds = [graph.nodes[key]["type"] for key in plain.keys]
    paper = np.array([kind == "Paper" for kind in kinds], bool)
    weight = np.array([_TELLING.get(kind, 1.0) * (kind in schema().types) for kind in kinds]) * ~paper
    ends = np.concatenate([plain.sources, plain.targets])
    others = np.concatenate([plain.targets, plain.sources])
    named = paper[others] & (weight[ends] > 0)
    ends, others = ends[named], others[named]
    same = owner[ends] == owner[others]
    here = np.bincount(ends[same], minlength=len(owner))
    there = np.bincount(ends, minlength=len(owner)) - here
    all_here = np.bincount(owner[others], minlength=len(groups))[owner] if len(groups) else here
    z_scores = np.zeros(len(owner))
    some = here > 0
    z_scores[some] = _z_scores(here[some], there[some], all_here[some], len(ends))
    return np.asarray(weight * (np.maximum(z_scores, 0) + _NAMED * here), np.float64)


def _z_scores(here: Integers, there: Integers, all_here: Integers, count: int) -> Reals:
    prior = _PRIOR * (here + there)
    inside, outside = here + prior, there + prior
    every = _PRIOR * count
    odds = np.log(inside / (all_here + every - inside + 1)) - np.log(outside / (count - all_here + every - outside + 1))
    return np.asarray(odds / np.sqrt(1 / inside + 1 / outside), np.float64)


def _distinct(labels: Iterable[str], begun: set[str]) -> Iterator[str]:
    """Return the first labels of which none contains another; the very first begins no other name."""
    forms: list[str] = []
    for label in labels:
        form = normal_form(label)
        if not any(form in other or other in form for other in forms) and (forms or form not in begun):
            forms.append(form)
            yield label
        if len(forms) == _PARTS:
            return
