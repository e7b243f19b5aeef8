"""The files of the build that may be downloaded, and those of the pages: only what is listed, never by a path."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg import store
from kg.serve.pages.words import style
from kg.serve.site import Site

if TYPE_CHECKING:
    from starlette.responses import Response

STATIC = Path(__file__).parent / "static"
_MEDIA_TYPES = {
    ".ttl": "text/turtle; charset=utf-8",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".trig": "application/trig",
    ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml",
    ".rq": "application/sparql-query",
}
_PACKED, _GZIP = ".gz", "application/gzip"
_STATIC_TYPES = {".css": "text/css", ".js": "text/javascript", ".txt": "text/plain", ".md": "text/plain"}
_COLOURS = "types.css"
_DIGITS = 12
_GUARD = {"Content-Security-Policy": "default-src 'none'; sandbox"}


class File(NamedTuple):
    """A file of the build."""

    name: str
    path: Path
    media_type: str
    size: int


def offered(site: Site) -> dict[str, File]:
    """Return the files of a build that may be downloaded, by name: the RDF and the queries that its manifest lists."""
    manifest = store.read_manifest(site.folder)
    found = (_file(site.folder, name) for name in sorted(manifest.outputs if manifest else ()))
    return {file.name: file for file in found if file}


def download(site: Site, name: str) -> "Response | None":
    """Return a file of the build, or nothing where it has none of that name."""
    from starlette.responses import FileResponse

    file = offered(site).get(name)
    return FileResponse(file.path, media_type=file.media_type, headers=_GUARD) if file else None


def assets(site: Site) -> dict[str, str]:
    """Return the addresses of the style sheets and scripts, which change with what is in them."""
    return {name: f"{site.root_path}/static/{name}?v={_digest(data)}" for name, (data, _) in _static().items()}


def asset(name: str) -> "Response | None":
    """Return a style sheet or a script, or nothing where there is none of that name."""
    from starlette.responses import Response

    if name not in _static():
        return None
    data, media_type = _static()[name]
    headers = {**_GUARD, "Cache-Control": "public, max-age=31536000, immutable", "ETag": f'"{_digest(data)}"'}
    return Response(data, media_type=media_type, headers=headers)


def _file(folder: Path, name: str) -> File | None:
    path = folder / name
    packed = path.suffix == _PACKED and Path(path.stem).suffix in _MEDIA_TYPES  # RDF, and no table
    media_type = _GZIP if packed else _MEDIA_TYPES.get(path.suffix)
    # A link that leads out of the folder is not a part of the build, whatever its manifest says.
    if not media_type or not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return None
    return File(name, path, media_type, path.stat().st_size)


@cache
def _static() -> Mapping[str, tuple[bytes, str]]:
    paths = sorted(path for path in STATIC.rglob("*") if path.suffix in _STATIC_TYPES)
    found = {path.relative_to(STATIC).as_posix(): (path.read_bytes(), _STATIC_TYPES[path.suffix]) for path in paths}
    return {**found, _COLOURS: (style().encode(), _STATIC_TYPES[".css"])}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]
