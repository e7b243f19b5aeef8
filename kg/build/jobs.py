"""Jobs: the texts of a build read by many machines at once that know nothing of each other, as in a job array.

Each job reads all sources, which is little work, and then the texts of its share of the shards, which is nearly all of
it. What these say goes to the cache in the folder of outputs, which all jobs see; the build comes after them.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kg import cache, inputs, lock, resharding, shards, store
from kg.build.reading import stream
from kg.build.run import OnError, Progress, ignore
from kg.build.sharding import shard_papers
from kg.config import Config
from kg.errors import OutputError
from kg.executors.processes import Processes
from kg.remote import is_url
from kg.work_folder import WorkFolder, shard_count, shard_name

_TURN = ".turn"
"""The file whose lock says which job reads the sources; what they said serves all."""


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
    with _sharing(folder), tempfile.TemporaryDirectory(prefix="kg-") as place:
        work = WorkFolder(Path(place), extractions)
        found, unreadable = inputs.expand(sources, config=config)
        with _turn(extractions):
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
        shard_papers(papers, mine, work, of=count)
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


@contextmanager
def _turn(extractions: Path) -> Iterator[None]:
    """Wait until no other job is at what all of them share."""
    extractions.mkdir(parents=True, exist_ok=True)
    with (extractions.parent / _TURN).open("a") as stream:
        lock.take(stream)
        yield
