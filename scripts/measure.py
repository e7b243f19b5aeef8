"""Measure an extraction against annotated abstracts: by type, role and confidence."""

import collections
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from annotated import Text, matches

from kg.extract.mentions import Scored

KINDS = ("Method", "Model", "Dataset", "Task")
PARTS = ("predicted", "right", "must", "found")


def measure(texts: Sequence[Text], reader: Callable[[Text], tuple[list[Scored], list[str]]]) -> dict[str, Any]:
    """Return precision, recall and F1 by type, the role accuracy and the calibration on annotated texts.

    Args:
        texts: annotated abstracts.
        reader: returns the entities of a text and their roles.
    """
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    bins: dict[int, list[tuple[float, bool]]] = collections.defaultdict(list)
    for text in texts:
        found, given = reader(text)
        truth = matches([one.group for one in found], text)
        hit = set()
        for index, one in enumerate(found):
            entity = truth.get(index)
            right = entity is not None and one.type in (entity["type"], *entity["alt"])
            bins[min(int(one.probability * 10), 9)].append((one.probability, right))
            counts[one.type, "predicted"] += 1
            counts[one.type, "right"] += right
            if entity is not None and right:
                hit.add(id(entity))
                _count_role(counts, given[index], entity["role"])
        for entity in {id(entity): entity for entity in text.gold.values()}.values():
            if entity["must"]:
                counts[entity["type"], "must"] += 1
                counts[entity["type"], "found"] += id(entity) in hit
    return _report(counts, bins)


def _count_role(counts: collections.Counter[tuple[str, str]], given: str, wanted: str) -> None:
    counts["role", "predicted"] += 1
    counts["role", "right"] += given == wanted
    counts["introduces", "predicted"] += given == "introduces"
    counts["introduces", "must"] += wanted == "introduces"
    both = given == wanted == "introduces"
    counts["introduces", "right"] += both
    counts["introduces", "found"] += both


def _report(counts: Mapping[tuple[str, str], int], bins: Mapping[int, list[tuple[float, bool]]]) -> dict[str, Any]:
    rows = {kind: {part: counts[kind, part] for part in PARTS} for kind in KINDS}
    rows["micro"] = {part: sum(row[part] for row in rows.values()) for part in PARTS}
    rows["introduces"] = {part: counts["introduces", part] for part in PARTS}
    report: dict[str, Any] = {kind: scores(row) for kind, row in rows.items()}
    report["role accuracy"] = round(counts["role", "right"] / max(1, counts["role", "predicted"]), 3)
    report["calibration"] = calibration(bins)
    return report


def calibration(bins: Mapping[int, list[tuple[float, bool]]]) -> dict[str, Any]:
    """Return for each tenth of confidence how many there are, their mean confidence and the share that is right."""
    number = sum(len(pairs) for pairs in bins.values())
    table = {
        f"{low / 10:.1f}": [
            len(pairs),
            round(sum(said for said, _ in pairs) / len(pairs), 3),
            round(sum(right for _, right in pairs) / len(pairs), 3),
        ]
        for low, pairs in sorted(bins.items())
    }
    error = sum(abs(row[1] - row[2]) * row[0] for row in table.values()) / max(1, number)
    return {"bins": table, "expected error": round(error, 4)}


def scores(row: Mapping[str, int]) -> dict[str, float]:
    """Return precision, recall and F1 from counts."""
    precision = row["right"] / max(1, row["predicted"])
    recall = row["found"] / max(1, row["must"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), **row}
