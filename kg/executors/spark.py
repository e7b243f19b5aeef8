"""Work on Apache Spark, or on what else speaks Spark Connect: Databricks, Sail.

One task a shard, on a frame of numbers made where it is worked on: nothing travels there but the call and the names of
the shards, and nothing back but reports. Workers import kg, and see the folders of the build under the same paths.

Spark does a task of a killed worker again by itself. On its last try but one of four, a task hands its shard back as
lost, so that one bad record does not end the job of all others; a job that ends all the same is halved until the
shards are found that end it. What was done before stands in files, and is not done again.
"""

import atexit
import json
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, cast

from kg.config import Config
from kg.errors import ConfigError, KGError
from kg.executors import calls
from kg.executors.contract import Lost, OnLost, OnStep, Result, report_lost

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import Row, SparkSession
    from pyspark.sql.connect.session import SparkSession as SparkConnectSession

TRIES: Final = 3
"""How many workers a shard may end before it is lost; one less than `spark.task.maxFailures` is by default."""
RETRIES: Final = 7
"""How often a question to a server is asked again: for two minutes; the client's own patience are ten."""
RETRIES_AT_START: Final = 5
_LOCAL = re.compile(r"(local)\[([0-9*]{1,5})\]")
_SETTINGS_OF_A_MASTER: Final = {
    "spark.api.mode": "connect",
    "spark.app.name": "kg",
    "spark.connect.grpc.binding.address": "localhost",
    "spark.connect.session.manager.defaultSessionTimeout": "7d",  # between two of our steps lie hours, at most
    "spark.log.level": "FATAL",  # the workers that we reckon to lose would be pages of Java; what ends a job is told
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_WARNINGS: Final = (
    "PySpark does not yet fully support pandas",  # of which we use nothing
    "Failed to set spark\\.",  # those for the start, which a session that runs cannot change
    "\\[RETRIES_EXCEEDED\\]",  # the error that follows is told
)


@dataclass(frozen=True, slots=True)
class Spark:
    """Work in the Python processes of a Spark cluster."""

    url: str
    """`sc://host:15002` for a Spark Connect server, or a master to start on, such as `local-cluster[2,1,1024]`."""

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
            KGError: a shard is lost and there is no `on_lost`, or Spark cannot be used.
        """
        call, groups = calls.call_text(work), [list(shards)] if shards else []
        while groups:
            group = groups.pop()
            left, troubles = dict.fromkeys(group), list[str]()
            with _session(self.url) as session:
                for shard, result in _results(session, call, group, on_trouble=troubles.append):
                    del left[shard]
                    if isinstance(result, Lost):
                        report_lost(result, on_lost)
                    else:
                        yield result
            if troubles and len(group) == 1:
                report_lost(Lost(group[0], troubles[0]), on_lost)
            elif troubles:
                groups += halves(list(left))


def _results(
    session: "SparkSession", call: str, shards: Sequence[str], *, on_trouble: Callable[[str], None]
) -> Iterator[tuple[str, Any]]:
    """Yield shards with their results, up to where the job ends for some shard, whose result is missing.

    Raises:
        KGError: the job ends whatever the shards are.
    """
    from grpc import RpcError
    from pyspark.errors import PySparkException, PythonException

    try:
        for shard, text in _job(session, call, shards):
            yield shard, calls.result(text)
    except PythonException as error:  # errors of the work come as results: this is one of what is installed
        raise KGError(
            f"Spark: a worker cannot do the work ({_line(error)}); install the same kg on every worker"
        ) from error
    except (PySparkException, RpcError) as error:
        _check(session, error)
        on_trouble(_line(error))


def _job(session: "SparkSession", call: str, shards: Sequence[str]) -> Iterator[tuple[str, str]]:
    from pyspark.sql.functions import lit

    names = json.dumps(list(shards))
    # A range has as many partitions as it is told, with a row in each: no shuffle, and none of what joins small ones.
    frame = session.range(0, len(shards), 1, len(shards)).select(
        "id", lit(names).alias("shards"), lit(call).alias("call")
    )
    with _quiet():
        rows = frame.mapInArrow(answers, "shard string, answer string").toLocalIterator()
    while row := _next(rows):
        yield row


def _next(rows: "Iterator[Row]") -> tuple[str, str] | None:
    with _quiet():  # not while whoever takes the rows does something with them: that is for all threads
        row = next(rows, None)
    return (row.shard, row.answer) if row else None


def answers(batches: "Iterable[RecordBatch]") -> "Iterator[RecordBatch]":
    """Yield the answers to rows of numbers, lists of shards, and calls; Spark runs this on its workers."""
    import pyarrow

    for batch in batches:
        columns = [column.to_pylist() for column in batch.columns]
        for number, names, call in zip(*columns, strict=True):
            shard = json.loads(names)[number]
            is_last = _tries_before() >= TRIES
            text = calls.lost_text(shard, f"it ended {TRIES} workers") if is_last else calls.answer(call, shard)
            yield pyarrow.RecordBatch.from_pydict({"shard": [shard], "answer": [text]})


def _tries_before() -> int:
    """Return how often this task was tried before; never where that is not told, as Sail does not."""
    try:
        from pyspark import TaskContext
    except ImportError:
        return 0
    context = TaskContext.get()
    return context.attemptNumber() if context else 0


def halves(shards: list[str]) -> list[list[str]]:
    """Return shards in two parts, of which one is empty where there is only one.

    >>> halves(["a", "b", "c"]), halves(["a"])
    ([['a', 'b'], ['c']], [['a']])
    """
    middle = (len(shards) + 1) // 2
    return [part for part in (shards[:middle], shards[middle:]) if part]


@contextmanager
def _session(url: str) -> "Iterator[SparkSession]":
    """Give a session; one of a server is new each time, since a server forgets those that are idle."""
    if not url.startswith("sc://"):
        session = _of_master(url)
        try:
            yield session
        except BaseException:
            with suppress(Exception):  # it may be Spark that has ended
                session.interruptAll()  # else what nobody waits for any more would be worked on
            raise
        return
    with ExitStack() as stack:
        with _reported(url), _quiet(), _main_of_a_file():
            from pyspark.sql import SparkSession

            session = SparkSession.builder.remote(url).create()
            stack.callback(_stop, session)
            _greet(session)
        yield session


@contextmanager
def _main_of_a_file() -> Iterator[None]:
    """Let the main module have a file: PySpark takes `python -c` for a run of its doctests, and ends the process."""
    main = sys.modules["__main__"]
    if hasattr(main, "__file__"):
        yield
        return
    main.__file__ = "<string>"
    try:
        yield
    finally:
        del main.__file__


def _stop(session: "SparkSession") -> None:
    with _quiet():
        session.stop()


@cache
def _of_master(url: str) -> "SparkSession":
    """Start Spark on a master, with a Spark Connect server for this process alone."""
    if url.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # its ports are for nobody else
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with _reported(url), _quiet(), _main_of_a_file():
        from pyspark.sql import SparkSession

        # In one process, Spark tries a task once unless told otherwise.
        builder = SparkSession.builder.master(_LOCAL.sub(rf"\1[\2,{TRIES + 1}]", url))
        for name, value in _SETTINGS_OF_A_MASTER.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
    atexit.register(_stop, session)
    return session


def _greet(session: "SparkSession") -> None:
    """Ask a server for its version: soon or not at all, while later questions have more patience."""
    _retry(session, RETRIES_AT_START)
    _ = session.version
    _retry(session, RETRIES)


def _retry(session: "SparkSession", times: int) -> None:
    from pyspark.sql.connect.client.retries import DefaultPolicy

    client = cast("SparkConnectSession", session).client
    client.set_retry_policies([DefaultPolicy(max_retries=times)])


def _check(session: "SparkSession", trouble: Exception) -> None:
    """Refuse to go on where it is Spark itself that has ended.

    Raises:
        KGError: it has.
    """
    from grpc import RpcError
    from pyspark.errors import PySparkException

    try:
        _retry(session, RETRIES_AT_START)
        with _quiet():
            session.range(1).count()
        _retry(session, RETRIES)
    except (PySparkException, RpcError) as error:
        raise KGError(
            f"Spark ended in the middle of the work ({_line(trouble)}); what is done is kept, run the command again"
        ) from error


@contextmanager
def _reported(url: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        advice = "pip install 'kg[spark]'" if url.startswith("sc://") else "pip install 'pyspark[connect]'"
        raise ConfigError(
            f"executor: Spark at {url} needs a package that is not installed ({error.name}); run: {advice}"
        ) from error
    except Exception as error:  # Java, gRPC and PySpark each have errors of their own
        raise ConfigError(
            f"executor: Spark cannot be reached at {url} ({_line(error)}); check --url and that it runs"
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        for message in _WARNINGS:
            warnings.filterwarnings("ignore", message)
        yield


def _line(error: Exception) -> str:
    """Return what an error of Spark says first, without the stack of Java below it."""
    text = " ".join((str(error).strip() or type(error).__name__).split("\n\n")[0].split())
    return text if len(text) <= 300 else text[:300] + " …"


def make(config: Config) -> Spark:
    """Return the executor for the settings.

    Raises:
        ConfigError: they do not say where Spark is.
    """
    if not config.url:
        raise ConfigError(
            "executor: say where Spark is, such as --url sc://host:15002 or --url 'local-cluster[2,1,1024]'"
        )
    return Spark(config.url)
