import pytest

from kg.readers.merging.titles import (
    compact,
    cut,
    differ_by_name,
    differ_by_plus,
    differ_by_word,
    is_part,
    parts,
    related,
    without_note,
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("fern", "fern a sparse adapter for 3d turf and moss", True),
        ("fern v2 a sparse adapter", "fern a sparse adapter", False),
        ("noising of moss", "correction to noising of moss", False),
        ("moss for grammar correction of ferns", "moss for grammar correction of turf", True),
        ("fern and turf", "moss and bark", False),
        ("", "fern", False),
    ],
)
def test_related_titles(first, second, expected):
    assert related(first, second) is related(second, first) is expected


def test_what_was_cut_is_the_start_and_not_that_of_an_erratum():
    assert cut("a corpus of tu", "a corpus of turf and moss")
    assert not cut("a corpus of turf", "a corpus of turf and moss erratum")
    assert not is_part("a corpus of tu", "a corpus of turf and moss")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Warm-Fern: : A Sparse Adapter", "Fern: A Sparse Adapter", True),
        ("Fern-XL: A Sparse Adapter", "Fern: A Sparse Adapter", True),
        ("The Ferns: A Sparse Adapter", "FERN: A Sparse Adapter", False),
        ("Robust-Fern: A Sparse Adapter", "RobustFern: A Sparse Adapter", False),
        ("Extended Abstract: Fern: A Sparse Adapter", "Fern: A Sparse Adapter", False),
        ("A Sparse Adapter: Fern", "Fern: A Sparse Adapter", False),
        ("Counting the Old Moss of Turf: A Study", "Fern: Counting the Old Moss of Turf", False),
        (": A Sparse Adapter", "Fern: A Sparse Adapter", False),
    ],
)
def test_the_name_before_a_colon_is_another_paper_s(first, second, expected):
    assert differ_by_name(first, second) is differ_by_name(second, first) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Signs of Moss for Parks", "Signs of Moss for Old Woods", True),
        ("Supervised Moss", "Unsupervised Moss", True),
        ("Learning Moss from Smooth Ferns", "Smooth Ferns for Learning Moss", False),
        ("Optimising the Behaviour of Moss", "Optimizing Behavior of Mosses", False),
        ("Self-Supervised Moss", "Selfsupervised Moss", False),
        ("Signs of Moss", "Signs of Moss: A Study of Parks (Extended Abstract)", False),
        ("Fern: Learning of Agents by Turf", "Fern: Towards Learning by Moss", False),
        ("Laerning Moss", "Learning Moss", False),
        ("Leaning Moss", "Learning Moss", False),
        ("Macro Moss", "Micro Moss", True),
        ("Raining Moss", "Training Moss", True),
    ],
)
def test_a_word_for_another_is_another_paper_s(first, second, expected):
    assert differ_by_word(first, second) is differ_by_word(second, first) is expected


def test_a_plus_between_words_tells_nothing():
    assert differ_by_plus("Fern+: A Sparse Adapter", "Fern++: A Sparse Adapter")
    assert differ_by_plus("Moss in C⁺⁺", "Moss in C")
    assert not differ_by_plus("Moss + Fern", "Moss Fern")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Fern in the Woods (Extended Abstract)", "Fern in the Woods"),
        ("Fern [version 1; peer review: 2 approved, 1 not approved]", "Fern"),
        ("RETRACTED ARTICLE: Fern", "Fern"),
        ("Retracted: Fern", "Retracted: Fern"),
        ("Fern (Part 2)", "Fern (Part 2)"),
        ("Fern Technical Report", "Fern Technical Report"),
        ("(Preprint)", "(Preprint)"),
        ("RETRACTED:", "RETRACTED:"),
    ],
)
def test_what_says_of_what_form_a_paper_is_is_not_in_its_title(title, expected):
    assert without_note(title) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("moss and turf", "moss turf"),
        ("β moss", "beta moss"),
        ("modelling behaviour by centres", "modeling behavior by centers"),
        ("optimisation analysed", "optimization analyzed"),
    ],
)
def test_ways_to_spell_a_title_are_one_key(first, second):
    assert compact(first) == compact(second)


def test_the_parts_of_a_title_have_words_that_tell_them():
    assert parts("Old Moss in the Woods: A Corpus of Its Turf") == ["Old Moss in the Woods", "A Corpus of Its Turf"]
    assert parts("Fern: A Study") == parts("Old Moss in the Woods") == []
