"""What a person is asked about."""

import pytest
from factory import unit, units

from kg.lexicon import Entry
from kg.records import Doubt
from kg.resolve import Decision, Settled, resolve_and_record, sense_decision


def doubts(papers, *decisions, lexicon=(), ledger=None):
    return resolve_and_record(papers, decisions=decisions, lexicon=lexicon, ledger=ledger)[0].doubts


def pairs(*names):
    return [(doubt.entity, doubt.other) for doubt in doubts([unit(name, name) for name in names])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fern network", "fern"),
        ("encoder-decoder neural network", "encoder-decoder"),
        ("object detector", "object detection"),
        ("vision-and-moss navigation", "vision-moss navigation"),
        ("visual moss grower", "vision moss grower"),
        ("moss recognititon", "moss recognition"),
    ],
)
def test_names_that_say_the_same_are_asked_about(one, other):
    (found,) = pairs(one, other)
    assert {*found} == {f"method/{one.lower().replace(' ', '-')}", f"method/{other.lower().replace(' ', '-')}"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Moss-7B", "Moss-70B"),
        ("MossNetV1", "MossNetV2"),
        ("Fast R-CNN", "Faster R-CNN"),
        ("multimodal growing", "multilingual growing"),
        ("fern learning", "moss learning"),
        ("GAT", "gating"),
        ("Moss++", "Moss"),
        ("Bayesian neural network", "Bayesian network"),
        ("sense prediction", "dense prediction"),
        ("ModernFERN tagging", "ModernGFERN tagging"),
    ],
)
def test_names_that_differ_are_not(one, other):
    assert pairs(one, other) == []


def test_the_one_with_fewer_papers_goes_into_the_other():
    (found,) = doubts([*units(3, "fern network"), *units(9, "fern")])
    assert found == Doubt(
        "pairs",
        "method/fern-network",
        "method/fern",
        2.495,
        3,
        "the names differ in endings or in a word for its kind",
    )


def test_homonyms_whose_long_forms_differ_are_known_to_be_two():
    assert doubts([unit("a", "SAM = Segment Any Moss"), unit("b", "SAM = sharp azure meadows")]) == ()


def test_one_name_with_two_types_is_asked_about():
    (found,) = doubts([*units(5, "Fern", "Dataset", confidence=0.95), *units(5, "Fern", "Model", confidence=0.95)])
    assert (found.kind, {found.entity, found.other}) == ("pairs", {"dataset/fern", "model/fern"})
    assert found.why == "one name, two types"


def test_a_type_that_papers_are_split_over_is_asked_about():
    split = [*units(6, "Fern", "Method"), *units(4, "Fern", "Model")]
    why = "Method for most mentions, Model for 40% of the mentions"
    assert doubts(split) == (Doubt("types", "method/fern", "Model", 1.538, 10, why),)
    assert doubts([*units(8, "Fern", "Method"), *units(2, "Fern", "Model")]) == ()


def test_a_type_of_the_lexicon_that_papers_contradict_is_asked_about():
    (found,) = doubts(units(3, "growing", "Method"), lexicon=(Entry("growing", "Task"),))
    assert (found.entity, found.other, found.value) == ("task/growing", "Method", 1.5)
    assert found.why == "Task for the lexicon, Method for 100% of the mentions"


def test_a_common_noun_that_is_not_sure_is_asked_about():
    assert doubts(units(5, "shift", "Task", confidence=0.6)) == (
        Doubt("generic", "task/shift", "", 0.3, 5, "a common noun, found with a confidence of 0.60"),
    )
    assert doubts([*units(5, "shift", "Task", confidence=0.9), *units(5, "FernNet", confidence=0.6)]) == ()


def test_a_form_that_only_a_text_joins_is_asked_about():
    papers = [*units(3, "moss growing", "Task"), unit("x", "moss growing | VGM", "Task")]
    (found,) = doubts(papers)
    assert (found.kind, found.entity, found.other, found.papers) == ("merges", "task/moss-growing", "VGM", 1)
    assert found.why == "joined to 'moss growing' by a text"


def test_a_form_that_only_begins_with_the_words_of_the_name_is_asked_about():
    (found,) = doubts([*units(3, "mossy loss"), unit("x", "mossy loss | mossy learning")])
    assert (found.kind, found.other, found.why) == ("merges", "mossy learning", "joined to 'mossy loss' by a text")


def test_a_form_that_is_narrower_is_asked_about_where_two_papers_join_it():
    narrower = [unit(f"x{n}", "pose finding | human pose finding", "Task") for n in range(2)]
    (found,) = doubts([*units(5, "pose finding", "Task"), *narrower])
    assert (found.other, found.value, found.why) == ("human pose finding", 0.8, "narrower than 'pose finding'")
    assert doubts([*units(5, "pose finding", "Task"), narrower[0]]) == ()


@pytest.mark.parametrize(
    "form", ["MG", "MGs", "growing of moss", "Moss Grower model", "moss growing method", "automatic moss growing"]
)
def test_a_form_whose_letters_say_the_same_is_not(form):
    assert doubts([*units(3, "moss growing", "Task"), unit("x", f"moss growing | {form}", "Task")]) == ()


