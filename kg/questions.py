"""Questions: the doubts of a build that a person has not answered, with what is needed to answer them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg import schema
from kg.errors import OutputError
from kg.lookup import Build, Row
from kg.proposals import counted
from kg.records import Doubt
from kg.resolve import Decision, Settled

SENTENCES = 3
_TAKES_AWAY = ("merge", "retype", "drop")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer does."""

    words: str
    """What it means: `they are one`."""
    decision: Decision


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt in a person's words."""

    doubt: Doubt
    title: str
    told: str
    """The entities, with their types and counts."""
    sentences: tuple[tuple[str, str], ...]
    """Texts that name them, each with the title of its paper."""
    answers: Mapping[str, Answer]
    """What the keys `y`, `n` and `d` do."""
    type: str
    """The type that the entity has."""

    def to_dict(self) -> dict[str, Any]:
        """Return the question as plain data for JSON."""
        doubt = {name: getattr(self.doubt, name) for name in Doubt.__slots__}
        answers = {key: str(answer.decision) for key, answer in self.answers.items()}
        said = [{"text": text, "paper": title} for text, title in self.sentences]
        return doubt | {"question": self.title, "sentences": said, "answers": answers}


class Questions:
    """The doubts of a build."""

    def __init__(self, build: Build) -> None:
        """Read the doubts, the most valuable first.

        Raises:
            OutputError: the build is of a version that found none.
        """
        if not build.has("doubts"):
            raise OutputError(f"{build.folder}: this build has no table of doubts; build again with `kg build`")
        self._build = build
        self._doubts = [_doubt(row) for row in build.rows("doubts")]
        self._entities = {row["id"]: row for row in build.rows("entities")}
        self._moved = {row["old"]: row["new"] for row in build.rows("redirects")}

    def open(self, standing: Sequence[Decision], kinds: Iterable[str] = ()) -> list[Doubt]:
        """Return the doubts that no decision has answered.

        Args:
            standing: the decisions, also those that no build has applied yet.
            kinds: the kinds that are wanted; all where there are none.
        """
        wanted = set(kinds)
        settled = Settled(standing, lambda id_: self._moved.get(id_) or id_)
        gone = {decision.args[0] for decision in standing if decision.verb in _TAKES_AWAY}
        return [
            doubt
            for doubt in self._doubts
            if (not wanted or doubt.kind in wanted) and doubt not in settled and not gone & {doubt.entity, doubt.other}
        ]

    def questions(self, doubts: Sequence[Doubt]) -> list[Question]:
        """Return doubts with the sentences that help to decide; the tables are read once for all of them."""
        said = self._sentences({id_ for doubt in doubts for id_ in _ids(doubt)})
        titles = self._titles({row["paper"] for rows in said.values() for row in rows})
        return [self._question(doubt, said, titles) for doubt in doubts]

    def _sentences(self, wanted: set[str]) -> dict[str, list[Row]]:
        """Return the sentences that name some entities, the surest of each paper."""
        best: dict[str, dict[str, Row]] = defaultdict(dict)
        for row in self._build.rows("evidence", among=("object", wanted)) if wanted else ():
            if row["subject"] == row["paper"]:
                known = best[row["object"]].setdefault(row["paper"], row)
                if float(row["confidence"]) > float(known["confidence"]):
                    best[row["object"]][row["paper"]] = row
        return {id_: sorted(rows.values(), key=_surest_first) for id_, rows in best.items()}

    def _titles(self, papers: set[str]) -> dict[str, str]:
        return {row["id"]: row["title"] for row in self._build.rows("papers", among=("id", papers))}

    def _question(self, doubt: Doubt, said: Mapping[str, list[Row]], titles: Mapping[str, str]) -> Question:
        entity = self._entities[doubt.entity]
        lists = [_with_form(said.get(id_, []), doubt) for id_ in _ids(doubt)]
        mixed = [row for place in range(SENTENCES) for rows in lists for row in rows[place : place + 1]]
        rows = list({row["text"]: row for row in mixed}.values())[:SENTENCES]
        told = "; ".join(_told(self._entities[id_]) for id_ in _ids(doubt))
        sentences = tuple((row["text"], titles.get(row["paper"], row["paper"])) for row in rows)
        title, answers = _asked(doubt, entity, self._entities.get(doubt.other, entity))
        return Question(doubt, title, told, sentences, answers, entity["type"])


def _doubt(row: Row) -> Doubt:
    return Doubt(row["kind"], row["entity"], row["other"], float(row["value"]), int(row["papers"]), row["why"])


def _ids(doubt: Doubt) -> list[str]:
    return [doubt.entity, doubt.other] if doubt.kind == "pairs" else [doubt.entity]


def _surest_first(row: Row) -> tuple[float, str]:
    return -float(row["confidence"]), row["paper"]


def _with_form(rows: Sequence[Row], doubt: Doubt) -> list[Row]:
    """Return sentences, for a doubtful form those with the form first."""
    form = doubt.other.casefold()
    return sorted(rows, key=lambda row: doubt.kind == "merges" and form not in row["text"].casefold())


def _told(row: Row) -> str:
    return f"{row['name']}: {row['id']}, {row['type']}, {counted(row['papers'])}"


def _one_of(row: Row, other: Row) -> str:
    """Return the name of one of two entities, with its id where both have that name."""
    return f"{row['name']} ({row['id']})" if row["name"].casefold() == other["name"].casefold() else row["name"]


def _asked(doubt: Doubt, entity: Row, other: Row) -> tuple[str, dict[str, Answer]]:
    """Return the question, and what its answers do."""
    name, id_ = entity["name"], doubt.entity
    drop = Answer(f"drop {name}", Decision("drop", (id_,)))
    keep = Decision("keep", (id_,))
    if doubt.kind == "merges":
        yes = Answer("it is", Decision("keep", (id_, doubt.other)))
        no = Answer("it is not: split it off", Decision("split", (id_, doubt.other)))
        return f"Is '{doubt.other}' the same as {name}?", {"y": yes, "n": no, "d": drop}
    if doubt.kind == "pairs":
        yes = Answer("they are: merge", Decision("merge", (id_, doubt.other)))
        no = Answer("they are two", Decision("apart", (id_, doubt.other)))
        return f"Are {_one_of(entity, other)} and {_one_of(other, entity)} one thing?", {"y": yes, "n": no, "d": drop}
    if doubt.kind == "types":
        yes = Answer(f"a {entity['type']}", keep)
        no = Answer(f"a {doubt.other}", Decision("retype", (id_, doubt.other)))
        return f"Is {name} a {entity['type']}, not a {doubt.other}?", {"y": yes, "n": no, "d": drop}
    return f"Is {name} a {entity['type']} worth keeping?", {"y": Answer("keep it", keep), "n": drop, "d": drop}


def other_types(question: Question) -> list[str]:
    """Return the types that the entity of a question does not have."""
    return [name for name in schema.load().types if name != question.type]
