"""The JSON-LD context: it reads `papers.jsonl`, and names every class and property of the ontology.

What it reads in a record is in the build's RDF too, or follows from it: `schema:mentions` from the four roles. What
the RDF says in another way has no triple here, for JSON-LD cannot say it: which role, which type a date has, the IRI
of a source by its name, that of a link by its address, that of a claimed result; and what is empty in a record where
the RDF says nothing, such as the venue.
"""

import json
from collections.abc import Mapping

from kg.schema import Schema

Term = str | Mapping[str, object] | None

_UNSAID = (
    "source",
    "sources",
    "published",
    "venue",
    "upvotes",
    "code",
    "implementations",
    "status",
    "text",
    "sentences",
    "links",
    "claims",
)
_ENTITY: Mapping[str, Term] = {
    "name": "skos:prefLabel",
    **dict.fromkeys(("role", "confidence", "surfaces", "mentions")),
}
_RECORD: Mapping[str, Term] = {
    "title": "dcterms:title",
    "url": {"@id": "schema:url", "@type": "@id", "@context": {"@base": None}},  # what is no address says nothing
    "authors": "schema:author",
    "identifiers": "dcterms:identifier",
    "categories": "dcterms:subject",
    "entities": {"@id": "schema:mentions", "@container": "@set", "@context": _ENTITY},
    **dict.fromkeys(_UNSAID),
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
