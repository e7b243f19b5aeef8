import json

import pytest

from kg.readers.json.python_literals import as_json, may_be_one

VALUES = [
    {"title": 'Fern\'s "Moss"', "code": None, "is_new": True, "is_old": False, "votes": 3.5, "tags": []},
    {"abstract": "tab\t, line\n, \\alpha, é, \x07, 😀, ends in \\"},
    {"authors": [{"name": "Ada Moore"}, {"name": "O'Lind"}]},
]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("written", [repr, ascii])
def test_what_python_prints_reads_as_json(value, written):
    text = written(value)
    assert may_be_one(text)
    assert json.loads(as_json(text)) == value


def test_tuples_are_lists_and_what_is_no_number_is_nothing():
    assert json.loads(as_json("{'a': ('Fern', 'Moss'), 'b': ('Fern',), 'c': nan, 'd': {'e': 1,},}")) == {
        "a": ["Fern", "Moss"],
        "b": ["Fern"],
        "c": None,
        "d": {"e": 1},
    }


@pytest.mark.parametrize("text", ["{'title': fern()}", "{'title': 'Fern", "{'title': 'Fern\\"])
def test_what_is_no_such_object_is_no_json(text):
    with pytest.raises(json.JSONDecodeError):
        json.loads(as_json(text))


def test_json_is_none():
    assert not may_be_one('{"title": "Fern"}')
