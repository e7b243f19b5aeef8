"""Executors whose processes die of some texts; a module of few imports, for each process that is started pays them."""

import os
import signal
from dataclasses import dataclass
from functools import partial

import kg.extract
from kg.executors import Lost
from kg.executors.processes import Processes
from kg.records import Extraction
from kg.shard_work import Report, extract_shard


class Died(BaseException):
    """Stands for the end of a process."""


def die() -> None:
    raise Died


def killing(kill):
    """Return an extractor that finds nothing, and dies of titles that name a poison."""

    def extract(papers, *, config):  # noqa: ARG001  the extractor's signature
        for paper in papers:
            if "poison" in paper.title:
                kill()
            yield Extraction(paper.id)

    return extract


@dataclass
class Mortal:
    """Works in this process as others do in processes: what raises `Died` is tried once more, and lost."""

    tried: list[str]

    def map(self, work, shards, *, on_lost, on_step):  # noqa: ARG002  the protocol's
        for shard in shards:
            for _ in range(2):
                self.tried.append(shard)
                try:
                    yield work(shard)
                except Died:
                    continue
                break
            else:
                on_lost(Lost(shard, "killed by signal 9, SIGKILL"))


class Lethal(Processes):
    """Processes that are killed by some texts."""

    def map(self, work, shards, **rest):
        return Processes.map(self, partial(lethal, **work.keywords), shards, **rest)


def lethal(piece: str, **given) -> Report:
    """Work on a shard with an extractor that kills its process."""
    kg.extract.extract = killing(lambda: os.kill(os.getpid(), signal.SIGKILL))
    kg.extract.load = lambda **_: None
    return extract_shard(piece, **given)
