"""What a query may cost."""

from types import SimpleNamespace

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


def test_memory_of_files_is_not_counted(monkeypatch, tmp_path):
    statement = tmp_path / "statm"
    statement.write_text("1000 300 100 1 0 200 0\n")
    monkeypatch.setattr(allowance, "_STATEMENT", statement)
    monkeypatch.setattr(allowance.os, "sysconf", {"SC_PAGE_SIZE": 4096}.get)
    assert (allowance.resident(), allowance.address_space()) == (200 * 4096, 1000 * 4096)


def test_where_the_system_does_not_tell_what_is_held_the_most_counts(monkeypatch, tmp_path):
    usage = SimpleNamespace(RUSAGE_SELF=0, getrusage=lambda _: SimpleNamespace(ru_maxrss=7))
    monkeypatch.setattr(allowance, "_STATEMENT", tmp_path / "none")
    monkeypatch.setattr(allowance, "resource", usage)
    assert (allowance.resident(), allowance.address_space()) == (7, 0)


@pytest.mark.parametrize(("pages", "usual"), [(1 << 20, 2048), (1 << 24, 4096)])
def test_a_small_machine_keeps_half_of_its_memory(monkeypatch, pages, usual):
    monkeypatch.setattr(allowance.os, "sysconf", {"SC_PHYS_PAGES": pages, "SC_PAGE_SIZE": 4096}.get)
    assert allowance.usual_memory() == usual * MIB


def test_a_system_that_does_not_tell_its_memory_is_a_large_one(monkeypatch):
    monkeypatch.delattr(allowance.os, "sysconf")
    assert allowance.usual_memory() == 4096 * MIB
