import pytest

from kg.readers.merging.likeness import are_same, go_on_alike, of_abstracts, same_list, same_people, same_person
from kg.readers.merging.venues import same_venue


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("Bo Müller", "MUELLER, B.", True),
        ("Bo Sørensen", "Bo Sorensen", True),
        ("Gabriel García Pérez", "García, Gabriel", True),
        ("Moore A", "Moss A", False),
        ("Cy van den Berg", "Ada van den Berg", False),
        ("Ada B. Moore", "Ada Moore", True),
        ("Moore", "Ada Moore", True),
    ],
)
def test_same_person(ours, theirs, same):
    assert same_person(ours, theirs) is same_person(theirs, ours) is same


def test_the_first_author_may_stand_elsewhere_in_another_list():
    assert same_people(("Ada Moore", "Bo Lind"), ("Bo Lind", "Ada Moore"))
    assert not same_people(("Ada Moore", "Cy Poe"), ("Bo Lind", "Cy Poe"))


def test_a_part_of_an_abstract_is_that_abstract():
    whole = " ".join(f"word{number}" for number in range(90))
    assert of_abstracts(whole[:200], whole) == 1
    assert of_abstracts("word1 word2", whole) == pytest.approx(2 / 90)
    assert of_abstracts("", whole) == 0


def test_words_that_are_in_a_longer_abstract_do_not_make_it_the_same():
    whole = " ".join(f"word{number}" for number in range(90)) + "."
    other = " ".join(f"word{number}" for number in range(40, 0, -1)) + "."
    assert of_abstracts(whole, other) == 1
    assert not are_same(whole, other)
    assert are_same(whole, whole.replace("word7 ", ""))
    assert are_same(f"{whole[:200]} wo…", whole)
    assert not are_same(f"{whole[:200].rpartition(' ')[0]}.", whole)


def test_what_only_begins_alike_does_not_go_on_alike():
    opening = "Moss grows in all woods of the north, and nobody has ever counted it. "
    ours = opening + " ".join(f"word{number}" for number in range(30))
    assert go_on_alike(ours, ours.replace("word3 ", "moss "))
    assert not go_on_alike(ours, opening + " ".join(f"fern{number}" for number in range(30)))
    assert go_on_alike(opening, ours)


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        (("Ada Moore", "Bo Lind"), ("B. Lind", "A. Moore", "Cy Poe"), True),
        (("Ada Moore",), ("A. Moore",), True),
        (("Ada Moore",), ("A. Moore", "B. Lind"), False),
        (("Ada Moore", "Bo Lind"), ("A. Moore", "Cy Poe"), False),
    ],
)
def test_one_list_of_people_may_be_a_part_of_the_other(ours, theirs, same):
    assert same_list(ours, theirs) is same_list(theirs, ours) is same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("ACL", "Annual Meeting of the Association for Computational Linguistics", True),
        ("arXiv preprint arXiv:2401.00001", "Moss Letters", True),
        ("Lecture Notes in Computer Science", "ECCV 2020", True),
        ("Proc. Fern Soc.", "Proceedings of the Fern Society", True),
        ("EMNLP", "ACL", False),
        ("Moss Letters", "Journal of Turf", False),
        ("2020", "Journal of Turf", True),
    ],
)
def test_same_venue(first, second, same):
    assert same_venue(first, second) is same_venue(second, first) is same
