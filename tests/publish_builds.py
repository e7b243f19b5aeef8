"""Folders as builds leave them that wrote some quads of three small graphs."""

import gzip

from kg import store

MOSS, FERN, META = (f"https://example.org/graph/{name}" for name in ("moss", "fern", "meta"))


def quads(*, moss=6, fern=3, meta=1, text="x"):
    """Return the lines of three graphs, sorted by subject."""
    rows = [(number, graph) for graph, most in ((MOSS, moss), (FERN, fern), (META, meta)) for number in range(most)]
    return [f'<http://a/{number}> <http://a/says> "{text}" <{graph}> .\n' for number, graph in sorted(rows)]


def make(folder, files):
    """Write a folder as a build that wrote these files leaves it."""
    with store.writing(folder), store.staging(folder) as stage:
        for name, lines in files.items():
            (stage / name).parent.mkdir(exist_ok=True)
            data = "".join(lines).encode()
            (stage / name).write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
        recipe = store.Recipe("0.1.0", "", "", {}, {}, "", ())
        store.publish(folder, stage, store.Manifest(recipe, store.digests(stage, sorted(files)), {}))
    return folder
