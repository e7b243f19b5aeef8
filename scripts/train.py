#!/usr/bin/env python3
"""Train the extractor from annotated abstracts and write its weights to kg/model/.

    python scripts/train.py ANNOTATIONS.jsonl             train on all but the dev split, report on the dev split
    python scripts/train.py ANNOTATIONS.jsonl --write     then train on everything and write the weights

ANNOTATIONS holds one record a line: title, abstract, entities (name, type, alt, role, must, surfaces) and links.
Every tenth abstract, by a hash of its title, is the dev split. The scorer and the roles are trained on what taggers
say of abstracts that they have not seen (three folds), so that their probabilities hold for new text.
"""

import argparse
import collections
import json
import random
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from annotated import FOLDS, Text, gazetteer_of, know, matches, read
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from kg.config import Config
from kg.extract import gazetteer, mentions, nlp, roles, scorer
from kg.extract.candidates import groups
from kg.extract.gazetteer import Known
from kg.extract.marks import token_marks

CRF = {"max_iterations": 100, "feature.minfreq": 2, "c1": 0.1, "c2": 0.5, "feature.possible_transitions": True}
THRESHOLD = Config().threshold
STRENGTH = 0.05
ROLE_STRENGTH = 0.3
FAME = 0.4
MIN_FEATURE = 4
MIN_WEIGHT = 0.02


