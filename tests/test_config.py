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
        ("history = 0", "'history' must be at least 1, not 0"),
        ("follow = [3]", "'follow' must be a list of texts"),
        (
            '[[fetch]]\nservice = "arxiv"\nurl = "https://moss.org"\n[[fetch]]\nfollow = ["Moss"]',
            "[[fetch]] number 2: 'follow' is no part of it; write it above the first line [[fetch]]",
        ),
        ('renderer = "webgl"', "'renderer' must be one of auto, canvas, pyvis, not 'webgl'"),
    ],
)
def test_a_wrong_setting_is_one_line(tmp_path, text, said):
    with pytest.raises(ConfigError) as error:
        load(tmp_path, text)
    assert str(error.value) == f"{tmp_path / 'kg.toml'}: {said}"


def test_paths_start_from_the_folder_of_the_file(tmp_path, monkeypatch):
    (tmp_path / "plants").mkdir()
    found = load(tmp_path, 'sources = ["papers/*.jsonl", "/else/a.txt", "-"]\nmodel = "plants"\n')
    assert found.sources == (str(tmp_path / "papers/*.jsonl"), "/else/a.txt", "-")
    assert (found.output, found.model) == (str(tmp_path / "outputs"), str(tmp_path / "plants"))
    assert config.decisions_file(found) == tmp_path / "decisions.txt"
    monkeypatch.chdir(tmp_path)
    assert (config.load().sources, config.load().output) == (("papers/*.jsonl", "/else/a.txt", "-"), "outputs")
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert config.load() == Config()  # the file of the folder above is not looked for


def test_a_path_may_start_from_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("USERPROFILE", "/home/ada")
    found = load(
        tmp_path,
        'sources = ["~/Zotero/library.bib", "~moss"]\noutput = "~/graph"\ndecisions = "~/mine.txt"\n'
        '[[fetch]]\nto = "~/papers"\n',
    )
    assert found.sources == ("/home/ada/Zotero/library.bib", str(tmp_path / "~moss"))
    assert (found.output, found.decisions) == ("/home/ada/graph", "/home/ada/mine.txt")
    assert found.fetch == ({"to": "/home/ada/papers"},)


def test_decisions_are_applied_once_they_are_there(tmp_path):
    found = load(tmp_path, "")
    assert config.decisions_to_apply(found) is None
    (tmp_path / "decisions.txt").touch()
    assert config.decisions_to_apply(found) == tmp_path / "decisions.txt"
    assert config.decisions_to_apply(load(tmp_path, 'decisions = "mine.txt"')) == tmp_path / "mine.txt"
    none = load(tmp_path, 'decisions = ""')
    assert (config.decisions_file(none), config.decisions_to_apply(none)) == (None, None)


def test_a_name_that_is_nearly_right_is_suggested(tmp_path):
    for text, said in (
        ('souces = ["a"]', "unknown setting 'souces'; did you mean 'sources'?"),
        ('Output = "a"', "unknown setting 'Output'; did you mean 'output'?"),
    ):
        with pytest.raises(ConfigError) as error:
            load(tmp_path, text)
        assert str(error.value) == f"{tmp_path / 'kg.toml'}: {said}"
    with pytest.raises(ConfigError, match="unknown setting 'zzz'; known are base, "):
        load(tmp_path, "zzz = 1")


def test_settings_travel_to_other_processes_and_into_sets():
    one = Config(labels={"ORG": ""})
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301  what was pickled in this line
    assert len({one, Config(labels={"ORG": ""}), Config()}) == 2


def test_what_is_to_be_fetched_is_tables_whose_folders_start_from_the_file(tmp_path):
    text = 'contact = "ada@moss.org"\n[[fetch]]\nservice = "arxiv"\n[[fetch]]\nto = "mine"\n[[fetch]]\nto = "-"\n'
    found = load(tmp_path, text)
    assert found.contact == "ada@moss.org"
    assert found.fetch == (
        {"service": "arxiv", "to": str(tmp_path / "papers")},
        {"to": str(tmp_path / "mine")},
        {"to": "-"},
    )


def test_whose_fields_win_comes_from_the_file(tmp_path):
    assert load(tmp_path, 'priority = ["library.bib", "arxiv-*"]\n').priority == ("library.bib", "arxiv-*")
