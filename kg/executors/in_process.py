"""Work in this process, shard after shard."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kg.executors.contract import OnLost, OnStep, Result, listening


@dataclass(frozen=True, slots=True)
class InProcess:
    """Work in this process; what kills it ends everything, so no shard is ever lost."""

    def map(
        self,
        work: Callable[[str], Result],
        shards: Sequence[str],
        *,
        on_lost: OnLost | None = None,  # noqa: ARG002  the protocol's
        on_step: OnStep | None = None,
    ) -> Iterator[Result]:
        """Yield the result of each shard."""
        for shard in shards:
            with listening(partial(on_step, shard) if on_step else None):
                result = work(shard)
            yield result
