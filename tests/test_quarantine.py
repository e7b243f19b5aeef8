"""Papers that no process is to read."""

import pytest

from kg import quarantine
from kg.quarantine import Entry

FERN = Entry("paper/fern", "d" * 64, "Ferns", "killed by signal 11, SIGSEGV")
MOSS = Entry("paper/moss", "e" * 64, "On the growth of mosses between the stones of old walls: a survey", "x")


def test_entries_come_back(tmp_path):
    quarantine.add(tmp_path, FERN)
    quarantine.add(tmp_path, MOSS)
    assert quarantine.read(tmp_path) == {("paper/fern", "d" * 64): FERN, ("paper/moss", "e" * 64): MOSS}


def test_no_file_holds_no_entry(tmp_path):
    assert quarantine.read(tmp_path) == {}
    quarantine.forget(tmp_path)


@pytest.mark.parametrize(
    "rest", ["", "{", "[]", '{"paper": 1}', '{"paper": 1, "digest": "", "title": "", "reason": ""}']
)
def test_a_damaged_line_is_none_and_the_others_are(tmp_path, rest):
    quarantine.add(tmp_path, FERN)
    with (tmp_path / quarantine.FILE).open("a") as stream:
        stream.write(rest)
    quarantine.add(tmp_path, MOSS)
    assert list(quarantine.read(tmp_path).values()) == [FERN, MOSS]


def test_entries_can_be_taken_back(tmp_path):
    quarantine.add(tmp_path, FERN)
    quarantine.add(tmp_path, MOSS)
    quarantine.remove(tmp_path, [FERN])
    assert list(quarantine.read(tmp_path).values()) == [MOSS]
    quarantine.forget(tmp_path)
    assert quarantine.read(tmp_path) == {}


def test_one_line_tells_which_paper_why_and_what_to_do():
    assert str(FERN) == (
        "paper/fern “Ferns”: left out, for its text ends the process that reads it (killed by signal 11, SIGSEGV); "
        "please report this bug; --fresh tries it again"
    )
    assert str(MOSS).startswith("paper/moss “On the growth of mosses between the stones of old walls: a…”: left out")
