"""Moments: which build a word means."""

from datetime import datetime
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.history import moments
from kg.history.past import Past, PastBuild

NOW = datetime.fromisoformat("2026-03-14T12:00:00+00:00")
FOLDER = Path("out")


@pytest.fixture(autouse=True)
def in_utc(monkeypatch):
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def past(*times: str, first: int = 1) -> Past:
    return Past(FOLDER, tuple(PastBuild(number, time, {}, "") for number, time in enumerate(times, first)))


DAILY = past(*(f"2026-03-{day:02}T06:00:00+00:00" for day in (10, 11, 12, 13, 14)))


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("last", 4), ("1", 4), ("0", 5), ("4", 1), ("5", 0)),
        *(("12h", 4), ("2d", 3), ("1w", 1), ("today", 4), ("yesterday", 3)),
        *(("2026-03-12", 2), ("2026-03-12T06:00:00+00:00", 3), ("2026-03-12T07:00:00+02:00", 2), ("2020-01-01", 1)),
    ],
)
def test_a_word_means_the_last_build_that_was_there_then(word, number):
    assert moments.find(DAILY, word, now=NOW).number == number


def test_before_a_single_build_there_is_nothing():
    one = past("2026-03-14T06:00:00+00:00")
    assert [moments.find(one, word, now=NOW).number for word in ("last", "7d", "2026-03-14T12:00")] == [0, 0, 1]
    assert moments.find(one, "last", now=NOW).text == "nothing (before the first build)"


@pytest.mark.parametrize(
    ("times", "word", "number"),
    [
        (("2026-03-10", "2026-03-11", "1970-01-01", "2026-03-13"), "2026-03-12", 3),  # a clock that lost its battery
        (("2026-03-10", "2099-01-01", "2026-03-12", "2026-03-13"), "2026-03-11T12:00", 2),  # one that ran ahead
        (("2026-03-10", "nonsense", "2026-03-12"), "2026-03-11", 2),
    ],
)
def test_a_clock_that_is_wrong_never_breaks_the_order(times, word, number):
    assert moments.find(past(*times), word, now=NOW).number == number


@pytest.mark.parametrize(
    ("found", "word", "said"),
    [
        (DAILY, "6", "out: the history goes back 4 builds, not 6; choose fewer, or a date"),
        (past("2026-03-13", "2026-03-14", first=7), "2", "out: the history goes back 1 build, not 2"),
        (DAILY, "soon", "'soon' is no time; write `last`, 3 (builds back), 12h, 7d, 2w, yesterday or a date such as"),
        (past(), "last", "out: nothing is remembered of this folder's builds; `kg build` begins to do so"),
    ],
)
def test_what_is_not_remembered_is_said_in_a_line(found, word, said):
    with pytest.raises(OutputError) as caught:
        moments.find(found, word, now=NOW)
    assert str(caught.value).startswith(said)


def test_a_build_is_called_by_its_number_and_time():
    assert moments.newest(DAILY).text == "build 5 of 2026-03-14 06:00"
    assert moments.local_time("nonsense") == "nonsense"
    assert [moments.is_word(word) for word in ("last", "3", "7d", "today", "2026-03-11", "outputs", "./3")] == [
        *(True, True, True, True, True),
        *(False, False),
    ]
