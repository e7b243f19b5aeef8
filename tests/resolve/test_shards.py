"""Resolving shard by shard: the same as all at once, into however many shards the papers are put."""

import json
from unittest import mock

from factory import unit, units
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.lexicon import Entry
from kg.records import Assignment, Resolution
from kg.resolve import Decision, ledger_line, ledger_lines, resolve_and_record, resolve_shards, unit_line

from .test_properties import corpora, decisions, lexicons

HOSTILE = 'a "form"\n,[\u2028\x00 \ud800 </script>'


def in_shards(shards, **options):
    """Resolve shards; return the resolution, the ledger's lines, and the lines of each shard."""
    written = {}
    outcome = resolve_shards(
        sorted(shards),
        units_of=lambda name: map(unit_line, shards[name]),
        write=lambda name, lines: written.update({name: list(map(json.loads, lines))}),
        **options,
    )
    rows = sorted(row for lines in written.values() for row in lines)
    resolution = Resolution(
        tuple(outcome.entities()),
        tuple(outcome.aliases()),
        tuple(Assignment(*row[:3]) for row in rows),
        outcome.redirects,
        outcome.warnings,
        outcome.rulings,
        outcome.doubts,
    )
    return resolution, list(map(ledger_line, outcome.ledger())), written


def spread(corpus, places):
    """Put papers into the shards whose numbers are given."""
    shards = {f"{place:05d}": [] for place in range(5)}
    for paper, place in zip(corpus, places, strict=True):
        shards[f"{place:05d}"].append(paper)
    return shards


@settings(max_examples=40, deadline=None)
@given(corpora, corpora, lexicons, st.integers(1, 40), st.data())
def test_any_spread_over_shards_gives_what_all_at_once_gives(corpus, before, lexicon, size, data):
    resolution, ledger = resolve_and_record(before, lexicon=lexicon)
    made = data.draw(decisions([entity.id for entity in resolution.entities] or ["method/none"]))
    options = {"decisions": made, "ledger": ledger, "lexicon": lexicon}
    expected, entries = resolve_and_record(corpus, **options)
    places = data.draw(st.lists(st.integers(0, 4), min_size=len(corpus), max_size=len(corpus)))
    shards = spread(corpus, places)
    with mock.patch("kg.resolve.components.BIN", size):
        found = in_shards(shards, **options)
    assert found[:2] == (expected, list(ledger_lines(entries)))


def test_a_shard_has_the_rows_of_its_papers_with_the_names_that_the_whole_gave():
    shards = {
        "00000": [unit("paper/b", "mosses", group=7), unit("paper/a", "LoRA = low-rank adaptation")],
        "00001": [],
        "00002": [*units(3, "moss"), unit("paper/c", "LoRA", "Model")],
    }

    *_, written = in_shards(shards, lexicon=[Entry("LoRA", "Method", ("low-rank adaptation",))])

    assert written["00000"] == [
        ["paper/a", 0, "method/lora", "LoRA", "Method"],
        ["paper/b", 7, "method/moss", "moss", "Method"],
    ]
    assert written["00001"] == []
    assert [row[2] for row in written["00002"]] == ["method/lora", *["method/moss"] * 3]


def test_what_a_decision_drops_is_in_no_shard():
    drop = Decision("drop", ("method/fern",), "", "d:1")

    _, _, written = in_shards({"00000": [unit("paper/a", "fern"), unit("paper/b", "moss")]}, decisions=[drop])

    assert [row[0] for row in written["00000"]] == ["paper/b"]


def test_texts_of_any_characters_come_through_lines_of_units_and_of_rows():
    shards = {"00000": [unit(f"paper/local-{HOSTILE}", HOSTILE)]}

    resolution, _, written = in_shards(shards)

    assert [entity.name for entity in resolution.entities] == [HOSTILE]
    assert [(row[0], row[3]) for row in written["00000"]] == [(f"paper/local-{HOSTILE}", HOSTILE)]


def test_no_shards_name_nothing():
    assert in_shards({}) == (Resolution(), [], {})