def main() -> None:
    """Train, report, and write on demand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--write", action="store_true", help="train on everything in the end and write kg/model/")
    parser.add_argument(
        "--keep", type=Path, help="keep the taggers in this folder, and take those that are there already"
    )
    parser.add_argument("--limit", type=int, default=0, help="use only the first N abstracts, for a quick trial")
    options = parser.parse_args()
    random.seed(0)
    texts = read(options.annotations, options.limit)
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        report = trial(texts, folder)
        print(json.dumps(report, indent=1))
        if options.write:
            final(texts, report, folder)


def train_tagger(texts: Sequence[Text], path: Path) -> None:
    """Train the conditional random field on texts and write it, unless it is there."""
    if path.is_file():
        return
    clusters = nlp.read_clusters(nlp.CLUSTERS_PATH)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    for text in texts:
        marks = token_marks(text.signals)
        for index, (start, end) in enumerate(text.signals.layout.sentences):
            rows = nlp.sentence_features(text.signals.layout, marks, index, clusters)
            trainer.append(pycrfsuite.ItemSequence(rows), text.labels[start:end])
    trainer.set_params(CRF)
    trainer.train(str(path))


def tag(texts: Sequence[Text], path: Path) -> None:
    """Let texts be tagged by a trained tagger."""
    tagger = nlp.Tagger(path, nlp.CLUSTERS_PATH)
    for text in texts:
        tagger.mark(text.signals)


def cross_tag(texts: Sequence[Text], folder: Path, name: str) -> None:
    """Let each fold of texts be tagged by a tagger that was trained on the others."""
    for fold in range(FOLDS):
        path = folder / f"{name}-fold{fold}.crfsuite"
        train_tagger([text for text in texts if text.fold != fold], path)
        tag([text for text in texts if text.fold == fold], path)
        note(f"fold {fold + 1} of {FOLDS}")


def samples(texts: Sequence[Text]) -> tuple[list[list[str]], list[str]]:
    """Return the features and the label of every group of candidates of texts."""
    rows, targets = [], []
    for text in texts:
        found = groups(text.signals)
        truth = matches(found, text)
        for index, group in enumerate(found):
            rows.append(scorer.features(group, text.signals))
            targets.append(truth[index]["type"] if index in truth else scorer.NONE)
    return rows, targets


def regression(
    rows: Sequence[Sequence[str]], targets: Sequence[str], *, strength: float
) -> tuple[tuple[str, ...], dict[str, list[float]]]:
    """Return the labels and the weights of a multinomial logistic regression."""
    counts = collections.Counter(feature for row in rows for feature in row)
    kept = [dict.fromkeys((feature for feature in row if counts[feature] >= MIN_FEATURE), 1.0) for row in rows]
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform(kept)
    model = LogisticRegression(C=strength, max_iter=400)
    model.fit(matrix, targets)
    table = {}
    for feature, column in vectorizer.vocabulary_.items():
        weights = [round(float(value), 3) for value in model.coef_[:, column]]
        if max(map(abs, weights)) >= MIN_WEIGHT:
            table[feature] = weights
    table["bias"] = [
        round(float(a + b), 3)
        for a, b in zip(table.get("bias", [0] * len(model.classes_)), model.intercept_, strict=True)
    ]
    return tuple(map(str, model.classes_)), dict(sorted(table.items()))


def train_scorer(texts: Sequence[Text]) -> scorer.Scorer:
    """Train the scorer on texts that taggers have marked without having seen them."""
    rows, targets = samples(texts)
    return scorer.Scorer(*regression(rows, targets, strength=STRENGTH))


def train_roles(texts: Sequence[Text], model: scorer.Scorer) -> scorer.Scorer:
    """Train the role of an entity in a paper on the groups that the scorer accepts and the annotation has.

    What is well known today was introduced once: so a part of what papers introduce (`FAME`) is learnt a second time
    as if it were known, and the words around a name outweigh its fame.
    """
    rows, targets = [], []
    for text in texts:
        found = mentions.accepted(text.signals, model, threshold=THRESHOLD)
        truth = matches([one.group for one in found], text)
        for index, one in enumerate(found):
            if index in truth:
                rows.append(roles.features(one, text.signals))
                targets.append(truth[index]["role"])
                if targets[-1] == "introduces" and random.random() < FAME:
                    rows.append(roles.features(famous(one), text.signals))
                    targets.append("introduces")
    return scorer.Scorer(*regression(rows, targets, strength=ROLE_STRENGTH))


def famous(one: mentions.Scored) -> mentions.Scored:
    """Return a group as it would be if the lexicon and the gazetteer knew it well."""
    first = one.candidates[0]
    seen = random.choice([2, 3, 6, 25])
    known = Known(first.start, first.end, frozenset([one.type]), {one.type: seen}, seen)
    return replace(one, group=replace(one.group, known=(known,)))


def trial(texts: Sequence[Text], folder: Path) -> dict[str, Any]:
    """Train on all but the dev split and report on it; the taggers stay in a folder."""
    train, dev = [text for text in texts if not text.dev], [text for text in texts if text.dev]
    note(f"{len(train)} abstracts to train on, {len(dev)} to report on")
    rows = gazetteer_of(train)
    know(train, rows, own=True)
    know(dev, rows, own=False)
    cross_tag(train, folder, "trial")
    model = train_scorer(train)
    role_model = train_roles(train, model)
    train_tagger(train, folder / "trial.crfsuite")
    tag(dev, folder / "trial.crfsuite")
    return measure(dev, model, role_model)


def measure(texts: Sequence[Text], model: scorer.Scorer, role_model: scorer.Scorer) -> dict[str, Any]:
    """Return precision, recall and F1 by type, the role accuracy and the calibration on annotated texts."""
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    bins: dict[int, list[tuple[float, bool]]] = collections.defaultdict(list)
    for text in texts:
        found = mentions.accepted(text.signals, model, threshold=THRESHOLD)
        truth = matches([one.group for one in found], text)
        hit = set()
        given = roles.roles_of(found, text.signals, role_model)
        for index, one in enumerate(found):
            entity = truth.get(index)
            right = entity is not None and one.type in (entity["type"], *entity["alt"])
            bins[int(one.probability * 10)].append((one.probability, right))
            counts[one.type, "predicted"] += 1
            counts[one.type, "right"] += right
            if entity is not None and right:
                hit.add(id(entity))
                role = given[index]
                counts["role", "predicted"] += 1
                counts["role", "right"] += role == entity["role"]
                counts["introduces", "predicted"] += role == "introduces"
                counts["introduces", "must"] += entity["role"] == "introduces"
                counts["introduces", "right"] += role == entity["role"] == "introduces"
                counts["introduces", "found"] += role == entity["role"] == "introduces"
        for entity in {id(entity): entity for entity in text.gold.values()}.values():
            if entity["must"]:
                counts[entity["type"], "must"] += 1
                counts[entity["type"], "found"] += id(entity) in hit
    return report_of(counts, bins)


def report_of(counts: Mapping[tuple[str, str], int], bins: Mapping[int, list[tuple[float, bool]]]) -> dict[str, Any]:
    """Return the figures of a report from counts."""
    kinds = ("Method", "Model", "Dataset", "Task")
    total = {part: sum(counts[kind, part] for kind in kinds) for part in ("predicted", "right", "must", "found")}
    rows = {kind: {part: counts[kind, part] for part in total} for kind in kinds} | {"micro": total}
    rows["introduces"] = {part: counts["introduces", part] for part in total}
    report: dict[str, Any] = {kind: scores(row) for kind, row in rows.items()}
    report["role accuracy"] = round(counts["role", "right"] / max(1, counts["role", "predicted"]), 3)
    number = sum(len(pairs) for pairs in bins.values())
    table = {
        f"{low / 10:.1f}": [
            len(pairs),
            round(sum(p for p, _ in pairs) / len(pairs), 3),
            round(sum(r for _, r in pairs) / len(pairs), 3),
        ]
        for low, pairs in sorted(bins.items())
    }
    report["calibration"] = {
        "bins": table,
        "expected error": round(sum(abs(row[1] - row[2]) * row[0] for row in table.values()) / max(1, number), 4),
    }
    return report


def scores(row: Mapping[str, int]) -> dict[str, float]:
    """Return precision, recall and F1 from counts."""
    precision = row["right"] / max(1, row["predicted"])
    recall = row["found"] / max(1, row["must"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), **row}


def final(texts: Sequence[Text], report: Mapping[str, Any], folder: Path) -> None:
    """Train on everything and write the weights, with the report of the trial before."""
    rows = gazetteer_of(texts)
    know(texts, rows, own=True)
    cross_tag(texts, folder, "final")
    model = train_scorer(texts)
    role_model = train_roles(texts, model)
    train_tagger(texts, folder / "final.crfsuite")
    gazetteer.write(rows, gazetteer.PATH)
    write(model, scorer.PATH)
    write(role_model, roles.PATH)
    nlp.TAGGER_PATH.write_bytes((folder / "final.crfsuite").read_bytes())
    (nlp.MODEL / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def write(model: scorer.Scorer, path: Path) -> None:
    """Write a scorer as plain numbers, a feature on each line."""
    rows = ",\n".join(
        f"{json.dumps(feature, ensure_ascii=False)}: {json.dumps(list(weights))}"
        for feature, weights in model.weights.items()
    )
    path.write_text(f'{{"labels": {json.dumps(model.labels)}, "weights": {{\n{rows}\n}}}}\n', encoding="utf-8")


def note(words: str) -> None:
    """Print progress."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
