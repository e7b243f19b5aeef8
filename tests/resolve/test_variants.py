"""Variants of long forms."""

import pytest
from factory import profiles_of, unit

from kg.lexicon import Entry
from kg.resolve.variants import find_variants, loose_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Segment Anything Model", "the segment anything"),
        ("low-rank adaptation", "Low Rank Adaption"),
        ("convolutional neural network", "convolution networks"),
        ("variational auto-encoder", "Variational Autoencoders"),
        ("proximal policy optimization", "Proximal Policy Optimizer"),
    ],
)
def test_generic_words_and_endings_carry_no_meaning(one, other):
    assert loose_form(one) == loose_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("recurrent neural network", "recursive neural network"),
        ("masked language model", "masked language modeling"),
        ("Segment Anything Model", "Sharpness-Aware Minimization"),
    ],
)
def test_other_words_do(one, other):
    assert loose_form(one) != loose_form(other)


def test_a_long_form_of_generic_words_alone_keeps_them():
    assert loose_form("the neural network") == "theneuralnetwork"


def variants(*forms, known=()):
    table = {}
    for entry in known:
        for form in entry.forms:
            table.setdefault(form.lower().replace(" ", ""), ())
            table[form.lower().replace(" ", "")] += (entry,)
    return find_variants(profiles_of([unit(f"paper/{n}", text) for n, text in enumerate(forms)]), table)


def test_variants_share_a_short_form():
    assert variants("SA = segment anything", "SAM = segment anything model") == {
        "segmentanything": "segmentanything",
        "segmentanythingmodel": "segmentanythingmodel",
    }


def test_the_lexicon_s_form_stands_for_all():
    entry = Entry("SAM", "Model", ("segment anything model",))
    assert variants("SAM = segment anything", known=[entry])["segmentanything"] == "segmentanythingmodel"


def test_names_of_different_entries_are_no_variants():
    known = [Entry("graph network", "Model"), Entry("graph neural network", "Model")]
    found = variants("GN = graph network", "GN = graph neural network", known=known)
    assert found["graphnetwork"] != found["graphneuralnetwork"]


def test_acronyms_inside_a_long_form_are_spelt_out():
    known = [Entry("reinforcement learning", "Method", ("RL",))]
    found = variants("RLHF = RL from human feedback", "RLHF = reinforcement learning from human feedback", known=known)
    assert len(set(found.values())) == 1
