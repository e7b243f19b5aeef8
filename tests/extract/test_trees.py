import numpy as np
import pytest

from kg.extract.trees import from_numbers, softmax


def scores(baseline, trees, *rows):
    """Return what trees of features, thresholds and values say of rows."""
    made = from_numbers({"baseline": baseline, "trees": trees})
    return made.scores(np.array(rows, np.float64)).tolist()


def test_what_is_at_most_the_threshold_goes_left():
    tree = [[1], [0.5], [10.0, 20.0]]
    assert scores([0.0], [tree], [9, 0.4], [0, 0.5], [0, 0.6]) == [[10.0], [10.0], [20.0]]


def test_each_leaf_of_a_deep_tree_is_reached():
    tree = [[0, 1, 2], [0.5, 0.5, 0.5], [1.0, 2.0, 3.0, 4.0]]
    rows = [0, 0, 1], [0, 1, 0], [1, 1, 0], [1, 0, 1]
    assert scores([0.0], [tree], *rows) == [[1.0], [2.0], [3.0], [4.0]]


def test_trees_three_deep():
    tree = [[0, 1, 1, 2, 2, 2, 2], [0.5] * 7, [float(n) for n in range(8)]]
    rows = [[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    assert scores([0.0], [tree], *rows) == [[0.0], [1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [7.0]]


def test_the_trees_of_a_label_and_its_baseline_are_summed():
    trees = [[[0], [0.5], [1.0, 2.0]], [[0], [0.5], [10.0, 20.0]], [[1], [0.5], [100.0, 200.0]], [[1], [0.5], [0, 0]]]
    assert scores([0.5, -0.5], trees, [0, 0], [1, 0], [0, 1]) == [[101.5, 9.5], [102.5, 19.5], [201.5, 9.5]]


def test_no_rows_have_no_scores():
    made = from_numbers({"baseline": [0.0], "trees": [[[0], [0.5], [1.0, 2.0]]]})
    assert made.scores(np.zeros((0, 1))).shape == (0, 1)


def test_softmax_is_of_each_row():
    found = softmax(np.array([[0.0, np.log(3.0)], [1e4, -1e4]]))
    assert found.tolist() == [[pytest.approx(0.25), pytest.approx(0.75)], [1.0, 0.0]]


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"baseline": [0.0]},
        {"baseline": ["x"], "trees": [[[0], [0.5], [1.0, 2.0]]]},
        {"baseline": [0.0], "trees": 3},
        {"baseline": [0.0], "trees": []},
        {"baseline": [0.0], "trees": [[[0]]]},
        {"baseline": [0.0], "trees": [[[0], [0.5], [1.0]]]},
        {"baseline": [0.0], "trees": [[[0], [0.5, 0.5], [1.0, 2.0]]]},
        {"baseline": [0.0], "trees": [[[0], [0.5], [1.0, 2.0]], [[0, 0, 0], [1, 1, 1], [1, 2, 3, 4]]]},
        {"baseline": [0.0, 0.0], "trees": [[[0], [0.5], [1.0, 2.0]]]},
        {"baseline": [], "trees": [[[0], [0.5], [1.0, 2.0]]]},
    ],
)
def test_what_makes_no_trees_is_told(raw):
    with pytest.raises((KeyError, TypeError, ValueError, IndexError)):
        from_numbers(raw)
