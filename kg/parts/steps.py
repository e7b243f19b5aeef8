"""The steps of a large build that make its outputs: sightings, parts, the whole."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from kg import recipes
from kg.config import Config
from kg.executors import Executor
from kg.parts import kept
from kg.parts.kept import Told
from kg.parts.part import write_part
from kg.parts.sightings import merge_sightings, sight_links
from kg.parts.whole import Settled, Whole, write_whole
from kg.work_folder import WorkFolder

Progress = Callable[[str, int, int], None]


def write_shards(
    shards: Sequence[str],
    settled: Settled,
    *,
    work: WorkFolder,
    stage: Path,
    config: Config,
    executor: Executor,
    progress: Progress,
) -> Whole:
    """Write the outputs of a build from its shards, those parts anew of which something has changed.

    Args:
        shards: the names of the shards; of each, the papers, what they say and what they name are written.
        settled: what resolving found out about all papers.
        work: where the files of the shards are.
        stage: where outputs are staged.
        config: the settings of the build.
        executor: where the work on shards runs.
        progress: is told how many of the papers are assembled and written.

    Raises:
        KGError: a file cannot be written, or a shard is lost.
    """
    code = recipes.code_digest()
    kept.prune(work, shards)
    sighted = merge_sightings(executor.map(partial(sight_links, work=work, code=code), shards), work=work)
    make = partial(write_part, work=work, stage=stage, config=config, code=code)
    told = list(_watched(executor.map(make, shards), progress, total=sighted.papers))
    progress("write", 0, 1)
    whole = write_whole(told, sighted, settled, work=work, stage=stage, config=config)
    progress("write", 1, 1)
    return whole


def _watched(parts: Iterator[Told], progress: Progress, *, total: int) -> Iterator[Told]:
    done = 0
    for part in parts:
        done += part["papers"]
        progress("assemble", done, total)
        yield part
