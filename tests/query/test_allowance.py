"""What a query may cost."""

import pytest

from kg.query import allowance
from kg.query.allowance import MIB, Allowance, CostError


def test_time_is_up_when_it_is():
    Allowance(seconds=2.5).check(2.5)
    with pytest.raises(CostError, match=r"^the query takes longer than the 2\.5 s that it may$") as caught:
        Allowance(seconds=2.5).check(2.6)
    assert caught.value.cost == "time"


def test_memory_is_what_the_process_holds(monkeypatch):
    monkeypatch.setattr(allowance, "resident", lambda: 300 * MIB)
    Allowance(memory=300 * MIB).check(0)
    with pytest.raises(CostError, match=r"^the query needs more memory than the 299 MiB that it may use$") as caught:
        Allowance(memory=299 * MIB).check(0)
    assert caught.value.cost == "memory"


def test_nothing_is_unlimited(monkeypatch):
    monkeypatch.setattr(allowance, "resident", lambda: 1 << 60)
    Allowance().check(1e9)


def test_what_is_held_is_counted():
    before = allowance.resident()
    held = b"x" * (64 * MIB)
    assert allowance.resident() - before > 32 * MIB
    assert len(held) == 64 * MIB


@pytest.mark.parametrize(("pages", "usual"), [(1 << 20, 2048), (1 << 24, 4096)])
def test_a_small_machine_keeps_half_of_its_memory(monkeypatch, pages, usual):
    monkeypatch.setattr(allowance.os, "sysconf", {"SC_PHYS_PAGES": pages, "SC_PAGE_SIZE": 4096}.get)
    assert allowance.usual_memory() == usual * MIB


def test_a_system_that_does_not_tell_its_memory_is_a_large_one(monkeypatch):
    monkeypatch.delattr(allowance.os, "sysconf")
    assert allowance.usual_memory() == 4096 * MIB
