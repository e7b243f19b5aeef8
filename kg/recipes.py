"""The recipe of a build: digests of all that decides what it writes, taken without importing what does the work."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from importlib import metadata
from pathlib import Path
from typing import Any

from kg import __version__, schema
from kg.config import Config, decisions_to_apply
from kg.digests import sha256
from kg.errors import DecisionError, KGError
from kg.readers.sources import Source
from kg.store import Input, Recipe

LIBRARIES = ("networkx", "numpy", "pyoxigraph", "python-crfsuite", "pyvis", "rdflib", "spacy")
# The digests of the decisions and the fingerprint of the extractor speak for `decisions`, `model` and `labels`.
_NOT_DECISIVE = (
    "sources", "output", "decisions", "shards", "workers", "executor", "url", "model", "labels", "follow", "history",
    "contact", "fetch",
)  # fmt: skip
_DATA = ("model", "sample", "__pycache__")


def recipe(sources: Sequence[Source], unreadable: Iterable[KGError], *, config: Config) -> Recipe:
    """Return the recipe of a build of some sources.

    Raises:
        DecisionError: the decisions cannot be read.
    """
    from kg import extract

    return Recipe(
        version=__version__,
        code=code_digest(),
        extractor=extract.fingerprint(config=config),
        libraries={name: metadata.version(name) for name in LIBRARIES},
        config=dict(_decisive(config)),
        decisions=_decisions(config),
        inputs=tuple(Input(source.name, source.digest) for source in sources),
        unreadable=tuple(map(str, unreadable)),
    )


def _decisive(config: Config) -> Iterator[tuple[str, Any]]:
    for field in fields(Config):
        if field.name not in _NOT_DECISIVE:
            value = getattr(config, field.name)
            yield field.name, list(value) if isinstance(value, tuple) else value


def _decisions(config: Config) -> str:
    path = decisions_to_apply(config)
    try:
        return sha256(path) if path else ""
    except OSError as error:
        raise DecisionError(
            f"{config.decisions}: the decisions cannot be read ({error.strerror}); correct the path or the file"
        ) from error


def code_digest() -> str:
    """Return the digest of kg's own code, templates and schemas; the extractor's data have their own fingerprint."""
    package = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for name, path in sorted([*_code(package), *_code(schema.folder())]):
        digest.update(f"{name}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _code(folder: Path) -> Iterable[tuple[str, Path]]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part in _DATA or part.startswith(".") for part in parts):
            yield "/".join((folder.name, *parts)), path
