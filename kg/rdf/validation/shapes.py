"""What a build must satisfy, as data: `shapes` writes it as SHACL, `checks` asks it as SPARQL."""

from collections.abc import Iterator

from kg.rdf.validation import description, domains
from kg.rdf.validation.shape import (
    DECIMAL,
    INTEGER,
    SUBJECTS,
    TEXT,
    WARN,
    WEB,
    Constraint,
    Shape,
    among,
    one_text,
    one_thing,
    own,
    types,
)
from kg.schema import Schema

KINDS = ("absolute", "gain", "reduction")
UNITS = ("", "%", "points", "x", "dB")
QUALIFIERS = ("about", "at least", "at most")
BETTER = ("higher", "lower")
"""What can be said of a claimed result."""
STATUS = ("withdrawn", "retracted")
"""What can become of a paper."""


def shapes(schema: Schema) -> tuple[Shape, ...]:
    """Return the shapes of a schema."""
    return (
        Shape("Paper", "a paper has an IRI", "kg:Paper", _PAPER),
        Shape("Entity", "an entity has an IRI", "kg:Entity", _ENTITY),
        *_types(schema),
        Shape("Sentence", "a sentence has an IRI", "kg:Sentence", _SENTENCE),
        Shape("Claim", "a claim has an IRI", "kg:Claim", (*_CLAIM, _predicate(schema))),
        Shape("ClaimedResult", "a claimed result has an IRI", "kg:ClaimedResult", _RESULT),
        *_links(schema),
        Shape("Source", "a source has an IRI", "kg:Source", (_LABEL,)),
        Shape("Extractor", "an extractor has an IRI", "kg:Extractor", _EXTRACTOR),
        Shape("Build", "a build has an IRI", "kg:Build", _BUILD),
        Shape("Retired", "what is retired is an IRI", "owl:deprecated", _RETIRED, SUBJECTS),
        Shape("Replaced", "what is replaced is an IRI", "dcterms:isReplacedBy", _REPLACED, SUBJECTS),
        *description.shapes(),
        *domains.shapes(schema),
    )


