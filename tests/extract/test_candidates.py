import pytest
from factory import signals, span

from kg.extract.candidates import groups, trimmed
from kg.extract.gazetteer import Known
from kg.extract.tagger import Span


def read(text, *, tagged=(), known=()):
    found = signals(text)
    found.tagged = [Span(*span(found, surface), kind, 0.9) for surface, kind in tagged]
    found.known = [Known(*span(found, surface), frozenset([kind]), {}, 0) for surface, kind in known]
    return found


def forms(found):
    return [[(one.form, "+".join(one.sources)) for one in group.candidates] for group in groups(found)]


def test_a_text_without_names_has_no_groups():
    assert groups(read("a title\nand nothing else")) == []
    assert groups(read("")) == []


def test_each_source_is_named():
    found = read(
        "t\nwe train deep forests on Foo-Net for machine translation (MT)",
        tagged=[("deep forests", "Method")],
        known=[("machine translation", "Task")],
    )
    assert forms(found) == [
        [("deep forests", "tagger")],
        [("Foo-Net", "name")],
        [("machine translation", "abbreviation+lexicon"), ("MT", "abbreviation+name")],
    ]


def test_spellings_of_one_name_are_one_group():
    (group,) = groups(read("t\nwe use Foo-Net, FooNet and FooNets"))
    assert group.forms == ["Foo-Net", "FooNet", "FooNets"]


def test_a_definition_joins_its_forms_wherever_they_stand():
    (group,) = groups(read("FRA at work\nWe use Fern Rank Adaptation (FRA). Then FRA wins."))
    assert group.forms == ["Fern Rank Adaptation", "FRA"]
    assert group.definitions == (("FRA", "Fern Rank Adaptation"),)
    assert len(group.candidates) == 3


def test_definitions_that_share_a_form_are_one_group():
    (group,) = groups(read("t\nuse Fern Rank Adaptation (FRA) and fern-ranked adaptation (FRA)"))
    assert group.definitions == (("FRA", "Fern Rank Adaptation"), ("FRA", "fern-ranked adaptation"))


def test_a_definition_that_is_written_twice_is_one():
    (group,) = groups(read("t\nuse Fern Rank Adaptation (FRA) and Fern Rank Adaptation (FRA)"))
    assert group.definitions == (("FRA", "Fern Rank Adaptation"),)


def test_further_places_of_a_tagged_name_are_candidates():
    found = read("Moss at work\nwe see Moss and moss", tagged=[("Moss", "Model")])
    assert forms(found) == [[("Moss", "repeat+tagger"), ("Moss", "name+repeat")]]


def test_a_name_at_the_end_repeats_no_longer_one():
    found = read("t\nuse Fern Moss and Fern", tagged=[("Fern Moss", "Model"), ("Fern", "Model")])
    assert [(one.start, one.end, one.form) for group in groups(found) for one in group.candidates] == [
        (2, 3, "Fern"),
        (5, 6, "Fern"),
        (2, 4, "Fern Moss"),
    ]


def test_a_tagged_name_repeats_as_it_is_trimmed():
    found = read("t\nuse the FooNet model, and the FooNet model", tagged=[("the FooNet model", "Model")])
    assert [form for form, _ in forms(found)[0]] == ["FooNet", "FooNet"]


def test_further_places_of_a_plain_tagged_phrase_are_none():
    assert forms(read("t\ndeep forests and deep forests", tagged=[("deep forests", "Method")])) == [
        [("deep forests", "tagger")]
    ]


def test_groups_come_in_the_order_of_their_first_places():
    assert [group.key for group in groups(read("t\nwe see Zeta, Alpha, Mid and Alpha"))] == ["zeta", "alpha", "mid"]


def test_a_group_has_what_was_said_of_its_places():
    found = read("t\nthe FooNet model and Fern", tagged=[("the FooNet model", "Model")], known=[("Fern", "Dataset")])
    net, fern = groups(found)
    assert (net.forms, [one.type for one in net.tagged], net.known) == (["FooNet"], ["Model"], ())
    assert (fern.tagged, [sorted(one.types) for one in fern.known]) == ((), [["Dataset"]])


@pytest.mark.parametrize(
    "link", ["https://github.com/Fern/FooNet", "https:// github. com/ Fern/ FooNet", "github.com/Fern/FooNet"]
)
def test_names_within_an_address_are_none(link):
    assert forms(read(f"t\nCode of FooNet: {link} by Moss.")) == [[("FooNet", "name")], [("Moss", "name")]]


@pytest.mark.parametrize(
    ("surface", "kept"),
    [
        ("the ImageNet dataset", "ImageNet"),
        ("a novel FooNet", "FooNet"),
        ("our proposed LoRA method", "LoRA"),
        ("diffusion model", "diffusion model"),
        ("the diffusion models", "diffusion models"),
        ("Stable models", "Stable models"),
        ("GPT-4 models", "GPT-4"),
        ("“FooNet”", "FooNet"),
        ("(FooNet)", "FooNet"),
        ("FooNet.", "FooNet"),
        ("FooNet's", "FooNet"),
        ("FooNet’s", "FooNet"),
        ("'s", "s"),
        ("x2 models", "x2"),
        ("A* search", "A* search"),
        ("A*", "A*"),
        ("dataset", "dataset"),
        ("-", ""),
        ("the", ""),
    ],
)
def test_trimmed(surface, kept):
    found = signals(surface)
    start, end = trimmed(found, 0, len(found.layout.words))
    assert found.layout.surface(start, end) == kept


def test_no_name_runs_from_the_title_into_the_abstract():
    found = read("Attention for Rank\nAdaptation is useful.", known=[("Rank\nAdaptation", "Task"), ("Rank", "Task")])
    assert forms(found) == [[("Rank", "lexicon")]]
