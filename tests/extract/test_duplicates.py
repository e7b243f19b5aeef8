from itertools import permutations

import pytest
from factory import signals, span

from kg.errors import ModelError
from kg.extract import duplicates
from kg.extract.candidates import Candidate, Group
from kg.extract.duplicates import features, joined, read_aliases
from kg.extract.gazetteer import Known
from kg.extract.mentions import Scored
from kg.extract.scorer import Scorer
from kg.extract.tagger import Span

NEVER = {"bias": [9.0, 0.0]}


def model(**weights):
    """Make a model that joins what has one of some features."""
    return Scorer(("different", "same"), {**NEVER, **{name: [0.0, weight] for name, weight in weights.items()}})


def thing(read, *names, kind="Task", sure=0.9, **rest):
    """Make a group of names at their first places; `Moss@1` is at the second."""
    pairs = [name.partition("@")[::2] for name in names]
    found = tuple(Candidate(*span(read, form, int(nth or 0)), form, ("tagger",)) for form, nth in pairs)
    return Scored(Group(names[0].lower(), found, **{"tagged": (), "known": (), "definitions": (), **rest}), kind, sure)


def shared(one, other, *, kinds=("Task", "Task"), known=(), own=()):
    """Return the features of two names, side by side but for a few words."""
    read = signals(f"t\n{one} . . . {other}")
    found = features(thing(read, one, kind=kinds[0]), thing(read, other, kind=kinds[1]), read, dict(known), own)
    assert found == sorted(set(found))
    return set(found)


COMMON = {"bias", "defined=0", "shorter times=1"}


def test_all_features_of_a_name_within_another():
    found = shared("adversarial attack", "black-box adversarial attacks")
    assert found == COMMON | {
        *("same type", "ending", "ending & same type", "ending lower", "ending lower & same type"),
        *("common=2", "ending=1 more=1", "ending is=adversarial attack", "before ending=box"),
    }


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        ("Image Captioning", "captioning", {"ending", "ending=0 more=0", "ending is=captioning", "common=2"}),
        ("Image Captioning", "captioning", {"before ending=image", "ending with capitals"}),
        ("fern tree", "fern tree search", {"beginning", "beginning=1 more=0", "after beginning=search"}),
        ("fern search", "fern tree search", {"subset", "common=2"}),
        ("moss-trees", "Moss tree", {"same words", "common=4"}),
        ("fern learning", "fern learner", {"one word changed: ending", "common=1"}),
        ("fern tree", "moss tree", {"one word changed: all", "common=1"}),
        ("FRA", "Fern Rank Adaptation", {"initials", "letters in order"}),
        ("Frank", "Fern Rank", {"letters in order"}),
        ("LoRA", "low-rank adaptation", {"lexicon"}),
    ],
)
def test_features_of_what_two_names_share(one, other, named):
    found = shared(one, other)
    assert named <= found
    assert shared(other, one) == found


@pytest.mark.parametrize(
    ("one", "other"), [("fern", "moss"), ("fern tree", "moss bush"), ("FRB", "Fern Rank Adaptation"), ("日本", "fern")]
)
def test_names_that_share_nothing_have_no_features(one, other):
    assert shared(one, other) == set()


def test_features_of_what_abstracts_name_alike():
    assert {"alias", "alias=2", "alias & same type", "same type"} <= shared("fern", "moss", known={("fern", "moss"): 3})
    assert "alias=4" in shared("moss", "fern", known={("fern", "moss"): 20})
    assert shared("moss", "fern", known={("moss", "fern"): 20}) == set()


def test_while_training_a_text_does_not_count_for_itself():
    known = {("fern", "moss"): 2}
    assert "alias=1" in shared("fern", "moss", known=known, own={("fern", "moss")})
    assert shared("fern", "moss", known={("fern", "moss"): 1}, own={("fern", "moss")}) == set()


def test_types_that_differ_are_named():
    found = shared("moss-trees", "moss tree", kinds=("Task", "Method"))
    assert "types=Method-Task" in found
    assert not any("same type" in feature for feature in found)


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("FRA fern rank", {"between="}),
        ("FRA: Fern fern rank", {"between=: fern"}),
        ("FRA is the tall fern rank", set()),
        ("FRA (fern rank) or FRA, fern rank", {"between=(", "between=) or", "between=,"}),
    ],
)
def test_the_words_between_two_names(text, between):
    read = signals(f"t\nuse {text}")
    one, other = (thing(read, *(f"{form}@{n}" for n in range(text.count(form)))) for form in ("FRA", "fern rank"))
    assert {feature for feature in features(one, other, read, {}) if feature.startswith("between")} == between


def test_the_words_between_are_found_in_both_orders():
    read = signals("t\nFern trees ( trees")
    one, other = thing(read, "Fern trees"), thing(read, "trees@1")
    assert "between=(" in features(one, other, read, {})
    assert features(other, one, read, {}) == features(one, other, read, {})


