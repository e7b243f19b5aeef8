import pytest

from kg.extract.coreference import same_things
from kg.names import normal_form


def joined(*forms, tagged=(), **defined):
    keys = {normal_form(form): form for form in forms}
    longs = {normal_form(short): list(found) for short, found in defined.items()}
    pairs = same_things(keys, defined=longs, tagged={normal_form(form) for form in tagged})
    return {tuple(sorted((keys[one], keys[other]))) for one, other in pairs if one != other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CNN", "convolutional neural networks"),
        ("GANs", "generative adversarial network"),
        ("SGD", "stochastic gradient descent"),
    ],
)
def test_forms_of_one_entry_of_the_lexicon_are_one_thing(one, other):
    assert joined(one, other, "Fern") == {tuple(sorted((one, other)))}


def test_a_form_that_says_more_is_not_the_same_though_the_lexicon_knows_both_by_one_entry():
    assert joined("object detection", "visual object detection") == set()


@pytest.mark.parametrize(
    "forms", [("FMT", "fern moss trees"), ("FMTs", "Fern-Moss Tree"), ("ZF2S", "zero-flow two-sample")]
)
def test_an_acronym_is_the_form_with_its_initials(forms):
    assert joined(*forms) == {tuple(sorted(forms))}


def test_an_acronym_of_two_forms_is_neither():
    assert joined("FMT", "fern moss trees", "fast moss tracking") == set()


def test_an_acronym_of_two_letters_is_a_form_that_the_tagger_marked():
    assert joined("FM", "fern moss") == set()
    assert joined("FM", "fern moss", tagged=["fern moss"]) == {("FM", "fern moss")}


def test_what_the_text_defines_is_left_to_the_definition():
    assert joined("FMT", "fern moss trees", FMT=["Fair Moss Tracking"]) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fern attention", "fern attention mechanism"),
        ("moss diffusion", "moss diffusion models"),
        ("few-fern", "few-fern learning"),
    ],
)
def test_a_head_may_be_left_out(one, other):
    assert joined(one, other) == {(one, other)}


@pytest.mark.parametrize(("one", "other"), [("fern", "fern network"), ("reasoning", "reasoning model")])
def test_other_heads_say_something(one, other):
    assert joined(one, other) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LLM pruning", "large language model pruning"),
        ("open fern QA", "open fern question answering"),
    ],
)
def test_an_acronym_within_may_be_spelt_out(one, other):
    assert joined(one, other) == {(one, other)}


def test_an_acronym_within_is_spelt_out_as_the_text_defines_it():
    assert joined("fern QA", "fern question answering", "fern quality attack", QA=["quality attack"]) == {
        ("fern QA", "fern quality attack")
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [("fern parsers", "fern parsing"), ("moss perturbation", "moss perturbing"), ("fern testing", "fern tests")],
)
def test_endings_may_differ(one, other):
    assert joined(one, other) == {(one, other)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("fern model", "fern modeling"), ("dense retriever", "dense retrieval"), ("parsing", "parser"), ("fern", "moss")],
)
def test_other_forms_stay_apart(one, other):
    assert joined(one, other) == set()


def test_a_coined_name_is_not_the_term_that_it_plays_on():
    assert joined("Moss-Grower", "moss growing") == set()
    assert joined("moss-grower", "moss growing") == {("moss growing", "moss-grower")}
