import json

import numpy as np
import pytest
from factory import signals, span

from kg.errors import ModelError
from kg.extract import judge, nlp
from kg.extract.candidates import groups
from kg.extract.cues import Cue
from kg.extract.judge import Judge, cues_of, measured
from kg.extract.scorer import Scorer
from kg.extract.tagger import Span
from kg.extract.trees import from_numbers

LINEAR = Scorer(("Task", "none"), {"bias": [0.5, 0.25], "only=moss": [2.0, 0.0], "cue=introduce-next": [0.0, 4.0]})
BY_TAGGER = {
    "columns": ["score Task", "tagged Task"],
    "baseline": [0.0, 0.0],
    "trees": [[[1], [0.5], [-1.0, 1.0]], [[0], [1.0], [1.0, 0.0]]],
}
"""The score of Task rises where the tagger is sure, that of none where the linear model says no Task."""


def read():
    found = signals("t\nWe introduce Moss and use Fern")
    found.tagged = [Span(*span(found, "Fern"), "Task", 0.9)]
    return found


def made(numbers):
    return Judge(LINEAR, tuple(numbers["columns"]), from_numbers(numbers))


def test_the_trees_judge_the_measures_of_each_group():
    found = read()
    moss, fern = made(BY_TAGGER).probabilities(groups(found), found)
    assert moss == {"Task": pytest.approx(0.268941421), "none": pytest.approx(0.731058579)}
    assert fern == {"Task": pytest.approx(0.5), "none": pytest.approx(0.5)}


def test_no_groups_have_no_probabilities():
    assert made(BY_TAGGER).probabilities([], signals("t\nnothing")) == []


def test_the_probabilities_are_plain_numbers():
    found = read()
    for row in made(BY_TAGGER).probabilities(groups(found), found):
        assert [type(value) for value in row.values()] == [float, float]


def test_the_scores_of_the_linear_model_are_measures():
    found = read()
    moss, fern = measured(groups(found), found, LINEAR)
    assert (moss["score Task"], moss["score none"]) == (2.5, 4.25)
    assert (fern["score Task"], fern["score none"]) == (0.5, 0.25)
    assert (moss["cue introduce-next"], "cue introduce-next" in fern) == (1.0, False)
    assert (fern["tagged Task"], "tagged Task" in moss) == (0.9, False)


def test_a_row_has_the_columns_in_their_order_and_zero_for_what_is_missing():
    assert made(BY_TAGGER).row({"tagged Task": 0.5, "other": 3.0}) == [0.0, 0.5]


def test_cues_of_all_places_of_a_group():
    found = signals("t\nWe introduce Moss, a model. We use Moss.")
    (group,) = groups(found)
    assert {Cue("introduce-next"), Cue("apposition-after", "Model"), Cue("use")} <= set(cues_of(group, found))


def test_a_judge_is_read(tmp_path):
    path = tmp_path / "judge.json"
    path.write_text(json.dumps(BY_TAGGER), encoding="utf-8")
    found = judge.shipped(path)
    assert found.columns == ("score Task", "tagged Task")
    assert found.trees.scores(np.array([[0.0, 0.9]])).tolist() == [[1.0, 1.0]]


@pytest.mark.parametrize(
    "content",
    [
        *(None, "", "{", "[]", "{}", '{"columns": 3}'),
        '{"columns": [], "baseline": [0], "trees": []}',
        '{"columns": [], "baseline": [0], "trees": [[[0]]]}',
        '{"columns": ["a"], "baseline": [0], "trees": [[[0], ["x"], [1, 2]]]}',
    ],
)
def test_weights_that_cannot_be_read_are_one_line(tmp_path, content):
    path = tmp_path / "judge.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"judge\.json: the judge's weights cannot be read .*; reinstall kg") as caught:
        judge.shipped(path)
    assert "\n" not in str(caught.value)


def test_the_shipped_judge_has_the_linear_models_labels_and_scores():
    found = judge.shipped()
    assert set(found.linear.labels) == {"Method", "Model", "Dataset", "Task", "none"}
    assert len(found.trees.baseline) == 5
    assert len(found.trees.features) % 5 == 0
    assert {judge.score_column(label) for label in found.linear.labels} <= set(found.columns)
    assert 0 <= found.trees.features.min() <= found.trees.features.max() < len(found.columns)


def test_the_shipped_judge_knows_well_known_names():
    read = nlp.signals_of(nlp.load()("Seeing Trees\nWe train ResNet-50 on ImageNet for image classification."))
    every = groups(read)
    found = dict(zip((group.forms[0] for group in every), judge.shipped().probabilities(every, read), strict=True))
    for form, kind in (("ResNet-50", "Model"), ("ImageNet", "Dataset"), ("image classification", "Task")):
        assert max(found[form], key=found[form].get) == kind
    assert all(sum(row.values()) == pytest.approx(1) for row in found.values())
