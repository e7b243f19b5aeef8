"""The decisions file as a record."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from kg.decision_log import DecisionLog
from kg.errors import DecisionError, OutputError
from kg.proposals import choose_standing
from kg.resolve import Decision

DROP, KEEP = Decision("drop", ("task/a",)), Decision("keep", ("method/c", "C #"))


def log(path):
    return DecisionLog(path, today=lambda: date(2026, 11, 21))


def undo(path, *words, **options):
    return log(path).undo(lambda standing: choose_standing(standing, words), **options)


def test_a_line_has_the_date_and_the_reason(tmp_path):
    path = tmp_path / "deeper" / "decisions.txt"
    written = log(path).add(DROP, because=" no\n task\x1b[1m ")
    assert path.read_text() == "drop task/a  # 2026-11-21: no task [1m\n"
    assert (written.text, written.where) == ("drop task/a  # 2026-11-21: no task [1m", f"{path}:1")
    (standing,) = log(path).standing()
    assert (standing, standing.date, standing.line) == (written.decision, "2026-11-21", 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"drop task/a  # 2026-11-21\n"),
        (b"# mine\n\nkeep task/b", b"# mine\n\nkeep task/b\ndrop task/a  # 2026-11-21\n"),
        (b"# mine\r\nkeep task/b", b"# mine\r\nkeep task/b\r\ndrop task/a  # 2026-11-21\r\n"),
        (b"\xef\xbb\xbffrobnicate  \n", b"\xef\xbb\xbffrobnicate  \ndrop task/a  # 2026-11-21\n"),
    ],
)
def test_what_a_file_says_stays_as_it_is(tmp_path, before, after):
    path = tmp_path / "decisions.txt"
    path.write_bytes(before)
    written = log(path).add(DROP)
    assert path.read_bytes() == after
    assert log(path).standing()[-1].where == f"decisions.txt:{written.where.rpartition(':')[2]}"


def test_the_file_stays_the_file_that_it_was(tmp_path):
    path, link = tmp_path / "mine.txt", tmp_path / "decisions.txt"
    path.write_text("")
    path.chmod(0o640)
    link.symlink_to(path)
    log(link).add(DROP)
    assert (link.is_symlink(), path.stat().st_mode & 0o777) == (True, 0o640)
    assert path.read_text() == "drop task/a  # 2026-11-21\n"


def test_two_writers_at_once_lose_nothing(tmp_path):
    path = tmp_path / "decisions.txt"
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: log(path).add(Decision("drop", (f"task/{n}",))), range(60)))
    assert {decision.args[0] for decision in log(path).standing()} == {f"task/{n}" for n in range(60)}


def test_what_stands_already_is_refused(tmp_path):
    path = tmp_path / "decisions.txt"
    log(path).add(DROP)
    with pytest.raises(DecisionError, match=r"decisions\.txt:1: says 'drop task/a' already"):
        log(path).add(DROP)
    undo(path)
    assert log(path).add(DROP).where == f"{path}:3"


def test_a_dry_run_writes_nothing(tmp_path):
    path = tmp_path / "decisions.txt"
    assert log(path).add(DROP, dry_run=True).where == f"{path}:1"
    assert not path.exists()


def test_what_is_refused_makes_no_file(tmp_path):
    path = tmp_path / "decisions.txt"
    with pytest.raises(DecisionError, match="no decision stands, so there is nothing to undo"):
        undo(path)
    assert not path.exists()


def test_undo_takes_back_the_last_that_stands_and_adds_a_line(tmp_path):
    path = tmp_path / "decisions.txt"
    log(path).add(DROP)
    log(path).add(KEEP)
    assert undo(path, because="wrong").text == 'undo keep method/c "C #"  # 2026-11-21: wrong'
    assert undo(path).text == "undo drop task/a  # 2026-11-21"
    assert log(path).standing() == []
    assert len(path.read_text().splitlines()) == 4


@pytest.mark.parametrize(
    "words", [("2",), ("keep", "method/c", "C #"), ("undo", "keep"), ("method/C",), ("2026", "keep")]
)
def test_what_is_undone_is_named_by_line_or_words(tmp_path, words):
    path = tmp_path / "decisions.txt"
    for decision in (DROP, KEEP, Decision("drop", ("task/b",))):
        log(path).add(decision)
    assert undo(path, *words, dry_run=True).decision.words == KEEP.words


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("9",), "no decision that stands is meant by '9'; `kg undo --list` shows them"),
        (("drop",), "'drop' may mean several decisions (1: drop task/a; 2: drop task/b); give the number of one"),
    ],
)
def test_words_that_mean_none_or_several_are_refused(tmp_path, words, message):
    path = tmp_path / "decisions.txt"
    path.write_text("drop task/a\ndrop task/b\n")
    with pytest.raises(DecisionError) as raised:
        undo(path, *words)
    assert str(raised.value) == message


def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "decisions.txt"
    path.write_text("drop task/b\n")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"the decision cannot be written \(No space left on device\)"):
        log(path).add(DROP)
    assert path.read_text() == "drop task/b\n"


def test_a_file_that_is_no_text_is_not_added_to(tmp_path):
    path = tmp_path / "decisions.txt"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DecisionError, match=r"the decisions cannot be read \(not UTF-8\)"):
        log(path).add(DROP)
    with pytest.raises(DecisionError, match="cannot be read"):
        log(tmp_path).standing()


def test_a_name_of_several_lines_cannot_be_written(tmp_path):
    with pytest.raises(DecisionError, match="is more than one line"):
        log(tmp_path / "d").add(Decision("rename", ("task/a", "A\ndrop task/b")))


def test_a_line_that_is_too_long_makes_no_file(tmp_path):
    path = tmp_path / "decisions.txt"
    with pytest.raises(DecisionError, match="longer than 2000 characters"):
        DecisionLog(path).add(Decision("rename", ("method/a", "x" * 2000)))
    assert not path.exists()
