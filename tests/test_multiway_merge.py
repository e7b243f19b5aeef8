"""Merging many sorted runs with few of them open."""

from functools import partial
from operator import itemgetter

import pytest

from kg.multiway_merge import LINES, Codec, few, merge, merged, read_lines, write_lines

LETTERS = ["e\n", "a\n", "g\n", "b\n", "c\n", "f\n", "d\n"]


class Opened:
    """Runs and files of lines, which count how many of them are open."""

    def __init__(self):
        self.open, self.most = 0, 0
        self.codec = Codec(write_lines, lambda path: self.counted(read_lines(path)))

    def counted(self, lines):
        self.open += 1
        self.most = max(self.most, self.open)
        yield from lines
        self.open -= 1

    def run(self, *lines):
        return lambda: self.counted(lines)


@pytest.mark.parametrize(("most", "open_at_once"), [(7, 7), (3, 3), (2, 2)])
def test_the_items_come_in_order_and_no_more_runs_are_open_than_may_be(tmp_path, most, open_at_once):
    opened = Opened()
    found = merged([opened.run(letter) for letter in LETTERS], opened.codec, most=most, folder=tmp_path)
    assert list(found) == ["a\n", "b\n", "c\n", "d\n", "e\n", "f\n", "g\n"]
    assert (opened.most, list(tmp_path.iterdir())) == (open_at_once, [])


@pytest.mark.parametrize("most", [2, 9])
def test_items_that_a_key_does_not_tell_apart_come_in_the_order_of_their_runs(tmp_path, most):
    runs = [partial(iter, [f"{first}{number}\n" for first in "ab"]) for number in (3, 1, 2)]
    found = merged(runs, LINES, key=itemgetter(0), most=most, folder=tmp_path)
    assert list(found) == ["a3\n", "a1\n", "a2\n", "b3\n", "b1\n", "b2\n"]


@pytest.mark.parametrize(("once", "found"), [(True, ["a\n", "b\n"]), (False, ["a\n", "a\n", "a\n", "b\n", "b\n"])])
@pytest.mark.parametrize("most", [2, 9])
def test_equal_items_come_once_where_that_is_asked_for(tmp_path, most, once, found):
    runs = [partial(iter, lines) for lines in (["a\n", "b\n"], ["a\n"], ["a\n", "b\n"])]
    assert list(merged(runs, LINES, once=once, most=most, folder=tmp_path)) == found


def test_few_runs_are_left_as_they_are_and_many_can_be_read_as_often_as_is_needed(tmp_path):
    runs = [partial(iter, [letter]) for letter in LETTERS]
    assert few(runs, LINES, tmp_path, most=7) is runs
    made = few(runs, LINES, tmp_path, most=3)
    assert len(made) == 3
    assert list(merge(made)) == list(merge(made)) == sorted(LETTERS)


def test_lines_end_only_where_they_were_ended(tmp_path):
    lines = ["a\r\n", "b\u2028c\n", "\x85\n"]
    write_lines(tmp_path / "lines", lines)
    assert list(read_lines(tmp_path / "lines")) == lines


def test_no_runs_are_no_items():
    assert list(merged([], LINES)) == []
