"""SPARQL in the page: the engine, the graph as RDF and our questions, inside of the page or in a file beside it.

The page unpacks them when its view is first opened, in a worker without a network. A file beside the page is a script
that the page's policy names by a nonce: browsers check no digest of a script from a disk, but they do check a nonce. It
is made from the digest of the file: whoever writes a text that is a part of the file cannot foresee it.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from kg.viewer.bundle import bundle
from kg.viewer.embed import json_text, packed
from kg.viewer.trig import trig

INSIDE_LIMIT = 4_000_000
"""The most characters of packed RDF that `auto` puts inside: about 800,000 triples."""
BESIDE_LIMIT = 16_000_000
"""The most that it puts beside: about three million triples, for which a browser needs 13 seconds and much memory."""
_FOLDER = Path(__file__).parent / "oxigraph"
_PAGE = Path(__file__).parent / "page"
_LICENCE = "/* Oxigraph (https://github.com/oxigraph/oxigraph), MIT or Apache-2.0.\n\n{} */\n"


class Parameter(Protocol):
    """Something that a question leaves open."""

    @property
    def name(self) -> str:
        """Return the variable."""

    @property
    def default(self) -> str:
        """Return the value where none is given."""

    @property
    def type(self) -> str:
        """Return what a value names: a type of entity, `Entity`, `Paper`, `Source`, `text` or `number`."""


class Question(Protocol):
    """A question that comes with `kg`."""

    @property
    def name(self) -> str:
        """Return the name."""

    @property
    def title(self) -> str:
        """Return the title."""

    @property
    def explanation(self) -> str:
        """Return the question in a sentence."""

    @property
    def text(self) -> str:
        """Return the query, with comments before it."""

    @property
    def parameters(self) -> Iterable[Parameter]:
        """Return what it leaves open."""


@dataclass(frozen=True, slots=True)
class Block:
    """What a page needs to answer SPARQL."""

    html: str
    """The element with the data."""
    script_sources: tuple[str, ...]
    """What the policy of the page has to allow as `script-src`."""
    worker_sources: tuple[str, ...]
    """What it has to allow as `worker-src`."""
    beside: str
    """The text of the file beside the page; empty where all is inside."""


def block(
    nquads: Path,
    *,
    questions: Iterable[Question],
    prefixes: Mapping[str, str],
    base: str,
    where: str = "auto",
    file: str = "graph-sparql.js",
) -> Block | None:
    """Return what a page needs to answer SPARQL over a graph, or nothing where it is to answer none.

    Args:
        nquads: the graph, sorted, each quad in a named graph.
        questions: the questions to offer.
        prefixes: the namespaces of the prefixes that a query need not declare.
        base: the base of the data's IRIs.
        where: `inside` of the page, `beside` it, `none`, or `auto` for what its size suggests.
        file: the name of a file beside the page.
    """
    if where == "none":
        return None
    with nquads.open(encoding="utf-8", newline="\n") as lines:
        graph = packed("".join(trig(lines, prefixes)).encode())
    if where == "auto" and len(graph) > BESIDE_LIMIT:
        return None
    setup = {"base": base, "prefixes": dict(prefixes), "questions": [_row(question) for question in questions]}
    whole = {"worker": packed(worker().encode()), "engine": _engine(), "graph": graph}
    if where == "inside" or (where == "auto" and len(graph) <= INSIDE_LIMIT):
        return _block(setup | whole)
    return _beside(setup, whole, file)


@cache
def worker() -> str:
    """Return the script of the worker: the engine's own, and ours after it."""
    terms = (_FOLDER / "LICENSE-MIT").read_text(encoding="utf-8")
    glue = (_FOLDER / "oxigraph.js").read_text(encoding="utf-8")
    return _LICENCE.format(terms) + glue + bundle(_PAGE, "sparql_worker.js")


@cache
def _engine() -> str:
    data = (_FOLDER / "oxigraph.wasm.gz").read_bytes()
    return base64.b64encode(data).decode()


def _beside(setup: dict[str, Any], whole: Mapping[str, str], file: str) -> Block:
    digest = hashlib.sha256(json_text(whole).encode()).hexdigest()[:32]
    script = f"globalThis.kgSparql={json_text({'digest': digest, **whole})};\n"
    return _block(setup | {"beside": {"file": file, "digest": digest}}, f"'nonce-{digest}'", beside=script)


def _block(data: dict[str, Any], *sources: str, beside: str = "") -> Block:
    element = f'<script type="application/json" id="sparql-data">{json_text(data)}</script>'
    return Block(element, ("'wasm-unsafe-eval'", *sources), ("blob:",), beside)


def _row(question: Question) -> dict[str, Any]:
    lines = question.text.splitlines(keepends=True)
    return {
        "name": question.name,
        "title": question.title,
        "explanation": question.explanation,
        "text": "".join(line for line in lines if not line.startswith("#")).strip(),
        "parameters": [{"name": one.name, "default": one.default, "type": one.type} for one in question.parameters],
    }
