"""The words of JSON Schema, as far as ours need them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kg.schema import Schema

Node = dict[str, Any]

TEXT: Node = {"type": "string"}
NAME: Node = {"type": "string", "minLength": 1}
COUNT: Node = {"type": "integer", "minimum": 0}
SHARE: Node = {"type": "number", "minimum": 0, "maximum": 1}
CONFIDENCE: Node = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
DIGEST: Node = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
WEB: Node = {"type": "string", "pattern": "^https?://"}


def document(schema: Schema, name: str, title: str, description: str, node: Node) -> str:
    """Return a JSON Schema as text.

    Args:
        schema: gives the base of its own address.
        name: its file, without `.schema.json`.
        title: what one value is called.
        description: what one value is, and where it comes from.
        node: what is true of it.
    """
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{schema.base}schemas/{name}.schema.json",
        "title": title,
        "description": description,
    }
    return json.dumps({**head, **node}, indent=2, ensure_ascii=False) + "\n"


def fields(properties: Node, *, optional: Iterable[str] = ()) -> Node:
    """Return an object with some properties."""
    required = [name for name in properties if name not in set(optional)]
    return {"type": "object", "properties": properties, "required": required}


def texts(*names: str, **others: Node) -> Node:
    """Return an object whose properties are texts, but for others."""
    return fields({name: others.get(name, TEXT) for name in names})


def mapping(values: Node) -> Node:
    """Return an object of any names, with values of one kind."""
    return {"type": "object", "additionalProperties": values}


def array(items: Node) -> Node:
    """Return a list of values of one kind."""
    return {"type": "array", "items": items}


def told(node: Mapping[str, Any], description: str) -> Node:
    """Return a value with a sentence about it."""
    return {**node, "description": description}


def key(kinds: Iterable[str], *, empty: bool = False) -> Node:
    """Return an id of one of some kinds, such as `method/lora`."""
    pattern = f"({'|'.join(kinds)})/."
    return {"type": "string", "pattern": f"^({pattern}+)?$" if empty else f"^{pattern}"}


def types(schema: Schema) -> Iterable[str]:
    """Return the first parts of the ids of entities."""
    return [kind.path for kind in schema.types.values()]
