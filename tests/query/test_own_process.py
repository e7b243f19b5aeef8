"""Work in a process of its own; each test starts a program whose copy works."""

import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no process")

PROGRAM = """
import os, sys, threading, time
from kg.errors import QueryError
from kg.query import allowance
from kg.query.allowance import MIB, Allowance
from kg.query.job import EvaluationError
from kg.query.own_process import SuspectError, run
{start}
def work():
    {work}
    return lambda: print({said})
try:
    run(work, Allowance({allowance}))
except SuspectError as error:
    print("suspect", error.cost, error, sep="|")
print("the end")
"""


def ended(work="pass", said="'answer'", allowance="", start=""):
    code = PROGRAM.format(work=work, said=said, allowance=allowance, start=start)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout


def test_what_is_printed_is_printed_once():
    assert ended(start="print('before')") == (0, "before\nanswer\nthe end\n")


def test_printing_costs_nothing_of_what_the_query_may():
    assert ended("print(threading.current_thread() is threading.main_thread())") == (0, "False\nanswer\nthe end\n")
    assert ended(said="threading.current_thread() is threading.main_thread()") == (0, "True\nthe end\n")


def test_too_much_time():
    said = "suspect|time|the query takes longer than the 0.1 s that it may\nthe end\n"
    assert ended("time.sleep(50)", allowance="seconds=0.1") == (0, said)


def test_too_much_memory():
    said = "suspect|memory|the query needs more memory than the 256 MiB that it may use\nthe end\n"
    held = "allowance.resident = lambda: 300 * MIB"
    assert ended("time.sleep(50)", allowance="memory=256 * MIB", start=held) == (0, said)


def test_a_program_whose_starter_ignores_children_waits_for_its_own():
    ignored = "import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN)"
    assert ended(start=ignored) == (0, "answer\nthe end\n")


def test_a_message_longer_than_a_pipe_holds_is_cut():
    code, said = ended("raise EvaluationError('fern ' * 40000)")
    assert (code, said[:20], said[-9:]) == (0, "suspect||fern fern f", "\nthe end\n"[-9:])


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
    work = "print(os.getpid(), flush=True); time.sleep(50)"
    code = PROGRAM.format(work=work, said="", allowance="", start=start + stop)
    running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    child = int(running.stdout.readline())
    running.send_signal(number)
    _, said = running.communicate(timeout=60)
    assert said.splitlines()[-1] == "KeyboardInterrupt"
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
