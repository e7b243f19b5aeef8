"""The inputs of a build: the files behind the sources that are named, without what builds and their settings are."""

import glob
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from kg import readers, store
from kg.config import FILE_NAME, Config, decisions_file
from kg.errors import KGError, RecordError, SourceError
from kg.exported import is_export
from kg.readers.files import folders
from kg.readers.sources import STDIN, Source, not_followed
from kg.remote import is_url

_EXPORTED = "kg wrote it, and it is passed over; name it to have it read"


def expand(sources: Iterable[str | Path], *, config: Config) -> tuple[list[Source], list[KGError]]:
    """Return the files behind sources but for those that a build or an export wrote, and what could not be read.

    Args:
        sources: files, folders, patterns such as `papers/*.jsonl`, and `-` for standard input.
        config: the settings; the files in which they are kept are no papers unless they are named.
    """
    named = list(sources)
    unreadable: list[KGError] = []
    paths, links = list[str | Path](), list[Path]()
    for source in matched(named, unreadable):
        paths += outside(source, Path(config.output), links=links)
        if links:
            unreadable.append(not_followed(str(source), links))
            links.clear()
    settings = _settings(config)
    given = {str(path) for path in named}
    found = readers.expand(paths, on_error=unreadable.append)
    listings = [source for source in found if source.path in given or not _is_one_of(source, settings)]
    exported = [source for source in listings if source.path not in given and source.file and is_export(source.file)]
    unreadable += (RecordError(f"{source.where}: {_EXPORTED}") for source in exported)
    return [source for source in listings if source not in exported], unreadable


def matched(sources: Iterable[str | Path], unreadable: list[KGError]) -> Iterator[str | Path]:
    """Yield sources with patterns replaced by the files and folders that match, without those of builds.

    Args:
        sources: paths and patterns; a path that exists is never taken for a pattern.
        unreadable: is added to where nothing matches a pattern.
    """
    is_written = cache(_is_written)
    for source in sources:
        if not is_pattern(source):
            yield source
            continue
        hits = sorted(glob.glob(str(source), recursive=True))  # noqa: PTH207  those of `Path` take no absolute pattern
        if not hits:
            unreadable.append(SourceError(f"{source}: no file matches this pattern; correct it, or add files"))
        yield from (hit for hit in hits if not any(map(is_written, Path(hit).parents)))


def is_pattern(source: str | Path) -> bool:
    """Tell whether a source is a pattern, and no path that exists."""
    return not is_url(source) and glob.has_magic(str(source)) and not Path(source).exists()


def outside(path: str | Path, output: Path, *, links: list[Path], source: Path | None = None) -> Iterator[str | Path]:
    """Yield what a source means without the folder of outputs, other builds and exports, should such lie in it.

    Args:
        path: the source, or what lies in it.
        output: the folder of outputs.
        links: is filled with the links that lead out of the source, which are not followed.
        source: the source in which the path lies.
    """
    folder = Path(path)
    source = source or folder
    if str(path) == STDIN or not folder.is_dir():
        yield path
    elif not (folder.resolve() == output.resolve() or _is_written(folder)):
        if not _holds_outputs(folder, output):
            yield path
            return
        for inside in sorted(folder.iterdir()):
            if folders.leads_out(inside, source):
                links.append(inside)
            elif not inside.name.startswith("."):
                yield from outside(inside, output, links=links, source=source)


def files(sources: Iterable[str | Path], *, config: Config) -> Iterator[Path]:
    """Yield the files that a build of sources depends on, unread: those of papers and those of settings."""
    for source in matched(sources, []):
        for path in map(Path, outside(source, Path(config.output), links=[])):
            if path.is_dir():
                yield from folders.files(path, on_failure=lambda _: None, passed_over=[], links=[])
            elif path.is_file():
                yield path
    yield from (path for path in _settings(config) if path.is_file())


def _is_written(folder: Path) -> bool:
    """Return whether a build or an export wrote a folder."""
    return is_export(folder) or store.read_manifest(folder) is not None


def _holds_outputs(folder: Path, output: Path) -> bool:
    inner = (path.parent for path in folder.rglob(store.MANIFEST))
    return output.resolve().is_relative_to(folder.resolve()) or any(map(store.read_manifest, inner))


def _settings(config: Config) -> Sequence[Path]:
    path = decisions_file(config)
    return [path.resolve()] if path else []


def _is_one_of(source: Source, settings: Sequence[Path]) -> bool:
    path = Path(source.path)
    return path.name == FILE_NAME or (source.path != STDIN and path.resolve() in settings)
