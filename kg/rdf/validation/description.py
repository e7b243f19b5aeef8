"""The shapes of a build's description: the dataset, its named graphs, its files, its queries and what is counted."""

from kg.rdf.validation.shape import INTEGER, OBJECTS, Constraint, Shape, one_text, one_thing


def shapes() -> tuple[Shape, ...]:
    """Return the shapes."""
    return (
        Shape("Scheme", "a scheme has an IRI", "skos:ConceptScheme", (one_text("rdfs:label", "it has one label"),)),
        Shape("Graph", "a graph has an IRI", "void:Dataset", _GRAPH),
        Shape("Description", "the dataset has an IRI", "dcat:Dataset", _DATASET),
        Shape("Distribution", "a file has an IRI", "dcat:Distribution", _FILE),
        Shape("ClassPartition", "a partition has an IRI", "void:classPartition", _CLASSES, OBJECTS),
        Shape("PropertyPartition", "a partition has an IRI", "void:propertyPartition", _PROPERTIES, OBJECTS),
        Shape("Prefix", "a prefix has an IRI", "sh:PrefixDeclaration", _PREFIX),
        Shape("Query", "a query has an IRI", "sh:SPARQLExecutable", _QUERY),
    )


def _count(path: str) -> Constraint:
    return Constraint(path, "there is exactly one count, from 0", least=1, most=1, datatypes=INTEGER, at_least=0)


def _iris(path: str, message: str, *classes: str, least: int = 0) -> Constraint:
    return Constraint(path, message, least=least, iri=True, classes=classes)


_GRAPH = (
    one_text("dcterms:title", "a graph has one title"),
    _count("void:triples"),
    _count("void:distinctSubjects"),
    _count("void:classes"),
    _count("void:properties"),
    _iris("void:subset", "a part of the dataset is a named graph", "void:Dataset"),
    _iris("dcterms:source", "what a graph was made from is a source", "kg:Source"),
    _iris("prov:wasGeneratedBy", "what made a graph is a build", "kg:Build"),
    _iris("prov:wasDerivedFrom", "what a graph was made from is a source or a graph", "kg:Source", "void:Dataset"),
)
_DATASET = (
    one_text("dcterms:description", "the dataset has one description"),
    one_text("void:uriSpace", "the dataset has one base of its IRIs"),
    one_thing("dcterms:conformsTo", "the dataset follows one version of the ontology"),
    one_thing("prov:wasAttributedTo", "the dataset is of one extractor", "kg:Extractor"),
    _iris("void:vocabulary", "the vocabularies are named by their IRIs", least=1),
    _iris("void:feature", "formats are named by their IRIs", least=1),
    _iris("void:classPartition", "the things of one class are a part", least=1),
    _iris("void:propertyPartition", "the triples of one property are a part", least=1),
    _iris("dcat:distribution", "a file is a distribution", "dcat:Distribution", least=1),
    _iris("sh:declare", "a prefix is declared", "sh:PrefixDeclaration"),
)
_FILE = (
    one_text("dcterms:title", "a file has one title"),
    one_text("dcterms:description", "a file has one description"),
    one_thing("dcterms:format", "a file has one format"),
    one_thing("dcat:mediaType", "a file has one media type"),
)
_CLASSES = (one_thing("void:class", "the part has one class"), _count("void:entities"))
_PROPERTIES = (one_thing("void:property", "the part has one property"), _count("void:triples"))
_PREFIX = (
    one_text("sh:prefix", "a declaration has one prefix"),
    Constraint(
        "sh:namespace", "a prefix stands for one namespace", least=1, most=1, datatypes=("xsd:anyURI",), min_length=1
    ),
)
_QUERY = (
    one_text("rdfs:label", "a query has one title"),
    one_text("rdfs:comment", "a query has one sentence of explanation"),
    one_thing("sh:prefixes", "the prefixes of a query are those of the dataset", "dcat:Dataset"),
    *(
        Constraint(f"sh:{form}", "the text of a query is not empty", most=1, datatypes=("xsd:string",), min_length=1)
        for form in ("select", "construct", "ask")
    ),
)
