"""A small and strict reader of JSON Schema: it knows the keywords of ours, and wants every key to be described."""

import re

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float)}
WORDS = {"$schema", "$id", "title", "description"}
PARTS = {"type", "properties", "additionalProperties", "items", "anyOf"}


def problems(value, node, place="$"):
    """Return what is wrong with a value, one line each."""
    unknown = set(node) - WORDS - PARTS - set(TESTS)
    assert not unknown, unknown
    if "type" in node and (not isinstance(value, TYPES[node["type"]]) or isinstance(value, bool)):
        return [f"{place}: no {node['type']}"]
    found = [f"{place}: {name}" for name, test in TESTS.items() if name in node and not test(value, node[name])]
    if "anyOf" in node and all(problems(value, one) for one in node["anyOf"]):
        found.append(f"{place}: anyOf")
    if isinstance(value, dict) and ("properties" in node or "additionalProperties" in node):
        found += _in_object(value, node, place)
    if "items" in node:
        found += [line for n, item in enumerate(value) for line in problems(item, node["items"], f"{place}[{n}]")]
    return found


def _in_object(value, node, place):
    known, others = node.get("properties", {}), node.get("additionalProperties")
    for key, item in value.items():
        part = known.get(key, others)
        if part is None:
            yield f"{place}.{key}: not described"
        else:
            yield from problems(item, part, f"{place}.{key}")


TESTS = {
    "enum": lambda value, allowed: value in allowed,
    "pattern": lambda value, pattern: bool(re.search(pattern, value)),
    "minLength": lambda value, least: len(value) >= least,
    "minimum": lambda value, least: value >= least,
    "exclusiveMinimum": lambda value, bound: value > bound,
    "maximum": lambda value, most: value <= most,
    "required": lambda value, names: set(names) <= set(value),
}
