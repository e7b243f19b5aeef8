"""Components: what may be clustered apart, and what may not."""

import pytest
from factory import profiles_of, unit

from kg.lexicon import Entry
from kg.resolve import components as module
from kg.resolve.components import components


@pytest.fixture(autouse=True)
def small_bins(monkeypatch):
    monkeypatch.setattr(module, "BIN", 1)


def names(*forms, known=None):
    found = profiles_of([unit(f"paper/{number}", form) for number, form in enumerate(forms)])
    lone, bins = components(found, known or {})
    return [one.forms[0] for one in lone], sorted([" + ".join(one.forms) for one in bin_] for bin_ in bins)


def test_a_form_that_nothing_else_has_stands_alone():
    assert names("fern", "moss") == (["fern", "moss"], [])


def test_spellings_of_one_name_stay_together():
    assert names("Ferns", "fern", "moss") == (["moss"], [["Ferns", "fern"]])


def test_what_shares_a_form_through_others_stays_together():
    assert names("fern | moss", "moss | lichen", "lichen", "oak | elm") == (
        [],
        [["elm + oak"], ["fern + moss", "lichen", "lichen + moss"]],
    )


def test_the_forms_of_an_entry_stay_together_though_no_paper_has_two_of_them():
    entry = Entry("fern", "Method", ("moss",))

    assert names("fern", "moss", "oak", known={"fern": (entry,), "moss": (entry,)}) == (["oak"], [["fern", "moss"]])


def test_a_form_that_an_entry_has_does_not_stand_alone():
    assert names("fern", known={"fern": (Entry("fern", "Task"),)}) == ([], [["fern"]])
