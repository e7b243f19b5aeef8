"""Questions: the doubts of a build that a person has not answered, with what is needed to answer them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg import schema
from kg.decision_papers import ids_in_build, papers_of, with_ids_now
from kg.errors import OutputError
from kg.homonyms import KIND as HOMONYMS
from kg.homonyms import introduced_again, introducers
from kg.lookup import Build, Row
from kg.proposals import counted, shortened
from kg.records import Doubt
from kg.resolve import Decision, Settled, sense_decision

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
    """What the keys `y`, `n` and, for most, `d` do."""
    type: str
    """The type that the entity has."""
    changes: str
    """What an answer that is not what the graph says changes."""

    def to_dict(self) -> dict[str, Any]:
        """Return the question as plain data for JSON."""
        doubt = {name: getattr(self.doubt, name) for name in Doubt.__slots__}
        answers = {key: str(answer.decision) for key, answer in self.answers.items()}
        said = [{"text": text, "paper": title} for text, title in self.sentences]
        asked = {"question": self.title, "about": self.told, "changes": self.changes}
        return doubt | asked | {"sentences": said, "answers": answers}


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
        self._entities = {row["id"]: row for row in build.rows("entities")}
        self._introducers = introducers(build, self._entities.values())
        found = [*map(_doubt, build.rows("doubts")), *introduced_again(self._introducers, self._entities)]
        self._doubts = sorted(found, key=_most_valuable)
        self._papers = {paper: paper for paper in map(_paper, found)}
        """The ids that papers have now by those that decisions give; the doubts themselves name those of now."""
        self._moved = {row["old"]: row["new"] for row in build.rows("redirects")}
        self._made = {row["decision"]: row["other"] for row in build.rows("rulings") if row["other"]}

    def open(self, standing: Sequence[Decision], kinds: Iterable[str] = ()) -> list[Doubt]:
        """Return the doubts that no decision has answered.

        Args:
            standing: the decisions, also those that no build has applied yet.
            kinds: the kinds that are wanted; all where there are none.
        """
        wanted = set(kinds)
        settled = Settled(self._as_named_now(standing), lambda id_: self._moved.get(id_) or id_, self._made)
        gone = {decision.args[0] for decision in standing if decision.verb in _TAKES_AWAY}
        return [
            doubt
            for doubt in self._doubts
            if (not wanted or doubt.kind in wanted) and doubt not in settled and not gone & {*_ids(doubt)}
        ]

    def _as_named_now(self, standing: Sequence[Decision]) -> list[Decision]:
        """Return decisions with the ids that papers have now; what was looked up once is known."""
        if new := papers_of(standing) - self._papers.keys():
            self._papers |= {paper: paper for paper in new} | ids_in_build(new, self._build)
        return with_ids_now(standing, self._papers)

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
        entities = [self._entities[id_] for id_ in _ids(doubt)]
        rows = self._of_two_papers(doubt, said) if doubt.kind == HOMONYMS else _chosen(doubt, said)
        told = "; ".join(map(_told, entities))
        sentences = tuple((row["text"], titles.get(row["paper"], row["paper"])) for row in rows)
        title, answers = self._asked_of_paper(doubt, titles) if doubt.kind == HOMONYMS else _asked(doubt, *entities)
        return Question(doubt, title, told, sentences, answers, entities[0]["type"], _changes(doubt, entities[0]))

    def _of_two_papers(self, doubt: Doubt, said: Mapping[str, list[Row]]) -> list[Row]:
        """Return a sentence of the paper, and one of the paper that gave the name, or of one for each meaning."""
        paper, first = _paper(doubt), self._introducers.get(doubt.entity, [""])[0]
        ours = said.get(doubt.entity, [])
        rows = [row for row in ours if row["paper"] == paper]
        rest = sorted((row for row in ours if row["paper"] != paper), key=lambda row: row["paper"] != first)
        others = [row for id_ in _ids(doubt)[1:] for row in said.get(id_, []) if row["paper"] != paper]
        return _of_each_text(rows[:1] + rest[:1] + others[:1])

    def _asked_of_paper(self, doubt: Doubt, titles: Mapping[str, str]) -> tuple[str, dict[str, Answer]]:
        """Return the question what a paper means by a name."""
        name, paper, goals = self._entities[doubt.entity]["name"], _paper(doubt), _ids(doubt)[1:]
        where = shortened(titles.get(paper, paper))
        yes = Answer(f"it is {name}" if goals else "the same", Decision("keep", (doubt.entity, paper)))
        if goals:
            other = self._entities[goals[0]]["name"]
            no = Answer(f"it is {other}", sense_decision(doubt.entity, [paper], into=goals[0]))
            return f"In '{where}', is it {name}, not {other}?", {"y": yes, "n": no}
        first = self._introducers[doubt.entity][0]
        no = Answer("it is another thing: split it off", sense_decision(doubt.entity, [paper]))
        return f"Is the {name} of '{where}' that of '{shortened(titles.get(first, first))}'?", {"y": yes, "n": no}


def _chosen(doubt: Doubt, said: Mapping[str, list[Row]]) -> list[Row]:
    """Return some sentences: of either entity, or of those that say either."""
    lists = [_with_form(said.get(id_, []), doubt) for id_ in _ids(doubt)]
    mixed = [row for place in range(SENTENCES) for rows in lists for row in rows[place : place + 1]]
    return _of_each_text(mixed)[:SENTENCES]


def _of_each_text(rows: Iterable[Row]) -> list[Row]:
    return list({row["text"]: row for row in rows}.values())


def _changes(doubt: Doubt, entity: Row) -> str:
    """Return what the other answer changes."""
    facts = int(entity["facts"])
    named = counted(entity["papers"]) + (f" and {facts} fact{'' if facts == 1 else 's'}" if facts else "")
    if doubt.kind == "pairs":
        return f"'yes' moves {named}"
    if doubt.kind == "types":
        return f"'no' changes its type for {named}"
    if doubt.kind == "generic":
        return f"'no' takes it from {named}"
    return f"'no' moves {counted(str(doubt.papers))}"


def _doubt(row: Row) -> Doubt:
    return Doubt(row["kind"], row["entity"], row["other"], float(row["value"]), int(row["papers"]), row["why"])


def _most_valuable(doubt: Doubt) -> tuple[float, str, str, str]:
    return -doubt.value, doubt.kind, doubt.entity, doubt.other


def _ids(doubt: Doubt) -> list[str]:
    """Return the entities that a doubt is about."""
    if doubt.kind == "pairs":
        return [doubt.entity, doubt.other]
    return [doubt.entity, *(doubt.other.split()[1:] if doubt.kind == HOMONYMS else ())]


def _paper(doubt: Doubt) -> str:
    """Return the paper that a doubt about a name is about."""
    return doubt.other.partition(" ")[0]


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


def _asked(doubt: Doubt, entity: Row, *others: Row) -> tuple[str, dict[str, Answer]]:
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
        (other,) = others
        return f"Are {_one_of(entity, other)} and {_one_of(other, entity)} one thing?", {"y": yes, "n": no, "d": drop}
    if doubt.kind == "types":
        yes = Answer(f"a {entity['type']}", keep)
        no = Answer(f"a {doubt.other}", Decision("retype", (id_, doubt.other)))
        return f"Is {name} a {entity['type']}, not a {doubt.other}?", {"y": yes, "n": no, "d": drop}
    return f"Is {name} a {entity['type']} worth keeping?", {"y": Answer("keep it", keep), "n": drop, "d": drop}


def other_types(question: Question) -> list[str]:
    """Return the types that the entity of a question does not have."""
    return [name for name in schema.load().types if name != question.type]
