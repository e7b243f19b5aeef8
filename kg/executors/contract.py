"""What every executor keeps to: only names of shards travel; what a shard holds lies in files.

Work on a shard that was lost with a killed process is done again, so it has to be repeatable.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kg.errors import KGError

Result = TypeVar("Result")

OnStep = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Lost:
    """A shard that ended every process that worked on it."""

    shard: str
    reason: str
    """What became of the last process: `killed by signal 11 (SIGSEGV)`."""


OnLost = Callable[[Lost], None]


class Executor(Protocol):
    """Something that applies a function to shards."""

    def map(
        self,
        work: Callable[[str], Result],
        shards: Sequence[str],
        *,
        on_lost: OnLost | None = None,
        on_step: OnStep | None = None,
    ) -> Iterator[Result]:
        """Yield the result of each shard as it is ready, in any order.

        Args:
            work: what is done; a function of a module, or a partial one, whose arguments are paths and settings.
            shards: the names of the shards.
            on_lost: is told of a shard that has no result because it ends every process that works on it.
            on_step: is told a shard and the number that its work told of it; an executor that cannot know is silent.

        Raises:
            KGError: a shard is lost and there is no `on_lost`.
        """
        ...


_listener: ContextVar[Callable[[int], None] | None] = ContextVar("listener", default=None)


def tell(done: int) -> None:
    """Say how much of the present shard is done; work calls this, and whoever watches it is told."""
    if listener := _listener.get():
        listener(done)


@contextmanager
def listening(listener: Callable[[int], None] | None) -> Iterator[None]:
    """Have a function called with what work tells meanwhile."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def report_lost(lost: Lost, on_lost: OnLost | None) -> None:
    """Tell of a lost shard, or end the work where nobody wants to be told.

    Raises:
        KGError: there is no `on_lost`.
    """
    if on_lost is None:
        raise KGError(
            f"the work on shard {lost.shard} ended its process each time ({lost.reason}), mostly for want of memory; "
            "try fewer --workers"
        )
    on_lost(lost)
