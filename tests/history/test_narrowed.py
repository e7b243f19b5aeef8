"""Two builds compared by what differs: the same as comparing all that they say."""

import json
import random

import pytest

from kg.errors import OutputError
from kg.history import narrowed as module
from kg.history.changes import compare
from kg.history.narrowed import narrowed
from kg.history.state import STRONGEST, called, state
from kg.names import normal_form

TYPES = ("Method", "Model", "Dataset", "Task")
NAMES = ("Moss", "moss", "Mosses", "Fern", "Ivy", "Bracken", "growing")


def lines(facts) -> list[str]:
    return sorted({json.dumps(fact, separators=(",", ":")) for fact in facts})


def entities_of(dice: random.Random) -> dict[str, list[list[str]]]:
    found = {}
    for name in dice.sample(NAMES, 4):
        kind = dice.choice(TYPES)
        key = f"{kind.lower()}/{name.lower()}"
        forms = {name, *dice.sample(NAMES, dice.randrange(3))}
        aliases = [["alias", key, form, dice.choice(("name", "lexicon")), ""] for form in sorted(forms)]
        found[key] = [["entity", key, name, kind], *aliases]
    return found


def paper_of(number: int, known: list[str], dice: random.Random) -> list[list[str]]:
    key, title = f"p{number}{dice.choice(('', '', '-b'))}", f"Paper {number}"
    told = [["paper", key, title, "", f"2026-03-0{number + 1}", dice.choice(("", "", "withdrawn"))]]
    for entity in dice.sample(known, dice.randrange(1, len(known) + 1)):
        told.append(["says", key, dice.choice(STRONGEST), entity])
    if dice.random() < 0.5:
        told.append(["relation", *dice.sample(known, 1), "evaluatedOn", *dice.sample(known, 1), key])
    if dice.random() < 0.4:
        told.append(["link", key, dice.choice(("hasCode", "linksTo")), f"https://a.org/{number}", "code", "own"])
    if dice.random() < 0.3:
        told.append(["claim", key, dice.choice(known), "", "9 %"])
    return told


def change(facts: list[list[str]], dice: random.Random) -> list[list[str]]:
    """Return what a later build may say: papers come and go, and entities are merged into others or get other ids."""
    ids = sorted(fact[1] for fact in facts if fact[0] == "entity")
    leaving = dice.sample(ids, dice.randrange(3))
    moved = {key: dice.choice([*sorted({*ids} - {*leaving}), f"{key}-2"]) for key in leaving}
    redirects = [["redirect", old, new] for old, new in moved.items() if old != new]
    gone = {fact[1] for fact in facts if fact[0] == "paper" and dice.random() < 0.2}
    kept = [
        [moved.get(part, part) for part in fact]
        for fact in facts
        if not gone & set(fact)
        and not (fact[0] == "entity" and moved.get(fact[1], fact[1]) in ids and fact[1] in moved)
    ]
    there = sorted({fact[1] for fact in kept if fact[0] == "entity"})
    extra = [row for key, rows in entities_of(dice).items() if key not in there for row in rows]
    known = sorted({*there, *(fact[1] for fact in extra if fact[0] == "entity")})
    new = [fact for number in dice.sample(range(6, 9), 2) for fact in paper_of(number, known, dice)]
    return [*kept, *redirects, *extra, *new]


@pytest.mark.parametrize("seed", range(60))
def test_what_differs_is_enough_to_tell_what_differs(seed):
    dice = random.Random(seed)  # noqa: S311  chance is to be the same each time
    entities = entities_of(dice)
    rows = [row for rows in entities.values() for row in rows]
    first = [*rows, *(fact for number in range(6) for fact in paper_of(number, sorted(entities), dice))]
    old, new = lines(first), lines(change(first, dice))
    for before, after in ((old, new), (new, old), ([], new), (new, []), (new, new)):
        whole = compare(state(before), state(after))
        assert compare(*narrowed(lambda some=before: some, lambda some=after: some)) == whole


def test_only_what_differs_is_held():
    old = lines(
        row
        for number in range(50)
        for row in (
            ["paper", f"p{number}", f"Paper {number}", "", "", ""],
            ["entity", f"method/m{number}", f"Moss {number}", "Method"],
            ["says", f"p{number}", "uses", f"method/m{number}"],
        )
    )
    new = lines([*map(json.loads, old), ["paper", "q", "New", "", "", ""], ["says", "q", "uses", "method/m7"]])
    before, after = narrowed(lambda: old, lambda: new)
    assert (set(before.entities), set(after.entities), set(before.papers), set(after.papers)) == (
        {"method/m7"},
        {"method/m7"},
        set(),
        {"q"},
    )
    assert (before.counts()["papers"], after.counts()["papers"], after.popularity("method/m7")) == (50, 51, 2)


def test_builds_that_have_nothing_in_common_are_told_of_up_to_a_size(monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    new = lines(["paper", f"p{number}", "Moss", "", "", ""] for number in range(3))
    with pytest.raises(OutputError, match="these builds differ in more than 2 facts"):
        narrowed(list, lambda: new)


def test_what_is_called_so_is_found_without_the_rest():
    facts = lines(
        [
            ["alias", "method/moss", "Moss", "name", ""],
            ["alias", "method/moss", "mosses", "lexicon", ""],
            ["alias", "model/moss", "MOSS", "name", ""],
            ["alias", "method/fern", "Fern", "name", ""],
            ["entity", "method/moss", "Moss", "Method"],
            ["entity", "model/moss", "MOSS", "Model"],
            ["entity", "method/fern", "Fern", "Method"],
            ["redirect", "method/old", "method/moss"],
            ["says", "p", "uses", "method/moss"],
        ]
    )
    found = called(["moss", "method/old"], facts)
    assert sorted(found.entities) == ["method/moss", "model/moss"]
    assert found.holders[normal_form("Moss"), "Method"] == ["method/moss"]
    assert (found.redirects, found.popularity("method/moss")) == ({"method/old": "method/moss"}, 0)
    assert sorted(called(["method/fern"], facts).entities) == ["method/fern"]
