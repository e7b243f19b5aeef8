"""The JSON Schema of a paper record."""

import copy
import json

import pytest
from json_schemas import problems

from kg import schema
from kg.rdf.json_schemas.paper import paper_schema

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


def valid(value):
    return not problems(value, SCHEMA)


def test_a_record_is_valid():
    assert valid(RECORD)


def test_a_record_needs_only_what_was_extracted():
    assert valid({name: RECORD[name] for name in ("id", "title", "entities", "links")})


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
    assert not valid(record)


@pytest.mark.parametrize("name", ["id", "title", "entities", "links"])
def test_what_is_needed_may_not_be_missing(name):
    assert not valid({key: value for key, value in RECORD.items() if key != name})
