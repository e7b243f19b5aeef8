"""What a worker gives up; each test does so in a process of its own."""

import subprocess
import sys

import pytest
from serving import Listener

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is given up is given up to Linux")


def run(code):
    whole = f"from kg.serve import confinement\n{code}"
    return subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False)


def can_leave_network():
    ways = (["unshare", "--net", "true"], ["unshare", "--map-root-user", "--net", "true"])
    return any(subprocess.run(way, capture_output=True, check=False).returncode == 0 for way in ways)


@pytest.mark.skipif(not can_leave_network(), reason="this system lets nobody leave the network")
def test_the_network():
    listener = Listener()
    port = listener.url.split(":")[2].rstrip("/")
    done = run(f"confinement.isolate()\nimport socket\nsocket.create_connection(('127.0.0.1', {port}))")
    assert "unreachable" in done.stderr
    assert not listener.was_reached()
    listener.close()


def test_core_dumps_and_signals():
    done = run(
        "confinement.isolate()\nimport os, resource, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
        "os.kill(os.getpid(), signal.SIGTERM)\nprint(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    assert done.stdout == "(0, 0)\n"


def test_memory():
    done = run("confinement.limit_memory(2**26)\nsmall = bytearray(2**24)\nprint('small')\nbytearray(2**28)")
    assert (done.stdout, done.stderr.splitlines()[-1]) == ("small\n", "MemoryError")


def test_time():
    done = run(
        "confinement.limit_time(7)\nconfinement.limit_time(5)\nimport resource\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[0] - used.ru_utime - used.ru_stime)"
    )
    assert 4 < float(done.stdout) <= 6


def test_the_terminal():
    done = run("confinement.silence()\nimport os\nos.write(1, b'a')\nos.write(2, b'b')\nassert not os.read(0, 1)")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
