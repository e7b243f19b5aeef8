"""Sorting: in order and none twice, in memory and on disk alike."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import sorting
from kg.rdf.sorting import sort

lines = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=3))


@given(lines, st.integers(1, 5))
def test_lines_are_sorted_and_distinct_however_few_are_held(tmp_path_factory, texts, run):
    given = [f"{text}\n" for text in texts]
    found = sort(given, tmp_path_factory.mktemp("sort"), run=run)
    assert list(found) == sorted(set(given))
    assert list(found) == sorted(set(given))


@pytest.mark.parametrize("run", [1, 7, 1000])
def test_many_runs_are_merged_a_few_at_a_time(tmp_path, monkeypatch, run):
    monkeypatch.setattr(sorting, "FILES", 3)
    numbers = [f"{number * 7 % 500:03d}\n" for number in range(900)]
    assert list(sort(numbers, tmp_path, run=run)) == [f"{number:03d}\n" for number in range(500)]


def test_one_file_is_left_of_many_and_none_of_few(tmp_path):
    sort(["b\n", "a\n"], tmp_path, run=3)
    assert list(tmp_path.iterdir()) == []
    found = sort(["b\n", "a\n", "c\n", "b\n", "d\n"], tmp_path, run=2)
    assert list(tmp_path.iterdir()) == [found.file]


@pytest.mark.parametrize("run", [1, 10])
def test_lines_become_a_file(tmp_path, run):
    sort(["b\n", "a\n", "é\r\n"], tmp_path, run=run).move(tmp_path / "all")
    assert (tmp_path / "all").read_bytes() == "a\nb\né\r\n".encode()


def test_lines_that_are_repeated_take_no_place(tmp_path):
    assert sort(["a\n", "b\n"] * 1000, tmp_path, run=3).held == ("a\n", "b\n")


def test_ten_times_the_lines_take_no_more_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(sorting, "FILES", 8)

    def peak(count):
        tracemalloc.start()
        for _ in sort((f"{number * 7919 % count:080d}\n" for number in range(count)), tmp_path, run=500):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(500)
    assert peak(50_000) < 1.5 * peak(5_000)
