"""The JSON Schemas of what a build writes beside its graph."""

import json

import pytest
from builds import built
from json_schemas import problems

from kg import schema
from kg.rdf.json_schemas.build import ledger_schema, manifest_schema
from kg.resolve.ledger import LedgerEntry, ledger_lines

LEDGER = json.loads(ledger_schema(schema.load()))
MANIFEST = json.loads(manifest_schema(schema.load()))


@pytest.fixture(scope="module")
def manifest(tmp_path_factory):
    return json.loads((built(tmp_path_factory.mktemp("build"), "rdf", "tables") / "manifest.json").read_text())


def test_a_manifest_is_described(manifest):
    assert problems(manifest, MANIFEST) == []
    assert problems({**manifest, "errors": [{"kind": "RecordError", "message": "a.jsonl:3: no title"}]}, MANIFEST) == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"outputs": {"kg.nq": "soon"}}, ["$.outputs.kg.nq: pattern"]),
        (
            {"counts": {"papers": -1, "entities": {}, "edges": {}, "links": 0, "claims": 0}},
            ["$.counts.papers: minimum"],
        ),
        ({"inputs": [{"name": "a", "sha256": ""}]}, ["$.inputs[0]: required"]),
        ({"seconds": {"read": "2"}}, ["$.seconds.read: no number"]),
    ],
)
def test_a_wrong_manifest_is_not(manifest, part, said):
    assert problems({**manifest, **part}, MANIFEST) == said


def test_the_lines_of_a_ledger_are_described():
    entries = [
        LedgerEntry("method/lora", "LoRA", "Method", ("lora", "lowrankadaptation")),
        LedgerEntry("model/moss", "Moss", "Model", ("moss",), replaced_by=""),
        LedgerEntry("task/parsing", "parsing", "Task", ("parsing",), "task/dependency-parsing", "decisions.txt:3"),
    ]
    lines = [json.loads(line) for line in ledger_lines({entry.id: entry for entry in entries})]
    assert [problems(line, LEDGER) for line in lines] == [[], [], []]
    assert problems({**lines[0], "id": "paper/p"}, LEDGER) == ["$.id: pattern"]
    assert problems({**lines[0], "forms": [""]}, LEDGER) == ["$.forms[0]: minLength"]
