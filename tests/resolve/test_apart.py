"""What papers begin to name as one stays two where a person says so."""

import pytest
from factory import unit

from kg.resolve import Decision, resolve_and_record, sense_decision

FERN, MOSS = unit("a", "Fern"), unit("b", "moss learning")
BOTH = unit("c", "Fern = moss learning")
APART = Decision("apart", ("method/fern", "method/moss-learning"), "", "d:1")


def named(resolution):
    return {row.paper: row.entity for row in resolution.assignments}


def test_without_the_decision_a_paper_joins_the_two():
    _, ledger = resolve_and_record([FERN, MOSS], lexicon=())
    joined, _ = resolve_and_record([FERN, MOSS, BOTH], ledger=ledger, lexicon=())
    assert len({*named(joined).values()}) == 1


def test_with_it_they_stay_two_on_this_build_and_on_all_later_ones():
    _, ledger = resolve_and_record([FERN, MOSS], lexicon=())
    for _ in range(3):
        found, ledger = resolve_and_record([FERN, MOSS, BOTH], decisions=[APART], ledger=ledger, lexicon=())
        assert named(found) == {"a": "method/fern", "b": "method/moss-learning", "c": "method/fern"}
        assert found.warnings == ()
        assert found.redirects == ()


def test_what_belongs_to_the_first_alone_stays_there_whichever_is_named_first():
    _, ledger = resolve_and_record([FERN, MOSS], lexicon=())
    other = Decision("apart", ("method/moss-learning", "method/fern"), "", "d:1")
    found, _ = resolve_and_record([FERN, MOSS, BOTH], decisions=[other], ledger=ledger, lexicon=())
    assert named(found) == {"a": "method/fern", "b": "method/moss-learning", "c": "method/moss-learning"}


def test_a_merge_after_it_wins():
    _, ledger = resolve_and_record([FERN, MOSS], lexicon=())
    merge = Decision("merge", ("method/moss-learning", "method/fern"), "", "d:2")
    found, _ = resolve_and_record([FERN, MOSS, BOTH], decisions=[APART, merge], ledger=ledger, lexicon=())
    assert {*named(found).values()} == {"method/fern"}
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("papers", "split", "made"),
    [
        (
            [unit("paper/a", "FERN | fast encoder"), unit("paper/b", "FERN"), unit("paper/c", "FERN")],
            sense_decision("method/fern", ["paper/c"]),
            "method/fern--c",
        ),
        (
            [unit("paper/a", "SAM | Segment Anything"), unit("paper/c", "SAM | Sharpness-aware training")],
            Decision("split", ("method/sam", "sharpness-aware training")),
            "method/sharpness-aware-training",
        ),
    ],
)
def test_what_a_split_makes_is_made_by_the_split_alone(papers, split, made):
    first, ledger = resolve_and_record(papers, decisions=[split], lexicon=())
    assert named(first)["paper/c"] == made
    apart = Decision("apart", (split.ids[0], made), "", "d:2")
    for _ in range(2):
        found, ledger = resolve_and_record(papers, decisions=[split, apart], ledger=ledger, lexicon=())
        assert (named(found), found.warnings) == (named(first), ())
