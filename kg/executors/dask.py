"""Work on Dask: on the workers of a scheduler, or on processes of this machine that Dask keeps.

Nothing travels but the call, the names of the shards, and reports. Workers import kg, and see the folders of the build
under the same paths.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.config import Config
from kg.errors import ConfigError, KGError
from kg.executors import calls
from kg.executors.contract import Lost, OnLost, OnStep, Result, report_lost

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

CONNECT_SECONDS: Final = 15
PATIENCE: Final = 120
"""The seconds that a scheduler may be without any worker before the work is given up; nothing else would end it."""
_SETTINGS_OF_OUR_OWN: Final = {
    "distributed.scheduler.allowed-failures": 2,  # a shard may end as many workers as with Spark
    "distributed.scheduler.worker-saturation": 1.0,  # who waits at a worker would be blamed for its end too
    "logging": {"distributed": "critical"},
}


@dataclass(frozen=True, slots=True)
class Dask:
    """Work in the workers of a Dask scheduler."""

    url: str
    """`tcp://host:8786`; empty for a scheduler and workers of our own."""
    workers: int
    """How many, where they are our own."""

    def map(
        self,
        work: Callable[[str], Result],
        shards: Sequence[str],
        *,
        on_lost: OnLost | None = None,
        on_step: OnStep | None = None,  # noqa: ARG002  the protocol's; what works in another process is silent
    ) -> Iterator[Result]:
        """Yield the result of each shard as it is ready.

        Raises:
            KGError: a shard is lost and there is no `on_lost`, or the scheduler or all its workers are gone.
        """
        call = calls.call_text(work)
        if not shards:
            return
        with _client(self.url, min(self.workers, len(shards))) as client:
            # Not pure: a result of before, kept under the same key, would say of files what is no longer true.
            futures = dict(zip(client.map(calls.answer, [call] * len(shards), shards, pure=False), shards, strict=True))
            for future in _finished(client, futures):
                if lost := _lost(future, futures[future]):
                    report_lost(lost, on_lost)
                else:
                    yield calls.result(future.result())


def _lost(future: "Future[str]", shard: str) -> Lost | None:
    """Return what became of a shard without a result.

    Raises:
        KGError: it is no matter of the shard: errors of the work come as results.
    """
    from distributed.scheduler import KilledWorker

    if future.status == "finished":
        return None
    try:
        error: BaseException = future.exception()
    except CancelledError as gone:
        error = gone
    if isinstance(error, KilledWorker):
        return Lost(shard, f"it ended {error.allowed_failures + 1} workers")
    if isinstance(error, CancelledError):
        raise KGError("Dask: the scheduler has ended; what is done is kept, run the command again")
    raise KGError(f"Dask: a worker cannot do the work ({_line(error)}); install the same kg on every worker")


def _finished(client: "Client", futures: "Iterable[Future[str]]") -> "Iterator[Future[str]]":
    """Yield futures as they end.

    Raises:
        KGError: there are no workers any more.
    """
    from distributed import as_completed

    left = set(futures)
    while left:
        try:
            for future in as_completed(list(left), loop=client.loop, timeout=PATIENCE):
                left.remove(future)
                yield future
        except TimeoutError:
            if client.status != "running" or not client.nthreads():
                raise KGError(
                    f"Dask: there was no worker for {PATIENCE} s; what is done is kept, start workers and run the "
                    "command again"
                ) from None


@contextmanager
def _client(url: str, workers: int) -> "Iterator[Client]":
    with ExitStack() as stack:
        try:
            from distributed import Client

            if url:
                client = stack.enter_context(Client(url, timeout=CONNECT_SECONDS, set_as_default=False))
                client.wait_for_workers(1, timeout=CONNECT_SECONDS)
            else:
                client = stack.enter_context(Client(stack.enter_context(cluster(workers)), set_as_default=False))
        except ImportError as error:
            raise ConfigError("executor: Dask is not installed; run: pip install 'kg[dask]'") from error
        except (OSError, TimeoutError, ValueError) as error:
            raise ConfigError(
                f"executor: Dask cannot be reached at {url} ({_line(error)}); check --url, and that the scheduler and "
                "a worker run"
            ) from error
        yield client


def cluster(workers: int) -> "LocalCluster":
    """Start a scheduler and workers on this machine, which end with it."""
    import dask
    from distributed import LocalCluster

    with dask.config.set(_SETTINGS_OF_OUR_OWN):
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",  # a scheduler asks nobody who they are
            dashboard_address="127.0.0.1:0",  # there is one in any case; a port of its own is no matter of anybody
            memory_limit=0,  # Dask would end workers at their share of the memory, whatever they need
            silence_logs=logging.CRITICAL,  # what ends a worker is told, once it is known which shard does
        )


def _line(error: BaseException) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:300]


def make(config: Config) -> Dask:
    """Return the executor for the settings."""
    return Dask(config.url, config.workers)
