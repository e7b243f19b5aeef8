"""Folders: which files of a folder may be listings of papers, and what is said of the others.

Who names a file means it; who names a folder means what in it is of use. A library of PDFs, or what a browser keeps
beside a saved page, is no reason for a line a file.
"""

import os
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from kg.exported import is_export
from kg.remote import RemoteFile

_OF_NO_USE = re.compile(
    r"\.(?:pdf|ps|djvu|epub|docx?|pptx?|xlsx?|od[pst]|rtf|pages|key|numbers"
    r"|png|jpe?g|gif|svg|webp|ico|bmp|tiff?|heic|mp[34]|m4a|aac|wav|webm|mov|avi|mkv|wmv"
    r"|zip|tar|tgz|7z|rar|part|crdownload|tmp|bak|swp|lock|log|cfg|ini|toml"
    r"|css|m?js|download|woff2?|ttf|otf|eot|tex|sty|cls|bst|aux|blg"
    r"|py|pyc|ipynb|c|h|cpp|java|class|jar|sh|exe|dll|so|db|sqlite3?|h5|npy|npz|pkl|pt|safetensors)",
    re.IGNORECASE,
)
"""The endings of files that are looked at only where somebody names them."""
_NOTES = re.compile(r"(?:readme|licen[cs]e|copying|notice|changelog|contributing|makefile|dockerfile)\b", re.IGNORECASE)
_LEFT_BEHIND = re.compile(r".*~|#.*#|~\$.*", re.DOTALL)
"""What editors and office programs call the copies that they keep beside a file: of how it was, or is just now."""
_PAGE_ENDINGS: Final = (".html", ".htm", ".xhtml")
_PAGE_FOLDER: Final = "_files"
"""What browsers add to the name of a page for the folder of its pictures and scripts."""
_NAMED: Final = 3
_OF_A_BUILD: Final = ("manifest.json", "ids.jsonl")
"""What stands together in the folder that a build wrote, and nowhere else."""


def files(
    folder: Path, *, on_failure: Callable[[OSError], None], passed_over: list[Path], links: list[Path]
) -> Iterator[Path]:
    """Yield the files below a folder in sorted order, without those that are hidden, exported, of no use, or elsewhere.

    Args:
        folder: where to look.
        on_failure: is told of each folder that cannot be read.
        passed_over: is filled with the files of no use.
        links: is filled with the links that lead out of the folder, which are not followed: who gives a folder means
            what is in it, and who made it may be somebody else.
    """
    for root, folders, names in os.walk(folder, onerror=on_failure):
        pages = {Path(name).stem for name in names if name.lower().endswith(_PAGE_ENDINGS)}
        kept = sorted(name for name in folders if not name.startswith(".") and not _belongs_to(name, pages))
        kept = [name for name in kept if not is_export(Path(root, name))]
        folders[:] = kept
        links += [path for name in kept if leads_out(path := Path(root, name), folder)]
        for name in sorted(name for name in names if not _is_hidden(name)):
            path = Path(root, name)
            if leads_out(path, folder):
                links.append(path)
            elif is_of_no_use(path):
                passed_over.append(path)
            else:
                yield path


def of_papers(files: Sequence[RemoteFile], *, passed_over: list[Path] | None) -> Iterator[RemoteFile]:
    """Yield the files of a store that may be listings, without those that are hidden, of builds, and of no use.

    Args:
        files: all files of a folder, or that match a pattern.
        passed_over: is filled with the files of no use; none is where there is nothing to fill.
    """
    root = posixpath.commonpath([file.url for file in files]) if files else ""
    beside = {file.url for file in files}
    builds = tuple(
        f"{folder}/"
        for folder in {posixpath.dirname(file.url) for file in files}
        if {f"{folder}/{name}" for name in _OF_A_BUILD} <= beside
    )
    for file in files:
        inner = PurePosixPath(file.url[len(root) :])
        if file.url.startswith(builds) or any(map(_is_hidden, inner.parts)):
            continue
        if passed_over is not None and is_of_no_use(Path(inner)):
            passed_over.append(Path(inner))
        else:
            yield file


def leads_out(path: Path, folder: Path) -> bool:
    """Return whether something in a folder is a link to what is not in it."""
    if not path.is_symlink():
        return False
    inner, outer = (Path(os.path.realpath(each)) for each in (path, folder))  # `Path.resolve` fails on a loop
    return not inner.is_relative_to(outer)


def is_of_no_use(path: Path) -> bool:
    """Return whether a file's name says that it holds no listing, or it is no file to read, such as a pipe."""
    by_name = _OF_NO_USE.fullmatch(path.suffix) or _NOTES.match(path.name)
    return bool(by_name) or (path.exists() and not path.is_file())


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or bool(_LEFT_BEHIND.fullmatch(name))


def _belongs_to(folder: str, pages: set[str]) -> bool:
    return folder.endswith(_PAGE_FOLDER) and folder.removesuffix(_PAGE_FOLDER) in pages


def endings(paths: Iterable[Path]) -> str:
    """Return how many files end how, the most frequent first: `30 .pdf, 2 .png, 3 others`."""
    counts = Counter(path.suffix.lower() if _OF_NO_USE.fullmatch(path.suffix) else "" for path in paths)
    others = counts.pop("", 0)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = ranked if len(ranked) <= _NAMED else ranked[:_NAMED]
    others += sum(count for _, count in ranked[len(shown) :])
    told = [f"{count} {ending}" for ending, count in shown]
    if others:
        told.append(f"{others} others" if others > 1 else "1 other")
    return ", ".join(told)


def names(paths: Iterable[str]) -> str:
    """Return the first names of some files: `a.html, b.txt, c.txt and 4 more`."""
    ranked = sorted(paths)
    more = len(ranked) - _NAMED
    return ", ".join(ranked[:_NAMED]) + (f" and {more} more" if more > 0 else "")
