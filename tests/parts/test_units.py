"""What papers call one thing is kept with what they say."""

import pytest

from kg import cache
from kg.parts.units import read_units, write_units
from kg.records import Extraction, Mention, Paper
from kg.work_folder import WorkFolder

PAPER = Paper("paper/a", "Fern", "Fern grows.")


@pytest.fixture
def work(tmp_path):
    return WorkFolder(tmp_path / ".work", tmp_path / "cache" / "0123456789abcdef")


def write(work, form):
    mention = Mention("paper/a", 0, 0, 4, form, "Method", "introduces", 0.9, 0, "cue:title")
    cache.write_papers(work.papers("00000"), [PAPER])
    cache.write(work.extracted("00000"), {"paper/a": (cache.text_digest(PAPER), Extraction("paper/a", (), (mention,)))})


def test_units_of_a_shard_are_written_and_read(work):
    write(work, "Fern")
    assert write_units("00000", work=work, code="1") == "00000"
    assert list(read_units("00000", work=work)) == ['["paper/a",["[\\"Method\\",[\\"Fern\\"],[]]",0,0.9]]\n']


def test_units_are_made_anew_when_papers_say_something_else(work):
    write(work, "Fern")
    write_units("00000", work=work, code="1")
    write(work, "Moss")
    write_units("00000", work=work, code="1")
    assert ["Moss" in line for line in read_units("00000", work=work)] == [True]
