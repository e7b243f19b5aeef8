"""Calls as text: what travels to the workers of an engine, and what comes back."""

import json
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pytest
import shard_jobs

from kg.config import Config
from kg.errors import KGError, ModelError
from kg.executors import Lost, calls
from kg.work_folder import WorkFolder


def answered(work, shard="00042"):
    return calls.result(calls.answer(calls.call_text(work), shard))


def test_arguments_and_results_come_through_as_they_are():
    work = WorkFolder(Path("/Fern ü"), Path("/cache"))
    values = ("Moß", 7, 0.5, True, None, [1, (2, "3")], date(2026, 5, 4), datetime(2026, 5, 4, 3, 2, tzinfo=UTC))
    called = partial(shard_jobs.given, *values, work=work, types={"ORG": "", "1": 2}, action=shard_jobs.refuse)
    assert answered(called) == (
        *values,
        "00042",
        {"work": work, "types": {"ORG": "", "1": 2}, "action": shard_jobs.refuse},
    )
    assert answered(shard_jobs.given) == ("00042", {})


def test_a_call_is_json_with_the_dotted_name_of_its_function():
    call = calls.call_text(partial(shard_jobs.given, 1, path=Path("/moss")))
    assert json.loads(call) == {
        "partial": [{"function": "shard_jobs:given"}, [1], {"map": [["path", {"path": "/moss"}]]}]
    }


def test_paths_mean_the_same_in_the_folders_of_the_workers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    config = Config(output="out", model="mine", labels=MappingProxyType({"ORG": ""}))
    _, named = answered(partial(shard_jobs.given, config=config, path=Path("here")))
    assert named["path"] == tmp_path / "here"
    assert named["config"] == Config(output=f"{tmp_path}/out", model=f"{tmp_path}/mine", labels={"ORG": ""})
    assert answered(partial(shard_jobs.given, config=Config(model="a_package")))[1]["config"].model == "a_package"


def test_errors_are_raised_where_the_result_is_awaited():
    with pytest.raises(KGError, match=r"^00042: refused$"):
        answered(shard_jobs.refuse)
    with pytest.raises(ModelError, match=r"^00042: no weights$"):
        answered(shard_jobs.want_weights)
    with pytest.raises(MemoryError, match=r"^00042$"):
        answered(shard_jobs.want_memory)
    with pytest.raises(OSError, match=r"^\[Errno 28\] No space left on device: '00042'$"):
        answered(shard_jobs.want_room)
    with pytest.raises(RuntimeError, match=r"^ZeroDivisionError in a worker process: .* \(at shard_jobs\.py:\d+\)$"):
        answered(shard_jobs.stumble)


def test_a_lost_shard_is_a_result():
    assert calls.result(calls.lost_text("00042", "it ended 3 workers")) == Lost("00042", "it ended 3 workers")


@pytest.mark.parametrize("work", [lambda shard: shard, partial(shard_jobs.given, {1, 2}), partial(str.upper)])
def test_what_has_no_text_does_not_travel(work):
    with pytest.raises(TypeError, match=r"found by no worker|does not travel"):
        calls.call_text(work)


def test_an_answer_makes_records_and_runs_nothing():
    with pytest.raises(TypeError, match="os:getcwd is no record"):
        calls.result('{"record": ["os:getcwd"]}')
