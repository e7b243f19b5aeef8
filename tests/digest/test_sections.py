"""What is said of names that changed."""

import json

from kg.digest import plain
from kg.digest.sections import report
from kg.history.changes import compare
from kg.history.state import state

BEFORE = [
    ["paper", "p1", "Moss", "", "", ""],
    ["entity", "model/fern", "Fern", "Model"],
    ["alias", "model/fern", "Fern", "name", ""],
    ["says", "p1", "uses", "model/fern"],
]


def told(*after):
    """Return the lines that tell which names changed."""
    old, new = (state(map(json.dumps, lines)) for lines in (BEFORE, [BEFORE[0], *after]))
    text = plain.write(report(compare(old, new), old="one", new="two", limit=None))
    return text.partition("Names that changed (1)\n")[2].partition("\n\n")[0]


def test_a_name_that_is_retyped_and_renamed_at_once_is_told_as_both():
    after = [
        ["entity", "method/fern", "Fernery", "Method"],
        ["alias", "method/fern", "Fern", "decision", "d:2"],
        ["alias", "method/fern", "Fernery", "name", "d:2"],
        ["says", "p1", "uses", "method/fern"],
        ["redirect", "model/fern", "method/fern"],
    ]
    assert told(*after) == "  Fern is of another type: Model → Method, and is now called Fernery (decision: d:2)"


def test_a_name_that_is_retyped_alone_is_told_as_that():
    after = [
        ["entity", "method/fern", "Fern", "Method"],
        ["alias", "method/fern", "Fern", "name", ""],
        ["says", "p1", "uses", "method/fern"],
        ["redirect", "model/fern", "method/fern"],
    ]
    assert told(*after) == "  Fern is of another type: Model → Method"
