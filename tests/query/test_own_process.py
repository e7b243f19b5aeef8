"""Work in a process of its own; each test starts a program whose copy works."""

import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no process")

PROGRAM = """
import os, sys, time
from kg.errors import QueryError
from kg.query.allowance import MIB, Allowance
from kg.query.job import EvaluationError
from kg.query.own_process import SuspectError, run
def work():
    {work}
try:
    run(work, Allowance({allowance}))
except SuspectError as error:
    print("suspect", error.cost, error, sep="|")
print("the end")
"""


def ended(work, allowance=""):
    code = PROGRAM.format(work=work, allowance=allowance)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout


def test_what_is_printed_is_printed_once():
    assert ended("print('answer')") == (0, "answer\nthe end\n")


def test_too_much_time():
    said = "suspect|time|the query takes longer than the 0.1 s that it may\nthe end\n"
    assert ended("time.sleep(50)", "seconds=0.1") == (0, said)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the most that was ever held is looked at")
def test_too_much_memory():
    said = "suspect|memory|the query needs more memory than the 256 MiB that it may use\nthe end\n"
    assert ended("held = b'x' * (400 * MIB); time.sleep(50)", "memory=256 * MIB") == (0, said)


def test_an_engine_that_fails():
    assert ended("raise EvaluationError('it\\nfailed')") == (0, "suspect||it failed\nthe end\n")


def test_an_engine_that_breaks_down():
    said = "suspect||the engine broke down at this query (SIGSEGV); a simpler one may be answered\nthe end\n"
    assert ended("os.kill(os.getpid(), 11)") == (0, said)


def test_who_is_killed_for_memory():
    said = "suspect||the system ended the query, most likely as memory ran out; ask for less\nthe end\n"
    assert ended("os.kill(os.getpid(), 9)") == (0, said)


def test_a_failure_that_says_what_it_is_ends_the_program():
    assert ended("print('told'); raise SystemExit(3)") == (3, "told\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_both(number):
    start = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    stop = "signal.signal(signal.SIGTERM, signal.default_int_handler)\n"
    code = start + stop + PROGRAM.format(work="print(os.getpid(), flush=True); time.sleep(50)", allowance="")
    running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    child = int(running.stdout.readline())
    running.send_signal(number)
    _, said = running.communicate(timeout=60)
    assert said.splitlines()[-1] == "KeyboardInterrupt"
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
