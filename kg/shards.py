"""Extraction shard by shard: each text is read once, whatever else a build holds.

What a paper says stands in the file of its shard as soon as it is read, so whoever goes on after a kill, be it another
worker or the next build, begins with the paper after it. A paper that ends each process that reads it is found by
dividing its shard, and left out.
"""

import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path

from kg import cache, quarantine, resharding, store
from kg.config import Config
from kg.errors import KGError, OutputError
from kg.executors import Executor, InProcess, Lost
from kg.records import Extraction, Paper
from kg.shard_work import divided, extract_each, extract_shard, look
from kg.work_folder import FOLDER, WorkFolder, shard_count, shard_name

__all__ = ["content_digest", "extract_cached", "extract_each", "extract_shards", "extractions"]

READING = ".reading"
"""Stands in the folder of the cache while the process of the build itself reads texts."""
MOST_QUARANTINED = 50
"""How many papers may end their processes in one build before something else than the papers is to blame."""
TRIES = 3
"""How often texts are read again that the cache does not know although they were read."""

_UNKEPT = "the cache cannot be kept"
OnError = Callable[[KGError], None]
OnProgress = Callable[[int, int], None]


def extract_shards(
    work: WorkFolder,
    names: Sequence[str],
    *,
    config: Config,
    executor: Executor,
    on_error: OnError,
    progress: OnProgress,
    fresh: bool = False,
) -> None:
    """Bring the cache of extractions up to date with the papers of shards; `extractions` reads what it then holds.

    A paper that the extractor fails on, or that ends the process that reads it, is reported and left out.

    Args:
        work: where the papers and the cache are; `resharding.reshard` has brought the cache to as many shards.
        names: the names of the shards.
        config: the settings of the build.
        executor: where the work runs.
        on_error: is told at the end what went wrong, sorted.
        progress: is told how many of the papers to be read are done.
        fresh: read every text again.

    Raises:
        KGError: the extractor cannot be loaded, the cache cannot be written, or too many processes are killed.
    """
    with store.reported(work.extractions, _UNKEPT):
        if fresh:
            _forget(work, names)
        failures: list[str] = []
        unread: dict[str, int] = {}
        for name in names:
            missing = look(work, name)
            failures += map(str, missing.left_out)
            unread[name] = len(missing.places)
        pieces = sorted(name for name, number in unread.items() if number)
        count = _Count(sum(unread.values()), progress)
        if pieces:
            with _beside_after_kill(executor, work.extractions) as chosen:
                _extract(work, pieces, config=config, executor=chosen, failures=failures, count=count)
        for failure in sorted({*failures}):  # a shard that is read again fails again
            on_error(KGError(failure))


def _extract(
    work: WorkFolder,
    pieces: Sequence[str],
    *,
    config: Config,
    executor: Executor,
    failures: list[str],
    count: "_Count",
) -> None:
    quarantined: list[quarantine.Entry] = []
    failed: set[tuple[str, int]] = set()
    tries = 0
    while pieces:
        lost: list[Lost] = []
        for report in executor.map(
            partial(extract_shard, work=work, config=config), pieces, on_lost=lost.append, on_step=count.step
        ):
            count.step(report.piece, report.papers)
            failures += report.failures
            failed |= {(divided(report.piece)[0], place) for place in report.failed}
        vanished = dict(_vanished(work, {*pieces} - {one.shard for one in lost}, failed))
        tries += bool(vanished)
        if tries > TRIES:
            raise OutputError(
                f"{work.extractions}: what was read of {sum(vanished.values())} papers is not there; see what else "
                "writes in this folder, and build again"
            )
        pieces, unread = [*vanished], sum(vanished.values())
        for one in sorted(lost, key=lambda one: one.shard):
            places = look(work, one.shard).places
            if len(places) == 1:
                failures.append(str(_quarantine(work, one, places[0], quarantined)))
            else:
                pieces += _divide(one.shard, places)
                unread += len(places)
        count.left(unread)


def _vanished(
    work: WorkFolder, pieces: Iterable[str], failed: Collection[tuple[str, int]]
) -> Iterator[tuple[str, int]]:
    """Yield the pieces of work of which the cache does not know all that was read, each with how many papers those are.

    An engine may give one piece to two workers, and what one of them adds to a file, the other may have replaced.
    """
    for piece in sorted(pieces):
        places = look(work, piece).places
        if missing := sum((divided(piece)[0], place) not in failed for place in places):
            yield piece, missing


def _divide(piece: str, places: Sequence[int]) -> list[str]:
    """Return a piece of work that was lost in three: the paper that was being read, and the halves of the others.

    Papers are read in their order, so mostly the first is the one; the halves find it where it is another.
    """
    name, middle = divided(piece)[0], (len(places) + 1) // 2
    parts = (places[:1], places[1:middle], places[middle:])
    return [f"{name}:{part[0]}-{part[-1] + 1}" for part in parts if part]


