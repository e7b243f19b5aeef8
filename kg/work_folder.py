"""The work folder of a build: the files that hold shards between its steps, so that only names of shards travel."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = ".work"
_SMALL: Final = 250
"""About how many papers a shard has: a new paper has its shard written again, and the smaller it is, the sooner."""
_LARGE: Final = 1_000
"""The same where there would be too many files otherwise."""
_MANY: Final = 512


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """Where each step finds the shards that the steps before it wrote.

    A shard is a set of papers, those whose ids have one hash; its name is its number: `00042`.
    """

    folder: Path
    """A folder that every worker sees under this path."""
    extractions: Path
    """The cache of the extractor's version: a file a shard, which stays when the work folder goes."""

    def papers(self, shard: str) -> Path:
        """Return the file of a shard's papers, sorted by id, as `kg.cache.write_papers` writes them."""
        return self._file("papers", f"{shard}.jsonl")

    def extracted(self, shard: str) -> Path:
        """Return the file of what a shard's papers say, as `kg.cache.write` writes it."""
        return self.extractions / f"{shard}.jsonl"

    def assigned(self, shard: str) -> Path:
        """Return the file of the entities that a shard's papers name: a line of JSON a group of mentions.

        [paper, group, entity id, name, type]
        """
        return self._file("assigned", f"{shard}.jsonl")

    def of(self, step: str, name: str) -> Path:
        """Return a file of a step's own."""
        return self._file(step, name)

    def _file(self, step: str, name: str) -> Path:
        path = self.folder / step / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def shard_name(number: int) -> str:
    """Return the name of a shard.

    >>> shard_name(42)
    '00042'
    """
    return f"{number:05d}"


def shard_count(papers: int, *, least: int) -> int:
    """Return over how many shards papers are spread: a power of two times the least, so that shards split in halves.

    >>> shard_count(300, least=64), shard_count(120_000, least=64), shard_count(2_800_000, least=64)
    (64, 512, 4096)
    """
    count = least
    while count * (_SMALL if count < _MANY else _LARGE) < papers:
        count *= 2
    return count
