"""Fit the models that the extractor keeps as plain numbers: logistic regression and boosted trees."""

import collections
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.extract.scorer import Scorer
from kg.extract.trees import Trees

Floats = NDArray[np.float64]

MIN_FEATURE = 4
MIN_WEIGHT = 0.02
DEPTH = 6
TREES = {
    "max_iter": 150,
    "learning_rate": 0.08,
    "max_depth": DEPTH,
    "max_leaf_nodes": 40,
    "min_samples_leaf": 30,
    "max_features": 0.3,
    "l2_regularization": 5.0,
    "random_state": 0,
}


def regression(rows: Sequence[Sequence[str]], targets: Sequence[str], *, strength: float) -> Scorer:
    """Return a multinomial logistic regression over binary features."""
    counts = collections.Counter(feature for row in rows for feature in row)
    kept = [dict.fromkeys((feature for feature in row if counts[feature] >= MIN_FEATURE), 1.0) for row in rows]
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform(kept)
    model = LogisticRegression(C=strength, max_iter=400, tol=1e-3)
    model.fit(matrix, targets)
    coefficients, intercepts = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # one row stands for both labels
        coefficients = np.vstack([-coefficients / 2, coefficients / 2])
        intercepts = np.array([-intercepts[0] / 2, intercepts[0] / 2])
    table = {}
    for feature, column in vectorizer.vocabulary_.items():
        weights = [round(float(value), 3) for value in coefficients[:, column]]
        if max(map(abs, weights)) >= MIN_WEIGHT:
            table[feature] = weights
    bias = table.get("bias", [0.0] * len(intercepts))
    table["bias"] = [round(float(a + b), 3) for a, b in zip(bias, intercepts, strict=True)]
    return Scorer(tuple(map(str, model.classes_)), dict(sorted(table.items())))


def boosted(table: Floats, targets: Sequence[str]) -> tuple[tuple[str, ...], Trees]:
    """Return the labels and the gradient-boosted trees over rows of numbers."""
    model = HistGradientBoostingClassifier(**TREES)
    model.fit(table, targets)
    grown = [_full(tree.nodes) for labels in model._predictors for tree in labels]  # the only way to the numbers
    features, thresholds, values = (np.array(part) for part in zip(*grown, strict=True))
    baseline = np.asarray(model._baseline_prediction, np.float64).ravel()
    return tuple(map(str, model.classes_)), Trees(baseline, features, thresholds, values)


def _full(nodes: "NDArray[np.void]") -> tuple[list[int], list[float], list[float]]:
    """Return the features, thresholds and values of a full tree; below a leaf that comes early all goes left."""
    inner = (1 << DEPTH) - 1
    features, thresholds, values = [0] * inner, [float("inf")] * inner, [0.0] * (inner + 1)

    def fill(place: int, node: int) -> None:
        leaf = bool(nodes[node]["is_leaf"])
        if place >= inner:
            values[place - inner] = round(float(nodes[node]["value"]), 6)
            return
        if not leaf:
            features[place] = int(nodes[node]["feature_idx"])
            thresholds[place] = float(np.float32(nodes[node]["num_threshold"]))
            fill(2 * place + 2, int(nodes[node]["right"]))
        fill(2 * place + 1, node if leaf else int(nodes[node]["left"]))

    fill(0, 0)
    return features, thresholds, values


def write_scorer(model: Scorer, path: Path) -> None:
    """Write a linear model as plain numbers, a feature on each line."""
    rows = ",\n".join(
        f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(list(weights))}"
        for feature, weights in model.weights.items()
    )
    path.write_text(f'{{"labels": {json.dumps(model.labels)}, "weights": {{\n{rows}\n}}}}\n', encoding="utf-8")


def write_trees(columns: Sequence[str], trees: Trees, path: Path) -> None:
    """Write trees as plain numbers, a tree on each line; a threshold that all pass is 1e300."""
    thresholds = np.where(np.isinf(trees.thresholds), 1e300, trees.thresholds)
    rows = ",\n".join(
        json.dumps([features.tolist(), [float(f"{number:.7g}") for number in limits], values.tolist()])
        for features, limits, values in zip(trees.features, thresholds, trees.values, strict=True)
    )
    head: Mapping[str, object] = {"columns": list(columns), "baseline": [round(float(n), 6) for n in trees.baseline]}
    path.write_text(f'{json.dumps(head)[:-1]}, "trees": [\n{rows}\n]}}\n', encoding="utf-8")
