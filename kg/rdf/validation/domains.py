"""The shapes of properties: what may have each of ours, and what the predicates of the graph lead to."""

from collections.abc import Iterable, Iterator

from kg.rdf.validation.shape import SUBJECTS, Constraint, Shape, own
from kg.schema import Schema


def shapes(schema: Schema) -> Iterator[Shape]:
    """Yield a shape for each property of a schema."""
    labels = {kind.name: kind.path for kind in schema.types.values()}
    labels |= {found.name: found.label for found in schema.classes.values()}
    for role in schema.roles.values():
        yield _shape(role.predicate, ("Paper",), ("Entity",), labels)
    for link in schema.links.values():
        narrower = (found.name for found in schema.classes.values() if link.range in found.sub_class_of)
        yield _shape(link.name, ("Paper",), (link.range, *narrower), labels)
    for relation in schema.relations.values():
        yield _shape(relation.name, relation.domain, relation.range, labels)
    for found in schema.properties.values():
        yield _shape(found.name, found.domain, (), labels)


def _shape(name: str, domain: Iterable[str], range: Iterable[str], labels: dict[str, str]) -> Shape:
    subjects, objects = tuple(domain), tuple(range)
    leads_to = Constraint(
        f"kg:{name}",
        f"{name} leads to {_either(objects, labels)}",
        name="object",
        iri=True,
        classes=tuple(own(objects)),
    )
    return Shape(
        f"{name}-subject",
        f"only {_either(subjects, labels)} has {name}",
        f"kg:{name}",
        (leads_to,) if objects else (),
        SUBJECTS,
        tuple(own(subjects)),
        name,
    )


def _either(classes: Iterable[str], labels: dict[str, str]) -> str:
    articles = {True: "an", False: "a"}
    return " or ".join(f"{articles[labels[name][0] in 'aeiou']} {labels[name]}" for name in classes)
