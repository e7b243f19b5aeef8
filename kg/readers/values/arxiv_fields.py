"""Fields of arXiv: what its feeds, its pages and its metadata write into texts that should be fields of their own."""

import re
from collections.abc import Iterator
from typing import Final

from kg.readers.values.repositories import repositories_in
from kg.readers.values.withdrawal import is_withdrawn

ANNOUNCED = re.compile(r"\s{0,9}arXiv:\S{1,40}\s{1,9}Announce Type:\s{0,9}([\w-]{1,20})\s{1,9}(?:Abstract:\s{0,9})?")
_OLD_TITLE = re.compile(r"\.?\s{1,3}\(arXiv:\S{1,40}(?:\s\[[\w.-]{1,30}\])?(?:\s(?:UPDATED|CROSS LISTED))?\)\s{0,9}$")
_NAMES = re.compile(r"[^,(]{1,200}(?:\([^()]{0,500}\)[^,(]{0,100}){0,3}")
_AFFILIATION = re.compile(r"\([^()]{0,500}\)")
_SUFFIX = re.compile(r"\s{0,3}(?:Jr|Sr|II|III|IV)\.?\s{0,3}")
_LONGEST: Final = 1 << 16


def announcement(text: str) -> tuple[str, str]:
    """Return how arXiv announced a paper (`new`, `cross`, `replace`, …), and its abstract, of the text of a feed.

    >>> announcement("arXiv:2401.00001v1 Announce Type: new \\nAbstract: We introduce Fern.")
    ('new', 'We introduce Fern.')
    """
    match = ANNOUNCED.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def title(text: str) -> str:
    """Return a title without what the old feeds of arXiv added to it.

    >>> title("Fern: Sparse Adapters. (arXiv:2101.00001v2 [cs.CL] UPDATED)")
    'Fern: Sparse Adapters'
    """
    return _OLD_TITLE.sub("", text)


def authors(text: str) -> list[str]:
    """Return the names in a line of them, without the affiliations in brackets.

    >>> authors("Ada Moore (Fern Lab, Oslo), Bo Lind, Cy Poe, Jr.")
    ['Ada Moore', 'Bo Lind', 'Cy Poe, Jr.']
    """
    return list(_joined(text))


def _joined(text: str) -> Iterator[str]:
    name = ""
    for part in _NAMES.findall(text[:_LONGEST]):
        if name and _SUFFIX.fullmatch(part):
            name = f"{name}, {part.strip()}"
            continue
        if name:
            yield name
        name = " ".join(_AFFILIATION.sub(" ", part).split())
    if name:
        yield name


def comment_fields(comment: str, abstract: str = "") -> dict[str, object]:
    """Return what a comment beside an abstract tells: the repositories of its code, and whether it is withdrawn.

    >>> comment_fields("9 pages, code at https://github.com/moss-lab/fern.")
    {'code': ['https://github.com/moss-lab/fern']}
    >>> comment_fields("This paper has been withdrawn by the authors")
    {'status': 'withdrawn'}
    """
    code = repositories_in(comment)
    status = "withdrawn" if is_withdrawn(comment, abstract) else ""
    return {name: value for name, value in (("code", code), ("status", status)) if value}
