import pytest

from kg.errors import ConfigError
from kg.extract.labels import LabelMap


def labels(*declared, **given):
    return LabelMap("en_plants", given, declared)


@pytest.mark.parametrize(
    ("given", "label", "kind"),
    [
        ({}, "Method", "Method"),
        ({}, "METHOD", "Method"),
        ({}, "dataset", "Dataset"),
        ({"TECH": "Method"}, "TECH", "Method"),
        ({"TECH": "Method"}, "DATASET", "Dataset"),
        ({"TECH": "Method"}, "tech", ""),
        ({"TECH": "Method"}, "ORG", ""),
        ({"ORG": ""}, "ORG", ""),
        ({"TASK": ""}, "TASK", ""),
        ({"TASK": "Method"}, "TASK", "Method"),
    ],
)
def test_the_type_of_a_label(given, label, kind):
    assert labels(**given).type_of(label) == kind


def test_a_label_without_a_type_is_an_error_that_shows_the_lines_to_add():
    with pytest.raises(ConfigError) as error:
        labels("ORG", "METHOD").check(is_open=False)
    assert str(error.value) == (
        "en_plants: the label 'ORG' is no type of kg; this pipeline's labels are METHOD, ORG; map those that count at "
        'the end of kg.toml, with the lines `[labels]` and `ORG = "Method"` (types are Method, Model, Dataset, Task; '
        "the other labels are ignored)"
    )


def test_a_label_that_is_no_bare_key_is_quoted():
    with pytest.raises(ConfigError, match=r'the lines `\[labels\]` and `"a \\"new\\" model é" = "Method"`'):
        labels().type_of('a "new" model é')


def test_many_labels_are_not_all_listed():
    with pytest.raises(ConfigError, match=r"labels are L00, L01, .*, L19 and 10 more; map"):
        labels(*(f"L{number:02}" for number in range(30))).check(is_open=False)


def test_a_map_of_a_label_that_is_not_there_is_an_error():
    with pytest.raises(
        ConfigError, match=r"en_plants: \[labels\] of kg\.toml names 'TEHC', .* its labels are ORG, TECH$"
    ):
        labels("ORG", "TECH", TEHC="Method", TECH="Method").check(is_open=False)
    labels("ORG", "TECH", TEHC="Method").check(is_open=True)


def test_a_map_that_ignores_everything_is_an_error():
    with pytest.raises(
        ConfigError, match=r"en_plants: every label of this pipeline is ignored; map one of ORG, PERSON "
    ):
        labels("ORG", "PERSON", ORG="").check(is_open=False)
    labels("ORG", "METHOD", ORG="").check(is_open=False)
