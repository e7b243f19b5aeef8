"""How fast work goes and how long it takes, by a clock of the tests."""

import pytest

from kg.cli.pace import Pace


def told(*steps, total=1000):
    """Return what is said after steps of seconds and of papers done."""
    now = 0.0
    pace = Pace("papers", clock=lambda: now)
    for now, done in steps:  # noqa: B007  the clock reads it
        pace.note(done)
    return pace.words(done, total)


def test_the_rate_and_the_time_left_are_told():
    assert told((0, 0), (10, 310)) == "31 papers/s, 23 s left"


def test_slow_work_has_a_place_after_the_point():
    assert told((0, 0), (10, 5)) == "0.5 papers/s, 34 min left"


@pytest.mark.parametrize("steps", [[(0, 0)], [(0, 0), (2.9, 100)], [(0, 0), (60, 0)], [(0, 0), (60, 1000)]])
def test_nothing_is_told_at_the_start_without_progress_and_at_the_end(steps):
    assert told(*steps) == ""


def test_what_was_known_when_the_work_began_is_no_work():
    assert told((0, 900), (10, 910)) == "1.0 papers/s, 91 s left".replace("91 s", "2 min")


def test_the_rate_is_that_of_the_last_minute():
    steps = [(second, second * 100) for second in range(100)] + [(100 + second, 9900 + second) for second in range(70)]
    assert told(*steps, total=100_000) == "1.0 papers/s, 25 h 1 min left"
