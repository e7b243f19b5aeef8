"""What a worker does with a shard: it reads the papers that the cache does not know, one after the other.

A piece of work is a shard, `00042`, or some of its papers by their places in its file, `00042:17-468`.
"""

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import cache, quarantine
from kg.config import Config
from kg.errors import KGError
from kg.executors import tell
from kg.records import Extraction, Paper
from kg.work_folder import WorkFolder


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a piece of work."""

    piece: str
    papers: int
    """How many papers it read, or failed to read."""
    failures: tuple[str, ...]
    failed: tuple[int, ...] = ()
    """The places of the papers that it failed to read."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What the cache does not know of a piece of work."""

    places: tuple[int, ...]
    """The places of the papers to be read, in the file of the shard's papers."""
    left_out: tuple[quarantine.Entry, ...]
    """The papers that no process is to read."""


def look(work: WorkFolder, piece: str) -> Missing:
    """Return what the cache does not know of a piece of work, without decoding what it does."""
    name, part = divided(piece)
    texts = cache.read_texts(work.papers(name))
    known = {line.text for line in cache.lines(work.extracted(name))}
    quarantined = quarantine.read(work.extractions)
    unknown = [place for place in range(len(texts))[part] if texts[place] not in known]
    return Missing(
        tuple(place for place in unknown if texts[place] not in quarantined),
        tuple(quarantined[texts[place]] for place in unknown if texts[place] in quarantined),
    )


def divided(piece: str) -> tuple[str, slice]:
    """Return the shard of a piece of work, and the places of its papers.

    >>> divided("00042:17-468"), divided("00042")
    (('00042', slice(17, 468, None)), ('00042', slice(None, None, None)))
    """
    name, _, places = piece.partition(":")
    return name, slice(*map(int, places.split("-"))) if places else slice(None)


def extract_shard(piece: str, *, work: WorkFolder, config: Config) -> Report:
    """Read the papers of a piece of work that the cache does not know, and add what they say to it."""
    from kg import extract

    name, _ = divided(piece)
    places = look(work, piece).places
    failures: list[str] = []
    unread: dict[str, int] = {}
    if places:
        papers = cache.read_papers(work.papers(name), places)
        digests = {paper.id: cache.text_digest(paper) for paper in papers}
        unread = {paper.id: place for paper, place in zip(papers, places, strict=True)}
        extract.load(config=config)
        tell(0)
        with cache.appending(work.extracted(name)) as append:
            for done, extraction in enumerate(extract_each(papers, config=config, on_failure=failures.append), 1):
                append(digests[extraction.paper], extraction)
                unread.pop(extraction.paper, None)
                tell(done + len(failures))
        if piece == name:  # beside a part of a shard, others add to the file
            _compact(work, name)
    return Report(piece, len(places), tuple(failures), tuple(unread.values()))


def _compact(work: WorkFolder, name: str) -> None:
    """Rewrite the file of a shard that is stale for more than a half."""
    path = work.extracted(name)
    if cache.count_lines(path) > 2 * len({line.paper for line in cache.lines(path)}):
        cache.compact(path, {*cache.read_texts(work.papers(name))})


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
