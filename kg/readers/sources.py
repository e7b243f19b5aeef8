"""Sources: the files behind paths, folders and standard input, with names that no machine decides."""

import hashlib
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Final

from kg import remote
from kg.errors import KGError, RecordError, SourceError
from kg.readers.files import folders
from kg.readers.files.spooling import Spool, held
from kg.readers.files.unpacking import BLOCK
from kg.text import clean

STDIN: Final = "-"
OnError = Callable[[KGError], None]

_SUFFIX: Final = 4
_ENDLESS: Final = "save it as a file, and name that"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file of papers."""

    name: str
    """The file's name; where two different files have one name, also the start of their digest: `daily.txt~3fa9`."""
    path: str
    digest: str
    """The SHA-256 of its bytes; of a file of a store that tells its version, the digest of that."""
    content: bytes | Spool | None = field(default=None, repr=False, compare=False)
    """The bytes of what can be read only once, standard input and pipes; those of much in a temporary file."""
    folder: str = field(default="", compare=False)
    """The folder that was given, as a message shows it; empty where the file was named itself."""

    @property
    def where(self) -> str:
        """Return the path as a message shows it, on one line."""
        return clean(os.fsencode(self.path).decode("utf-8", "replace")) or self.name

    @property
    def file(self) -> Path | None:
        """Return where its bytes stand on disk; nothing where they are held in memory, or elsewhere."""
        if isinstance(self.content, Spool):
            return self.content.path
        return Path(self.path) if self.content is None and not remote.is_url(self.path) else None

    def digest_of(self, read: str) -> str:
        """Return the digest as `digest` has it of what was just read, whose SHA-256 is given.

        Raises:
            SourceError: it cannot be told any more.
        """
        if not remote.is_url(self.path):
            return read
        try:
            return remote.file(self.path).version or read
        except OSError as error:
            raise SourceError(f"{self.where}: is gone ({_reason(error)}); build again") from error

    def blocks(self) -> Iterator[bytes]:
        """Yield the bytes of the file, packed as they are.

        Raises:
            SourceError: it cannot be read.
        """
        if isinstance(self.content, bytes):
            yield from (self.content[start : start + BLOCK] for start in range(0, len(self.content), BLOCK))
            return
        try:
            if remote.is_url(self.path):
                yield from remote.blocks(self.path)
                return
            with (self.file or Path(self.path)).open("rb") as stream:
                while block := stream.read(BLOCK):
                    yield block
        except OSError as error:
            raise SourceError(f"{self.where}: cannot be read ({_reason(error)}); check the file") from error


