"""A document as Markdown, in which no name or title is taken for markup."""

import re
from collections.abc import Iterator

from kg.digest.document import Document, Item, Line, Section, Span
from kg.query.table import printable

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&$^]|:(?=//))")
_AT_START = re.compile(r"^([-+=]|\d{1,9}(?=[.)]))")


def write(document: Document) -> str:
    """Return a document as Markdown (CommonMark)."""
    return "\n".join(_lines(document)) + "\n"


def escape(text: str) -> str:
    r"""Return a text that Markdown shows as it is.

    >>> escape("*Moss* [x](y) <b> http://a")
    '\\*Moss\\* \\[x\\](y) \\<b\\> http\\://a'
    """
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return _SPECIAL.sub(r"\\\1", f"{before}{printable(text).strip()}{after}" if text.strip() else " ")


def _lines(document: Document) -> Iterator[str]:
    yield f"# {escape(document.title)}"
    for lead in document.lead:
        yield ""
        yield _line(lead)
    for section in document.sections:
        yield from ("", f"## {escape(section.title)} ({section.total:,})", "")
        yield from _section(section)
    if document.end:
        yield from ("", "---", "", _line(document.end))


def _section(section: Section) -> Iterator[str]:
    for item in section.items:
        yield from _item(item)
    if section.left_out:
        yield f"- … and {section.left_out:,} more"


def _item(item: Item) -> Iterator[str]:
    lines = [_line(item.head), *map(_line, item.below)]
    for number, text in enumerate(lines, 1):
        yield f"{'- ' if number == 1 else '  '}{text}" + ("\\" if number < len(lines) else "")


def _line(line: Line) -> str:
    text = "".join(map(_span, line))
    start = _AT_START.match(text)
    if start is None:
        return text
    return f"\\{text}" if not start[1].isdigit() else f"{start[1]}\\{text[start.end() :]}"


def _span(span: Span) -> str:
    text = escape(span.text)
    if span.is_quote:
        text = f"*“{text}”*"
    if span.is_strong:
        text = f"**{text}**"
    return f"[{text}](<{_address(span.url)}>)" if span.url else text


def _address(url: str) -> str:
    return url.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E")
