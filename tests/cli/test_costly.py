"""Queries that go wrong because the store is damaged, and those that cost too much."""

import os

import pytest
from builds import built

from kg import output_files, store
from kg.cli import costly
from kg.errors import OutputError, QueryError
from kg.query import own_process, triplestore
from kg.query.allowance import MIB, Allowance, CostError
from kg.query.job import EvaluationError


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch):
    monkeypatch.setattr(own_process, "_is_own_program", lambda: False)


@pytest.fixture(name="folder")
def _folder(tmp_path):
    folder = built(tmp_path / "outputs", "rdf")
    triplestore.update(folder, output_files.graph(store.open_build(folder).outputs))
    return folder


def rotten(folder):
    """Change a byte of the store as a disk does, and return the file."""
    place = triplestore.path(folder, output_files.graph_digest(store.open_build(folder).outputs))
    file = max(place.glob("*.sst"), key=lambda path: path.stat().st_size)
    status, content = file.stat(), bytearray(file.read_bytes())
    content[len(content) // 2] ^= 4
    file.write_bytes(content)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    return file


class Work:
    """Fails with each of some errors, one at a time, and then succeeds."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.times = 0

    def __call__(self):
        self.times += 1
        if self.errors:
            raise self.errors.pop(0)
        return lambda: None


def test_a_damaged_store_is_made_again_and_asked_once_more(folder, capsys):
    file = rotten(folder)
    work = Work(EvaluationError("Corruption"))
    costly.run(work, folder, Allowance())
    said = f"{file.parent}: {file.name} is damaged; making the query store again, and asking once more ...\n"
    assert (work.times, capsys.readouterr().err) == (2, said)
    assert triplestore.is_whole(folder, output_files.graph_digest(store.open_build(folder).outputs))


def test_damage_is_looked_for_where_memory_runs_out(folder):
    rotten(folder)
    work = Work(CostError("too much", "memory"))
    costly.run(work, folder, Allowance())
    assert work.times == 2


def test_a_store_is_not_made_of_a_damaged_graph(folder):
    rotten(folder)
    with (folder / "kg.nq").open("a") as stream:
        stream.write("# more\n")
    with pytest.raises(OutputError, match=r"kg\.nq: changed since the build; build again with --fresh$"):
        costly.run(Work(EvaluationError("Corruption")), folder, Allowance())


def test_a_query_that_fails_over_a_whole_store_fails_once(folder):
    work = Work(EvaluationError("it failed"))
    with pytest.raises(QueryError, match=r"^it failed$"):
        costly.run(work, folder, Allowance())
    assert work.times == 1


@pytest.mark.parametrize(("cost", "more"), [("memory", "--memory 200"), ("time", "--timeout 6")])
def test_what_costs_too_much_is_told_how_to_allow_more(folder, cost, more):
    with pytest.raises(QueryError) as caught:
        costly.run(Work(CostError("it costs more", cost)), folder, Allowance(100 * MIB, 3))
    assert str(caught.value) == f"it costs more; ask for less, for instance with LIMIT, or allow more with {more}"
