"""OpenAlex works, of its API and of its snapshot.

https://docs.openalex.org/api-entities/works/work-object. The abstract is an index from words to their places, which has
gaps and clashes; the arXiv id stands only in the addresses of its locations, or in the DOI that arXiv gave.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.readers.dialects.marked_up import abstract_in, title_in
from kg.readers.values.typed import list_in, mapping_in, text_in

NAME: Final = "openalex"
_OWN: Final = frozenset(
    ("abstract_inverted_index", "authorships", "primary_location", "host_venue", "is_paratext", "open_access")
)
_ARCHIVES: Final = ("arxiv.org/", "10.48550/arxiv", "aclanthology.org/", "aclweb.org/", "openreview.net/")
_MOST_PLACES: Final = 20_000
_NEW_YEAR: Final = "-01-01"
"""What stands for the day where only the year is known."""


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a work."""
    return not _OWN.isdisjoint(value) and ("id" in value or "display_name" in value or "doi" in value)


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    return {
        "id": text_in(value.get("id")).rpartition("/")[2],
        "identifiers": list(_identifiers(value)),
        "title": title_in(value.get("title") or value.get("display_name")),
        "abstract": abstract_in(text_of(value.get("abstract_inverted_index")) or value.get("abstract")),
        "url": next(_addresses(value), ""),
        "published": _published(value),
        "authors": list_in(value.get("authorships")),
        "venue": _venue(value),
        "categories": list(_topics(value)),
        "status": "retracted" if value.get("is_retracted") is True else "",
    }


def text_of(index: object) -> str:
    """Return the text that an index from words to their places tells.

    Gaps close; words that claim one place stand there in the order of the index; places may be spelt as texts.

    >>> text_of({"Fern": [0, "3"], "grows": [1], "slowly.": [7]})
    'Fern grows Fern slowly.'
    """
    placed: list[tuple[int, str]] = []
    for word, places in mapping_in(index).items():
        placed += [
            (int(text), word) for place in list_in(places) if (text := text_in(place)).isdecimal() and len(text) < 7
        ]
    placed.sort(key=lambda pair: pair[0])
    return " ".join(word for _, word in placed[:_MOST_PLACES])


def _locations(work: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for location in (work.get("primary_location"), *list_in(work.get("locations")), work.get("host_venue")):
        yield mapping_in(location)


def _identifiers(work: Mapping[str, Any]) -> Iterator[str]:
    """Yield the DOI, and what the addresses of archives tell; those of publishers may be of another version."""
    yield text_in(work.get("doi"))
    yield text_in(mapping_in(work.get("ids")).get("doi"))
    for location in _locations(work):
        for name in ("landing_page_url", "pdf_url", "url"):
            address = text_in(location.get(name))
            if any(archive in address.casefold() for archive in _ARCHIVES):
                yield address


def _addresses(work: Mapping[str, Any]) -> Iterator[str]:
    found = (text_in(location.get("landing_page_url")) for location in _locations(work))
    yield from filter(None, (*found, text_in(work.get("doi")), text_in(work.get("id"))))


def _published(work: Mapping[str, Any]) -> object:
    date = text_in(work.get("publication_date"))
    return date.removesuffix(_NEW_YEAR) or work.get("publication_year")


def _venue(work: Mapping[str, Any]) -> str:
    """Return the first source that publishes; a repository only keeps what appeared elsewhere."""
    for location in _locations(work):
        source = mapping_in(location.get("source")) or location
        if source.get("type") != "repository" and (name := text_in(source.get("display_name"))):
            return name
    return ""


def _topics(work: Mapping[str, Any]) -> Iterator[str]:
    for topic in (work.get("primary_topic"), *list_in(work.get("topics"))):
        if name := text_in(mapping_in(topic).get("display_name")):
            yield name
