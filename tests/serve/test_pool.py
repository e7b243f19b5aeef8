"""The pool with workers that are no processes: who gets one, who waits, who is refused, who is replaced."""

import asyncio
import itertools

import asgi_client
import pytest
from builds import built

from kg.errors import OutputError
from kg.query.job import Job
from kg.serve import pool as module
from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.refusal import Refusal
from kg.serve.remote import GoneError

JOB = Job("ASK {}", "json")


class Worker:
    """Answers as its job says: at once, when told to, or never."""

    numbers = itertools.count(1)
    failures = 0

    def __init__(self, digest):
        self.digest, self.pid = digest, next(self.numbers)
        self.prefixes, self.triples = {}, 7
        self.gone = self.tired = self.killed = False
        self.may_answer = asyncio.Event()

    @classmethod
    async def started(cls, _context, _folder, digest, _limits):
        if cls.failures:
            cls.failures -= 1
            raise GoneError("no graph")
        made.append(cls(digest))
        return made[-1]

    async def ask(self, job):
        asked.append(job)
        if job.text == "wait":
            await self.may_answer.wait()
        elif job.text == "die":
            self.gone = True
            raise GoneError("gone")
        elif job.text == "refuse":
            raise Refusal(400, "no")
        elif job.text == "tire":
            self.tired = True
        return str(self.pid).encode()

    async def verdict(self, _limits):
        return Refusal(503, "out of memory")

    def kill(self):
        self.killed = True

    async def end(self):
        self.kill()


made, asked, said = [], [], []


@pytest.fixture
def folder(tmp_path):
    return built(tmp_path / "build", "rdf")


@pytest.fixture
def run(folder, monkeypatch):
    monkeypatch.setattr(module, "Remote", Worker)
    monkeypatch.setattr(module.forks, "context", lambda: None)
    for kept in (made, asked, said):
        kept.clear()
    Worker.failures = 0

    def running(scene, **limits):
        async def whole():
            pool = Pool(folder, Limits(**{"workers": 2, "waiting": 1, "timeout": 60, **limits}), say=said.append)
            await pool.start()
            await settled()
            await scene(pool)
            await pool.stop()
            assert all(worker.killed for worker in made)

        asgi_client.run(whole())

    return running


async def settled():
    """Let everything happen that waits for nothing."""
    for _ in range(20):
        await asyncio.sleep(0)


def job(text):
    return Job(text, "json")


def asking(pool, *texts):
    return [asyncio.ensure_future(pool.ask(job(text))) for text in texts]


async def refusal(asking):
    with pytest.raises(Refusal) as caught:
        await asking
    return caught.value


def test_as_many_workers_as_are_wanted_start(run):
    async def scene(pool):
        standing = pool.standing()
        assert (len(made), len(standing.idle), standing.busy, standing.triples) == (2, 2, (), 7)

    run(scene)


def test_each_request_has_a_worker_then_some_wait_then_they_are_refused(run):
    async def scene(pool):
        running = asking(pool, "wait", "wait")
        waiting = asking(pool, "one", "two")
        await settled()
        assert (len(pool.standing().busy), pool.standing().waiting) == (2, 2)
        refused = await refusal(pool.ask(JOB))
        assert (refused.status, refused.retry_after) == (503, 30)
        made[0].may_answer.set()
        assert await waiting[0] == await waiting[1] == str(made[0].pid).encode()
        made[1].may_answer.set()
        await asyncio.gather(*running)
        assert len(pool.standing().idle) == 2

    run(scene)


def test_who_waits_too_long_is_refused(run):
    async def scene(pool):
        running = asking(pool, "wait", "wait")
        await settled()
        pool.limits = Limits(workers=2, waiting=1, timeout=0.01)
        assert "all workers are busy" in (await refusal(pool.ask(JOB))).message
        assert pool.standing().waiting == 0
        for worker in made:
            worker.may_answer.set()
        await asyncio.gather(*running)

    run(scene)


def test_a_worker_that_comes_when_nobody_waits_any_more_is_not_lost(run):
    async def scene(pool):
        running = asking(pool, "wait", "wait")
        (waiting,) = asking(pool, "one")
        await settled()
        made[0].may_answer.set()
        while pool.standing().waiting:  # until the worker is handed over, but not taken yet
            await asyncio.sleep(0)
        waiting.cancel()
        made[1].may_answer.set()
        await asyncio.gather(*running)
        await settled()
        assert len(pool.standing().idle) == 2

    run(scene)


def test_a_query_that_takes_too_long_costs_its_worker(run):
    async def scene(pool):
        refused = await refusal(pool.ask(job("wait")))
        assert (refused.status, refused.message) == (
            503,
            "the query ran longer than the 0.01 s that it may; ask for less",
        )
        await settled()
        assert [worker.killed for worker in made] == [False, True, False]
        assert len(pool.standing().idle) == 2

    run(scene, timeout=0.01)


