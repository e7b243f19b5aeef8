"""Files of object stores and of HDFS: listed, read and written through fsspec, which knows each of them.

What else fsspec can open, such as pages of the web, is refused: only `kg fetch` and `kg publish` talk to the network
at large.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

from kg.errors import SourceError

STORES: Final = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "hdfs", "webhdfs", "memory")
"""The schemes of URLs that are read and written."""
BLOCK: Final = 1 << 20
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{1,30})://")
_MAGIC = re.compile(r"[*?[]")
_BY_CONTENT: Final = ("ETag", "etag", "md5Hash", "content_md5")
"""What stores say of the bytes of a file: copies have the same."""
_BY_TIME: Final = ("generation", "LastModified", "last_modified", "mtime", "modificationTime", "updated", "created")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a store."""

    url: str
    size: int
    version: str
    """A digest that changes with the file, though it is none of its bytes; empty where the store tells nothing."""


def is_pattern(url: str) -> bool:
    """Return whether a URL stands for the files that match it."""
    return _MAGIC.search(url) is not None


def is_url(path: object) -> bool:
    """Return whether a path is a URL rather than one of this machine."""
    return isinstance(path, str) and _URL.match(path) is not None


def name_of(url: str) -> str:
    """Return the last part of a URL.

    >>> name_of("s3://bucket/papers/fern.jsonl")
    'fern.jsonl'
    """
    return url.rstrip("/").rpartition("/")[2]


def canonical(url: str) -> str:
    """Return a URL as the files of its store spell it, without a slash at its end.

    Raises:
        SourceError: the store is of no known kind, or its package is not installed.
    """
    with _opened(url) as (store, path):
        return str(store.unstrip_protocol(path)).rstrip("/")


def files(url: str) -> list[RemoteFile]:
    """Return the files behind a URL, sorted: those that match a pattern, those of a folder, or the one that it names.

    Raises:
        OSError: there are none, or the store cannot be asked.
        SourceError: the store is of no known kind, or its package is not installed.
    """
    with _opened(url) as (store, path):
        found = store.glob(path, detail=True) if is_pattern(path) else store.find(path, detail=True)
        listed = [_file(store, info) for info in found.values() if info["type"] == "file"]
    if not listed:
        raise FileNotFoundError(f"there is no file at {url}")
    return sorted(listed, key=lambda file: file.url)


def file(url: str) -> RemoteFile:
    """Return what a store tells of one file.

    Raises:
        OSError: it is not there, or the store cannot be asked.
    """
    with _opened(url) as (store, path):
        return _told(store, path)


def blocks(url: str) -> Iterator[bytes]:
    """Yield the bytes of a file.

    Raises:
        OSError: it cannot be read.
    """
    with _opened(url) as (store, path):
        stream = store.open(path, "rb")
    with stream:
        while block := _block(stream):
            yield block


def write(url: str, path: Path) -> RemoteFile:
    """Copy a file of this machine to a store, and return what that then tells of it.

    Raises:
        OSError: it cannot be written.
    """
    with _opened(url) as (store, place):
        store.put_file(str(path), place)
        return _told(store, place)


def remove(url: str) -> None:
    """Remove a file from a store, where it is there.

    Raises:
        OSError: it cannot be removed.
    """
    with _opened(url) as (store, path):
        if store.exists(path):
            store.rm_file(path)


def _block(stream: BinaryIO) -> bytes:
    with _reported():
        return stream.read(BLOCK)


def _told(store: Any, path: str) -> RemoteFile:  # noqa: ANN401  fsspec has no types
    """Return what a store says of a file when it lists it: what it says of one alone may be other words."""
    listed = [info for info in store.ls(path, detail=True) if info["name"] == path]
    return _file(store, listed[0] if listed else store.info(path))


def _file(store: Any, info: dict[str, Any]) -> RemoteFile:  # noqa: ANN401  fsspec has no types
    url = store.unstrip_protocol(info["name"])
    return RemoteFile(url, info.get("size") or 0, _version(url, info))


def _version(url: str, info: dict[str, Any]) -> str:
    for names, place in ((_BY_CONTENT, ""), (_BY_TIME, url)):
        for name in names:
            if value := info.get(name):
                stamp = value.timestamp() if isinstance(value, datetime) else value
                told = f"{name} {str(stamp).strip(chr(34))} {info.get('size')} {place}"
                return hashlib.sha256(told.encode()).hexdigest()
    return ""


@contextmanager
def _opened(url: str) -> Iterator[tuple[Any, str]]:
    """Give the file system of a URL, and the path in it."""
    check(url)
    with _reported():
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise SourceError(f"{url}: needs fsspec; run: pip install 'kg[cloud]'") from error
        try:
            store, path = url_to_fs(url, use_listings_cache=False)
        except ImportError as error:  # its words name the package: s3fs, gcsfs, adlfs
            raise SourceError(f"{url}: needs one more package ({error})") from error
        yield store, path


def check(url: str) -> None:
    """Refuse a URL that is none of a store.

    Raises:
        SourceError: it is not.
    """
    found = _URL.match(url)
    scheme = found[1].casefold() if found else ""
    if scheme in ("http", "https"):
        raise SourceError(f"{url}: pages of the web are not read; download the file, or see `kg fetch`, and name it")
    if "::" in url:  # fsspec would take what follows for another URL to open, of any kind
        raise SourceError(f"{url}: two colons are read as two URLs; rename the file")
    if scheme not in STORES:
        raise SourceError(f"{url}: {scheme}:// is not read; known are {', '.join(f'{name}://' for name in STORES)}")


@contextmanager
def _reported() -> Iterator[None]:
    """Make errors of a store ones of the system: each store has errors of its own."""
    try:
        yield
    except SourceError:
        raise
    except Exception as error:
        words = " ".join((str(error) or type(error).__name__).split())[:200]
        raise (FileNotFoundError if isinstance(error, FileNotFoundError) else OSError)(words) from error
