"""Jobs: the texts of a build read by many machines at once that know nothing of each other, as in a job array.

Each job reads all sources, which is little work, and then the texts of its share of the shards, which is nearly all of
it. What these say goes to the cache in the folder of outputs, which all jobs see; the build comes after them.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kg import cache, inputs, lock, recipes, resharding, shards, store
from kg.build.reading import stream
from kg.build.run import OnError, Progress, Steps, ignore
from kg.build.sharding import shard_papers
from kg.config import Config
from kg.errors import OutputError
from kg.executors.processes import Processes
from kg.readers.sources import Source
from kg.remote import is_url
from kg.work_folder import WorkFolder, shard_count, shard_name

_TURN = ".turn"
"""The file whose lock says which job reads the sources; what they said serves all."""
_JOBS = ".jobs"
"""The file whose lock says that jobs are at work; it tells what they were given, as a digest."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a job did."""

    shards: int
    """How many shards it had."""
    of: int
    """Of how many."""
    papers: int
    """How many papers they hold."""
    read: int
    """How many of these the cache did not know."""


def extract_share(
    sources: Sequence[str | Path],
    number: int,
    jobs: int,
    *,
    config: Config,
    on_error: OnError = ignore,
    progress: Progress = ignore,
) -> Share:
    """Read the texts of one share of the papers of some sources, so that a build of them finds them read.

    Args:
        sources: what the build will be given.
        number: which share, from 0.
        jobs: over how many jobs the papers are shared.
        config: the settings of the build; `config.output` is the folder that all jobs see.
        on_error: is told of each record and source that cannot be read.
        progress: is told the stage, and how much of it is done.

    Raises:
        KGError: no paper could be read, the folder cannot be written, or a build is writing there.
    """
    from kg import extract

    if is_url(config.output):
        raise OutputError(
            f"{config.output}: jobs share a folder, not a URL; name one that all of them see with --output"
        )
    folder = Path(config.output).absolute()
    extractions = cache.folder_of(folder, extract.fingerprint(config=config))
    with _sharing(folder), tempfile.TemporaryDirectory(prefix="kg-") as place, ExitStack() as stack:
        work = WorkFolder(Path(place), extractions)
        found, unreadable = inputs.expand(sources, config=config)
        with _turn(extractions):
            stack.enter_context(_agreed(extractions, _described(found, config)))
            papers = stream(
                found,
                unreadable,
                config=config,
                spool=work.folder / "read",
                cache=extractions.parent / "read",
                on_error=on_error,
                progress=progress,
            )
            count = max(shard_count(papers.count, least=config.shards), resharding.remembered(extractions))
            resharding.reshard(extractions, count)
        mine = [shard_name(shard) for shard in range(number, count, jobs)]
        shard_papers(papers, mine, work, of=count, told=Steps(progress, "spread", papers.count))
        return _extract(mine, work, count, config=config, on_error=on_error, progress=progress)


def _extract(
    mine: Sequence[str], work: WorkFolder, count: int, *, config: Config, on_error: OnError, progress: Progress
) -> Share:
    done = 0

    def told(number: int, total: int) -> None:
        nonlocal done
        done = number
        progress("extract", number, total)

    shards.extract_shards(
        work,
        mine,
        config=replace(config, executor="processes"),
        executor=Processes(config.workers),  # even one: a text that ends its process is not to end the job
        on_error=on_error,
        progress=told,
    )
    return Share(len(mine), count, sum(cache.count_lines(work.papers(name)) for name in mine), done)


@contextmanager
def _sharing(folder: Path) -> Iterator[None]:
    """Keep builds away from a folder, and let other jobs in."""
    with store.reported(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with lock.held(folder, shared=True):
            yield


def _described(sources: Sequence[Source], config: Config) -> str:
    """Return the digest of what jobs have in common that share a cache."""
    listed = [(source.name, source.digest) for source in sources]
    return hashlib.sha256(json.dumps([recipes.code_digest(), listed, config.shards]).encode()).hexdigest()


@contextmanager
def _agreed(extractions: Path, description: str) -> Iterator[None]:
    """Let no job run beside another one that was given something else: it would take away what the other reads.

    Raises:
        OutputError: another job runs, and was given something else.
    """
    with (extractions.parent / _JOBS).open("a+", encoding="ascii", errors="replace") as stream:
        try:
            lock.take(stream, busy="beside others")
        except OutputError:
            stream.seek(0)
            if stream.read() != description:
                raise OutputError(
                    f"{extractions.parent.parent}: a job with other sources, other shards or another version of kg is "
                    "at work here; wait until it ends, or choose another folder with --output"
                ) from None
        else:
            stream.truncate(0)
            stream.write(description)
            stream.flush()
            os.fsync(stream.fileno())
        lock.take(stream, shared=True)
        yield


@contextmanager
def _turn(extractions: Path) -> Iterator[None]:
    """Wait until no other job is at what all of them share."""
    extractions.mkdir(parents=True, exist_ok=True)
    with (extractions.parent / _TURN).open("a") as stream:
        lock.take(stream)
        yield
