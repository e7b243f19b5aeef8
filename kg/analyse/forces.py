"""The forces of the layout, on arrays.

They are those of the LinLog mode of ForceAtlas2, whose masses are degrees: an edge pulls with the logarithm of its
length, and a pair of nodes repels with the product of their masses over their distance. This draws communities apart.

- A. Noack. Energy Models for Graph Clustering. Journal of Graph Algorithms and Applications 11(2), 2007.
- M. Jacomy, T. Venturini, S. Heymann, M. Bastian. ForceAtlas2, a Continuous Graph Layout Algorithm for Handy Network
  Visualization Designed for the Gephi Software. PLoS ONE 9(6), 2014.

Where the graph is large, repulsion is summed on a grid with a fast Fourier transform instead of a tree of cells: a step
takes the same time wherever the nodes are. Nodes that share a cell hardly repel; `kg.analyse.spread` parts them later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from kg.analyse.arrays import Integers, Reals, Waves, summed

REPULSION = 0.2
GRAVITY = (0.02, 0.034)
"""Pull towards the middle, per unit of distance, along and across: screens are wider than high."""
FIRST_STEP = 0.35
_DAMPING = 0.7
"""The part of the way to where its springs, as stiff as they are now, would let a node come to rest (E. Weiszfeld,
1937): of the logarithm alone the steps would be as short in a large graph as in a small one."""
_LEAST = 0.02
"""The least stiffness, against the mass."""
_CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
_CELLS = {0: 64, 500: 128, 4_000: 256}
"""Cells along a side of the grid, by the least number of nodes."""


@dataclass(frozen=True, slots=True)
class Springs:
    """The edges of a graph, as arrays."""

    sources: Integers
    targets: Integers
    weights: Reals


def settle(
    start: Reals, springs: Springs, masses: Reals, *, repel: Callable[[Reals], Reals], reach: Reals, steps: int
) -> Reals:
    """Return where the nodes come to rest.

    Args:
        start: where they start, one row a node.
        springs: what pulls them together.
        masses: how much each of them weighs.
        repel: the force that drives them apart, from their positions.
        reach: about how wide each node's component gets; no step is longer than a part of it.
        steps: how long they may move; the steps get shorter to the end.
    """
    positions = start.copy()
    for step in range(steps):
        pull, stiffness = _attraction(positions, springs)
        force = pull + repel(positions) - positions * GRAVITY * masses[:, None]
        move = force * (_DAMPING / np.maximum(stiffness, _LEAST * masses))[:, None]
        longest = reach * (FIRST_STEP * (1 - step / steps) ** 1.5)
        length = np.hypot(move[:, 0], move[:, 1])
        positions += move * np.minimum(1.0, longest / np.maximum(length, 1e-12))[:, None]
    return positions


def _attraction(positions: Reals, springs: Springs) -> tuple[Reals, Reals]:
    """Return what pulls each node, and how stiff the springs at it are together."""
    between = positions[springs.targets] - positions[springs.sources]
    distance = np.maximum(np.hypot(between[:, 0], between[:, 1]), 1e-9)
    stiff = springs.weights * np.log1p(distance) / distance
    between *= stiff[:, None]
    count = len(positions)
    pull = summed(springs.sources, between, count) - summed(springs.targets, between, count)
    return pull, summed(springs.sources, stiff, count) + summed(springs.targets, stiff, count)


def balance(positions: Reals, springs: Springs, masses: Reals) -> float:
    """Return how much to stretch a layout around the origin so that pushes and pulls balance over the whole.

    The forces do so where their virial is zero; that of the repulsion, whose law is one over the distance, is constant.
    """
    between = positions[springs.targets] - positions[springs.sources]
    distance = np.hypot(between[:, 0], between[:, 1])
    outwards = REPULSION * (masses.sum() ** 2 - (masses**2).sum()) / 2
    gravity = float((masses[:, None] * positions**2 * GRAVITY).sum())
    low, high = 1e-6, 1e6
    for _ in range(50):
        scale = float(np.sqrt(low * high))
        inwards = (springs.weights * np.log1p(distance * scale) * distance * scale).sum() + gravity * scale**2
        low, high = (scale, high) if inwards < outwards else (low, scale)
    return scale


def in_pairs(first: Integers, second: Integers, masses: Reals) -> Callable[[Reals], Reals]:
    """Return the repulsion between the listed pairs of nodes, exactly."""
    strength = REPULSION * masses[first] * masses[second]

    def repel(positions: Reals) -> Reals:
        between = positions[first] - positions[second]
        between *= (strength / np.maximum((between**2).sum(axis=1), 0.01))[:, None]
        return summed(first, between, len(positions)) - summed(second, between, len(positions))

    return repel


def on_grid(masses: Reals) -> Callable[[Reals], Reals]:
    """Return the repulsion between all pairs of nodes, as good as a grid of cells allows."""
    cells = max(cells for least, cells in _CELLS.items() if len(masses) >= least)
    padded = (2 * cells, 2 * cells)

    def repel(positions: Reals) -> Reals:
        corner = positions.min(axis=0)
        size = max(float((positions.max(axis=0) - corner).max()), 1e-6) / (cells - 2)
        scaled = (positions - corner) / size
        low = scaled.astype(np.int64)
        part = scaled - low
        at = [(low[:, 0] + i) * cells + low[:, 1] + j for i, j in _CORNERS]
        share = [np.abs(1 - i - part[:, 0]) * np.abs(1 - j - part[:, 1]) for i, j in _CORNERS]
        shares = list(zip(at, share, strict=True))
        grid = np.sum([summed(where, how * masses, cells * cells) for where, how in shares], axis=0)
        waves = np.fft.rfft2(grid.reshape(cells, cells), s=padded)
        fields = [np.fft.irfft2(waves * kernel, s=padded)[:cells, :cells].ravel() for kernel in _kernels(cells)]
        force = [np.sum([field[where] * how for where, how in shares], axis=0) for field in fields]
        strength: Reals = masses * (REPULSION / size)
        return np.stack(force, axis=1) * strength[:, None]

    return repel


@cache
def _kernels(cells: int) -> tuple[Waves, Waves]:
    """Return the transforms of the repulsion at each distance along and across, counted in cells."""
    offset = np.fft.fftfreq(2 * cells, 1 / (2 * cells))
    along, across = np.meshgrid(offset, offset, indexing="ij")
    square = along**2 + across**2 + 0.25  # softened: within a cell the distance is not known
    return np.fft.rfft2(along / square), np.fft.rfft2(across / square)
