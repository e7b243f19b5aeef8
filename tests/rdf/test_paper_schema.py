"""The JSON Schema of a paper record, with a small reader of the keywords that it uses."""

import copy
import json
import re

import pytest

from kg import schema
from kg.rdf.paper_schema import paper_schema

SCHEMA = json.loads(paper_schema(schema.load()))
RECORD = {
    "id": "paper/arxiv-2401.00001",
    "title": "A title",
    "source": "s",
    "sources": ["s", "t"],
    "url": "https://x.org/1",
    "published": "2024-01",
    "authors": ["Ada"],
    "text": "A title\nLoRA. https://x.org/2",
    "entities": [
        {
            "id": "method/lora",
            "name": "LoRA",
            "type": "Method",
            "role": "compares",
            "confidence": 0.9,
            "surfaces": ["LoRA"],
            "mentions": [{"start": 8, "end": 12, "sentence": 1, "by": "lexicon"}],
        }
    ],
    "links": [{"url": "https://x.org/2", "kind": "project", "of": "own"}],
    "claims": [
        {
            "dataset": "dataset/turf",
            "subject": "",
            "metric": "",
            "value": 61.5,
            "unit": "%",
            "qualifier": "at most",
            "kind": "absolute",
            "better": "",
            "start": 8,
            "end": 12,
            "sentence": 1,
            "text": "LoRA.",
            "confidence": 0.8,
            "by": "claim:on",
        }
    ],
}
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float)}


def valid(value, node):
    """Tell whether a value satisfies a schema, as far as its keywords are the few that ours uses."""
    known = {
        "type",
        "properties",
        "required",
        "items",
        "enum",
        "pattern",
        "minLength",
        "minimum",
        "exclusiveMinimum",
        "maximum",
        "description",
        "$schema",
        "$id",
        "title",
    }
    assert set(node) <= known
    if "type" in node and not isinstance(value, TYPES[node["type"]]):
        return False
    tests = {
        "enum": lambda allowed: value in allowed,
        "pattern": lambda pattern: bool(re.search(pattern, value)),
        "minLength": lambda least: len(value) >= least,
        "minimum": lambda least: value >= least,
        "exclusiveMinimum": lambda bound: value > bound,
        "maximum": lambda most: value <= most,
        "required": lambda names: set(names) <= set(value),
        "items": lambda item: all(valid(element, item) for element in value),
        "properties": lambda parts: all(valid(value[name], part) for name, part in parts.items() if name in value),
    }
    return all(test(node[name]) for name, test in tests.items() if name in node)


def test_a_record_is_valid():
    assert valid(RECORD, SCHEMA)


def test_a_record_needs_only_what_was_extracted():
    assert valid({name: RECORD[name] for name in ("id", "title", "entities", "links")}, SCHEMA)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), "arxiv-1"),
        (("title",), ""),
        (("published",), "yesterday"),
        (("authors",), "Ada"),
        (("entities", 0, "type"), "Metric"),
        (("entities", 0, "role"), "comparesWith"),
        (("entities", 0, "id"), "metric/f1"),
        (("entities", 0, "confidence"), 0),
        (("entities", 0, "confidence"), 1.2),
        (("entities", 0, "mentions", 0, "start"), -1),
        (("claims", 0, "dataset"), "method/lora"),
        (("claims", 0, "subject"), "task/parsing"),
        (("claims", 0, "value"), -1),
        (("claims", 0, "unit"), "parsec"),
        (("claims", 0, "kind"), "best"),
        (("claims", 0, "better"), "none"),
        (("claims", 0, "sentence"), 0),
        (("links", 0, "kind"), "page"),
        (("links", 0, "of"), "mine"),
        (("links", 0, "url"), "javascript:alert(1)"),
    ],
)
def test_a_wrong_value_is_refused(path, value):
    record = copy.deepcopy(RECORD)
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not valid(record, SCHEMA)


@pytest.mark.parametrize("name", ["id", "title", "entities", "links"])
def test_what_is_needed_may_not_be_missing(name):
    assert not valid({key: value for key, value in RECORD.items() if key != name}, SCHEMA)