def test_a_client_that_goes_costs_its_worker(run):
    async def scene(pool):
        (running,) = asking(pool, "wait")
        await settled()
        running.cancel()
        await settled()
        assert [worker.killed for worker in made] == [False, True, False]

    run(scene)


def test_a_worker_that_dies_of_a_query_is_replaced_and_the_reason_told(run):
    async def scene(pool):
        assert (await refusal(pool.ask(job("die")))).message == "out of memory"
        await settled()
        assert (len(made), len(pool.standing().idle)) == (3, 2)
        assert said == ["a worker ended: out of memory"]

    run(scene)


def test_a_worker_that_dies_while_it_waits_gets_no_query(run):
    async def scene(pool):
        made[1].gone = True
        assert len(pool.standing().idle) == 1
        assert await pool.ask(JOB) == str(made[0].pid).encode()
        await settled()
        assert len(pool.standing().idle) == 2

    run(scene)


def test_a_worker_that_holds_much_memory_is_replaced_after_its_answer(run):
    async def scene(pool):
        assert await pool.ask(job("tire")) == str(made[1].pid).encode()
        await settled()
        assert [worker.killed for worker in made] == [False, True, False]

    run(scene)


def test_a_refused_query_costs_no_worker(run):
    async def scene(pool):
        assert (await refusal(pool.ask(job("refuse")))).status == 400
        assert len(pool.standing().idle) == len(made) == 2

    run(scene)


def test_the_limits_hold_for_jobs_that_ask_for_more(run):
    async def scene(pool):
        await pool.ask(Job("ASK {}", "json", max_rows=10**9, max_bytes=5))
        assert (asked[0].max_rows, asked[0].max_bytes, asked[0].max_depth) == (9, 5, 100)

    run(scene, rows=9, answer_bytes=10)


def test_workers_that_cannot_start_are_tried_again(run, monkeypatch):
    async def scene(pool):
        Worker.failures = 2
        await refusal(pool.ask(job("die")))
        while len(pool.standing().idle) < 2:
            await asyncio.sleep(0)
        assert said[1:] == ["no worker can start: no graph"] * 2

    monkeypatch.setattr(module, "_PAUSE", 0.0)
    run(scene)


def test_where_no_worker_can_start_nobody_waits_for_one(run):
    async def scene(pool):
        Worker.failures = 2
        for _ in range(2):
            assert (await refusal(pool.ask(job("die")))).message == "out of memory"
        await settled()
        refused = await refusal(pool.ask(JOB))
        assert (refused.status, refused.retry_after) == (503, 10)
        assert refused.message == "no worker can start; the log of the server says why"

    run(scene)


def test_a_first_worker_that_cannot_start_is_an_error(run):
    async def scene(pool):
        raise AssertionError(pool)

    Worker.failures = 1
    with pytest.raises(GoneError, match="no graph"):
        run(scene)


def test_a_new_build_is_taken_up_and_a_broken_one_is_not(run, folder, monkeypatch):
    async def scene(pool):
        running = asking(pool, "wait")
        await settled()
        manifest = folder / "manifest.json"
        text, old = manifest.read_text(), pool.standing().digest
        Worker.failures = 1
        manifest.write_text(text.replace(old, "b" * 64) + " ")
        while len(said) < 1:
            await asyncio.sleep(0)
        assert (said, pool.standing().digest) == (
            ["the new build cannot be served, the last one still is: no graph"],
            old,
        )
        while len(said) < 2:
            await asyncio.sleep(0)
        assert (said[1], pool.standing().digest) == (
            "the build has changed; its graph is now bbbbbbbbbbbbbbbb",
            "b" * 64,
        )
        await settled()
        assert (made[0].killed, made[1].killed, len(pool.standing().idle)) == (True, False, 2)
        made[1].may_answer.set()
        assert await running[0] == str(made[1].pid).encode()
        assert made[1].killed

    monkeypatch.setattr(module, "_TICK", 0.0)
    monkeypatch.setattr(module, "_LONGEST_PAUSE", 0.0)
    run(scene)


def test_at_the_end_who_waits_is_told_and_who_runs_may_finish(run):
    async def scene(pool):
        running = asking(pool, "wait", "wait")
        waiting = asking(pool, "one")
        await settled()
        end = asyncio.ensure_future(pool.stop(grace=60))
        assert "the server is stopping" in (await refusal(waiting[0])).message
        assert "the server is stopping" in (await refusal(pool.ask(JOB))).message
        assert pool.standing().stopping
        for worker in made:
            worker.may_answer.set()
        assert len(await asyncio.gather(*running)) == 2
        await end

    run(scene)


def test_there_has_to_be_a_graph(tmp_path):
    with pytest.raises(OutputError, match="this build has no graph to serve; build with `--format rdf` as well"):
        Pool(built(tmp_path, "tables"), Limits(), say=said.append)
