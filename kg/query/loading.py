"""Loading N-Quads into a store on disk: in batches, so that memory stays bounded and a load that was killed goes on."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg import output_files

LOADED = "loaded.txt"
"""The digests of the parts that a store has which is being made, a line each."""
# The engine sorts up to a million quads at once in more than a gigabyte; a batch of so many bytes has about 300,000.
BATCH = 64 << 20


def load(place: Path, folder: Path, files: Mapping[str, str]) -> None:
    """Load N-Quads into a new store, or the rest of them into one whose loading was cut off.

    Args:
        place: where the store is made.
        folder: the folder of the build.
        files: its N-Quads files, by name, with their digests.

    Raises:
        OSError: a file cannot be read, or the store not be written.
        SyntaxError: a file holds no N-Quads.
    """
    import pyoxigraph

    store = pyoxigraph.Store(place)
    noted = place / LOADED
    done = set(noted.read_text(encoding="ascii").split()) if noted.exists() else set()
    rest = {name: digest for name, digest in files.items() if digest not in done}
    number = len(done)
    for data, ended in _batches(folder, rest):
        store.bulk_load(data, format=pyoxigraph.RdfFormat.N_QUADS)
        store.flush()
        number += 1
        with noted.open("a", encoding="ascii") as stream:
            stream.writelines(f"{digest}\n" for digest in ended)
    if number > 1:
        store.optimize()  # each batch left files of its own
    store.flush()


def _batches(folder: Path, files: Mapping[str, str]) -> Iterator[tuple[bytes, list[str]]]:
    """Yield the lines of files, some of them at a time, each time with the digests of the files that are told whole."""
    held: list[bytes] = []
    ended: list[str] = []
    for name, digest in files.items():
        for piece in output_files.pieces(folder / name):
            held.append(piece)
            if sum(map(len, held)) >= BATCH:
                yield b"".join(held), ended
                held, ended = [], []
        ended.append(digest)
    if ended:
        yield b"".join(held), ended
