#!/usr/bin/env python3
"""Write the tables of kg/model/README.md from kg/model/report.json, as scripts/train.py wrote it.

    python scripts/model_card.py             rewrite what stands between the markers
    python scripts/model_card.py --check     change nothing; fail where a table is not what the report says

A table stands between `<!-- NAME -->` and `<!-- /NAME -->`; where the report lacks its figures, nothing does.
"""

import argparse
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

MODEL = Path(__file__).resolve().parent.parent / "kg" / "model"
CARD = MODEL / "README.md"
REPORT = MODEL / "report.json"
WHOLE = "all sources"
THIRD = "the judge on a third"
WITHOUT = "without "
CURVE = "learning curve"
ROWS = {
    **{kind: kind for kind in ("Method", "Model", "Dataset", "Task")},
    "micro": "all",
    "introduces": "role `introduces`",
}
FIGURES = ("precision", "recall", "f1")

Report = Mapping[str, Any]


def main() -> None:
    """Rewrite the card, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; fail where the card is out of date")
    options = parser.parse_args()
    card = CARD.read_text(encoding="utf-8")
    new = rewritten(card, json.loads(REPORT.read_text(encoding="utf-8")))
    if not options.check:
        CARD.write_text(new, encoding="utf-8")
    elif new != card:
        raise SystemExit(f"{CARD}: the tables are not those of {REPORT.name}; run python scripts/model_card.py")


def rewritten(card: str, report: Report) -> str:
    """Return the card with the tables of a report between its markers."""
    for name, table in TABLES.items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
        if len(pattern.findall(card)) != 1:
            raise SystemExit(f"{CARD}: the markers {start.strip()} and {end} have to stand there once")
        text = "".join(f"{line}\n" for line in table(report))
        card = pattern.sub(lambda _, new=start + text + end: new, card)  # type: ignore[misc]  # mypy knows no defaults of lambdas
    return card


def scores(report: Report) -> list[str]:
    """Return the scores by type and the roles."""
    measured = report.get(WHOLE, {})
    rows = [[label, *figures(measured[key])] for key, label in ROWS.items() if key in measured]
    lines = grid(["", "precision", "recall", "F1"], rows)
    if "role accuracy" in measured:
        lines += ["", f"Role accuracy {measured['role accuracy']:.3f}."]
    return lines


def calibration(report: Report) -> list[str]:
    """Return how often what is said with a confidence is right."""
    said = report.get(WHOLE, {}).get("calibration")
    if not said:
        return []
    rows = [
        [f"{low}–{float(low) + 0.1:.1f}", f"{number:,}", f"{mean:.3f}", f"{right:.3f}"]
        for low, (number, mean, right) in sorted(said["bins"].items())
    ]
    head = grid(["said", "entities", "mean confidence", "right"], rows)
    return [f"Expected calibration error {said['expected error']:.3f}:", "", *head]


def ablation(report: Report) -> list[str]:
    """Return what the judge loses without each of its sources."""
    parts = {name: row["micro"] for name, row in report.items() if name.startswith(WITHOUT)}
    if not parts or THIRD not in report:
        return []
    whole = report[THIRD]["micro"]
    rows = [[WHOLE, *figures(whole), ""]]
    rows += [[name, *figures(micro), difference(micro["f1"], whole["f1"])] for name, micro in parts.items()]
    words = "Each row is a judge of its own; for time all of these were trained on a third of the abstracts."
    return [
        "### Without a source",
        "",
        words,
        "",
        *grid(["all types", "precision", "recall", "F1", "difference"], rows),
    ]


def learning_curve(report: Report) -> list[str]:
    """Return the scores by the number of abstracts that were trained on."""
    points = sorted(report.get(CURVE, {}).items(), key=lambda point: int(point[0]))
    if not points:
        return []
    rows = [[f"{int(number):,}", *figures(row["micro"])] for number, row in points]
    return ["### Learning curve", "", *grid(["abstracts trained on", "precision", "recall", "F1"], rows)]


def figures(row: Mapping[str, float]) -> list[str]:
    """Return precision, recall and F1 with three digits."""
    return [f"{row[name]:.3f}" for name in FIGURES]


def difference(value: float, other: float) -> str:
    """Return how much a value is above or below another one."""
    return f"{value - other:+.3f}".replace("-", "−")


def grid(head: list[str], rows: list[list[str]]) -> list[str]:
    """Return a table in Markdown whose first column is words and whose others are numbers; nothing without rows."""
    if not rows:
        return []
    lines = [f"| {' | '.join(cells)} |".replace("|  |", "| |") for cells in (head, *rows)]
    return [lines[0], f"|---|{'--:|' * (len(head) - 1)}", *lines[1:]]


TABLES: Mapping[str, Callable[[Report], list[str]]] = {
    "scores": scores,
    "calibration": calibration,
    "ablation": ablation,
    CURVE: learning_curve,
}


if __name__ == "__main__":
    main()
