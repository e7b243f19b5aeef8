"""What needs a whole graph in memory, and is refused where that is too large."""

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import OutputError

if TYPE_CHECKING:
    from kg.store import Manifest


def refuse_large(folder: Path, manifest: "Manifest", what: str, instead: str) -> None:
    """Refuse a build in parts that has more papers than are held in memory.

    Args:
        folder: the folder of the build.
        manifest: what it says about itself.
        what: what needs the graph in memory.
        instead: what to do in its place.

    Raises:
        OutputError: it has.
    """
    if is_large(manifest):
        papers = manifest.counts["papers"]
        raise OutputError(
            f"{folder}: {what} needs the whole graph in memory, and {papers:,} papers are more than the {_most():,} of "
            f"`graph_limit`; {instead}, or raise that in kg.toml (60 MB for each 1,000 papers)"
        )


def is_large(manifest: "Manifest") -> bool:
    """Tell whether a build in parts has more papers than are held in memory."""
    return bool(manifest.parts) and manifest.counts["papers"] > _most()


def _most() -> int:
    from kg import config

    return max(config.load().graph_limit, config.Config().graph_limit)
