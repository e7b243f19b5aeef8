"""Merging many sorted files with few of them open."""

from operator import itemgetter

import pytest

from kg.exporters.merging import merged

ROWS = [("a", 1, "x"), ("b", 2, "é"), ("b", 3, ""), ("c", 4, "\u2028"), ("d", 5, "w"), ("e", 6, "v"), ("f", 7, "u")]


class Files:
    """Seven files of one row each, which count how many of them are open."""

    def __init__(self):
        self.open, self.most = 0, 0

    def part(self, row):
        def read():
            self.open += 1
            self.most = max(self.most, self.open)
            yield row
            self.open -= 1

        return read


@pytest.mark.parametrize(("most", "open_at_once"), [(7, 7), (3, 3), (2, 2)])
def test_the_rows_come_in_order_and_no_more_files_are_open_than_may_be(most, open_at_once):
    files = Files()
    parts = [files.part(row) for row in (ROWS[4], ROWS[0], ROWS[6], ROWS[1], ROWS[2], ROWS[5], ROWS[3])]
    assert list(merged(parts, key=itemgetter(0), most=most)) == ROWS
    assert files.most == open_at_once


def test_no_files_are_no_rows():
    assert list(merged([], key=itemgetter(0))) == []
