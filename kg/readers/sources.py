"""Sources: the files behind paths, folders and standard input, with names that no machine decides."""

import hashlib
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from kg.errors import KGError, RecordError, SourceError
from kg.text import clean

STDIN: Final = "-"
OnError = Callable[[KGError], None]

_SUFFIX: Final = 4
_MAGIC: Final = {
    b"\x1f\x8b": "is compressed (gzip); unpack it first",
    b"PK\x03\x04": "is a ZIP archive or an office document; unpack it or save it as text",
    b"(\xb5/\xfd": "is compressed (zstd); unpack it first",
    b"BZh": "is compressed (bzip2); unpack it first",
    b"\xfd7zXZ": "is compressed (xz); unpack it first",
    b"%PDF": "is a PDF; give its title and abstract as text or JSON",
}
_ENCODINGS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BINARY_SHARE: Final = 0.02
_HEAD: Final = 1 << 16
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_STRAY_BYTE = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file of papers."""

    name: str
    """The file's name; where two different files have one name, also the start of their digest: `daily.txt~3fa9`."""
    path: str
    digest: str
    """The SHA-256 of its bytes."""
    content: bytes | None = field(default=None, repr=False, compare=False)
    """The bytes of what can be read only once: standard input and pipes."""

    @property
    def where(self) -> str:
        """Return the path as a message shows it, on one line."""
        return clean(os.fsencode(self.path).decode("utf-8", "replace")) or self.name

    def read(self) -> bytes:
        """Return the bytes of the file."""
        return Path(self.path).read_bytes() if self.content is None else self.content


def expand(paths: Iterable[str | Path | Source], *, on_error: OnError) -> list[Source]:
    """Return the sources behind paths, sorted by name; files with the same bytes are one source.

    Args:
        paths: files, folders (all files below them but the hidden ones), `-` for standard input, or sources.
        on_error: is told of each path that cannot be read.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in [path] if isinstance(path, Source) else _sources(path, on_error):
            known = found.get(source.digest)
            found[source.digest] = source if known is None else min(known, source)
    return sorted(_named(found.values()))


def _sources(path: str | Path, on_error: OnError) -> Iterator[Source]:
    if str(path) == STDIN:
        yield _held("stdin", STDIN, sys.stdin.buffer.read())
        return
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError) as error:
        on_error(SourceError(f"{_shown(path)}: cannot be read ({_reason(error)}); check the path"))
        return
    for file in _files(Path(path), on_error) if stat.S_ISDIR(mode) else [Path(path)]:
        try:
            yield _source(file)
        except (OSError, SourceError) as error:
            on_error(SourceError(f"{_shown(file)}: cannot be read ({_reason(error)}); check the file"))


def _files(folder: Path, on_error: OnError) -> Iterator[Path]:
    """Return the files below a folder in sorted order; what is hidden is not meant for us."""

    def refused(error: OSError) -> None:
        on_error(SourceError(f"{_shown(error.filename)}: cannot be read ({_reason(error)}); check the folder"))

    count = 0
    for root, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            count += 1
            yield Path(root, name)
    if not count:
        on_error(SourceError(f"{_shown(folder)}: the folder holds no files; give files of papers or another folder"))


def _source(path: Path) -> Source:
    mode = path.stat().st_mode
    if stat.S_ISFIFO(mode):
        return _held(path.name, str(path), path.read_bytes())
    if not stat.S_ISREG(mode):
        raise SourceError("it is no file")
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Source(_shown(path.name) or "unnamed", str(path), digest)


def _held(name: str, path: str, content: bytes) -> Source:
    return Source(_shown(name) or "unnamed", path, hashlib.sha256(content).hexdigest(), content)


def _named(sources: Iterable[Source]) -> Iterator[Source]:
    sources = list(sources)
    shared = Counter(source.name for source in sources)
    for source in sources:
        if shared[source.name] == 1:
            yield source
        else:
            others = [other.digest for other in sources if other.name == source.name and other is not source]
            yield replace(source, name=f"{source.name}~{_prefix(source.digest, others)}")


def _prefix(digest: str, others: list[str]) -> str:
    length = _SUFFIX
    while length < len(digest) and any(other.startswith(digest[:length]) for other in others):
        length += _SUFFIX
    return digest[:length]


def _shown(path: str | Path) -> str:
    return clean(os.fsencode(path).decode("utf-8", "replace"))


def _reason(error: Exception) -> str:
    if isinstance(error, ValueError):  # what Python says of it differs between its versions
        return "no path holds a null character"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def decode(source: Source, *, on_error: OnError) -> str:
    """Return the text of a source, without byte order mark.

    Bytes that are not UTF-8 are read as Windows-1252, and `on_error` is told the line.

    Raises:
        SourceError: the source cannot be read, is empty, or is no text.
    """
    try:
        data = source.read()
    except OSError as error:
        raise SourceError(f"{source.where}: cannot be read ({_reason(error)}); check the file") from error
    if not data.strip(b" \t\r\n\xef\xbb\xbf\x00"):
        raise SourceError(f"{source.where}: is empty; give a file of papers")
    for magic, advice in _MAGIC.items():
        if data.startswith(magic):
            raise SourceError(f"{source.where}: {advice}")
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    if len(_BINARY.findall(data, 0, _HEAD)) > _BINARY_SHARE * min(len(data), _HEAD):
        raise SourceError(f"{source.where}: is binary, not text; give a file of papers")
    return _utf8(data.removeprefix(b"\xef\xbb\xbf"), source.where, on_error)


def _utf8(data: bytes, where: str, on_error: OnError) -> str:
    text = data.decode("utf-8", "surrogateescape")
    if stray := _STRAY_BYTE.search(text):
        line = text.count("\n", 0, stray.start()) + 1
        on_error(
            RecordError(f"{where}:{line}: is not UTF-8; read as Windows-1252, save it as UTF-8 if letters are wrong")
        )
        text = _STRAY_BYTE.sub(lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return text
