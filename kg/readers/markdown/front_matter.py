"""Front matter: the head of a note in Markdown, between two lines `---`, where it tells of one paper."""

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.fields import TITLE, plain_name
from kg.readers.identity import identifiers, strong
from kg.readers.values.typed import list_in, text_in
from kg.readers.yaml.items import BrokenError, parsed

MAX_LINES: Final = 2000
_IDENTIFYING: Final = frozenset(
    ("doi", "arxiv", "arxivid", "abstract", "citekey", "citationkey", "aclid", "openreviewid", "eprint")
)
_PUBLISHED: Final = frozenset(("year", "venue", "journal", "conference", "publication", "booktitle", "issued"))
_AUTHORS: Final = frozenset(("authors", "author"))
_LINKS: Final = ("url", "link", "urlpdf", "arxivhtml", "pdf", "paper", "source")


def value_of(text: str) -> tuple[dict[str, Any], str]:
    """Return the fields of the paper that a front matter tells of, none where it is of no paper, and what is wrong."""
    try:
        value, _ = parsed(text)
    except BrokenError as error:
        return {}, f"the head of the note is broken YAML ({error}); mend it"
    if not isinstance(value, Mapping):
        return {}, ""
    fields = {plain_name(str(name)): content for name, content in value.items() if content not in (None, "", [])}
    links = [
        url for name in _LINKS for item in list_in(fields.get(name)) if strong(identifiers("", url := text_in(item)))
    ]
    is_published = not (_AUTHORS.isdisjoint(fields) or _PUBLISHED.isdisjoint(fields))
    if not fields.keys() & set(TITLE) or not (links or is_published or fields.keys() & _IDENTIFYING):
        return {}, ""
    kept = {name: content for name, content in fields.items() if name not in ("id", "key", "created", "summary")}
    return kept | {"identifiers": links} | ({"venue": venue} if (venue := fields.get("publication")) else {}), ""
