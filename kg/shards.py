"""Extraction shard by shard: each text is read once, whatever else a build holds."""

import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg import cache
from kg.config import Config
from kg.errors import KGError
from kg.executors import Executor
from kg.records import Extraction, Paper

_TO_DO = "todo-"


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a shard."""

    papers: int
    failures: tuple[str, ...]


def extract_cached(
    papers: Sequence[Paper],
    *,
    folder: Path,
    config: Config,
    executor: Executor,
    on_error: Callable[[KGError], None],
    progress: Callable[[int, int], None],
    fresh: bool = False,
) -> list[Extraction]:
    """Return what each paper's text says, from the cache where the text is unchanged.

    A paper that the extractor fails on is reported and left out.

    Args:
        papers: distinct papers.
        folder: the folder of the extractor's version.
        config: the settings of the build.
        executor: where the work runs.
        on_error: is told what went wrong.
        progress: is told how many of the papers to be read are done.
        fresh: read every text again.
    """
    by_shard: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        by_shard[f"{cache.shard_of(paper.id, shards=config.shards):03d}"].append(paper)
    known = {} if fresh else dict(_unchanged(by_shard, folder))
    missing = {shard: [paper for paper in inside if paper.id not in known] for shard, inside in by_shard.items()}
    todo = sorted(shard for shard, inside in missing.items() if inside)
    total, done = sum(map(len, missing.values())), 0
    for shard in todo:
        cache.write_papers(folder / f"{_TO_DO}{shard}.jsonl", missing[shard])
    for report in executor.map(partial(extract_shard, folder=folder, config=config), todo):
        done += report.papers
        progress(done, total)
        for failure in report.failures:
            on_error(KGError(failure))
    known |= dict(_unchanged({shard: missing[shard] for shard in todo}, folder))
    for shard in todo:
        (folder / f"{_TO_DO}{shard}.jsonl").unlink(missing_ok=True)
    return [known[paper.id] for paper in papers if paper.id in known]


def _unchanged(by_shard: dict[str, list[Paper]], folder: Path) -> Iterator[tuple[str, Extraction]]:
    for shard, papers in by_shard.items():
        entries = cache.read(folder / f"{shard}.jsonl")
        for paper in papers:
            digest, extraction = entries.get(paper.id, ("", None))
            if extraction is not None and digest == cache.text_digest(paper):
                yield paper.id, extraction


def extract_shard(shard: str, *, folder: Path, config: Config) -> Report:
    """Read the papers that a shard has to do, and add what they say to the shard's file."""
    papers = cache.read_papers(folder / f"{_TO_DO}{shard}.jsonl")
    failures: list[str] = []
    found = list(extract_each(papers, config=config, on_failure=failures.append))
    digests = {paper.id: cache.text_digest(paper) for paper in papers}
    path = folder / f"{shard}.jsonl"
    kept = {paper: entry for paper, entry in cache.read(path).items() if paper not in digests}
    cache.write(path, kept | {extraction.paper: (digests[extraction.paper], extraction) for extraction in found})
    return Report(len(papers), tuple(failures))


def extract_each(papers: Iterable[Paper], *, config: Config, on_failure: Callable[[str], None]) -> Iterator[Extraction]:
    """Yield what each paper's text says; a paper that the extractor fails on costs only itself."""
    from kg.extract import extract

    todo, done = list(papers), 0
    try:
        for extraction in extract(todo, config=config):
            done += 1
            yield extraction
    except (KGError, MemoryError):
        raise
    except Exception:  # a bug that one text brings out; which one, only reading them one by one can tell
        for paper in todo[done:]:
            yield from _extract_alone(paper, config=config, on_failure=on_failure)


def _extract_alone(paper: Paper, *, config: Config, on_failure: Callable[[str], None]) -> list[Extraction]:
    from kg.extract import extract

    try:
        return list(extract([paper], config=config))
    except (KGError, MemoryError):
        raise
    except Exception as error:  # the texts beside this one are not to be lost for it
        on_failure(f"{paper.id}: nothing could be extracted ({_said(error)}); please report this bug")
        return []


def _said(error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {' '.join(str(error).split())}"
