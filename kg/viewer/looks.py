"""What types and relations look like and are called on the page."""

from typing import NamedTuple

from kg.records import LINK_TYPES
from kg.schema import Class, Schema


class Look(NamedTuple):
    """How nodes of a type are shown."""

    plural: str
    comment: str
    colour: str
    dark: str
    shape: str


class Words(NamedTuple):
    """What a relation is called, from its subject and from its object."""

    label: str
    heading: str
    """Above what a thing has this relation to: `Introduces`."""
    inverse: str
    """Above what has this relation to a thing: `Introduced by`."""
    comment: str


def looks(schema: Schema) -> dict[str, Look]:
    """Return how each type is shown: papers, the types of entities, then addresses."""
    rows: dict[str, Class] = {
        "Paper": schema.classes["Paper"],
        **schema.types,
        **{name: schema.classes[name] for name in LINK_TYPES},
    }
    return {name: Look(row.plural, row.comment, row.colour, row.colour_dark, row.shape) for name, row in rows.items()}


def words(schema: Schema) -> dict[str, Words]:
    """Return what each predicate is called, in the schema's order."""
    comments = {role.predicate: role.comment for role in schema.roles.values()}
    comments |= {link.name: link.comment for link in schema.links.values()}
    comments |= {relation.name: relation.comment for relation in schema.relations.values()}
    inverse = schema.inverse_labels
    return {
        name: Words(label, _capital(label), inverse[name], comments[name]) for name, label in schema.predicates.items()
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