def _quarantine(work: WorkFolder, lost: Lost, place: int, entries: list[quarantine.Entry]) -> quarantine.Entry:
    (paper,) = cache.read_papers(work.papers(divided(lost.shard)[0]), [place])
    entry = quarantine.Entry(paper.id, cache.text_digest(paper), paper.title, lost.reason)
    entries.append(entry)
    if len(entries) > MOST_QUARANTINED:
        quarantine.remove(work.extractions, entries)
        raise KGError(
            f"{len(entries)} papers ended the processes that read them ({lost.reason}), more than can be "
            "the fault of the papers; see that there is enough memory, try fewer --workers, or install kg anew"
        )
    quarantine.add(work.extractions, entry)
    return entry


class _Count:
    """Counts the papers that are done, by what the workers tell while they read."""

    def __init__(self, total: int, progress: OnProgress) -> None:
        self._total, self._progress = total, progress
        self._done = 0
        self._told: dict[str, int] = {}

    def step(self, piece: str, number: int) -> None:
        """Take how many papers of a piece the worker that is at it has done."""
        last = self._told.get(piece, 0)
        self._told[piece] = number
        self._set(self._done + (number - last if number >= last else number))  # another worker begins with the rest

    def left(self, papers: int) -> None:
        """Take how many papers are left when all workers are at rest."""
        self._set(self._total - papers)

    def _set(self, done: int) -> None:
        done = min(done, self._total)
        if done != self._done:
            self._done = done
            self._progress(done, self._total)


@contextmanager
def _beside_after_kill(executor: Executor, folder: Path) -> Iterator[Executor]:
    """Give the executor, but a process beside this one where the last build was killed while it read texts itself.

    A text may have killed it, and would kill this one.
    """
    if not isinstance(executor, InProcess):
        yield executor
        return
    from kg.executors.processes import Processes

    marker = folder / READING
    chosen = Processes(1) if marker.exists() else executor
    folder.mkdir(parents=True, exist_ok=True)
    marker.touch()
    try:
        yield chosen
    finally:
        marker.unlink(missing_ok=True)


def _forget(work: WorkFolder, names: Sequence[str]) -> None:
    for name in names:
        work.extracted(name).unlink(missing_ok=True)
    quarantine.forget(work.extractions)


def extractions(work: WorkFolder, name: str) -> Iterator[Extraction]:
    """Yield what the papers of a shard say, in the order of the papers; those that could not be read are left out."""
    texts = cache.read_texts(work.papers(name))
    wanted = set(texts)
    found = {line.text: line for line in cache.lines(work.extracted(name)) if line.text in wanted}
    return (found[text].extraction() for text in texts if text in found)


def content_digest(work: WorkFolder, name: str) -> str:
    """Return the digest of what `extractions` yields, whatever else the file holds and in which order."""
    wanted = set(cache.read_texts(work.papers(name)))
    checksums = {line.text: line.checksum for line in cache.lines(work.extracted(name)) if line.text in wanted}
    return sha256(repr(sorted(checksums.items())).encode()).hexdigest()


def extract_cached(
    papers: Sequence[Paper],
    *,
    folder: Path,
    config: Config,
    executor: Executor,
    on_error: OnError,
    progress: OnProgress,
    fresh: bool = False,
) -> list[Extraction]:
    """Return what each paper's text says, from the cache where the text is unchanged.

    A paper that the extractor fails on, or that ends the process that reads it, is reported and left out.

    Args:
        papers: distinct papers.
        folder: the folder of the extractor's version.
        config: the settings of the build.
        executor: where the work runs.
        on_error: is told what went wrong.
        progress: is told how many of the papers to be read are done.
        fresh: read every text again.

    Raises:
        KGError: the extractor cannot be loaded, the cache cannot be written, or too many processes are killed.
    """
    work = WorkFolder(folder / FOLDER, folder)
    with store.reported(folder, _UNKEPT):
        shutil.rmtree(work.folder, ignore_errors=True)
        shards = max(shard_count(len(papers), least=config.shards), resharding.remembered(folder))
        resharding.reshard(folder, shards)
        by_shard: dict[str, list[Paper]] = defaultdict(list)
        for paper in papers:
            by_shard[shard_name(cache.shard_of(paper.id, shards=shards))].append(paper)
        if fresh:
            _forget(work, sorted(by_shard))
        known = dict(_known(work, by_shard))
        missing = {
            name: unread for name, inside in by_shard.items() if (unread := [p for p in inside if p.id not in known])
        }
        for name, unread in missing.items():
            cache.write_papers(work.papers(name), sorted(unread, key=lambda paper: paper.id))
        extract_shards(work, sorted(missing), config=config, executor=executor, on_error=on_error, progress=progress)
        known |= dict(_known(work, missing))
        shutil.rmtree(work.folder, ignore_errors=True)
    return [known[paper.id] for paper in papers if paper.id in known]


def _known(work: WorkFolder, by_shard: Mapping[str, Sequence[Paper]]) -> Iterator[tuple[str, Extraction]]:
    for name, papers in by_shard.items():
        wanted = {(paper.id, cache.text_digest(paper)) for paper in papers}
        found = {line.paper: line for line in cache.lines(work.extracted(name)) if line.text in wanted}
        yield from ((paper, line.extraction()) for paper, line in found.items())
