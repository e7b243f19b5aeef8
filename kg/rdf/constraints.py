"""What a build must satisfy, as data: `shapes` writes it as SHACL, `checks` asks it as SPARQL."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.schema import Schema

ERROR, WARN, INFO = "ERROR", "WARN", "INFO"


@dataclass(frozen=True, slots=True)
class Constraint:
    """What the values of one property of a thing must be."""

    path: str
    message: str
    name: str = ""
    """The last part of its name; empty for that of the path."""
    least: int = 0
    most: int | None = None
    iri: bool = False
    datatypes: tuple[str, ...] = ()
    """A value has one of these datatypes."""
    classes: tuple[str, ...] = ()
    """A value is of one of these classes."""
    pattern: str = ""
    min_length: int = 0
    above: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    among: tuple[str, ...] = ()
    """The values that there are, as Turtle and SPARQL write them."""
    none_of: tuple[str, ...] = ()
    """Values that may not occur."""
    less_than: str = ""
    equals: str = ""
    disjoint: str = ""
    level: str = ERROR


@dataclass(frozen=True, slots=True)
class Shape:
    """What all things of a class must satisfy."""

    target: str
    constraints: tuple[Constraint, ...]

    def name(self, constraint: Constraint) -> str:
        """Return the name of a constraint, such as `Paper-title`."""
        return f"{self.target}-{constraint.name or constraint.path.rpartition(':')[2]}"


def shapes(schema: Schema) -> tuple[Shape, ...]:
    """Return the shapes of a schema."""
    return (
        Shape("Paper", (*_PAPER, *_roles(schema), *_links(schema), *_never("paper", schema.relations))),
        *(Shape(kind, (_one_type(kind, schema), *_ENTITY, *_relations(kind, schema))) for kind in schema.types),
        Shape("Sentence", _SENTENCE),
        Shape("Claim", (*_CLAIM, _predicate(schema))),
        Shape("ClaimedResult", (_LABEL, *_RESULT)),
        Shape("Repository", (_LABEL, _link_kind("Repository", schema), *_address("schema:codeRepository"))),
        Shape("WebResource", (_LABEL, _link_kind("WebResource", schema), *_address("schema:url"))),
        Shape("Source", (_LABEL,)),
        Shape("Extractor", (_LABEL,)),
        Shape("Build", (_LABEL, *_BUILD)),
    )


_TEXT = ("xsd:string",)
_INTEGER = ("xsd:integer",)
_WEB = "^https?://"
_LABEL = Constraint("rdfs:label", "it has exactly one label", least=1, most=1, datatypes=_TEXT, min_length=1)
_PAPER = (
    Constraint(
        "dcterms:title",
        "a paper has exactly one title, which is not empty",
        least=1,
        most=1,
        datatypes=_TEXT,
        min_length=1,
    ),
    Constraint("rdfs:label", "the label of a paper is its title", least=1, most=1, equals="dcterms:title"),
    Constraint(
        "dcterms:identifier",
        "a paper has identifiers such as arXiv:1706.03762",
        least=1,
        datatypes=_TEXT,
        pattern="^[A-Za-z][A-Za-z0-9]*:.",
    ),
    Constraint("dcterms:source", "what lists a paper is a source", iri=True, classes=("Source",)),
    Constraint("schema:author", "an author is a name", datatypes=_TEXT, min_length=1),
    Constraint(
        "schema:datePublished",
        "a paper has at most one date: a day, a month or a year",
        most=1,
        datatypes=("xsd:date", "xsd:gYearMonth", "xsd:gYear"),
    ),
    Constraint("schema:url", "a paper has at most one page, at an http address", most=1, iri=True, pattern=_WEB),
)
_ENTITY = (
    Constraint(
        "skos:prefLabel",
        "an entity has exactly one name, which is not empty",
        least=1,
        most=1,
        datatypes=_TEXT,
        min_length=1,
    ),
    Constraint("rdfs:label", "the label of an entity is its name", least=1, most=1, equals="skos:prefLabel"),
    Constraint(
        "skos:altLabel", "another form differs from the name", datatypes=_TEXT, min_length=1, disjoint="skos:prefLabel"
    ),
    Constraint("skos:inScheme", "an entity is in the scheme of entities", least=1, iri=True),
    Constraint("dcterms:isReplacedBy", "a retired IRI is no entity", most=0),
)
_SENTENCE = (
    Constraint(
        "nif:anchorOf",
        "a sentence has exactly one text, which is not empty",
        least=1,
        most=1,
        datatypes=_TEXT,
        min_length=1,
    ),
    Constraint(
        "kg:sentenceIndex", "a sentence has exactly one place, from 0", least=1, most=1, datatypes=_INTEGER, at_least=0
    ),
    Constraint(
        "nif:beginIndex",
        "a sentence begins once, before it ends",
        least=1,
        most=1,
        datatypes=_INTEGER,
        at_least=0,
        less_than="nif:endIndex",
    ),
    Constraint("nif:endIndex", "a sentence ends once", least=1, most=1, datatypes=_INTEGER),
    Constraint(
        "dcterms:isPartOf", "a sentence is part of exactly one paper", least=1, most=1, iri=True, classes=("Paper",)
    ),
)
_CLAIM = (
    Constraint("rdf:subject", "a claim has exactly one subject", least=1, most=1, iri=True),
    Constraint("rdf:object", "a claim has exactly one object", least=1, most=1, iri=True),
    Constraint(
        "kg:confidence",
        "a claim has exactly one confidence, above 0 and at most 1",
        least=1,
        most=1,
        datatypes=("xsd:decimal",),
        above=0,
        at_most=1,
    ),
    Constraint("kg:evidence", "a claim quotes at least one sentence", least=1, iri=True, classes=("Sentence",)),
    Constraint("kg:surface", "a surface is a text", datatypes=_TEXT, min_length=1),
    Constraint("kg:foundBy", "what found a claim is named", datatypes=_TEXT, min_length=1),
    Constraint("kg:linkOf", "a link is the paper's own or somebody else's", most=1, among=('"own"', '"other"')),
    Constraint(
        "prov:wasGeneratedBy", "a claim comes from exactly one build", least=1, most=1, iri=True, classes=("Build",)
    ),
)
KINDS = ("absolute", "gain", "reduction")
UNITS = ("", "%", "points", "x", "dB")
QUALIFIERS = ("about", "at least", "at most")
BETTER = ("higher", "lower")
"""What can be said of a claimed result."""


def _among(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f'"{name}"' for name in names if name)


_RESULT = (
    Constraint(
        "kg:claimedIn", "a result is claimed in exactly one paper", least=1, most=1, iri=True, classes=("Paper",)
    ),
    Constraint(
        "kg:onDataset", "a result was reached on exactly one dataset", least=1, most=1, iri=True, classes=("Dataset",)
    ),
    Constraint(
        "kg:resultOf", "a result is of at most one method or model", most=1, iri=True, classes=("Method", "Model")
    ),
    Constraint(
        "kg:value",
        "a result has exactly one value, which is not negative",
        least=1,
        most=1,
        datatypes=("xsd:decimal",),
        at_least=0,
    ),
    Constraint("kg:valueKind", "a value is a level, a gain or a reduction", least=1, most=1, among=_among(KINDS)),
    Constraint("kg:metric", "a result has at most one metric", most=1, datatypes=_TEXT, min_length=1),
    Constraint("kg:unit", "a result has at most one unit, of those that are read", most=1, among=_among(UNITS)),
    Constraint("kg:qualifier", "a result has at most one qualifier", most=1, among=_among(QUALIFIERS)),
    Constraint("kg:betterValue", "a higher or a lower value is better", most=1, among=_among(BETTER)),
    Constraint(
        "kg:confidence",
        "a result has exactly one confidence, above 0 and at most 1",
        least=1,
        most=1,
        datatypes=("xsd:decimal",),
        above=0,
        at_most=1,
    ),
    Constraint("kg:evidence", "a result quotes exactly one sentence", least=1, most=1, iri=True, classes=("Sentence",)),
    Constraint("kg:surface", "a surface is a text", datatypes=_TEXT, min_length=1),
    Constraint("kg:foundBy", "what found a result is named", least=1, datatypes=_TEXT, min_length=1),
    Constraint(
        "prov:wasGeneratedBy", "a result comes from exactly one build", least=1, most=1, iri=True, classes=("Build",)
    ),
)
_BUILD = (
    Constraint(
        "prov:wasAssociatedWith", "a build has exactly one extractor", least=1, most=1, iri=True, classes=("Extractor",)
    ),
    Constraint("prov:used", "what a build reads is a source", iri=True, classes=("Source",)),
)


def _roles(schema: Schema) -> Iterator[Constraint]:
    for role in schema.roles.values():
        yield Constraint(
            f"kg:{role.predicate}", f"{role.predicate} leads from a paper to an entity", iri=True, classes=("Entity",)
        )


def _links(schema: Schema) -> Iterator[Constraint]:
    for link in schema.links.values():
        narrower = (found.name for found in schema.classes.values() if link.range in found.sub_class_of)
        classes = (link.range, *narrower)
        yield Constraint(
            f"kg:{link.name}",
            f"{link.name} leads from a paper to a {' or a '.join(classes)}",
            iri=True,
            classes=classes,
        )


def _one_type(kind: str, schema: Schema) -> Constraint:
    others = tuple(f"kg:{other}" for other in schema.types if other != kind)
    return Constraint("rdf:type", "an entity has one type", none_of=others)


def _relations(kind: str, schema: Schema) -> Iterator[Constraint]:
    for relation in schema.relations.values():
        allowed = tuple(other for other in relation.range if relation.allows(kind, other))
        if allowed:
            yield Constraint(
                f"kg:{relation.name}",
                f"{relation.name} leads from a {kind} to a {' or a '.join(allowed)}",
                iri=True,
                classes=allowed,
            )
        else:
            yield from _never(kind, (relation.name,))
    yield from _never(kind, (*(role.predicate for role in schema.roles.values()), *schema.links))


def _never(kind: str, predicates: Iterable[str]) -> Iterator[Constraint]:
    for name in predicates:
        yield Constraint(f"kg:{name}", f"a {kind} has no {name}", most=0)


def _predicate(schema: Schema) -> Constraint:
    return Constraint(
        "rdf:predicate",
        "a claim has exactly one predicate, of those that the schema has",
        least=1,
        most=1,
        iri=True,
        among=tuple(f"kg:{name}" for name in schema.predicates),
    )


def _link_kind(target: str, schema: Schema) -> Constraint:
    kinds = tuple(f'"{kind.name}"' for kind in schema.link_kinds.values() if kind.node_class == target)
    return Constraint(
        "kg:linkKind", f"a {target} has exactly one kind, of those that the schema has", least=1, most=1, among=kinds
    )


def _address(path: str) -> Iterator[Constraint]:
    yield Constraint(path, "an address is an http address", most=1, iri=True, pattern=_WEB)
    yield Constraint(path, "the address is no http address", name="address", least=1, level=WARN)
