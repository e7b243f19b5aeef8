"""Which build a folder holds: the digest of its graph, and whether another build has taken its place."""

from pathlib import Path

from kg import output_files, store
from kg.errors import OutputError

Stamp = tuple[int, int, int]


class Edition:
    """The build of a folder, as far as the server has noticed."""

    def __init__(self, folder: Path) -> None:
        """Read what the build says of itself.

        Raises:
            OutputError: the folder holds no build, or a build without RDF.
        """
        self._folder = folder
        self._stamp = self._look()
        self.digest = digest(folder)
        """The digest of its graph."""

    def refresh(self) -> str:
        """Return the digest of the build that is there now; the last one known while none can be read."""
        stamp = self._look()
        if stamp and stamp != self._stamp:
            manifest = store.read_manifest(self._folder)
            self.digest = (output_files.graph_digest(manifest.outputs) if manifest else "") or self.digest
            self._stamp = stamp
        return self.digest

    def _look(self) -> Stamp | None:
        try:
            found = (self._folder / store.MANIFEST).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


def digest(folder: Path) -> str:
    """Return the digest of the graph of a build.

    Raises:
        OutputError: the folder holds no build, or a build without RDF.
    """
    found = output_files.graph_digest(store.open_build(folder).outputs)
    if not found:
        raise OutputError(f"{folder}: this build has no graph to serve; build with `--format rdf` as well")
    return found
