"""Proposals: decisions in a person's words, checked against a build, with what they will do."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from kg import schema
from kg.errors import DecisionError, OutputError
from kg.lookup import Build, Row
from kg.names import normal_form
from kg.resolve import LONGEST, UNDO, Decision, is_paper, sense_decision

LONGEST_NAME = 200
_LONGEST_LINE = LONGEST - 600
"""What a line may have besides its comment."""
_SHOWN = 8
_TITLE = 70
_TAKES_AWAY = ("merge", "retype", "drop")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision that makes sense for a build."""

    decision: Decision
    effect: str
    """What the next build will do."""


class Proposals:
    """Makes decisions from names, ids and forms."""

    def __init__(self, build: Build, standing: Sequence[Decision] = ()) -> None:
        """Take a build, and the decisions that stand but need not have been applied yet."""
        self._build = build
        self._standing = standing

    def merge(self, one: str, other: str) -> Proposal:
        """Return the decision that the first of two entities goes into the second.

        Raises:
            KGError: a name means no entity or several, or they are one already, or held apart.
        """
        gone, kept = self._two(one, other)
        for decision in self._about_both(gone["id"], kept["id"]):
            if decision.verb == "apart":
                raise DecisionError(
                    f"{decision.where}: says that the two are apart; take this back with `kg undo {decision.line}`"
                )
        return Proposal(Decision("merge", (gone["id"], kept["id"])), f"{_named(gone)} → {_named(kept)}")

    def apart(self, one: str, other: str) -> Proposal:
        """Return the decision that two entities are two, whatever papers say.

        Raises:
            KGError: a name means no entity or several, or they are one already.
        """
        first, second = self._two(one, other)
        effect = f"{_named(first)} and {_named(second)} stay two, and `kg review` does not ask"
        return Proposal(Decision("apart", (first["id"], second["id"])), effect)

    def split(self, name: str, *words: str, into: str = "") -> Proposal:
        """Return the decision that a form of an entity, or what some papers call by its name, is another entity.

        Args:
            name: the entity.
            words: one of its forms; or papers that name it: ids, arXiv ids or titles.
            into: the entity that the papers mean, where there is one already.

        Raises:
            KGError: the name means no entity or several, it has no such form or no other one, or no such paper names it
                or no other one.
        """
        entity = self.entity(name)
        rows = [row for row in self._build.rows("aliases", entity["id"]) if row["entity"] == entity["id"]]
        chosen = _form(rows, words[0]) if len(words) == 1 and not into else None
        if chosen is None:
            return self._split_papers(entity, rows, words, into)
        if all(row["key"] == chosen["key"] for row in rows):
            raise DecisionError(
                f"all forms of {entity['id']} are spellings of '{chosen['form']}', so no form tells two things apart; "
                f"give the papers that mean the other one, of {self._listed(self._papers_of(entity['id']))}"
            )
        effect = f"'{chosen['form']}' leaves {_named(entity)} and becomes an entity of its own"
        return Proposal(Decision("split", (entity["id"], chosen["form"])), effect)

    def _split_papers(self, entity: Row, forms: Sequence[Row], words: Sequence[str], into: str) -> Proposal:
        naming = self._papers_of(entity["id"])
        papers = sorted({self._paper(word, entity, forms, naming) for word in words})
        goal = self.entity(into) if into else None
        if goal and goal["id"] == entity["id"]:
            raise DecisionError(f"'{into}' is {entity['id']} itself; name the entity that the papers mean")
        if len(papers) == len(naming):
            raise DecisionError(
                f"no other paper names {entity['id']}; "
                + (f"write kg merge {entity['id']} {goal['id']}" if goal else "leave out those that mean it")
            )
        meant = _named(goal) if goal else "another thing, which becomes an entity of its own"
        effect = f"{_named(entity)}: in {self._listed(papers)}, it is {meant}"
        decision = sense_decision(entity["id"], papers, into=goal["id"] if goal else "")
        if len(str(decision)) > _LONGEST_LINE:
            raise DecisionError(
                f"{len(papers)} papers do not fit into one line; give the first of them, build, and give the others "
                "with --into the id of what they mean"
            )
        return Proposal(decision, effect)

    def _papers_of(self, id_: str) -> list[str]:
        rows = self._build.rows("evidence", id_, among=("object", {id_}))
        return sorted({row["paper"] for row in rows if row["subject"] == row["paper"]})

    def _paper(self, word: str, entity: Row, forms: Sequence[Row], naming: Sequence[str]) -> str:
        """Return the paper that a word means, one of those that name an entity."""
        try:
            found = [id_ for id_ in self._build.find(word) if is_paper(id_)]
        except OutputError:
            found = []
        if not found and _form(forms, word):
            raise DecisionError(
                f"'{word}' is a form of {entity['id']}, and no paper; split a form off alone, without papers or --into"
            )
        if not found:
            known = ", ".join(f"'{row['form']}'" for row in forms[:_SHOWN])
            raise DecisionError(f"'{word}' is neither a paper nor a form of {entity['id']}, which has {known}")
        if len(found) > 1:
            raise DecisionError(f"'{word}' may be {', '.join(found[:_SHOWN])}; give the id of the one that is meant")
        if found[0] not in naming:
            raise DecisionError(f"{found[0]} does not name {entity['id']}; it is named by {self._listed(naming)}")
        return found[0]

    def _listed(self, papers: Sequence[str]) -> str:
        """Return papers with their titles, the first of them."""
        few = papers[:_SHOWN]
        titles = {row["id"]: shortened(row["title"]) for row in self._build.rows("papers", among=("id", few))}
        more = f" and {len(papers) - len(few)} more" if len(papers) > len(few) else ""
        return ", ".join(f"{paper} ('{titles.get(paper, '')}')" for paper in few) + more

    def retype(self, name: str, type_: str) -> Proposal:
        """Return the decision that an entity is of another type.

        Raises:
            KGError: the name means no entity or several, or the type is unknown or the one it has.
        """
        entity, type_ = self.entity(name), known_type(type_)
        if entity["type"] == type_:
            raise DecisionError(f"{entity['id']} is of type {type_} already")
        key = normal_form(entity["name"])
        twins = [
            row for row in self._build.rows("entities") if row["type"] == type_ and normal_form(row["name"]) == key
        ]
        joins = f", as part of {_named(min(twins, key=lambda row: row['id']))}" if twins else ""
        return Proposal(
            Decision("retype", (entity["id"], type_)), f"{_named(entity)}: {entity['type']} → {type_}{joins}"
        )

    def drop(self, name: str) -> Proposal:
        """Return the decision that an entity is none.

        Raises:
            KGError: the name means no entity or several.
        """
        entity = self.entity(name)
        return Proposal(Decision("drop", (entity["id"],)), f"{_named(entity)} → dropped, with all that is said of it")

    def rename(self, name: str, new: str) -> Proposal:
        """Return the decision that an entity has another name; its id stays.

        Raises:
            KGError: the name means no entity or several, or the new name is none or the one it has.
        """
        entity, new = self.entity(name), " ".join(new.split())
        if not new or len(new) > LONGEST_NAME:
            raise DecisionError(f"a name has 1 to {LONGEST_NAME} characters, not {len(new)}; write another one")
        if new == entity["name"]:
            raise DecisionError(f"{entity['id']} is called '{new}' already")
        return Proposal(Decision("rename", (entity["id"], new)), f"{_named(entity)}: the name becomes {new}")

    def entity(self, name: str) -> Row:
        """Return the row of the one entity that a name, a form or an id means.

        Raises:
            KGError: it means none or several, or a decision that no build has applied yet takes it away.
        """
        ids = self._build.find(name)
        rows = [row for row in self._build.rows("entities") if row["id"] in ids]
        if not rows:
            raise DecisionError(f"'{name}' is {ids[0]}, which is no entity; decisions are about entities")
        rows.sort(key=lambda row: ids.index(row["id"]))
        called = [row for row in rows if normal_form(row["name"]) == normal_form(name)]
        if len(rows) > 1 and len(called) != 1:
            choices = ", ".join(_described(row) for row in rows[:_SHOWN])
            raise DecisionError(f"'{name}' may be {choices}; give the id of the one that is meant")
        entity = called[0] if len(rows) > 1 else rows[0]
        for decision in self._standing:
            if decision.verb in _TAKES_AWAY and decision.args[0] == entity["id"]:
                raise DecisionError(
                    f"{decision.where}: says '{decision}', so {entity['id']} is gone after the next build; apply it "
                    f"with `kg build` first, or take it back with `kg undo {decision.line}`"
                )
        return entity

    def _two(self, one: str, other: str) -> tuple[Row, Row]:
        first, second = self.entity(one), self.entity(other)
        if first["id"] == second["id"]:
            raise DecisionError(f"'{one}' and '{other}' are one entity already: {_described(first)}")
        return first, second

    def _about_both(self, one: str, other: str) -> list[Decision]:
        return [decision for decision in self._standing if {*decision.ids} == {one, other}]


