"""Decoding: the characters of bytes as they are read, whatever encoding somebody saved them in.

A byte order mark decides, then what an XML or HTML file says of itself. All else is UTF-8, where the bytes that are
none are Windows-1252: that is what old programs write.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from kg.errors import SourceError
from kg.readers.files.unpacking import is_packed

HEAD: Final = 1 << 16
"""How many bytes of a file tell whether it is text, and in which encoding."""

_MAGIC: Final = {
    b"PK\x03\x04": "is a ZIP archive or an office document; unpack it or save it as text",
    b"%PDF": "is a PDF; give its title and abstract as text or JSON",
    b"PAR1": "is a Parquet file that is cut; save it again",
    b"7z\xbc\xaf\x27\x1c": "is a 7-Zip archive; unpack it first",
    b"Rar!": "is a RAR archive; unpack it first",
    b"SQLite format 3\x00": "is a database (SQLite); export its papers as CSV or JSON",
}
_TAR: Final = b"ustar"
_TAR_AT: Final = 257
_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_UTF8: Final = ("utf-8", "utf-8-sig")
_DECLARED = re.compile(
    rb"""^\s{0,99}<\?xml\s[^>]{0,200}?\bencoding\s?=\s?["']([\w.:-]{1,40})"""
    rb"""|^\s{0,99}<(?:!doctype\s+html|html)\b(?s:.){0,4096}?<meta\s[^>]{0,200}?\bcharset\s?=\s?["']?([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# Those that hold ASCII as it is; Python knows more by such names, `zip` and `unicode_escape` among them.
_FAMILIES = re.compile(r"iso8859|latin|ascii|cp125|windows|koi8|gb|big5|shift_jis|cp932|euc|mac", re.IGNORECASE)
_BLANK: Final = b" \t\r\n\x00"
_MOST_BLANK: Final = 1 << 20
_BINARY_SHARE: Final = 0.02
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_STRAY_BYTE = re.compile("[\udc80-\udcff]")

OnStray = Callable[[int], None]


class ForeignError(SourceError):
    """A file that is none of papers at all: an archive, a picture, a program."""


class EmptyError(SourceError):
    """A file of no bytes but blanks: that of a day without papers, as programs write it."""


def characters(blocks: Iterator[bytes], *, where: str, on_stray: OnStray) -> Iterator[str]:
    """Yield the text of bytes in pieces, without byte order mark.

    Args:
        blocks: the bytes.
        where: the path of the file as a message shows it.
        on_stray: is told the line of the first byte that is not in the encoding.

    Raises:
        SourceError: it is empty, or no text.
    """
    head, damage = _head(blocks, where)
    encoding = _encoding(head, where)
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape" if encoding in _UTF8 else "replace")
    rest = blocks if damage is None else _raised(damage)
    decoded = filter(None, chain(map(decoder.decode, chain([head], rest)), _last(decoder)))
    yield from _mended(decoded, on_stray) if encoding in _UTF8 else decoded


def _last(decoder: codecs.IncrementalDecoder) -> Iterator[str]:
    """Yield what a decoder still holds at the end: the bytes of half a character."""
    yield decoder.decode(b"", final=True)


def _head(blocks: Iterator[bytes], where: str) -> tuple[bytes, SourceError | None]:
    """Return the first bytes, which are not all blank, and the damage that ends them, if there is some."""
    head = b""
    damage = None
    try:
        for block in blocks:
            head += block
            if len(head) >= HEAD and (len(head) > _MOST_BLANK or head.strip(_BLANK)):
                break
    except SourceError as error:
        damage = error
    if not head.removeprefix(codecs.BOM_UTF8).strip(_BLANK):
        if damage:
            raise damage
        if len(head) > _MOST_BLANK:
            raise SourceError(f"{where}: holds nothing in its first megabyte; give a file of papers")
        kind = SourceError if b"\0" in head else EmptyError  # zeros are what a crash leaves of a file
        raise kind(f"{where}: is empty; give a file of papers")
    return head, damage


def _raised(damage: SourceError) -> Iterator[bytes]:
    yield b""
    raise damage


def _encoding(head: bytes, where: str) -> str:
    if advice := next((advice for magic, advice in _MAGIC.items() if head.startswith(magic)), ""):
        raise ForeignError(f"{where}: {advice}")
    if is_packed(head):
        raise SourceError(f"{where}: is compressed twice; unpack it once")
    if head[_TAR_AT:].startswith(_TAR):
        raise ForeignError(f"{where}: is a TAR archive; unpack it first")
    if encoding := next((encoding for mark, encoding in _MARKS if head.startswith(mark)), ""):
        return encoding
    if len(_BINARY.findall(head, 0, HEAD)) > _BINARY_SHARE * min(len(head), HEAD):
        raise ForeignError(f"{where}: is binary, not text; give a file of papers")
    declared = _DECLARED.match(head)
    return _known(next(filter(None, declared.groups()), b"").decode("ascii")) if declared else _UTF8[0]


def _known(name: str) -> str:
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        return _UTF8[0]
    return encoding if _FAMILIES.match(encoding) and encoding != "ascii" else _UTF8[0]


def _mended(texts: Iterable[str], on_stray: OnStray) -> Iterator[str]:
    """Yield texts whose stray bytes are read as Windows-1252."""
    line, is_told = 1, False
    for text in texts:
        stray = None if text.isascii() else _STRAY_BYTE.search(text)
        if stray and not is_told:
            is_told = True
            on_stray(line + text.count("\n", 0, stray.start()))
        if not is_told:
            line += text.count("\n")
        yield _STRAY_BYTE.sub(_from_windows, text) if stray else text


def _from_windows(byte: re.Match[str]) -> str:
    return bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace")
