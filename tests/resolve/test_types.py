"""One name, several types."""

from factory import profiles_of, unit, units

from kg.resolve.types import are_compatible, settle_types


def settled(*extractions, known=()):
    profiles = profiles_of([one for part in extractions for one in (part if isinstance(part, list) else [part])])
    return settle_types([("x", profile.type, profile) for profile in profiles], lambda _: set(known))


def test_the_majority_s_type_is_everybody_s():
    assert settled(units(7, "X", "Model"), units(3, "X", "Method")) == {
        ("x", "Model"): "Model",
        ("x", "Method"): "Model",
    }


def test_the_heavier_type_is_everybody_s_without_a_majority_too():
    assert settled(units(6, "X", "Model"), units(5, "X", "Method")) == {
        ("x", "Model"): "Model",
        ("x", "Method"): "Model",
    }


def test_a_dataset_gives_way_to_a_majority_alone():
    both = settled(units(1, "X", "Dataset", confidence=0.6), units(1, "X", "Method", confidence=0.8))
    assert both == {("x", "Dataset"): "Dataset", ("x", "Method"): "Method"}
    most = settled(units(1, "X", "Dataset", confidence=0.6), units(2, "X", "Method", confidence=0.8))
    assert set(most.values()) == {"Method"}


def test_beside_a_dataset_the_other_types_are_one():
    found = settled(units(4, "X", "Dataset"), units(3, "X", "Method"), units(2, "X", "Model"))
    assert found == {("x", "Dataset"): "Dataset", ("x", "Method"): "Method", ("x", "Model"): "Method"}


def test_the_weight_of_what_is_not_known_makes_no_third_type():
    found = settled(units(9, "X", "Model"), unit("paper/y", "X", "Task"), known=["Task", "Method"])
    assert found == {("x", "Model"): "Task", ("x", "Task"): "Task"}


def test_papers_count_by_their_confidence():
    sure, unsure = units(3, "X", "Model", confidence=0.9), units(4, "X", "Method", confidence=0.2)
    assert settled(sure, unsure)["x", "Method"] == "Model"


def test_the_only_known_type_beats_a_majority():
    assert settled(units(9, "X", "Model"), unit("paper/y", "X", "Task"), known=["Task"])["x", "Model"] == "Task"


def test_known_types_stay_apart():
    both = settled(units(9, "X", "Model"), unit("paper/y", "X", "Task"), known=["Task", "Model"])
    assert both == {("x", "Model"): "Model", ("x", "Task"): "Task"}


def test_a_type_that_is_not_known_joins_the_majority_of_those_that_are():
    found = settled(units(9, "X", "Model"), unit("paper/y", "X", "Method"), known=["Task", "Model"])
    assert found["x", "Method"] == "Model"


def test_a_dataset_that_two_papers_are_sure_of_stays_apart():
    assert settled(units(9, "X", "Method"), units(2, "X", "Dataset"))["x", "Dataset"] == "Dataset"


def test_a_dataset_that_one_paper_is_sure_of_does_not():
    papers = units(9, "X", "Method"), unit("paper/a", "X", "Dataset"), unit("paper/b", "X", "Dataset", confidence=0.8)
    assert settled(*papers)["x", "Dataset"] == "Method"


def test_a_few_sure_mistakes_among_many_papers_make_no_dataset():
    assert settled(units(50, "X", "Method"), units(2, "X", "Dataset"))["x", "Dataset"] == "Method"


def test_only_datasets_are_never_taken_for_something_else():
    assert are_compatible("Method", "Task")
    assert are_compatible("Dataset", "Dataset")
    assert not are_compatible("Model", "Dataset")
