import pytest
from factory import signals

from kg.extract import roles
from kg.extract.candidates import groups
from kg.extract.gazetteer import Known
from kg.extract.mentions import Scored
from kg.extract.scorer import Scorer

LABELS = ("compares", "introduces", "mentions", "uses")
MODEL = Scorer(
    LABELS,
    {
        "cue=introduce-next": [0.0, 4.0, 0.0, 0.0],
        "cue=compare": [4.0, 0.0, 0.0, 0.0],
        "cue=title": [0.0, 2.5, 0.0, 0.0],
        "bias": [0.0, 0.0, 0.0, 3.0],
    },
)


def things(text, *, known=()):
    read = signals(text)
    words = read.layout.words
    read.known = [
        Known(words.index(name), words.index(name) + 1, frozenset(types), {"Method": seen}, seen)
        for name, types, seen in known
    ]
    return read, [Scored(group, "Method", 0.9) for group in groups(read)]


def given(text):
    read, found = things(text)
    return dict(zip((one.group.forms[0] for one in found), roles.roles_of(found, read, MODEL), strict=True))


def features(text, form, **options):
    read, found = things(text, **options)
    (one,) = [one for one in found if form in one.group.forms]
    made = roles.features(one, read)
    assert made == sorted(set(made))
    return set(made)


def test_each_thing_gets_its_likeliest_role():
    assert given("t\nWe propose Fern. It is better than Moss. We use Weh.") == {
        "Fern": "introduces",
        "Moss": "compares",
        "Weh": "uses",
    }


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("t\nWe propose Weh without Fern.", "mentions"),
        ("t\nWe propose Weh without any Fern.", "mentions"),
        ("t\nWe propose Weh without the need for more calls of Fern.", "mentions"),
        ("t\nWe propose Weh without labels, with Fern.", "uses"),
        ("t\nWe propose Weh without labels by using Fern.", "uses"),
        ("t\nWe propose Weh without Fern. We use Fern later.", "uses"),
        ("t\nWe propose Weh with Fern.", "uses"),
    ],
)
def test_what_a_paper_does_without_is_not_used(text, role):
    assert given(text)["Fern"] == role


def test_where_nothing_is_introduced_the_likeliest_thing_is():
    assert given("Fern: A Study\nWe use Fern and Moss.") == {"Fern": "introduces", "Moss": "uses"}


def test_what_is_unlikely_to_be_introduced_is_not():
    assert given("A Study\nWe use Fern and Moss.") == {"Fern": "uses", "Moss": "uses"}


def test_where_something_is_introduced_nothing_else_is_made_so():
    assert given("Fern: A Study\nWe propose Moss. Fern is old.") == {"Fern": "uses", "Moss": "introduces"}


def test_nothing_has_no_roles():
    assert roles.roles_of([], signals("t"), MODEL) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t\nWe propose Fern.", {"type=Method", "cue=introduce-next", "before=propose", "after=.", "sentence=propose"}),
        ("Fern: a study\nIt is.", {"cue=title", "in title", "only in title", "in title, words=1", "first=0"}),
        ("t\nOne. Two. We see Fern and Fern.", {"first=3", "times=2", "latest=3"}),
        ("t\nCode of Fern: https://github.com/moss/fern-net", {"cue=own link"}),
        ("t\nwe use fair exact ranks now (Fern)", {"defined", "shape=title1", "shape=lower3"}),
        ("t\nWe propose Fern.", {"known=0", "Method & cue=introduce-next", "shape=title1 & cue=introduce-next"}),
    ],
)
def test_features_of_a_place(text, expected):
    assert expected <= features(text, "Fern")


def test_only_near_words_count():
    found = features("t\none two three four five Fern six seven", "Fern")
    assert {feature for feature in found if feature.startswith("before=")} == {
        *("before=two", "before=three", "before=four", "before=five")
    }
    assert {feature for feature in found if feature.startswith("after=")} == {"after=six"}


def test_what_a_form_looks_like_is_weighed_with_its_places():
    found = features("t\nWe see Fern.", "Fern")
    assert {"shape=title1 & times=1", "shape=title1 & known=0"} <= found


def test_a_name_that_is_the_whole_title():
    assert "cue=whole title" in features("Fern\nIt is.", "Fern", known=[("Fern", ["Method"], 5)])
    assert "cue=whole title" not in features("On Fern\nIt is.", "Fern", known=[("Fern", ["Method"], 5)])


def test_features_of_a_known_name():
    assert {"known=3", "known=lexicon"} <= features("t\nwe use Fern", "Fern", known=[("Fern", ["Method"], 5)])
    seen = features("t\nwe use Fern", "Fern", known=[("Fern", [], 2)])
    assert "known=2" in seen
    assert "known=lexicon" not in seen


def test_a_name_of_one_annotated_abstract_is_not_well_known():
    assert "known=0" in features("t\nwe use Fern", "Fern", known=[("Fern", [], 1)])


def test_the_shipped_weights_know_the_roles_of_the_schema():
    assert roles.shipped().labels == LABELS
