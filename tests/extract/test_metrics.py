"""Metrics and numbers as texts write them."""

import pytest

from kg.extract.metrics import Metric, Quantity, metric_at, quantity_at, tables


@pytest.mark.parametrize(
    ("text", "name", "end"),
    [
        ("accuracy of", "accuracy", 8),
        ("Top-1 accuracy", "top-1 accuracy", 14),
        ("top 1 accuracy", "top-1 accuracy", 14),
        ("word error rate", "WER", 15),
        ("WERs", "WER", 4),
        ("mAP@0.5:0.95 of", "mAP@0.5:0.95", 12),
        ("Recall@10", "recall@10", 9),
        ("Recall@1%", "recall@1%", 9),
        ("R@1", "recall@1", 3),
        ("BLEU@4", "BLEU-4", 6),
        ("macro-F1", "macro F1", 8),
        ("f1-Score", "F1", 8),
        ("AP50", "AP50", 4),
    ],
)
def test_a_metric_has_one_name_for_its_spellings(text, name, end):
    found = metric_at(text, 0)
    assert found is not None
    assert (found[0].name, found[1]) == (name, end)


@pytest.mark.parametrize("text", ["ap", "is good", "accuracies2", "pass", "hit", "maps", "Errors-in"[:3], "at"])
def test_what_only_looks_like_a_metric_is_none(text):
    assert metric_at(text, 0) is None


def test_every_metric_is_found_by_each_of_its_forms():
    for row in tables()["metrics"]:
        for form in (row["name"], *row.get("forms", ())):
            text = f"{form.rstrip('@')}@5" if form.endswith("@") or row.get("only_at") else form
            found = metric_at(text, 0)
            assert found is not None, form
            assert found[1] == len(text), form


def test_a_metric_tells_its_better_direction():
    assert metric_at("FID", 0) == (Metric("FID", "lower", ""), 3)
    assert metric_at("WER", 0) == (Metric("WER", "lower", "%"), 3)


@pytest.mark.parametrize(
    ("text", "value", "unit", "sign"),
    [
        ("84.2%", 84.2, "%", ""),
        ("84.2 percent", 84.2, "%", ""),
        ("+2.3", 2.3, "", "+"),
        ("−2.3", 2.3, "", "-"),
        ("2.1x", 2.1, "x", ""),
        ("2.1 times", 2.1, "x", ""),
        ("3-fold", 3, "x", ""),
        ("1.4 dB", 1.4, "dB", ""),
        ("0.95 ± 0.01", 0.95, "", ""),
        ("1,234.5", 1234.5, "", ""),
    ],
)
def test_a_number_has_its_unit_and_its_sign(text, value, unit, sign):
    assert quantity_at(text, 0) == (Quantity(value, unit, sign), len(text))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("7B", 0), ("10k", 0), ("2024", 0), ("5-shot", 0), ("3/4", 0), ("2:1", 0), ("10^5", 0), ("3D", 0), ("90°", 0),
        ("4.2 million", 0), ("3 ms", 0), ("60 Hz", 0), ("0.77,ms", 0), ("256 × 256", 0), ("12.1-15.3", 0),
        ("12.1-15.3", 4), ("95% - 97%", 0), ("95% - 97%", 6), ("95%-97%", 3), ("$3.5", 1), ("v2", 1), ("#12", 1),
        ("x^2", 2), ("arXiv:2401.1", 6),
    ],
)  # fmt: skip
def test_a_number_of_something_is_no_quantity(text, start):
    found = quantity_at(text, start)
    assert found is not None
    assert found[0] is None


def test_where_no_number_stands_there_is_none():
    assert quantity_at("a 7", 0) is None
