"""How many files a merge may have open."""

import sys

import pytest

from kg import open_files

resource = pytest.importorskip("resource")


@pytest.mark.parametrize(
    ("allowed", "most"),
    [(256, 200), (999, 200), (1024, 600), (1_000_000, 600), (resource.RLIM_INFINITY, 600)],
)
def test_a_merge_leaves_room_for_other_files(monkeypatch, allowed, most):
    monkeypatch.setattr(resource, "getrlimit", lambda _: (allowed, allowed))

    assert open_files.most_open() == most


def test_a_system_that_tells_nothing_is_taken_for_a_small_one(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)

    assert open_files.most_open() == 200
