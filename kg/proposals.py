"""Proposals: decisions in a person's words, checked against a build, with what they will do."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from kg import schema
from kg.errors import DecisionError
from kg.lookup import Build, Row
from kg.names import normal_form
from kg.resolve import UNDO, Decision

LONGEST_NAME = 200
_SHOWN = 8
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

    def split(self, name: str, form: str) -> Proposal:
        """Return the decision that a form of an entity is another entity.

        Raises:
            KGError: the name means no entity or several, or the entity has no such form, or no other one.
        """
        entity = self.entity(name)
        rows = [row for row in self._build.rows("aliases", entity["id"]) if row["entity"] == entity["id"]]
        key = normal_form(form)
        found = [row for row in rows if form in (row["form"], row["form"].casefold()) or row["key"] == key]
        if not found:
            known = ", ".join(f"'{row['form']}'" for row in rows[:_SHOWN])
            raise DecisionError(f"{entity['id']} has no form '{form}'; it has {known}")
        chosen = next((row for row in found if row["form"] == form), found[0])
        if all(row["key"] == chosen["key"] for row in rows):
            raise DecisionError(
                f"all forms of {entity['id']} are spellings of '{chosen['form']}', so there is nothing to split"
            )
        effect = f"'{chosen['form']}' leaves {_named(entity)} and becomes an entity of its own"
        return Proposal(Decision("split", (entity["id"], chosen["form"])), effect)

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


def _named(row: Row) -> str:
    return f"{row['name']} ({row['id']}, {counted(row['papers'])})"


def _described(row: Row) -> str:
    return f"{row['id']} ({row['type']}, {counted(row['papers'])})"
