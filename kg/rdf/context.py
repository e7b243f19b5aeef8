"""The JSON-LD context: it reads `papers.jsonl`, and names every class and property of the ontology."""

import json
from collections.abc import Mapping

from kg.schema import Schema

Term = str | Mapping[str, object] | None

# What the keys of a paper record say; what only a claim can say (role, confidence, mentions) has no triple.
_RECORD: Mapping[str, Term] = {
    "title": "dcterms:title",
    "sources": None,
    "source": None,
    "url": {"@id": "schema:url", "@type": "@id"},
    "published": "schema:datePublished",
    "authors": "schema:author",
    "text": None,
    "entities": {"@id": "schema:mentions", "@container": "@set"},
    "name": "skos:prefLabel",
    "role": None,
    "surfaces": "skos:altLabel",
    "links": None,
    "claims": None,
}


def context(schema: Schema) -> str:
    """Return the context of a schema as JSON."""
    prefixes = {"kg": schema.namespace, **schema.prefixes}
    classes = {name: f"kg:{name}" for name in (*schema.types, *schema.classes)}
    document = {
        "@version": 1.1,
        "@base": schema.base,
        **prefixes,
        "id": "@id",
        "type": "@type",
        **classes,
        **{name: _property(name, schema) for name in (*schema.predicates, *schema.properties)},
        **_RECORD,
    }
    return json.dumps({"@context": document}, indent=2, ensure_ascii=False) + "\n"


def _property(name: str, schema: Schema) -> Term:
    declared = schema.properties.get(name)
    datatype = declared.range[0] if declared else ""
    if datatype == "xsd:string":
        return f"kg:{name}"
    return {"@id": f"kg:{name}", "@type": datatype if datatype.startswith("xsd:") else "@id"}
