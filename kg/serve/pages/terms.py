"""The ontology: every class and property, with what it says, as a page or as Turtle."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from kg import schema
from kg.rdf.terms import term
from kg.serve.negotiation import GRAPHS
from kg.serve.pages.context import Context
from kg.serve.pages.dereference import HTML, headers, negotiated
from kg.serve.pages.files import download
from kg.serve.refusal import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Property = schema.Predicate | schema.PropertyTerm
_OFFERS = (HTML, *(format for format in GRAPHS if format.name == "ttl"))
FILE = "ontology.ttl"


class Entry(NamedTuple):
    """A class or property."""

    name: str
    label: str
    comment: str
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    matches: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """How near which terms of other vocabularies are: `close to`, with their names."""


async def ontology(context: Context, request: "Request") -> "Response":
    """Return the ontology.

    Raises:
        Refusal: no format suits the client.
    """
    format = negotiated(request, _OFFERS)
    told = headers(context.links.to("/ontology"), format, _OFFERS)
    if format != HTML:
        return _turtle(context, told)
    known = schema.load()
    return context.page(
        "ontology.html",
        headers=told,
        schema=known,
        classes=list(_classes(known)),
        properties=list(_properties(known)),
        borrowed=[(term(name)[1:-1], found) for name, found in known.borrowed.items()],
    )


def _turtle(context: Context, told: Mapping[str, str]) -> "Response":
    file = download(context.site, FILE)
    if file is None:
        raise Refusal(404, f"this build has no {FILE}")
    file.headers.update(told)
    return file


def _classes(known: schema.Schema) -> Iterator[Entry]:
    for name, kind in known.types.items():
        yield Entry(name, name.lower(), kind.comment, broader=("Entity", *kind.also), matches=_matches(kind))
    for name, found in known.classes.items():
        broader = (*found.also, *found.sub_class_of)
        yield Entry(name, found.label, found.comment, broader=broader, matches=_matches(found))


def _properties(known: schema.Schema) -> Iterator[Entry]:
    for role in known.roles.values():
        yield Entry(role.predicate, role.label, role.comment, ("Paper",), ("Entity",), *_mapped(role))
    for link in known.links.values():
        yield Entry(link.name, link.label, link.comment, ("Paper",), (link.range,), *_mapped(link))
    others: Iterable[schema.RelationType | schema.PropertyTerm] = (
        *known.relations.values(),
        *known.properties.values(),
    )
    for found in others:
        yield Entry(found.name, found.label, found.comment, found.domain, found.range, *_mapped(found))


def _mapped(found: Property) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    return found.sub_property_of, _matches(found)


def _matches(found: schema.Term) -> tuple[tuple[str, tuple[str, ...]], ...]:
    known = (
        ("same as", found.exact_match),
        ("close to", found.close_match),
        ("narrower than", found.broad_match),
        ("wider than", found.narrow_match),
        ("related to", found.related_match),
    )
    return tuple((how, names) for how, names in known if names)
