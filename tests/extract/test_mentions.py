import pytest
from factory import plain_judge, signals, span

from kg.extract.candidates import Candidate, Group
from kg.extract.gazetteer import Known
from kg.extract.mentions import Scored, accepted, scored_as, without_overlaps
from kg.extract.scorer import Scorer

MODEL = Scorer(
    ("Dataset", "Method", "none"),
    {"lexicon=Dataset": [3.0, 0.0, 0.0], "lexicon=Method": [0.0, 1.0, 0.0], "lexicon=none": [0.0, 0.0, 3.0]},
)


def scored(name, probability, *places):
    found = tuple(Candidate(start, end, name, ("name",)) for start, end in places)
    return Scored(Group(name, found, (), (), ()), "Method", probability)


def kept(*found):
    return [
        (one.group.key, [(candidate.start, candidate.end) for candidate in one.candidates])
        for one in without_overlaps(found)
    ]


def test_things_apart_all_stay_in_the_order_of_their_places():
    assert kept(scored("b", 0.6, (4, 5), (8, 9)), scored("a", 0.9, (0, 2))) == [
        ("a", [(0, 2)]),
        ("b", [(4, 5), (8, 9)]),
    ]


def test_of_two_that_overlap_the_longer_stays():
    assert kept(scored("short", 0.8, (1, 2)), scored("long", 0.6, (0, 3))) == [("long", [(0, 3)])]


def test_of_two_as_long_the_likelier_stays():
    assert kept(scored("a", 0.6, (0, 2)), scored("b", 0.8, (1, 3))) == [("b", [(1, 3)])]


def test_a_thing_keeps_its_other_places():
    assert kept(scored("short", 0.6, (1, 2), (5, 6)), scored("long", 0.6, (0, 3))) == [
        ("long", [(0, 3)]),
        ("short", [(5, 6)]),
    ]


def test_a_likely_thing_is_kept_within_the_names_of_others():
    assert kept(scored("long", 0.6, (0, 3)), scored("short", 0.9, (1, 2))) == [("long", [(0, 3)]), ("short", [(1, 2)])]


def test_the_order_does_not_matter():
    found = [scored("a", 0.7, (0, 2)), scored("b", 0.7, (1, 3)), scored("c", 0.7, (2, 4))]
    assert kept(*found) == kept(*reversed(found)) == [("a", [(0, 2)]), ("c", [(2, 4)])]


def test_a_thing_keeps_its_places_within_its_own_longer_ones():
    assert kept(scored("moss", 0.6, (0, 2), (0, 1)), scored("tree", 0.8, (1, 2))) == [("moss", [(0, 1), (0, 2)])]


def test_the_names_of_a_coordination_do_not_overlap():
    image = Scored(Group("image", (Candidate(0, 4, "image moss", ("tagger",), (0, 1)),), (), (), ()), "Task", 0.6)
    assert kept(image, scored("video moss", 0.6, (2, 4)), scored("and", 0.6, (0, 2))) == [
        ("image", [(0, 4)]),
        ("video moss", [(2, 4)]),
    ]


def test_nothing_has_no_overlaps():
    assert without_overlaps([]) == []


def read():
    found = signals("t\nwe use Fern on Moss with Weh")
    found.known = [
        Known(*span(found, "Fern"), frozenset(["Method"]), {}, 0),
        Known(*span(found, "Moss"), frozenset(["Dataset"]), {}, 0),
    ]
    return found


@pytest.mark.parametrize(
    ("threshold", "names"),
    [
        (0.0, [("Fern", "Method"), ("Moss", "Dataset"), ("Weh", "Dataset")]),
        (0.5, [("Fern", "Method"), ("Moss", "Dataset")]),
        (0.9, [("Moss", "Dataset")]),
        (0.99, []),
    ],
)
def test_what_is_likely_enough_is_accepted(threshold, names):
    found = accepted(read(), plain_judge(MODEL), threshold=threshold)
    assert [(one.group.forms[0], one.type) for one in found] == names


def test_the_probability_is_that_of_being_an_entity_of_any_type():
    (one,) = accepted(read(), plain_judge(MODEL), threshold=0.9)
    both = sum(p for label, p in MODEL.probabilities(["lexicon=Dataset"]).items() if label != "none")
    assert (one.type, one.probability) == ("Dataset", pytest.approx(both))


@pytest.mark.parametrize(
    ("probabilities", "kind", "sure"),
    [
        ({"Dataset": 0.5, "Method": 0.3, "none": 0.2}, "Dataset", 0.8),
        ({"Dataset": 0.1, "Method": 0.2, "none": 0.7}, "Method", 0.3),
        ({**{f"Kind{n}": 0.01 for n in range(10, 60)}, "none": 0.5}, "Kind10", 0.5),
    ],
)
def test_the_type_is_the_likeliest_entity_type(probabilities, kind, sure):
    group = scored("moss", 0.0, (0, 1)).group
    assert scored_as(group, probabilities) == Scored(group, kind, pytest.approx(sure))
