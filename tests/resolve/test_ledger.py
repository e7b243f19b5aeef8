"""The ledger's file."""

import pytest

from kg.errors import OutputError
from kg.resolve import LedgerEntry, ledger_lines, read_ledger

LEDGER = {
    "method/lora": LedgerEntry("method/lora", "LoRA", "Method", ("lora", "lowrankadaptation")),
    "method/a": LedgerEntry("method/a", "A\u2028“é”", "Method", ("a",), replaced_by=""),
    "task/b": LedgerEntry("task/b", "b", "Task", ("b",), replaced_by="method/lora", decision="retype model/b Task"),
    "task/b--one": LedgerEntry("task/b--one", "b", "Task", ("b",), decision="split task/b paper/one"),
}
LINES = [
    '{"id": "method/a", "name": "A\u2028“é”", "type": "Method", "forms": ["a"], "replaced_by": ""}\n',
    '{"id": "method/lora", "name": "LoRA", "type": "Method", "forms": ["lora", "lowrankadaptation"]}\n',
    '{"id": "task/b", "name": "b", "type": "Task", "forms": ["b"], "replaced_by": "method/lora", '
    '"decision": "retype model/b Task"}\n',
    '{"id": "task/b--one", "name": "b", "type": "Task", "forms": ["b"], "decision": "split task/b paper/one"}\n',
]


def test_lines_are_sorted_by_id():
    assert list(ledger_lines(LEDGER)) == LINES


def test_a_ledger_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "ids.jsonl"
    path.write_text("".join(LINES), encoding="utf-8")
    assert read_ledger(path) == LEDGER


def test_a_ledger_that_does_not_exist_is_empty(tmp_path):
    assert read_ledger(tmp_path / "ids.jsonl") == {}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "1",
        '{"id": "a"}',
        '{"id": 1, "name": "a", "type": "b", "forms": []}',
        '{"id": "a", "name": "a", "type": "b", "forms": [1]}',
        '{"id": "a", "name": "a", "type": "b", "forms": null}',
        '{"id": "a", "name": "a", "type": "b", "forms": [], "more": 1}',
        '{"id": "a", "name": "a", "type": "b", "forms": [], "decision": "split"}',
        '{"id": "a", "name": "a", "type": "b", "forms": [], "decision": "split a \'b"}',
    ],
)
def test_a_damaged_line_is_named(tmp_path, line):
    path = tmp_path / "ids.jsonl"
    path.write_text(LINES[1] + line + "\n", encoding="utf-8")
    with pytest.raises(OutputError) as raised:
        read_ledger(path)
    assert str(raised.value) == (
        f"{path}:2: this is no line of a ledger of ids; restore the file, or delete it to start afresh"
    )


def test_a_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "ids.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OutputError, match="the ledger of ids cannot be read"):
        read_ledger(path)