def _form(rows: Sequence[Row], form: str) -> Row | None:
    """Return the row of the form that a person means, in the spelling that was given if it is there."""
    key = normal_form(form)
    found = [row for row in rows if form in (row["form"], row["form"].casefold()) or row["key"] == key]
    return next((row for row in found if row["form"] == form), found[0]) if found else None


def known_type(word: str) -> str:
    """Return the type that a word means, in any case.

    Raises:
        DecisionError: there is no such type.
    """
    types = {name.casefold(): name for name in schema.load().types}
    if word.casefold() in types:
        return types[word.casefold()]
    near = difflib.get_close_matches(word.casefold(), types, n=1)
    advice = f"did you mean '{types[near[0]]}'?" if near else f"write one of {', '.join(types.values())}"
    raise DecisionError(f"unknown type '{word}'; {advice}")


def choose_standing(standing: Sequence[Decision], words: Sequence[str]) -> Decision:
    """Return the decision that a line's number or some words of it mean, or the last one where there are none.

    Raises:
        DecisionError: no decision that stands is meant, or several are.
    """
    if not standing:
        raise DecisionError("no decision stands, so there is nothing to undo")
    if not words:
        return standing[-1]
    if len(words) == 1 and words[0].isdecimal():
        found = [decision for decision in standing if decision.line == int(words[0])]
    else:
        wanted = " ".join(words).casefold().removeprefix(f"{UNDO} ")
        told = [
            (f"{decision} {' '.join(decision.words)} {decision.reason}".casefold(), decision) for decision in standing
        ]
        exact = [decision for decision in standing if " ".join(decision.words).casefold() == wanted]
        found = exact[-1:] or [decision for text, decision in told if all(word in text for word in wanted.split())]
    if len(found) == 1:
        return found[0]
    given = " ".join(words)
    if not found:
        raise DecisionError(f"no decision that stands is meant by '{given}'; `kg undo --list` shows them")
    several = "; ".join(f"{decision.line}: {decision}" for decision in found[:_SHOWN])
    raise DecisionError(f"'{given}' may mean several decisions ({several}); give the number of one")


def counted(papers: str) -> str:
    """Return a number of papers in words."""
    return f"{papers} paper{'' if papers == '1' else 's'}"


def shortened(title: str) -> str:
    """Return a title, or its beginning where it is long."""
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…"


def _named(row: Row) -> str:
    return f"{row['name']} ({row['id']}, {counted(row['papers'])})"


def _described(row: Row) -> str:
    return f"{row['id']} ({row['type']}, {counted(row['papers'])})"
