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
_CORNERS = ((0, 0), (0, 1), (1, 0), (1, 1))
_SMALL, _LARGE = 500, 4000


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
        force = _attraction(positions, springs) + repel(positions)
        move = force / masses[:, None] - positions * GRAVITY
        longest = reach * (FIRST_STEP * (1 - step / steps) ** 1.5)
        length = np.hypot(move[:, 0], move[:, 1])
        positions += move * np.minimum(1.0, longest / np.maximum(length, 1e-12))[:, None]
    return positions


def _attraction(positions: Reals, springs: Springs) -> Reals:
    between = positions[springs.targets] - positions[springs.sources]
    distance = np.hypot(between[:, 0], between[:, 1])
    between *= (springs.weights * np.log1p(distance) / np.maximum(distance, 1e-9))[:, None]
    return summed(springs.sources, between, len(positions)) - summed(springs.targets, between, len(positions))


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
    cells = 64 if len(masses) < _SMALL else 128 if len(masses) < _LARGE else 256
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
