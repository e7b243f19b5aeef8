"""The quads of a build, as lines: from `kg.nq`, or from the parts of a large build, `kg/*.nq.gz`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kg import output_files
from kg.errors import OutputError
from kg.store import Manifest

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]{0,2000}")
_LAST: Final = 0x10FFFF


class Line(NamedTuple):
    """A line of N-Quads."""

    graph: bytes
    """As it is spelled, in its angle brackets."""
    triple: bytes
    """As a line of N-Triples."""


def files(manifest: Manifest, folder: Path) -> tuple[str, ...]:
    """Return the files of a build that hold all its quads, sorted.

    Raises:
        OutputError: none do.
    """
    if names := tuple(output_files.graph(manifest.outputs)):
        return names
    raise OutputError(f"{folder}: the build has no {output_files.GRAPH}; build it again with --format rdf")


def lines(folder: Path, names: tuple[str, ...]) -> Iterator[Line]:
    """Yield the quads of some files, in their order.

    Raises:
        OutputError: a file is missing or damaged.
    """
    for name in names:
        path = folder / name
        number = 0
        try:
            for line in output_files.lines(path):
                number += 1
                yield _parted(line)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise OutputError(f"{path}:{number}: cannot be read ({reason}); build it again") from error


def _parted(line: bytes) -> Line:
    body, space, graph = line[:-3].rpartition(b" ")
    if not space or graph[:1] != b"<" or graph[-1:] != b">" or line[-3:] != b" .\n":
        raise ValueError("a line is no quad of a named graph")
    return Line(graph, body + b" .\n")


def iri(spelled: bytes) -> str:
    r"""Return the IRI that N-Quads spells.

    Raises:
        OutputError: it is none, and might be read as something else in an address or a query.

    >>> iri(rb"<https://example.org/graph/m\u00f6os>")
    'https://example.org/graph/möos'
    """
    text = _ESCAPE.sub(_character, spelled[1:-1].decode("utf-8", "replace"))
    if not _IRI.fullmatch(text):
        raise OutputError(f"the graph {text[:80]!r} has no IRI that can be sent; build it again")
    return text


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= _LAST else "\\"  # which no IRI holds