@pytest.mark.parametrize(
    ("papers", "answers"),
    [
        (
            [*units(3, "fern network"), *units(9, "fern")],
            ["merge method/fern-network method/fern", "apart method/fern method/fern-network", "drop method/fern"],
        ),
        (
            [*units(6, "Fern", "Method"), *units(4, "Fern", "Model")],
            ["keep method/fern", "retype method/fern Model", "retype method/fern Task", "drop method/fern"],
        ),
        (units(5, "shift", "Task", confidence=0.6), ["keep task/shift", "drop task/shift", "retype task/shift Method"]),
        (
            [*units(3, "moss growing", "Task"), unit("x", "moss growing | VGM", "Task")],
            ["keep task/moss-growing VGM", "split task/moss-growing VGM"],
        ),
    ],
)
def test_what_was_answered_is_not_asked_again(papers, answers):
    assert len(doubts(papers)) == 1
    for answer in answers:
        verb, *arguments = answer.split()
        decision = Decision(verb, tuple(arguments), "", "d:1")
        resolution, ledger = resolve_and_record(papers, decisions=[decision], lexicon=())
        assert (resolution.doubts, resolution.warnings) == ((), ()), answer
        assert doubts(papers, decision, ledger=ledger) == (), answer


def test_the_most_valuable_doubt_comes_first():
    papers = [*units(2, "fern network"), *units(9, "fern"), *units(6, "Moss", "Method"), *units(6, "Moss", "Model")]
    assert [doubt.kind for doubt in doubts(papers)] == ["types", "pairs"]


CROWD = [
    *units(4, "SAM = Segment Any Moss"),
    *units(2, "SAM = sharp azure meadows"),
    unit("paper/x", "SAM"),
]


def test_a_paper_that_does_not_spell_out_what_stands_for_two_things_is_asked_about():
    (found,) = doubts(CROWD)
    assert found == Doubt(
        "homonyms",
        "method/sam",
        "paper/x method/sharp-azure-meadows",
        0.333,
        1,
        "'SAM' is not spelt out in it, and is sharp azure meadows elsewhere",
    )
    assert doubts([*CROWD, *units(9, "SAM = Segment Any Mosses")]) == ()


@pytest.mark.parametrize("goal", ["", "method/sharp-azure-meadows"])
def test_what_a_paper_means_by_a_short_form_is_not_asked_again(goal):
    answers = [sense_decision("method/sam", ["paper/x"], into=goal)]
    answers.append(Decision("keep", ("method/sam", "paper/x")))
    for answer in answers:
        resolution, ledger = resolve_and_record(CROWD, decisions=[answer], lexicon=())
        assert (resolution.doubts, resolution.warnings) == ((), ())
        assert doubts(CROWD, answer, ledger=ledger) == ()


def test_what_papers_were_given_to_is_not_asked_about_for_these_papers():
    made = sense_decision("method/fern", ["paper/a", "paper/b"])
    given = sense_decision("method/fern", ["paper/c"], into="method/moss")
    settled = Settled([made, given], made={str(made): "method/fern--a"})
    asked = [("method/fern--a", "b"), ("method/moss", "c"), ("method/moss", "b"), ("method/fern--a", "c")]
    assert [Doubt("homonyms", id_, f"paper/{paper}", 1.0, 1, "") in settled for id_, paper in asked] == [
        *(True, True),
        *(False, False),
    ]


def test_what_papers_were_split_off_for_is_known_to_be_two():
    assert doubts(units(4, "FernNet"), sense_decision("method/fernnet", ["paper/local-FernNet-Method-1"])) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dialog moss tracking", "Dialogue Moss Tracker"),
        ("moss growing", "moss growing estimation"),
        ("Generative MI", "Generative Moss Interest"),
    ],
)
def test_long_forms_of_one_short_form_that_say_nearly_the_same_are_asked_about(one, other):
    (found,) = doubts([*units(2, f"DGMT = {one}"), unit("b", f"DGMT = {other}")])
    assert (found.kind, found.why) == ("pairs", "one short form, and long forms that may say the same")


def test_long_forms_of_one_short_form_that_differ_are_two():
    assert doubts([*units(2, "CL = contrastive learning"), *units(2, "CL = continual learning")]) == ()


def test_a_type_is_asked_about_where_several_papers_are_sure_of_another():
    split = [*units(6, "Fern", "Method"), *units(4, "Fern", "Model", confidence=0.6)]
    assert doubts(split) == ()
    lexicon = (Entry("growing", "Task"),)
    assert doubts(units(2, "growing", "Method"), lexicon=lexicon) == ()
    assert doubts([*units(4, "growing", "Method"), *units(3, "growing", "Task")], lexicon=lexicon) == ()


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("mossy language models", "mossy LMs"),
        ("detection of moss", "detecting mosses"),
        ("visual SLAM", "visual simultaneous localization and mapping"),
    ],
)
def test_a_form_with_the_words_in_another_order_or_by_their_initials_is_not(name, form):
    assert doubts([*units(3, name, "Task"), unit("x", f"{name} | {form}", "Task")]) == ()
