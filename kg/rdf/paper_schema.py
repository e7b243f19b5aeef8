"""The JSON Schema of a paper record: what `kg extract` prints and `papers.jsonl` holds."""

import json
from typing import Any

from kg.rdf.constraints import BETTER, KINDS, QUALIFIERS, UNITS
from kg.schema import Schema

Node = dict[str, Any]

_TEXT: Node = {"type": "string"}
_WEB: Node = {"type": "string", "pattern": "^https?://"}


def paper_schema(schema: Schema) -> str:
    """Return the JSON Schema of a paper record."""
    record = _object(
        {
            "id": {"type": "string", "pattern": "^paper/."},
            "title": {"type": "string", "minLength": 1},
            "source": _told(_TEXT, "The first of the sources."),
            "sources": _told(_list(_TEXT), "All sources that list the paper."),
            "url": _TEXT,
            "published": _told(
                {"type": "string", "pattern": "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"},
                "The date as far as it is known; empty where it is not.",
            ),
            "authors": _list(_TEXT),
            "text": _told(_TEXT, "The title, a line break and the abstract: all offsets count its characters."),
            "entities": _list(_entity(schema)),
            "links": _list(_link(schema)),
            "claims": _told(_list(_claim()), "The results that the abstract claims."),
        },
        optional=("source", "sources", "url", "published", "authors", "text", "claims"),
    )
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{schema.base}schemas/paper.schema.json",
        "title": "Paper",
        "description": "A paper, and what its title and abstract say.",
        **record,
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _entity(schema: Schema) -> Node:
    paths = "|".join(kind.path for kind in schema.types.values())
    return _object(
        {
            "id": {"type": "string", "pattern": f"^({paths})/."},
            "name": {"type": "string", "minLength": 1},
            "type": {"enum": list(schema.types)},
            "role": {"enum": list(schema.roles)},
            "confidence": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            "surfaces": _told(_list({"type": "string", "minLength": 1}), "The words that name it, each once."),
            "mentions": _list(
                _object(
                    {
                        "start": {"type": "integer", "minimum": 0},
                        "end": {"type": "integer", "minimum": 1},
                        "sentence": _told({"type": "integer", "minimum": 0}, "0 is the title."),
                        "by": _told(_TEXT, "The rule or model that found it."),
                    }
                )
            ),
        }
    )


def _link(schema: Schema) -> Node:
    return _object({"url": _WEB, "kind": {"enum": list(schema.link_kinds)}, "of": {"enum": ["own", "other"]}})


def _claim() -> Node:
    return _object(
        {
            "dataset": {"type": "string", "pattern": "^dataset/."},
            "subject": _told(
                {"type": "string", "pattern": "^((method|model)/.+)?$"},
                "Whose result it is; empty where that is not clear.",
            ),
            "metric": _told(_TEXT, "Empty where the sentence names none."),
            "value": {"type": "number", "minimum": 0},
            "unit": {"enum": list(UNITS)},
            "qualifier": {"enum": ["", *QUALIFIERS]},
            "kind": {"enum": list(KINDS)},
            "better": _told({"enum": ["", *BETTER]}, "Which value of the metric is better, where that is known."),
            "start": {"type": "integer", "minimum": 0},
            "end": {"type": "integer", "minimum": 1},
            "sentence": {"type": "integer", "minimum": 1},
            "text": _told(_TEXT, "The sentence that claims it."),
            "confidence": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            "by": _told(_TEXT, "The rule that found it."),
        }
    )


def _object(properties: Node, *, optional: tuple[str, ...] = ()) -> Node:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list(items: Node) -> Node:
    return {"type": "array", "items": items}


def _told(node: Node, description: str) -> Node:
    return {**node, "description": description}
