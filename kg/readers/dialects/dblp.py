"""DBLP: hits of its search (`format=json`), which have no abstracts.

https://dblp.org/faq/How+to+use+the+dblp+search+API.html. `{"result": {"hits": {"hit": [{"info": {…}}]}}}`.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from kg.readers.values.references import venue_of
from kg.readers.values.typed import list_in, mapping_in, text_in, texts_in

NAME: Final = "dblp"
_OWN: Final = frozenset(("venue", "ee", "authors", "year", "access", "type", "doi"))
_PREPRINTS: Final = "CoRR"
_NUMBERED = re.compile(r"\s\d{4}$")  # what tells two people of one name apart


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object is a hit of DBLP, or what it tells of."""
    info = mapping_in(value.get("info"))
    return "key" in info and "title" in info and not _OWN.isdisjoint(info)


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper."""
    info = mapping_in(value.get("info"))
    venues = [name for name in texts_in(info.get("venue")) if name != _PREPRINTS]
    return {
        "id": text_in(info.get("key")).rpartition("/")[2],
        "identifiers": [text for name in ("doi", "ee", "key") for text in texts_in(info.get(name))],
        "title": text_in(info.get("title")).removesuffix("."),
        "url": next(iter(texts_in(info.get("ee"))), ""),
        "published": text_in(info.get("year")),
        "authors": [
            _NUMBERED.sub("", text_in(mapping_in(author).get("text")) or text_in(author))
            for author in list_in(mapping_in(info.get("authors")).get("author"))
        ],
        "venue": venue_of(venues),
    }
