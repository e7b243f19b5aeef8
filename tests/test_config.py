"""The settings that name another model; the others are tested where they are used."""

import pickle

import pytest

from kg import config
from kg.config import Config
from kg.errors import ConfigError


def load(tmp_path, text):
    (tmp_path / "kg.toml").write_text(text, encoding="utf-8")
    return config.load(tmp_path / "kg.toml")


def test_a_model_and_its_labels_come_from_the_file(tmp_path):
    found = load(tmp_path, 'model = "en_plants"\n[labels]\nMETHOD = "Method"\nORG = ""\n"a task" = "task"\n')
    assert (found.model, found.labels) == ("en_plants", {"METHOD": "Method", "ORG": "", "a task": "Task"})
    assert config.override(found, {"model": "other"}).labels == found.labels
    assert (Config().model, Config().labels) == ("", {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('labels = "Method"', "'labels' must be a table, such as the lines `[labels]` and `ORG = \"\"`"),
        (
            '[labels]\nORG = "Organisation"',
            "the label 'ORG' is mapped to 'Organisation', which is no type; "
            'map it to Method, Model, Dataset, Task, or to "" to ignore it',
        ),
        (
            "[labels]\nORG = false",
            "the label 'ORG' is mapped to False, which is no type; "
            'map it to Method, Model, Dataset, Task, or to "" to ignore it',
        ),
        (
            '[labels]\nORG = ""\nmodel = "en_plants"',
            "the label 'model' is mapped to 'en_plants', which is no type; "
            "if 'model' is the setting, write it above the line `[labels]`",
        ),
        ("model = 3", "'model' must be of type str, not int"),
        ('renderer = "webgl"', "'renderer' must be one of auto, canvas, pyvis, not 'webgl'"),
    ],
)
def test_a_wrong_setting_is_one_line(tmp_path, text, said):
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)
    assert str(error.value) == f"{tmp_path / 'kg.toml'}: {said}"


def test_settings_travel_to_other_processes_and_into_sets():
    one = Config(labels={"ORG": ""})
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301  what was pickled in this line
    assert len({one, Config(labels={"ORG": ""}), Config()}) == 2
