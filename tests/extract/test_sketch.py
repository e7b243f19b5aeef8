"""A sentence as one letter for each thing in it."""

import pytest

from kg.extract.sketch import sketch
from kg.records import Mention


def made(text, **names):
    """Return the sketch of a text in which names are known by their types."""
    mentions = [
        Mention("paper/p", group, text.index(name), text.index(name) + len(name), name, kind, "uses", 0.9, 1, "lexicon")
        for group, (kind, name) in enumerate(names.items())
    ]
    return sketch(text, 0, len(text), mentions)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("We achieve an accuracy of 90% on FernQA.", "xAdMoNpDe"),
        ("It improves F1 by up to 4.1 points over Weh", "xIMbqNP^x"),
        ("Weh, e.g., FernQA; while humans", "x,xe,Dkk<"),
        ("trained on FernQA (Moor et al., 2018) with [12]", "xpDw"),
        ("from 42.5% to 61.5% on FernQA", "NpD"),
        ("42.5 → 61.5", "N"),
        ("ranging from 0.62 to 0.84", "xf#t#"),
        ("77% to 91%", "#t#"),
        ("between 3 and 5", "e#&#"),
        ("Recall@1 accuracy", "M"),
        ("top-1 localization error", "MxM"),
        ("not only here", "ex"),
        ("does not reach", "xnA"),
    ],
)
def test_letters(text, codes):
    assert made(text, **({"Dataset": "FernQA"} if "FernQA" in text else {})).codes == codes


def test_things_have_their_places_words_and_groups():
    text = "FernQA by up to 9.5%"
    items = made(text, Dataset="FernQA").items
    assert [(text[one.start : one.end], one.word, one.groups) for one in items] == [
        ("FernQA", "FernQA", (0,)),
        ("by", "by", ()),
        ("up to", "at most", ()),
        ("9.5%", "9.5%", ()),
    ]


def test_the_second_number_of_a_change_is_marked():
    assert [one.changed for one in made("from 42.5 to 61.5").items] == [True]


def test_a_metric_that_is_taken_for_a_method_is_a_metric():
    assert made("BLEU of 30", Method="BLEU").codes == "Moe"[:2] + "N"


@pytest.mark.parametrize("text", ["FernQA-Hard", "pre-FernQA", "FernQA_2", "WeedA->FernQA", "FernQA(-C)"])
def test_a_dataset_in_a_longer_name_is_another_one(text):
    assert "D" not in made(text, Dataset="FernQA").codes


def test_a_short_form_in_parentheses_is_left_out():
    text = "Fern Questions (FernQA)"
    mentions = [
        Mention("paper/p", 0, 0, 14, "Fern Questions", "Dataset", "uses", 0.9, 1, "lexicon"),
        Mention("paper/p", 0, 16, 22, "FernQA", "Dataset", "uses", 0.9, 1, "lexicon"),
    ]
    assert sketch(text, 0, len(text), mentions).codes == "D"


def test_the_longest_of_overlapping_names_counts():
    text = "FernQA parsing"
    mentions = [
        Mention("paper/p", 0, 0, 6, "FernQA", "Dataset", "uses", 0.9, 1, "lexicon"),
        Mention("paper/p", 1, 0, 14, "FernQA parsing", "Task", "uses", 0.9, 1, "lexicon"),
    ]
    assert sketch(text, 0, len(text), mentions).codes == "T"


def test_two_datasets_at_one_place_are_one_thing_with_two_groups():
    text = "Fern-10/100"
    mentions = [
        Mention("paper/p", group, 0, 11, f"Fern-{number}", "Dataset", "uses", 0.9, 1, "lexicon")
        for group, number in enumerate((10, 100))
    ]
    (item,) = sketch(text, 0, len(text), mentions).items
    assert (item.code, item.groups) == ("D", (0, 1))
