"""Europe PMC: results of its search (`format=json&resultType=core`).

https://europepmc.org/RestfulWebService. Without `resultType=core` there are no abstracts.
"""

from collections.abc import Mapping
from typing import Any, Final

from kg.readers.dialects.marked_up import abstract_in, title_in
from kg.readers.values.typed import list_in, mapping_in, text_in

NAME: Final = "europe-pmc"
_OWN: Final = frozenset(
    ("abstractText", "authorString", "authorList", "journalInfo", "pubYear", "firstPublicationDate", "pmid", "pmcid")
)
_ENOUGH: Final = 3


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a result of Europe PMC."""
    return "title" in value and len(_OWN & value.keys()) >= _ENOUGH


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    title = title_in(value.get("title"))
    venue = text_in(mapping_in(mapping_in(value.get("journalInfo")).get("journal")).get("title"))
    return {
        "id": f"pmid-{number}" if (number := text_in(value.get("pmid"))) else text_in(value.get("id")),
        "doi": text_in(value.get("doi")),
        "title": title.rstrip().removesuffix(".") if isinstance(title, str) else title,
        "abstract": abstract_in(value.get("abstractText")),
        "published": text_in(value.get("firstPublicationDate")) or text_in(value.get("pubYear")),
        "authors": list(map(_name, list_in(mapping_in(value.get("authorList")).get("author"))))
        or [name.strip(" .") for name in text_in(value.get("authorString")).split(",")],
        "venue": venue or text_in(value.get("journalTitle")),
        "status": "retracted" if "retracted publication" in _kinds(value) else "",
    }


def _name(author: object) -> str:
    """Return the name of a person, the given name first, or that of a group."""
    given = mapping_in(author)
    parts = [text_in(given.get(name)) for name in ("firstName", "lastName")]
    return " ".join(filter(None, parts)) or text_in(given.get("collectiveName")) or text_in(given.get("fullName"))


def _kinds(value: Mapping[str, Any]) -> list[str]:
    return [text_in(kind).casefold() for kind in list_in(mapping_in(value.get("pubTypeList")).get("pubType"))]
