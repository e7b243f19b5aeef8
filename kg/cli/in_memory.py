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
    from kg import config

    papers, most = manifest.counts["papers"], max(config.load().graph_limit, config.Config().graph_limit)
    if manifest.parts and papers > most:
        raise OutputError(
            f"{folder}: {what} needs the whole graph in memory, and {papers:,} papers are more than the {most:,} of "
            f"`graph_limit`; {instead}, or raise that in kg.toml (60 MB for each 1,000 papers)"
        )