def test_how_often_the_shorter_name_stands_and_whether_it_is_defined():
    read = signals("t\nmoss tree or tree or tree or tree or tree")
    short = thing(read, "tree@1", "tree@2", "tree@3", "tree@4", definitions=(("t", "tree"),))
    found = features(thing(read, "moss tree"), short, read, {})
    assert {"shorter times=3", "defined=1"} <= set(found)


def read_and_join(text, *things, with_model, **options):
    read = signals(text)
    found = joined([thing(read, *names, **rest) for names, rest in things], read, with_model, options.get("known", {}))
    return [(one.type, one.probability, [(c.form, c.start) for c in one.candidates]) for one in found]


def test_what_is_likely_one_thing_is_joined():
    found = read_and_join(
        "t\nfern trees or trees or moss",
        (["fern trees"], {"kind": "Task", "sure": 0.7}),
        (["trees@1"], {"kind": "Method", "sure": 0.8}),
        (["moss"], {"kind": "Model", "sure": 0.9}),
        with_model=model(ending=20.0),
    )
    assert found == [("Method", 0.8, [("fern trees", 1), ("trees", 4)]), ("Model", 0.9, [("moss", 6)])]


@pytest.mark.parametrize(("weight", "things"), [(8.7, 2), (8.9, 1)])
def test_two_are_joined_from_a_probability_on(weight, things):
    found = read_and_join(
        "t\nfern trees or trees", (["fern trees"], {}), (["trees@1"], {}), with_model=model(ending=weight)
    )
    assert len(found) == things


def test_names_that_share_nothing_are_never_joined():
    found = read_and_join("t\nfern or moss", (["fern"], {}), (["moss"], {}), with_model=Scorer(("same", "other"), {}))
    assert len(found) == 2


def test_joined_things_are_one_by_way_of_a_third():
    text = "t\nblue fern tree or fern tree or tall fern tree"
    names = (["blue fern tree"], {}), (["fern tree@1"], {}), (["tall fern tree"], {})
    alone = [names[0], names[2]]
    assert len(read_and_join(text, *alone, with_model=model(ending=20.0))) == 2
    for order in permutations(names):
        (one,) = read_and_join(text, *order, with_model=model(ending=20.0))
        assert [start for _, start in one[2]] == [1, 5, 8]


def test_what_is_joined_has_what_was_said_of_each():
    read = signals("t\nfern trees or trees")
    spans = Span(1, 3, "Task", 0.9), Span(4, 5, "Task", 0.8)
    known = Known(1, 3, frozenset(["Task"]), {}, 0), Known(4, 5, frozenset(), {"Task": 1}, 1)
    pair, taggers = ("trees", "fern trees"), ("tagged", "faint", "convolved")
    things = [
        thing(read, name, known=(two,), definitions=(pair,), **dict.fromkeys(taggers, (one,)), statistics=(name,))
        for name, one, two in zip(["fern trees", "trees@1"], spans, known, strict=True)
    ]
    (one,) = joined(things, read, model(ending=20.0), {})
    assert [getattr(one.group, source) for source in taggers] == [spans] * 3
    assert (one.group.known, one.group.definitions) == (known, (pair,))
    assert one.group.statistics == ("fern trees", "trees@1")
    assert one.group.forms == ["fern trees", "trees"]


def test_things_stay_in_the_order_of_their_places():
    found = read_and_join("t\nfern or moss", (["moss"], {}), (["fern"], {}), with_model=model())
    assert [one[2][0][0] for one in found] == ["fern", "moss"]


def test_aliases_are_read(tmp_path):
    path = tmp_path / "aliases.tsv"
    path.write_text("fern\tmoss\t3\nfra\tfernrankadaptation\t2\n", encoding="utf-8")
    assert read_aliases(path) == {("fern", "moss"): 3, ("fra", "fernrankadaptation"): 2}


@pytest.mark.parametrize("content", [None, "fern\tmoss\n", "fern\tmoss\tx\n", "fern\tmoss\t1\t1\n", "\n"])
def test_aliases_that_cannot_be_read_are_one_line(tmp_path, content):
    path = tmp_path / "aliases.tsv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"aliases\.tsv: the aliases cannot be read .*; reinstall kg") as caught:
        read_aliases(path)
    assert "\n" not in str(caught.value)


def test_the_shipped_weights_and_aliases():
    assert set(duplicates.shipped().labels) == {"same", "different"}
    assert all(one < other and count >= 1 for (one, other), count in duplicates.aliases().items())


def test_the_shipped_weights_join_a_plural_and_part_different_tasks():
    read = signals("t\nimage classification and Low-Rank Adaptation, object detection and LoRA")
    things = [
        thing(read, "image classification"),
        thing(read, "Low-Rank Adaptation", kind="Method"),
        thing(read, "object detection"),
        thing(read, "LoRA", kind="Method"),
    ]
    found = joined(things, read, duplicates.shipped(), duplicates.aliases())
    assert [one.group.forms for one in found] == [
        ["image classification"],
        ["Low-Rank Adaptation", "LoRA"],
        ["object detection"],
    ]
