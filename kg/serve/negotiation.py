"""Content negotiation: which of the offered formats a client prefers (RFC 9110, section 12.5.1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A format of answers."""

    name: str
    """What `kg.query.job` calls it."""
    content_type: str
    """What the answer is declared as."""
    also: tuple[str, ...] = ()
    """Other media types by which clients ask for it."""

    @property
    def media_type(self) -> str:
        """Return the content type without parameters."""
        return self.content_type.partition(";")[0]


RESULTS = (
    Format("json", "application/sparql-results+json", ("application/json",)),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Format("csv", "text/csv; charset=utf-8"),
    Format("tsv", "text/tab-separated-values; charset=utf-8"),
)
"""The formats of answers to SELECT and ASK, the default first."""
GRAPHS = (
    Format("ttl", "text/turtle; charset=utf-8", ("application/x-turtle",)),
    Format("nt", "application/n-triples"),
    Format("jsonld", "application/ld+json", ("application/json",)),
    Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml")),
)
"""The formats of graphs, the default first."""
_SHARE = 0.999
_LONGEST = 4096  # of the header Accept: browsers send less than 200 characters


def preferred(accept: str, offers: Sequence[Format]) -> Format | None:
    """Return the format that a client prefers, or nothing where it takes none.

    Args:
        accept: the header `Accept`; empty where there is none, which takes everything.
        offers: the formats, of which the first is taken where the client does not care.

    >>> preferred("text/csv, application/json;q=0.5", RESULTS).name, preferred("text/*;q=0.1", GRAPHS).name
    ('csv', 'ttl')
    """
    ranges = dict(_ranges(accept)) or {"*/*": 1.0}
    weights = [(_weight(offer, ranges), -place) for place, offer in enumerate(offers)]
    weight, place = max(weights)
    return offers[-place] if weight > 0 else None


def quality(accept: str, media_type: str) -> float:
    """Return how much a client wants a media type, from 0 to 1.

    >>> quality("text/html, */*;q=0.1", "text/html"), quality("text/html, */*;q=0.1", "text/turtle")
    (1.0, 0.1)
    """
    return _quality(media_type, dict(_ranges(accept)) or {"*/*": 1.0})


def names(accept: str) -> set[str]:
    """Return the media types and ranges that a client names, in lower case."""
    return {name for name, _ in _ranges(accept)}


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept[:_LONGEST].split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            yield name, next((_number(text[2:]) for text in parameters if text.startswith("q=")), 1.0)


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0


def _weight(offer: Format, ranges: Mapping[str, float]) -> float:
    # A format that is asked for by its own name goes before one that is asked for by the name of a wider one.
    others = max((ranges.get(name, 0.0) for name in offer.also), default=0.0)
    return max(_quality(offer.media_type, ranges), others * _SHARE)


def _quality(media_type: str, ranges: Mapping[str, float]) -> float:
    kind = media_type.partition("/")[0]
    return next((ranges[name] for name in (media_type, f"{kind}/*", "*/*") if name in ranges), 0.0)
