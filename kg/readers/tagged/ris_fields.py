"""Tags of RIS, PubMed, the Web of Science and EndNote under the names that `fields.record` knows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.readers.values.dates import date_of
from kg.readers.values.references import arxiv_of, date_in, doi_of, first, venue_of

Tags = Mapping[str, tuple[str, ...]]
"""The tags of each field, the best one first."""

RIS: Final[Tags] = {
    "id": ("ID", "AN"),
    "title": ("TI", "T1", "CT", "BT"),
    "abstract": ("AB", "N2"),
    "authors": ("AU", "A1"),
    "venue": ("T2", "JF", "JO", "JA", "J2", "C3", "BT"),
    "published": ("DA", "Y1", "PY"),
    "year": ("PY", "Y1"),
    "doi": ("DO", "DI"),
    "url": ("UR", "L3", "L2", "LK"),
    "notes": ("N1", "M1", "M3", "C1", "AN", "ID", "VL", "IS", "JO", "JF", "T2", "U1"),
}
PUBMED: Final[Tags] = {
    "id": ("PMID",),
    "title": ("TI", "BTI"),
    "abstract": ("AB",),
    "authors": ("FAU", "AU"),
    "venue": ("JT", "TA", "VTI"),
    "published": ("DP", "DEP"),
    "doi": ("LID", "AID", "DO"),
    "notes": ("GN", "CI"),
}
WEB_OF_SCIENCE: Final[Tags] = {
    "id": ("UT",),
    "title": ("TI",),
    "abstract": ("AB",),
    "authors": ("AF", "AU"),
    "venue": ("SO", "CT"),
    "published": ("PD",),
    "year": ("PY",),
    "doi": ("DI",),
    "notes": ("AR", "VL"),
}
ENDNOTE: Final[Tags] = {
    "id": ("F", "M"),
    "title": ("T",),
    "abstract": ("X",),
    "authors": ("A",),
    "venue": ("J", "B", "S"),  # the ACL Anthology has its proceedings in S
    "published": ("8", "D"),
    "year": ("D",),
    "doi": ("R",),
    "url": ("U",),
    "notes": ("Z", "R", "M", "N", "V", "J", "B", "1", "2", "3", "4"),
}
_WORDS: Final = (
    "A1 A2 A3 A4 AB AD AN AU BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED EP ER ET ID IS J1 J2 JA JF"
    " JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE SN SP ST T1 T2 T3 TA TI TT TY U1 U2 U3"
    " U4 U5 UR VL VO Y1 Y2"
)
KNOWN: Final = frozenset(_WORDS.split())
"""The tags of RIS, wherever their hyphen stands."""
_WEB: Final = ("http://", "https://")


def described(values: Sequence[tuple[str, str]], tags: Tags) -> dict[str, Any]:
    """Return what a record says of a paper.

    Args:
        values: its tags and their values in their order.
        tags: the tags of each field.
    """

    def of(field: str) -> Iterator[str]:
        return (value for tag in tags.get(field, ()) for own, value in values if own == tag and value)

    dois = [value.removesuffix("[doi]").strip() for value in of("doi") if "10." in value and "[pii]" not in value]
    found = {
        "id": first(of("id")),
        "title": first(of("title")),
        "abstract": _joined(values, tags["abstract"]),
        "authors": [{"family": name} for name in _people(values, tags["authors"])],
        "venue": venue_of(of("venue")),
        "published": _published(list(of("published")), first(of("year"))),
        "doi": first(dois) or doi_of(*of("notes")),
        "arxiv_id": arxiv_of(*of("notes")),
        "url": _address(list(of("url"))),
    }
    return {name: value for name, value in found.items() if value}


def _joined(values: Sequence[tuple[str, str]], tags: tuple[str, ...]) -> str:
    """Return the values of the first tag that there is; an abstract may be in several."""
    texts = ([value for own, value in values if own == tag and value] for tag in tags)
    return " ".join(dict.fromkeys(_first_list(texts)))


def _first_list(lists: Iterator[list[str]]) -> list[str]:
    """Return the first list that is not empty, or an empty one."""
    return next(filter(None, lists), [])


def _people(values: Sequence[tuple[str, str]], tags: tuple[str, ...]) -> Iterator[str]:
    """Yield the names of people, first names first."""
    found = _first_list([value for own, value in values if own == tag and value] for tag in tags)
    for name in (name for value in found for name in value.split(";")):
        if plain := in_order(name):
            yield plain


def in_order(name: str) -> str:
    """Return a name with the first name first.

    >>> in_order("Moore, Ada"), in_order("Poe, Cy, Jr."), in_order("Moss Collaboration,")
    ('Ada Moore', 'Cy Poe Jr.', 'Moss Collaboration')
    """
    family, *others = (part.strip() for part in name.split(","))
    return " ".join(filter(None, [*others[:1], family, *others[1:]]))


def _published(dates: list[str], year: str) -> str:
    """Return the most exact of some dates of one year; `Jan 3` needs the year beside it."""
    known = sorted({found for text in dates if (found := date_of(text) or date_in(text, text) or date_in(year, text))})
    same = [found for found in known if found.startswith(date_in(year))]
    return max(same or known, key=len, default="") or first([year, *dates])


def _address(addresses: list[str]) -> str:
    web = (word for address in addresses for word in address.split() if word.casefold().startswith(_WEB))
    return next(web, "")
