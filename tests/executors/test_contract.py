"""What every executor keeps to: the same files from the same shards, errors told, killed workers made up for."""

import importlib.util
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest
import shard_jobs

from kg import cache, readers, shards
from kg.config import Config
from kg.errors import ConfigError, KGError
from kg.executors import InProcess, Lost, choose, spark
from kg.executors.dask import Dask, cluster
from kg.executors.processes import Processes
from kg.executors.spark import Spark
from kg.work_folder import WorkFolder

NAMES = [f"{number:05d}" for number in range(6)]
HAS_DASK = importlib.util.find_spec("distributed") is not None
HAS_SAIL = importlib.util.find_spec("pysail") is not None and importlib.util.find_spec("pyspark") is not None
IS_CLUSTER_WANTED = os.environ.get("KG_TEST_LOCAL_CLUSTER") == "1"  # it takes Java, all of PySpark, and a minute
KILLABLE = ["processes", "dask", "local-cluster"]  # Sail works in the process of its server
LOST = {"processes": 2, "dask": 3, "local-cluster": 3}
"""How many workers a shard ends before it is lost."""
HERE = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, and no Sail")


@contextmanager
def sail():
    """Start a server of Sail, and give its address."""
    command = [sys.executable, str(HERE / "shard_jobs.py")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, env=os.environ | {"PYTHONPATH": str(HERE)}, **pipes) as server:
        yield f"sc://127.0.0.1:{server.stdout.readline().strip()}"
        server.kill()


@pytest.fixture(scope="module")
def started():
    """Give a function that returns an executor by its name, and starts what it needs once for all tests."""
    made = {"in process": InProcess(), "processes": Processes(2)}

    def start(name):
        if name not in made:
            made[name] = starts[name]()
        return made[name]

    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(HERE))
        starts = {
            "dask": lambda: Dask(stack.enter_context(cluster(2)).scheduler_address, 2),
            "sail": lambda: Spark(stack.enter_context(sail())),
            "local-cluster": lambda: Spark("local-cluster[2,1,1024]"),
        }
        yield start


@pytest.fixture
def executor(request, started):
    name = request.param
    if name == "dask" and not HAS_DASK:
        pytest.skip("Dask is not installed")
    if name == "sail" and not HAS_SAIL:
        pytest.skip("pysail and pyspark-client are not installed")
    if name == "local-cluster" and not IS_CLUSTER_WANTED:
        pytest.skip("KG_TEST_LOCAL_CLUSTER is not 1")
    return started(name)


every = pytest.mark.parametrize("executor", ["in process", "sail", *KILLABLE], indirect=True)
every_killable = pytest.mark.parametrize(("executor", "times"), LOST.items(), indirect=["executor"])


def extracted(executor, folder):
    """Return the files of the cache that reading ten papers of the sample fills."""
    papers = readers.read([HERE.parent / "kg" / "sample" / "papers.jsonl"], on_error=print).papers
    work = WorkFolder(folder / "work", folder / "cache")
    for number, shard in enumerate(NAMES[:3]):
        cache.write_papers(work.papers(shard), papers[number:10:3])
    told, silent = [], lambda *_: None
    shards.extract_shards(work, NAMES[:3], config=Config(), executor=executor, on_error=told.append, progress=silent)
    assert told == []
    return {path.name: path.read_bytes() for path in work.extractions.iterdir()}


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    found = extracted(InProcess(), tmp_path_factory.mktemp("expected"))
    assert sum(content.count(b"\n") for content in found.values()) == 10
    return found


@pytest.mark.parametrize("executor", ["sail", *KILLABLE], indirect=True)
def test_the_same_shards_give_the_same_files(executor, expected, tmp_path):
    assert extracted(executor, tmp_path) == expected


@every
def test_each_shard_has_a_result(executor, tmp_path):
    results = list(executor.map(partial(shard_jobs.write, folder=tmp_path), NAMES))
    assert sorted(shard for shard, _ in results) == NAMES
    assert sorted(path.name for path in tmp_path.iterdir()) == NAMES
    assert (os.getpid() in {process for _, process in results}) == (executor == InProcess())


@every
def test_no_shards_are_no_results(executor):
    assert list(executor.map(shard_jobs.refuse, [])) == []


@every
def test_what_the_work_refuses_is_told_in_its_words(executor):
    with pytest.raises(KGError) as caught:
        list(executor.map(shard_jobs.refuse, NAMES[:1]))
    assert str(caught.value) == "00000: refused"


