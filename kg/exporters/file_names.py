"""Names of files made of names of things: safe on every system, unique, and close to what people would type."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

MOST_BYTES = 120
"""The longest name, ending included: with a folder and a `.part` of a synchroniser it stays below every limit."""
_DIGITS = 8
# What Windows, macOS or Linux refuse, and what Obsidian cannot link to; `$` and backquotes would be markup in a link.
_FORBIDDEN = re.compile(r'["<>?|^\[\]`$]+')
_PARTS = re.compile(r"(?<!\s)\s*:\s+")
_ALIKE = str.maketrans({"*": "＊", "#": "＃", "/": "-", "\\": "-", ":": "-"})
_DOUBLED = re.compile(r"([%=~])\1+")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)


def file_name(text: str, *, ending: str = "", suffix: str = "") -> str:
    """Return a text as the name of a file that every system takes.

    Args:
        text: what it is to be called.
        ending: the ending of the file, such as `.md`.
        suffix: what the name has to end in, before the ending.

    >>> file_name("../../etc/passwd"), file_name("CON"), file_name("A*: b [c]|d"), file_name("\\x00\\u202e. ")
    ('etc-passwd', '_CON', 'A＊ - b c d', 'unnamed')
    """
    seen = "".join(" " if c in "\t\n\r" else c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    alike = _PARTS.sub(" - ", unicodedata.normalize("NFC", seen)).translate(_ALIKE)
    plain = _DOUBLED.sub(r"\1", _FORBIDDEN.sub(" ", alike))
    plain = " ".join(plain.split()).lstrip(". ~-")
    room = MOST_BYTES - len(f"{suffix}{ending}_".encode())
    cut = _cut(plain, room).rstrip(". ") or "unnamed"
    name = f"{cut}{suffix}"
    return f"_{name}{ending}" if _RESERVED.match(name) else f"{name}{ending}"


def _cut(text: str, room: int) -> str:
    """Return as much of a text as fits, in whole words where that is most of it."""
    if len(text.encode()) <= room:
        return text
    cut = text.encode()[:room].decode(errors="ignore")
    words, _, _ = cut.rpartition(" ")
    return words if 2 * len(words) > len(cut) else cut


def file_names(wanted: Iterable[tuple[str, str, str]], *, ending: str = "") -> dict[str, str]:
    """Return a name for the file of each thing, by its key: no two are the same on any system.

    Of several things that would have one name, the first keeps it, the next are told apart by their kind, or else by
    a digest of their key.

    Args:
        wanted: key, name and kind of each thing, those first that keep their names.
        ending: the ending of the files.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key, name, kind in wanted:
        suffixes = ("", f" ({kind})", f" ({_digest(key)})")
        free = (file_name(name, ending=ending, suffix=suffix) for suffix in suffixes)
        chosen = next(found for found in free if folded(found) not in taken)
        taken.add(folded(chosen))
        names[key] = chosen
    return names


def folded(name: str) -> str:
    """Return what two names share that some system takes for one: it has no case and one form of each letter.

    >>> folded("LORA") == folded("lora"), folded("e\\u0301") == folded("É")
    (True, True)
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
