"""How well papers' records agree with annotated ones: precision, recall and F1 over whole documents.

A predicted entity is right where it shares a normalised surface and a type with an entity that the annotation lists;
each pairs with one other at most. Precision counts every prediction; recall counts the annotated entities that
are a `must`, so that an optional one costs nothing, found or left out. Records are those of `kg extract`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import SourceError
from kg.json_text import from_json
from kg.names import normal_form
from kg.text import folded_title

Record = Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """Counts of predictions and of what was to be found."""

    predicted: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        """Return the share of the predictions that are right."""
        return _ratio(self.right, self.predicted)

    @property
    def recall(self) -> float:
        """Return the share of what was wanted that was found."""
        return _ratio(self.found, self.wanted)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return _ratio(2 * self.precision * self.recall, self.precision + self.recall)

    def add(self, other: "Score") -> None:
        """Count another score's counts in."""
        self.predicted += other.predicted
        self.right += other.right
        self.wanted += other.wanted
        self.found += other.found

    def to_dict(self) -> dict[str, float]:
        """Return the counts and the ratios, rounded."""
        ratios = {name: round(getattr(self, name), 4) for name in ("precision", "recall", "f1")}
        return ratios | {name: getattr(self, name) for name in Score.__slots__}


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


@dataclass(slots=True)
class Report:
    """How well the records of many papers agree."""

    types: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    introduces: Score = field(default_factory=Score)
    links: Score = field(default_factory=Score)
    roles: Score = field(default_factory=Score)
    papers: int = 0
    missing: tuple[str, ...] = ()
    """Titles of annotated papers that were not predicted at all."""

    @property
    def micro(self) -> Score:
        """Return the score over all types together."""
        total = Score()
        for score in self.types.values():
            total.add(score)
        return total

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data for JSON."""
        return {
            "papers": self.papers,
            "missing": list(self.missing),
            "types": {name: score.to_dict() for name, score in sorted(self.types.items())},
            "micro": self.micro.to_dict(),
            "introduces": self.introduces.to_dict(),
            "role_accuracy": round(self.roles.precision, 4),
            "links": self.links.to_dict(),
        }


def read_gold(path: Path) -> list[Record]:
    """Read annotated records, one JSON object a line.

    Raises:
        SourceError: the file cannot be read, or a line is no record with a title and entities.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SourceError(f"{path}: the annotated records cannot be read: {reason}") from error
    records = [_gold(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not records:
        raise SourceError(f"{path}: there are no annotated records in this file")
    return records


def _gold(line: str, where: str) -> Record:
    try:
        record = from_json(line)
        title, entities = record["title"], record["entities"]
        if isinstance(title, str) and all(isinstance(e["name"], str) and isinstance(e["type"], str) for e in entities):
            return dict(record)
    except (ValueError, KeyError, TypeError):
        pass
    raise SourceError(
        f'{where}: not an annotated record; it takes a JSON object with "title" and "entities", each '
        'entity with "name" and "type"'
    )


def evaluate(gold: Iterable[Record], predicted: Iterable[Record]) -> Report:
    """Compare predicted records with annotated ones of the same titles."""
    by_title = {folded_title(record["title"]): record for record in predicted}
    report, missing = Report(), []
    for wanted in gold:
        record = by_title.get(folded_title(wanted["title"]))
        if record is None:
            missing.append(wanted["title"])
        _compare(record or {}, wanted, report)
        report.papers += 1
    report.missing = tuple(missing)
    return report


def _compare(record: Record, wanted: Record, report: Report) -> None:
    predictions, entities = record.get("entities", ()), wanted["entities"]
    pairs = pair(predictions, entities)
    for number, prediction in enumerate(predictions):
        report.types[prediction["type"]].add(Score(predicted=1, right=number in pairs))
    found = set(pairs.values())
    for number, entity in enumerate(entities):
        if entity.get("must", True):
            report.types[entity["type"]].add(Score(wanted=1, found=number in found))
    for prediction, entity in ((predictions[left], entities[right]) for left, right in pairs.items()):
        _compare_roles(str(prediction.get("role")), _roles(entity), report)
    report.links.add(_links(record.get("links", ()), wanted.get("links", ())))


def _roles(entity: Record) -> set[str]:
    return set(entity.get("roles") or [entity.get("role")]) - {None}


def _compare_roles(role: str, wanted: set[str], report: Report) -> None:
    if not wanted:
        return
    report.roles.add(Score(predicted=1, right=role in wanted))
    said, true = role == "introduces", "introduces" in wanted
    report.introduces.add(Score(predicted=said, right=said and true, wanted=true, found=said and true))


def _links(predicted: Iterable[Record], wanted: Iterable[Record]) -> Score:
    said, true = ({link["url"].rstrip("/").lower() for link in links} for links in (predicted, wanted))
    return Score(predicted=len(said), right=len(said & true), wanted=len(true), found=len(said & true))


def pair(predicted: Sequence[Record], wanted: Sequence[Record]) -> dict[int, int]:
    """Pair predictions with annotated entities of a shared type and surface, those that share most first."""
    candidates = sorted(
        (-len(shared), left, right)
        for left, prediction in enumerate(predicted)
        for right, entity in enumerate(wanted)
        if _types(prediction) & _types(entity) and (shared := _forms(prediction) & _forms(entity))
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, left, right in candidates:
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return pairs


def _types(entity: Record) -> set[str]:
    return {entity["type"], *entity.get("alt", ())}


def _forms(entity: Record) -> set[str]:
    return {form for text in (entity["name"], *entity.get("surfaces", ())) if (form := normal_form(text))}
