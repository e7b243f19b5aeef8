#!/usr/bin/env python3
"""Train the relations from annotated sentences and write their weights to kg/model/relations.json.

    python scripts/train_relations.py ABSTRACTS.jsonl annotations/relations.jsonl            report
    python scripts/train_relations.py ABSTRACTS.jsonl annotations/relations.jsonl --write    then write the weights

ABSTRACTS holds the texts with their entities, as for scripts/train.py; the annotation of relations holds none of their
text. Papers whose title has the hash digit 2 or 3 are held out for the report. docs/relations.md says what counts.
"""

import argparse
import collections
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotated import places as find_surface
from fit import regression, write_scorer

from kg.extract import nlp, relations, scorer
from kg.extract.relation_candidates import Place, own_things, pairs, sentences
from kg.extract.relation_features import Described
from kg.extract.signals import Layout
from kg.text import clean

HELD_OUT = (2, 3)
FOLDS = 5
STRENGTH = 0.15
UNSURE = "unsure"
PREDICATES = ("evaluatedOn", "trainedOn", "basedOn", "variantOf", "outperforms")
WANTED = 0.9

Judgements = Mapping[tuple[str, int], Mapping[tuple[str, str], Sequence[str]]]


@dataclass
class Sample:
    """A pair of a sentence with what the annotation says of it; `features` is empty where it is no candidate."""

    title: str
    features: list[str]
    right: set[str]
    unsure: set[str]
    narrowed: bool = False
    """Whether the object only narrows competitors down, so that nothing outperforms it."""

    @property
    def digit(self) -> int:
        """Return the last digit of the hash of the title."""
        return digits(self.title) % 10


