import pytest

from kg.readers.merging.likeness import of_abstracts, same_people, same_person
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
