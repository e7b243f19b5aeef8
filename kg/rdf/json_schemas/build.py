"""The JSON Schemas of what a build writes beside its graph: the ledger of ids and the manifest."""

from kg.rdf.json_schemas.nodes import (
    COUNT,
    DIGEST,
    NAME,
    TEXT,
    Node,
    array,
    document,
    fields,
    key,
    mapping,
    told,
    types,
)
from kg.schema import Schema


def ledger_schema(schema: Schema) -> str:
    """Return the JSON Schema of a line of `ids.jsonl`."""
    entry = fields(
        {
            "id": key(types(schema)),
            "name": NAME,
            "type": {"enum": list(schema.types)},
            "forms": told(array(NAME), "The forms that it is known by, folded, in order."),
            "replaced_by": told(
                key(types(schema), empty=True), "What stands for a retired id now; empty where nothing does."
            ),
            "decision": told(NAME, "The decision that made it, where a person did."),
        },
        optional=("replaced_by", "decision"),
    )
    about = "An id that was given once, and the forms that get it again: a line of ids.jsonl in a build."
    return document(schema, "ledger", "Ledger entry", about, entry)


def manifest_schema(schema: Schema) -> str:
    """Return the JSON Schema of `manifest.json`."""
    manifest = fields(
        {
            "version": told(NAME, "The version of kg."),
            "code": told(TEXT, "The digest of its code."),
            "extractor": told(TEXT, "The fingerprint of what reads texts."),
            "libraries": told(mapping(NAME), "The version of each library that has a part in the outputs."),
            "config": told({"type": "object"}, "The settings."),
            "decisions": told(TEXT, "The digest of the decisions; empty where there are none."),
            "inputs": array(_input()),
            "unreadable": told(array(NAME), "What was said of each path that could not be read."),
            "outputs": told(mapping(DIGEST), "The SHA-256 of each file, by its path in the folder."),
            "counts": _counts(schema),
            "errors": told(array(fields({"kind": NAME, "message": NAME})), "What was skipped, and why."),
            "seconds": told(mapping({"type": "number", "minimum": 0}), "How long each stage took."),
            "built": told(TEXT, "When the build ended."),
            "parts": told({"type": "object"}, "Of a build in parts, how many there are, and what graphs show of it."),
            "sum": told(DIGEST, "The digest of all the rest, by which damage is seen."),
        }
    )
    about = "What a build was made of and what it wrote: manifest.json."
    return document(schema, "manifest", "Manifest", about, manifest)


def _input() -> Node:
    return fields({"name": NAME, "sha256": told(TEXT, "The digest of the file."), "records": COUNT})


def _counts(schema: Schema) -> Node:
    return fields(
        {
            "papers": COUNT,
            "entities": told(mapping(COUNT), f"By type: {', '.join(schema.types)}."),
            "edges": told(mapping(COUNT), "By predicate."),
            "links": COUNT,
            "claims": told(COUNT, "How many results abstracts claim."),
        }
    )
