import copy

import pytest
from factory import literature

from kg.schema import load
from kg.viewer import Picture, picture_of
from kg.viewer.dense import dense, loose


def made():
    graph = literature()
    positions = {key: (7 * at, 5 - at * at) for at, key in enumerate(graph)}
    return picture_of(graph, positions=positions, communities=[], schema=load())


def test_the_dense_form_says_the_same():
    picture = made()
    assert loose(dense(picture)) == picture
    assert dense(picture) != picture


def test_places_are_differences_and_ends_are_steps_from_the_node():
    structure = {
        "nodes": {"x": [5, 7, 4], "y": [0, 0, -2]},
        "edges": {"count": [0, 2, 1], "to": [0, 2, 0], "confidence": [90, 80, 70]},
    }
    evidence = {"sentences": [], "edges": [[], [], []]}
    found = dense(Picture(structure, evidence)).structure
    assert found["nodes"] == {"x": [5, 2, -3], "y": [0, 0, -2]}
    assert found["edges"]["to"] == [-1, 2, -2]


def test_evidence_becomes_columns():
    structure = {
        "nodes": {"x": [], "y": []},
        "edges": {"count": [2], "to": [0, 0], "confidence": [90, 80]},
    }
    evidence = {
        "sentences": [[4, "One."], [4, "Two."], [2, "Three."]],
        "edges": [[[0, 90, 0, 3]], [[2, 80, 0, 5, 1, 2], [1, 60]]],
    }
    assert dense(Picture(structure, evidence)).evidence == {
        "sentences": {"paper": [4, 0, -2], "text": ["One.", "Two.", "Three."]},
        "edges": {
            "count": [1, 2],
            "sentence": [0, 2, -1],
            "confidence": [0, 0, 20],
            "names": [1, 2, 0],
            "start": [0, 0, 1],
            "length": [3, 5, 1],
        },
    }
    assert loose(dense(Picture(structure, evidence))).evidence == evidence


@pytest.mark.parametrize(
    ("part", "column"),
    [("structure", "to"), ("evidence", "count"), ("evidence", "names"), ("evidence", "start")],
)
def test_columns_that_are_too_short_are_noticed(part, column):
    broken = copy.deepcopy(dense(made()))
    getattr(broken, part)["edges"][column].pop()
    with pytest.raises(ValueError, match=r"missing|argument|no edge"):
        loose(broken)