def expand(paths: Iterable[str | Path | Source], *, on_error: OnError) -> list[Source]:
    """Return the sources behind paths, sorted by name; files with the same bytes are one source.

    Args:
        paths: files, folders (the files below them but those that are hidden or plainly no listings), `-` for standard
            input, or sources.
        on_error: is told of each path that cannot be read.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in [path] if isinstance(path, Source) else _sources(path, on_error):
            known = found.get(source.digest)
            found[source.digest] = source if known is None else min(known, source)
    return sorted(_named(found.values()))


def _sources(path: str | Path, on_error: OnError) -> Iterator[Source]:
    is_stdin = str(path) == STDIN
    if remote.is_url(path):
        yield from _remote(str(path), on_error)
        return
    try:
        if is_stdin:
            yield _held("stdin", STDIN, sys.stdin.buffer)
            return
        mode = Path(path).stat().st_mode
    except (OSError, ValueError, SourceError) as error:
        place, advice = ("standard input", "it") if is_stdin else (_shown(path), "the path")
        advice = _ENDLESS if isinstance(error, SourceError) else f"check {advice}"
        on_error(SourceError(f"{place}: cannot be read ({_reason(error)}); {advice}"))
        return
    if stat.S_ISDIR(mode):
        yield from _inside(Path(path), on_error)
    else:
        yield from _opened(Path(path), on_error)


def _inside(folder: Path, on_error: OnError) -> Iterator[Source]:
    """Yield the sources below a folder; what is hidden is not meant for us."""

    def refused(error: OSError) -> None:
        on_error(SourceError(f"{_shown(error.filename)}: cannot be read ({_reason(error)}); check the folder"))

    shown, count, passed_over, links = _shown(folder), 0, list[Path](), list[Path]()
    for file in folders.files(folder, on_failure=refused, passed_over=passed_over, links=links):
        count += 1
        for source in _opened(file, on_error):
            yield replace(source, folder=shown)
    if links:
        on_error(not_followed(shown, links))
    _tell(shown, count + len(links), passed_over, on_error)


def not_followed(folder: str, links: Iterable[Path]) -> KGError:
    """Return the line that says which links of a folder are not followed."""
    found = [_shown(link.name) for link in links]
    told = f"{len(found)} links lead out of it and are" if len(found) > 1 else "a link leads out of it and is"
    advice = "name what holds papers" if len(found) > 1 else "name it if it holds papers"
    return RecordError(f"{folder}: {told} not followed ({folders.names(found)}); {advice}")


def _remote(url: str, on_error: OnError) -> Iterator[Source]:
    """Yield the sources behind a URL: a file, those of a folder, or those that match a pattern."""
    try:
        files = remote.files(url)
        is_one = [file.url for file in files] == [remote.canonical(url)]
    except (OSError, SourceError) as error:
        on_error(error if isinstance(error, SourceError) else _unreadable(_shown(url), error, "URL"))
        return
    if is_one:
        yield from _remote_file(files[0], on_error)
        return
    passed_over, count = list[Path](), 0
    folder = "" if remote.is_pattern(url) else _shown(url)
    for file in folders.of_papers(files, passed_over=passed_over if folder else None):
        count += 1
        for source in _remote_file(file, on_error):
            yield replace(source, folder=folder)
    _tell(_shown(url), count, passed_over, on_error)


def _remote_file(file: remote.RemoteFile, on_error: OnError) -> Iterator[Source]:
    try:
        digest = file.version or _digest(remote.blocks(file.url))
    except OSError as error:
        on_error(_unreadable(_shown(file.url), error, "file"))
        return
    yield Source(_shown(remote.name_of(file.url)) or "unnamed", file.url, digest)


def _digest(blocks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def _unreadable(place: str, error: Exception, what: str) -> SourceError:
    return SourceError(f"{place}: cannot be read ({_reason(error)}); check the {what}")


def _tell(shown: str, count: int, passed_over: list[Path], on_error: OnError) -> None:
    """Tell what of a folder was of no use."""
    if passed_over:
        told = f"({folders.endings(passed_over)})"
        if len(passed_over) == 1:
            message = f"1 file of no use is passed over {told}; name it if it holds papers"
        else:
            message = f"{len(passed_over)} files of no use are passed over {told}; name those that hold papers"
        on_error(RecordError(f"{shown}: {message}"))  # nothing that was meant is lost
    elif not count:
        on_error(SourceError(f"{shown}: the folder holds no files; give files of papers or another folder"))


def _opened(path: Path, on_error: OnError) -> Iterator[Source]:
    try:
        yield _source(path)
    except (OSError, SourceError) as error:
        advice = _ENDLESS if path.is_fifo() else "check the file"
        on_error(SourceError(f"{_shown(path)}: cannot be read ({_reason(error)}); {advice}"))


def _source(path: Path) -> Source:
    mode = path.stat().st_mode
    if stat.S_ISFIFO(mode):
        with path.open("rb") as stream:
            return _held(path.name, str(path), stream)
    if not stat.S_ISREG(mode):
        raise SourceError("it is no file")
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Source(_shown(path.name) or "unnamed", str(path), digest)


def _held(name: str, path: str, stream: BinaryIO) -> Source:
    content, digest = held(stream)
    return Source(_shown(name) or "unnamed", path, digest, content)


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
