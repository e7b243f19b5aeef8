"""Which executor the settings name, and what work tells of itself."""

import pytest

from kg.config import Config
from kg.errors import KGError
from kg.executors import InProcess, Lost, choose, report_lost, tell
from kg.executors.processes import Processes


def count(text: str) -> str:
    tell(1)
    tell(2)
    return text * 2


def test_one_worker_is_this_process():
    assert choose(Config()) == InProcess()
    assert choose(Config(workers=3)) == Processes(3)


def test_in_this_process_shards_come_in_their_order():
    assert list(InProcess().map(count, ["b", "a"])) == ["bb", "aa"]
    assert list(InProcess().map(count, [])) == []


def test_what_work_tells_comes_with_its_shard():
    steps = []
    list(InProcess().map(count, ["b", "a"], on_step=lambda *step: steps.append(step)))
    assert steps == [("b", 1), ("b", 2), ("a", 1), ("a", 2)]


def test_work_may_tell_where_nobody_listens():
    assert count("a") == "aa"


def test_a_lost_shard_ends_the_work_where_nobody_wants_to_be_told():
    with pytest.raises(KGError) as caught:
        report_lost(Lost("00042", "killed by signal 9, SIGKILL"), None)
    assert str(caught.value) == (
        "the work on shard 00042 ended its process each time (killed by signal 9, SIGKILL), mostly for want of memory; "
        "try fewer --workers"
    )