def main() -> None:
    """Report, and write on demand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("abstracts", type=Path)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--write", action="store_true", help="train on everything in the end and write the weights")
    options = parser.parse_args()
    samples = list(read(options.abstracts, judgements(options.annotations)))
    training = [sample for sample in samples if sample.digit not in HELD_OUT]
    held_out = [sample for sample in samples if sample.digit in HELD_OUT]
    crossed = cross_validated(training)
    print(f"cross-validation over training: thresholds for precision {WANTED}")
    for predicates in (PREDICATES, *((predicate,) for predicate in PREDICATES)):
        print(f"  {' '.join(predicates)}: {least_threshold(crossed, predicates):.2f}")
    print("cross-validation over training at the thresholds of kg/extract/relations.py")
    report(crossed, relations.THRESHOLDS)
    print(f"held out: papers with the digits {HELD_OUT}")
    report(judged(held_out, trained(training)), relations.THRESHOLDS)
    if options.write:
        write_scorer(trained(samples), relations.PATH)


def digits(title: str) -> int:
    """Return the hash of a title as a number."""
    return int(hashlib.sha256(title.encode()).hexdigest(), 16)


def judgements(path: Path) -> Judgements:
    """Read the annotation: of each judged sentence what is said of which pair, by names."""
    found: dict[tuple[str, int], dict[tuple[str, str], list[str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        rows = found.setdefault((one["title"], one["sentence"]), {})
        rows.setdefault((one["subject"], one["object"]), []).append(one["predicate"])
    return found


def read(path: Path, judged_pairs: Judgements) -> Iterable[Sample]:
    """Yield the candidates and the annotated pairs of all judged sentences, from the annotated entities."""
    language = nlp.untrained()
    titles = {title for title, _ in judged_pairs}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        title = clean(record["title"])
        if title in titles:
            layout = nlp.signals_of(language(f"{title}\n{clean(record['abstract'])}")).layout
            yield from samples_of(title, record["entities"], layout, judged_pairs)


def samples_of(title: str, entities: Sequence[Any], layout: Layout, judged_pairs: Judgements) -> Iterable[Sample]:
    """Yield the candidates and the annotated pairs of the judged sentences of one abstract."""
    places, names = annotated_places(entities, layout), [entity["name"] for entity in entities]
    own = own_things(places, layout)
    for sentence in sentences(layout, places):
        rows = dict(judged_pairs.get((title, sentence.index), {}))
        if not rows:
            continue
        described = Described(sentence, names)
        for subject, target, kind in pairs(sentence, own, names):
            if described.is_negated(subject, target, kind):
                continue
            said = set(rows.pop((names[subject.group], names[target.group]), []))
            known = described.features(subject, target, kind)
            unsure = set(PREDICATES) if UNSURE in said else set()
            narrowed = described.is_narrowed(target)
            yield Sample(title, known, said - {UNSURE, scorer.NONE}, unsure, narrowed)
        for said_of in rows.values():
            yield Sample(title, [], set(said_of) - {UNSURE, scorer.NONE}, set())


def annotated_places(entities: Sequence[Any], layout: Layout) -> list[Place]:
    """Return where the annotated entities of an abstract stand; the longest surfaces take their place first."""
    forms: dict[str, list[int]] = collections.defaultdict(list)
    for index, entity in enumerate(entities):
        for surface in dict.fromkeys(map(clean, entity["surfaces"])):
            forms[surface].append(index)
    taken: set[int] = set()
    found = []
    for surface in sorted(filter(None, forms), key=lambda form: (-len(form), form)):
        for start, end in find_surface(layout.text, surface):
            tokens = layout.tokens_of(start, end) or layout.tokens_of(start, end + layout.text.startswith("s", end))
            if tokens and taken.isdisjoint(range(*tokens)):
                taken.update(range(*tokens))
                for index in forms[surface]:
                    found.append(Place(*tokens, index, entities[index]["type"], entities[index]["role"]))
    return sorted(found)


def trained(samples: Sequence[Sample]) -> scorer.Scorer:
    """Train on the candidates that the annotation is sure of."""
    rows, targets = [], []
    for sample in samples:
        if sample.features and (sample.right or not sample.unsure):
            for predicate in sorted(sample.right) or [scorer.NONE]:
                rows.append(sample.features)
                targets.append(predicate)
    return regression(rows, targets, strength=STRENGTH)


Judged = Sequence[tuple[Sample, Mapping[str, float]]]


def judged(samples: Sequence[Sample], model: scorer.Scorer) -> Judged:
    """Return samples with what a model says of them."""
    return [(sample, model.probabilities(sample.features) if sample.features else {}) for sample in samples]


def cross_validated(samples: Sequence[Sample]) -> Judged:
    """Return samples with what models say that were trained on the papers of other folds."""
    found: list[tuple[Sample, Mapping[str, float]]] = []
    for fold in range(FOLDS):
        inside = [sample for sample in samples if digits(sample.title) // 10 % FOLDS == fold]
        outside = [sample for sample in samples if digits(sample.title) // 10 % FOLDS != fold]
        found.extend(judged(inside, trained(outside)))
    return found


def counts(pairs_judged: Judged, thresholds: Mapping[str, float]) -> collections.Counter[tuple[str, str]]:
    """Count what is found, right and to be found of each predicate."""
    found: collections.Counter[tuple[str, str]] = collections.Counter()
    for sample, probabilities in pairs_judged:
        for predicate in PREDICATES:
            said = probabilities.get(predicate, 0.0) >= thresholds[predicate]
            said = said and not (predicate == "outperforms" and sample.narrowed)
            right = predicate in sample.right
            found[predicate, "must"] += right
            found[predicate, "found"] += said and (right or predicate not in sample.unsure)
            found[predicate, "right"] += said and right
    return found


def least_threshold(pairs_judged: Judged, predicates: Sequence[str]) -> float:
    """Return the least threshold at which the precision of predicates is as wanted."""
    for step in range(40, 100):
        table = counts(pairs_judged, dict.fromkeys(PREDICATES, step / 100))
        found = sum(table[predicate, "found"] for predicate in predicates)
        if sum(table[predicate, "right"] for predicate in predicates) >= WANTED * found:
            return step / 100
    return 1.0


def report(pairs_judged: Judged, thresholds: Mapping[str, float]) -> None:
    """Print precision, recall and F1 by predicate, and the calibration."""
    table = counts(pairs_judged, thresholds)
    for part in ("must", "found", "right"):
        table["all", part] = sum(table[predicate, part] for predicate in PREDICATES)
    for predicate in (*PREDICATES, "all"):
        must, found, right = (table[predicate, part] for part in ("must", "found", "right"))
        precision, recall = right / max(1, found), right / max(1, must)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(
            f"  {predicate:12} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  ({right} of {found} right, {must} to find)"
        )
    bins: dict[int, list[tuple[float, bool]]] = collections.defaultdict(list)
    for sample, probabilities in pairs_judged:
        for predicate in set(probabilities) - {scorer.NONE} - (sample.unsure - sample.right):
            if probabilities[predicate] >= 0.1:
                bins[int(probabilities[predicate] * 10)].append((probabilities[predicate], predicate in sample.right))
    for low, rows in sorted(bins.items()):
        said, true = (sum(row[column] for row in rows) / len(rows) for column in (0, 1))
        print(f"  said {low / 10:.1f}-{low / 10 + 0.1:.1f}: {len(rows)} pairs, mean {said:.3f}, right {true:.3f}")
    number = sum(map(len, bins.values()))
    error = sum(abs(sum(p - r for p, r in rows)) for rows in bins.values()) / max(1, number)
    print(f"  expected calibration error {error:.4f} over {number} pairs")


if __name__ == "__main__":
    main()