_LABEL = one_text("rdfs:label", "it has exactly one label")
_PAPER = (
    types("schema:ScholarlyArticle"),
    one_text("dcterms:title", "a paper has exactly one title, which is not empty"),
    Constraint("rdfs:label", "the label of a paper is its title", least=1, most=1, equals="dcterms:title"),
    Constraint(
        "dcterms:identifier",
        "a paper has identifiers such as arXiv:1706.03762",
        least=1,
        datatypes=TEXT,
        pattern=r"^[A-Za-z][A-Za-z0-9]*:\S+$",
    ),
    Constraint("dcterms:source", "what lists a paper is a source", iri=True, classes=("kg:Source",)),
    Constraint("schema:author", "an author is a name", datatypes=TEXT, min_length=1),
    Constraint(
        "schema:datePublished",
        "a paper has at most one date: a day, a month or a year",
        most=1,
        datatypes=("xsd:date", "xsd:gYearMonth", "xsd:gYear"),
        pattern="^[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2})?)?$",
    ),
    Constraint("schema:url", "a paper has at most one page, at an http address", most=1, iri=True, pattern=WEB),
    Constraint("owl:sameAs", "a paper is the same as its DOI", iri=True, pattern="^https://doi\\.org/10\\."),
    Constraint(
        "schema:isPartOf", "a paper appeared at most once, in what has a name", most=1, datatypes=TEXT, min_length=1
    ),
    Constraint("dcterms:subject", "what a paper is filed under has a name", datatypes=TEXT, min_length=1),
    Constraint("kg:votes", "the votes for a paper are counted at most once", most=1, datatypes=INTEGER, at_least=1),
    Constraint("kg:publicationStatus", "a paper has at most one status, a known one", most=1, among=among(STATUS)),
)
_ENTITY = (
    types("skos:Concept"),
    one_text("skos:prefLabel", "an entity has exactly one name, which is not empty"),
    Constraint("rdfs:label", "the label of an entity is its name", least=1, most=1, equals="skos:prefLabel"),
    Constraint(
        "skos:altLabel", "another form differs from the name", datatypes=TEXT, min_length=1, disjoint="skos:prefLabel"
    ),
    Constraint(
        "skos:inScheme", "an entity is in the scheme of entities", least=1, iri=True, classes=("skos:ConceptScheme",)
    ),
)
_SENTENCE = (
    types("nif:Sentence"),
    one_text("nif:anchorOf", "a sentence has exactly one text, which is not empty"),
    Constraint(
        "kg:sentenceIndex", "a sentence has exactly one place, from 0", least=1, most=1, datatypes=INTEGER, at_least=0
    ),
    Constraint(
        "nif:beginIndex",
        "a sentence begins once, before it ends",
        least=1,
        most=1,
        datatypes=INTEGER,
        at_least=0,
        less_than="nif:endIndex",
    ),
    Constraint("nif:endIndex", "a sentence ends once", least=1, most=1, datatypes=INTEGER),
    one_thing("dcterms:isPartOf", "a sentence is part of exactly one paper", "kg:Paper"),
)
_SURFACE = Constraint("kg:surface", "a surface is a text", datatypes=TEXT, min_length=1)
_FOUND_BY = one_text("kg:foundBy", "what found it is named", most=None)
_GENERATED = one_thing("prov:wasGeneratedBy", "it comes from exactly one build", "kg:Build")
_CONFIDENCE = Constraint(
    "kg:confidence",
    "it has exactly one confidence, above 0 and at most 1",
    least=1,
    most=1,
    datatypes=DECIMAL,
    above=0,
    at_most=1,
)
_CLAIM = (
    one_thing("rdf:subject", "a claim has exactly one subject, a paper or an entity", "kg:Paper", "kg:Entity"),
    one_thing(
        "rdf:object",
        "a claim has exactly one object, an entity or a web resource",
        "kg:Entity",
        "kg:Repository",
        "kg:WebResource",
    ),
    _CONFIDENCE,
    Constraint("kg:evidence", "a claim quotes at least one sentence", least=1, iri=True, classes=("kg:Sentence",)),
    _SURFACE,
    _FOUND_BY,
    Constraint("kg:linkOf", "a link is the paper's own or somebody else's", most=1, among=among(("own", "other"))),
    _GENERATED,
)
_RESULT = (
    _LABEL,
    one_thing("kg:claimedIn", "a result is claimed in exactly one paper", "kg:Paper"),
    one_thing("kg:onDataset", "a result was reached on exactly one dataset", "kg:Dataset"),
    Constraint(
        "kg:resultOf", "a result is of at most one method or model", most=1, iri=True, classes=("kg:Method", "kg:Model")
    ),
    Constraint(
        "kg:value",
        "a result has exactly one value, which is not negative",
        least=1,
        most=1,
        datatypes=DECIMAL,
        at_least=0,
    ),
    Constraint("kg:valueKind", "a value is a level, a gain or a reduction", least=1, most=1, among=among(KINDS)),
    Constraint("kg:metric", "a result has at most one metric", most=1, datatypes=TEXT, min_length=1),
    Constraint("kg:unit", "a result has at most one unit, of those that are read", most=1, among=among(UNITS)),
    Constraint("kg:qualifier", "a result has at most one qualifier", most=1, among=among(QUALIFIERS)),
    Constraint("kg:betterValue", "a higher or a lower value is better", most=1, among=among(BETTER)),
    _CONFIDENCE,
    one_thing("kg:evidence", "a result quotes exactly one sentence", "kg:Sentence"),
    _SURFACE,
    _FOUND_BY,
    _GENERATED,
)
_EXTRACTOR = (
    _LABEL,
    types("prov:SoftwareAgent"),
    one_text("schema:softwareVersion", "an extractor has one version"),
)
_BUILD = (
    _LABEL,
    types("prov:Activity"),
    one_thing("prov:wasAssociatedWith", "a build has exactly one extractor", "kg:Extractor"),
    Constraint("prov:used", "what a build reads is a source", iri=True, classes=("kg:Source",)),
)
_RETIRED = (
    Constraint("owl:deprecated", "a retired IRI is marked with true", most=1, among=("true",)),
    Constraint("rdf:type", "a retired IRI is nothing any more", most=0),
)
_REPLACED = (
    Constraint("owl:deprecated", "an IRI that is replaced is marked as retired", least=1),
    Constraint("dcterms:isReplacedBy", "one entity replaces an IRI", most=1, iri=True, classes=("kg:Entity",)),
)


def _types(schema: Schema) -> Iterator[Shape]:
    same = [relation.name for relation in schema.relations.values() if relation.same_type]
    for kind in schema.types.values():
        name = f"kg:{kind.name}"
        others = own(other for other in schema.types if other != kind.name)
        told = "an entity has one type, and the classes that come with it"
        yield Shape(
            kind.name,
            f"a {kind.path} has an IRI",
            name,
            (
                types("kg:Entity", *kind.also, none_of=others, message=told),
                *(Constraint(f"kg:{found}", f"{found} joins things of one type", classes=(name,)) for found in same),
            ),
        )


def _links(schema: Schema) -> Iterator[Shape]:
    for name, address in (("Repository", "schema:codeRepository"), ("WebResource", "schema:url")):
        found = schema.classes[name]
        kinds = among(kind.name for kind in schema.link_kinds.values() if kind.node_class == name)
        told = f"a {found.label} has exactly one kind, of those that the schema has"
        constraints = (
            _LABEL,
            *((types(*found.also),) if found.also else ()),
            Constraint("kg:linkKind", told, least=1, most=1, among=kinds),
            Constraint(address, "an address is an http address", most=1, iri=True, pattern=WEB),
            Constraint(address, "what is linked has an http address", name="address", least=1, level=WARN),
        )
        yield Shape(name, f"a {found.label} has an IRI", f"kg:{name}", constraints)


def _predicate(schema: Schema) -> Constraint:
    return Constraint(
        "rdf:predicate",
        "a claim has exactly one predicate, of those that the schema has",
        least=1,
        most=1,
        iri=True,
        among=tuple(own(schema.predicates)),
    )