@every
def test_a_bug_in_the_work_ends_it(executor):
    with pytest.raises((ZeroDivisionError, RuntimeError), match=r"division by zero|modulo by zero"):
        list(executor.map(shard_jobs.stumble, NAMES[:1]))


@every_killable
def test_the_shard_of_a_killed_worker_is_done_again(executor, times, tmp_path):  # noqa: ARG001  of the other test
    lost = []
    work = partial(shard_jobs.end_worker, folder=tmp_path, bad=NAMES[2], times=1)
    assert sorted(executor.map(work, NAMES, on_lost=lost.append)) == NAMES
    assert lost == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [*NAMES, "try-0"]


@every_killable
def test_a_shard_that_ends_its_workers_is_lost_and_no_other(executor, times, tmp_path):
    lost = []
    work = partial(shard_jobs.end_worker, folder=tmp_path, bad=NAMES[2], times=99)
    assert sorted(executor.map(work, NAMES, on_lost=lost.append)) == [*NAMES[:2], *NAMES[3:]]
    assert [one.shard for one in lost] == [NAMES[2]]
    assert len([path for path in tmp_path.iterdir() if path.name.startswith("try-")]) == times


@every_killable
def test_a_lost_shard_ends_the_work_where_nobody_wants_to_be_told(executor, times, tmp_path):  # noqa: ARG001  of the other test
    work = partial(shard_jobs.end_worker, folder=tmp_path, bad=NAMES[0], times=99)
    with pytest.raises(KGError, match="the work on shard 00000 ended its process each time"):
        list(executor.map(work, NAMES[:1]))


@pytest.mark.skipif(not HAS_DASK, reason="Dask is not installed")
def test_without_an_address_dask_has_workers_of_its_own(tmp_path):
    executor = choose(Config(executor="dask", workers=2))
    assert executor == Dask("", 2)
    results = list(executor.map(partial(shard_jobs.write, folder=tmp_path), NAMES))
    assert sorted(shard for shard, _ in results) == NAMES


@pytest.mark.skipif(not HAS_DASK, reason="Dask is not installed")
def test_where_no_scheduler_is_one_line_says_so(monkeypatch):
    monkeypatch.setattr("kg.executors.dask.CONNECT_SECONDS", 0.2)
    with pytest.raises(ConfigError, match=r"Dask cannot be reached at tcp://127.0.0.1:9 .*; check --url") as caught:
        list(Dask("tcp://127.0.0.1:9", 1).map(shard_jobs.refuse, NAMES))
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not HAS_SAIL, reason="pysail and pyspark-client are not installed")
def test_where_no_spark_is_one_line_says_so(monkeypatch):
    monkeypatch.setattr(spark, "RETRIES_AT_START", 1)
    with pytest.raises(ConfigError, match=r"Spark cannot be reached at sc://127.0.0.1:9 .*; check --url") as caught:
        list(Spark("sc://127.0.0.1:9").map(shard_jobs.refuse, NAMES))
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not HAS_SAIL, reason="pysail and pyspark-client are not installed")
def test_the_end_of_the_server_is_told_and_what_is_done_is_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(spark, "RETRIES", 1)
    monkeypatch.setattr(spark, "RETRIES_AT_START", 1)
    work = partial(shard_jobs.end_worker, folder=tmp_path, bad=NAMES[-1], times=99)
    with sail() as url, pytest.raises(KGError, match=r"Spark ended in the middle of the work .*; what is done is kept"):
        list(Spark(url).map(work, NAMES))


def test_spark_wants_to_know_where_it_is():
    with pytest.raises(ConfigError, match="say where Spark is, such as --url sc://host:15002"):
        choose(Config(executor="spark"))
    assert choose(Config(executor="spark", url="sc://host")) == Spark("sc://host")


def test_the_shards_of_a_job_that_ended_are_divided():
    assert spark.halves(list("abcde")) == [["a", "b", "c"], ["d", "e"]]
    assert spark.halves(["a"]) == [["a"]]


def test_a_task_on_its_last_try_hands_its_shard_back(monkeypatch):
    pyarrow = pytest.importorskip("pyarrow")
    monkeypatch.setattr(spark, "_tries_before", lambda: 3)
    batch = pyarrow.RecordBatch.from_pydict({"id": [1], "shards": ['["a", "b"]'], "call": ["none"]})
    ((shard,), (text,)) = (column.to_pylist() for column in next(spark.answers([batch])).columns)
    assert (shard, spark.calls.result(text)) == ("b", Lost("b", "it ended 3 workers"))
