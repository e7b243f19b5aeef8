"""What a query may cost on this machine, and how much of it the process has used."""

import os
from dataclasses import dataclass
from pathlib import Path

from kg.query.bounded import LimitError

try:
    import resource
except ImportError:  # Windows has none: there, only time is bounded
    resource = None  # type: ignore[assignment]  # the name stands for a module or for nothing

MIB = 1024 * 1024
MEMORY = 4096 * MIB
"""The bytes that a query at the command line may use, where the machine has twice as many."""
SECONDS = 600.0
"""How long a query at the command line may take: a hundred times as long as the slowest that comes with kg needs."""
_STATEMENT = Path("/proc/self/statm")


class CostError(LimitError):
    """A query that needs more memory or time than it may use."""

    def __init__(self, message: str, cost: str) -> None:
        """Keep which it is: `memory` or `time`."""
        super().__init__(message)
        self.cost = cost


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a query may cost; 0 for as much as it needs."""

    memory: int = 0
    """Bytes of this process."""
    seconds: float = 0.0

    def check(self, elapsed: float) -> None:
        """Compare with what the process holds, and with the seconds that it has taken.

        Raises:
            CostError: it is too much.
        """
        if self.seconds and elapsed > self.seconds:
            raise CostError(f"the query takes longer than the {self.seconds:g} s that it may", "time")
        if self.memory and resident() > self.memory:
            raise CostError(out_of_memory(self.memory), "memory")


def usual_memory() -> int:
    """Return how many bytes a query may use unless told otherwise: half of what a small machine has."""
    try:
        return min(MEMORY, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)
    except (AttributeError, OSError, ValueError):  # the system does not tell
        return MEMORY


def out_of_memory(most: int) -> str:
    """Return what is said of a query that needs more memory than so many bytes."""
    return f"the query needs more memory than the {most // MIB} MiB that it may use"


def resident() -> int:
    """Return the bytes of memory that are this process's own, or the most there were; 0 where nothing tells."""
    held = _pages()
    if held:
        return (held[1] - held[2]) * os.sysconf("SC_PAGE_SIZE")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if resource else 0  # in bytes on macOS


def address_space() -> int:
    """Return the bytes of address space that this process has; 0 where the system does not tell."""
    held = _pages()
    return held[0] * os.sysconf("SC_PAGE_SIZE") if held else 0


def _pages() -> list[int]:
    """Return the pages of this process: all, those in memory, those of them that belong to files."""
    try:
        return [int(number) for number in _STATEMENT.read_bytes().split()[:3]]
    except OSError:
        return []
