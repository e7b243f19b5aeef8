"""Units and their profiles."""

import pytest
from factory import profiles_of, unit

from kg.records import Abbreviation, Extraction
from kg.resolve.columns import Member
from kg.resolve.units import Profile, is_acronym, spells_out


def test_units_that_look_the_same_make_one_profile():
    assert profiles_of([unit("paper/b", "LoRA", confidence=0.5), unit("paper/a", "LoRA", group=3)]) == [
        Profile("Method", ("LoRA",), (), (Member("paper/a", 3, 0.9), Member("paper/b", 0, 0.5)))
    ]


def test_both_forms_of_a_definition_belong_to_the_unit():
    profile = profiles_of([unit("paper/a", "SAM = Segment Anything Model", "Model")])[0]
    assert profile.forms == ("SAM", "Segment Anything Model")
    assert profile.pairs == (("SAM", "Segment Anything Model"),)


def test_forms_that_abbreviate_one_another_define_each_other():
    assert profiles_of([unit("paper/a", "low-rank adaptation | LoRA")])[0].pairs == (("LoRA", "low-rank adaptation"),)


def test_a_definition_without_a_mention_is_no_unit():
    assert profiles_of([Extraction("paper/a", abbreviations=(Abbreviation("paper/a", 0, "X", "y z", 0),))]) == []


@pytest.mark.parametrize("forms", ["SAM = the SAM model", "SAM = sam", "CLIP-ViT = CLIP ViT", "BERT-B = BERT"])
def test_a_long_form_that_says_nothing_new_defines_nothing(forms):
    assert profiles_of([unit("paper/a", forms)])[0].pairs == ()


@pytest.mark.parametrize(
    ("form", "expected"),
    [("LoRA", True), ("T5", True), ("Adam", False), ("GPT 4", False), ("ABCDEFGHIJK", False), ("word2vec", False)],
)
def test_an_acronym_is_a_short_word_with_capitals_or_digits(form, expected):
    assert is_acronym(form) is expected


@pytest.mark.parametrize(
    ("long", "short", "expected"),
    [
        ("Convolutional Neural Networks", "CNNs", True),
        ("Residual Network 50", "ResNet-50", True),
        ("ResNet-50 backbone", "ResNet-50", False),
        ("quantization", "QT", False),
        ("neural collapse", "CN", False),
    ],
)
def test_a_long_form_starts_like_the_short_form_and_has_its_letters_in_order(long, short, expected):
    assert spells_out(long, short) is expected
