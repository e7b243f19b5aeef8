"""Plain JSON: fields by the names that most people give them, the items of Zotero's own JSON among them.

A nested `paper`, `content` or `data` says what is missing.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from kg.readers.dialects.marked_up import abstract_in, title_in
from kg.readers.fields import ABSTRACT, TITLE, plain_name
from kg.readers.values.typed import list_in, mapping_in, text_in, unwrapped

NAME: Final = "json"
_INNER: Final = ("paper", "content", "attributes", "_source", "data", "details", "metadata", "bib", "row")
_PREFIXES: Final = ("dc:", "dcterms:", "prism:")
"""What Scopus and Springer have before the names of fields."""
_LOOKED_AT: Final = 4000
_CITED = re.compile(r"\b(year|booktitle)\s{0,9}=\s{0,9}[{\"]\s{0,9}([^{}\"]{1,300})[}\"]", re.IGNORECASE)


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object has a title or an abstract."""
    return not described(value).keys().isdisjoint((*TITLE, *ABSTRACT))


def is_whole(value: Mapping[str, Any]) -> bool:
    """Return whether an object has what a paper has and a list of papers, which may have a title, does not."""
    return not described(value).keys().isdisjoint((*ABSTRACT, "authors", "author", "doi"))


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of an object by their plain names; what an object in it says is second."""
    given = (value[name] for name in _INNER if name in value)
    inner: Mapping[str, Any] = next((one for one in given if isinstance(one, Mapping)), {})
    fields = _named(inner) | _named(value) if inner else _named(value)
    if authors := _authors(fields.get("creators")):
        fields.setdefault("authors", authors)
    fields = _cited(fields.get("bibtex")) | fields
    if abstract := _abstract(fields.pop("descriptions", None)):
        fields.setdefault("abstract", abstract)
    titles = {name: title_in(_text(fields[name], "title")) for name in TITLE if name in fields}
    return fields | titles | {name: abstract_in(_text(fields[name])) for name in ABSTRACT if name in fields}


def _text(value: object, name: str = "") -> object:
    """Return the text of a list of one, or of the first title of those that DataCite gives; all else as it is."""
    first = value[0] if isinstance(value, list) and value else None
    if isinstance(first, Mapping) and isinstance(first.get(name), str):
        return first[name]
    return first if isinstance(first, str) and isinstance(value, list) and len(value) == 1 else value


def _abstract(descriptions: object) -> str:
    """Return the abstract among the descriptions that DataCite gives."""
    given = (mapping_in(item) for item in list_in(descriptions))
    return next((text_in(item.get("description")) for item in given if item.get("descriptionType") == "Abstract"), "")


def _cited(entry: object) -> dict[str, str]:
    """Return the year and the proceedings that an entry of BibTeX gives, for records that give them nowhere else."""
    return {match[1].casefold(): match[2] for match in _CITED.finditer(text_in(entry)[:_LOOKED_AT])}


def _authors(creators: object) -> list[object]:
    """Return who wrote an item of Zotero; its editors where nobody else made it."""
    found = list_in(creators)
    authors = [item for item in found if text_in(mapping_in(item).get("creatorType")) in ("", "author")]
    return authors or found


def _named(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return what holds something, by its plain name."""
    fields = {}
    for name, item in value.items():
        content = unwrapped(item)
        if content not in (None, "", []):
            fields[plain_name(name.partition(":")[2] if name.startswith(_PREFIXES) else name)] = content
    return fields
