"""A document as HTML that mail programs show: tables, inline styles, no script, nothing loaded from elsewhere.

Colours stand in each element, since many programs drop style sheets; those that keep them and are dark get other
colours by the classes.
"""

from collections.abc import Iterator
from html import escape

from kg.digest.document import Document, Item, Line, Section, Span
from kg.query.table import printable

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_INK, _SOFT, _LINK, _RULE = "#1f2328", "#59636e", "#0550ae", "#d8dee4"
_PAPER, _AROUND = "#ffffff", "#f3f4f6"
_DARK = """@media (prefers-color-scheme: dark) {
.around { background:#0d1117 !important } .sheet { background:#161b22 !important; border-color:#30363d !important }
.ink { color:#e6edf3 !important } .soft { color:#9da7b3 !important } .link { color:#79b8ff !important }
.rule { border-color:#30363d !important } }
@media (max-width: 480px) { .sheet { border-radius:0 !important } .pad { padding:16px !important } }"""


def write(document: Document) -> str:
    """Return a document as a page of HTML, in which no name or title is taken for markup."""
    rows = "\n".join(_rows(document))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{_text(document.title)}</title>
<style>
{_DARK}
</style>
</head>
<body class="around" style="margin:0;padding:0;background:{_AROUND}">
<table role="presentation" class="around" width="100%" cellpadding="0" cellspacing="0" border="0" \
style="background:{_AROUND}">
<tr><td align="center" style="padding:0">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" \
style="max-width:680px;background:{_PAPER};border:1px solid {_RULE};border-radius:8px">
<tr><td class="pad" style="padding:28px 32px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
{rows}
</table>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"""


def _rows(document: Document) -> Iterator[str]:
    title = f'<h1 class="ink" style="margin:0;{_FONT};font-size:23px;line-height:1.3;color:{_INK}">'
    yield _row(f"{title}{_text(document.title)}</h1>", "padding:0 0 8px")
    for lead in document.lead:
        yield _row(_paragraph(lead, "15px", "soft", _SOFT), "padding:0 0 4px")
    for section in document.sections:
        yield from _section(section)
    if document.end:
        style = f"padding:18px 0 0;border-top:1px solid {_RULE}"
        yield _row(_paragraph(document.end, "12px", "soft", _SOFT), style, kind="rule")


def _section(section: Section) -> Iterator[str]:
    title = f'<h2 class="ink" style="margin:0;{_FONT};font-size:17px;line-height:1.3;color:{_INK}">'
    count = f'<span class="soft" style="font-weight:normal;color:{_SOFT}">{section.total:,}</span>'
    style = f"padding:26px 0 8px;border-bottom:1px solid {_RULE}"
    yield _row(f"{title}{_text(section.title)} {count}</h2>", style, kind="rule")
    for item in section.items:
        yield _item(item)
    if section.left_out:
        more = (Span(f"… and {section.left_out:,} more"),)
        yield _row(_paragraph(more, "13px", "soft", _SOFT), "padding:8px 0 0")


def _item(item: Item) -> str:
    head = _paragraph(item.head, "15px" if item.below else "14px", "ink", _INK)
    below = "".join(_paragraph(line, "13px", "soft", _SOFT) for line in item.below)
    return _row(head + below, "padding:11px 0 0" if item.below else "padding:7px 0 0")


def _row(content: str, style: str, *, kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<tr><td{name} style="{style}">{content}</td></tr>'


def _paragraph(line: Line, size: str, kind: str, colour: str) -> str:
    style = f"margin:0 0 3px;{_FONT};font-size:{size};line-height:1.5;color:{colour};overflow-wrap:anywhere"
    return f'<p class="{kind}" style="{style}">{"".join(map(_span, line))}</p>'


def _span(span: Span) -> str:
    text = f"“{_text(span.text)}”" if span.is_quote else _text(span.text)
    if span.is_quote:
        text = f"<em>{text}</em>"
    if span.is_strong:
        text = f"<strong>{text}</strong>"
    if not span.url:
        return text
    return f'<a class="link" href="{escape(span.url)}" style="color:{_LINK}">{text}</a>'


def _text(text: str) -> str:
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return escape(f"{before}{printable(text).strip()}{after}" if text.strip() else " ")
