"""Semantic Scholar: papers of its API and of its data sets.

https://api.semanticscholar.org/api-docs/graph. An abstract is often null, and `tldr` is none: a model wrote it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.readers.dialects.marked_up import abstract_in, title_in
from kg.readers.values.typed import list_in, mapping_in, text_in

NAME: Final = "semantic-scholar"
_NAMES: Final = ("paperId", "corpusId", "corpusid", "externalIds", "externalids")
_OWN: Final = frozenset((
    "externalIds", "externalids", "tldr", "publicationDate", "publicationdate", "s2FieldsOfStudy", "s2fieldsofstudy",
    "fieldsOfStudy", "citationCount", "referenceCount", "influentialCitationCount", "publicationVenue",
    "openAccessPdf", "corpusId", "corpusid", "citationStyles", "isOpenAccess",
))  # fmt: skip
_CITED: Final = ("citingPaper", "citedPaper")
_SCHEMES: Final = {"arxiv": "arXiv:", "doi": "doi:", "acl": "acl:", "dblp": ""}


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a paper of Semantic Scholar, or a citation with one."""
    if any(isinstance(value.get(name), Mapping) for name in _CITED):
        return True
    return any(name in value for name in _NAMES) and not _OWN.isdisjoint(value)


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    paper = next((mapping_in(value[name]) for name in _CITED if isinstance(value.get(name), Mapping)), value)
    return {
        "id": paper.get("paperId"),
        "identifiers": list(_identifiers(paper)),
        "title": title_in(paper.get("title")),
        "abstract": abstract_in(paper.get("abstract")),
        "url": paper.get("url"),
        "published": _first(paper, "publicationDate", "publicationdate", "year"),
        "authors": list_in(paper.get("authors")),
        "venue": next(_venues(paper), ""),
        "categories": list(_subjects(paper)),
    }


def _first(paper: Mapping[str, Any], *names: str) -> object:
    return next((paper[name] for name in names if paper.get(name)), None)


def _identifiers(paper: Mapping[str, Any]) -> Iterator[str]:
    """Yield the identifiers that others gave the paper; DBLP tells only of what is on arXiv."""
    for name, value in mapping_in(_first(paper, "externalIds", "externalids")).items():
        if (scheme := _SCHEMES.get(name.casefold())) is not None and (text := text_in(value)):
            yield f"{scheme}{text}"


def _venues(paper: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of where it appeared; arXiv is a place where it lies."""
    for name in ("venue", "publicationVenue", "publicationvenue", "journal"):
        text = text_in(paper.get(name)) or text_in(mapping_in(paper.get(name)).get("name"))
        if text and not text.casefold().startswith("arxiv"):
            yield text


def _subjects(paper: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, map(text_in, list_in(paper.get("fieldsOfStudy"))))
    for field in list_in(_first(paper, "s2FieldsOfStudy", "s2fieldsofstudy")):
        if category := text_in(mapping_in(field).get("category")):
            yield category
