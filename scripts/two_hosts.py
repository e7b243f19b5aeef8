"""Build on two hosts, and see that it makes the same bytes as a build in one process.

The hosts are network namespaces of this machine, with an address each and a cable between them; they share its disk, as
the machines of a cluster share a file system. With Dask, the first has the scheduler and each has a worker; with Spark,
the second has a Spark Connect server (Sail), and the build runs on the first. Namespaces take root and `ip`.

    sudo python scripts/two_hosts.py papers.jsonl
    sudo python scripts/two_hosts.py papers.jsonl --executor spark
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kg import store

HOSTS = ("10.77.0.1", "10.77.0.2")
PORT = 8786
PYTHON = sys.executable
SECONDS = 60
"""How long to wait for an engine to answer."""
CPU_OF_WORKERS = f"""
import time
from distributed import Client
with Client("tcp://{HOSTS[0]}:{PORT}") as client:
    for worker, seconds in sorted(client.run(time.process_time).items()):
        print(f"  {{worker}}: {{seconds:.1f}} s of CPU")
"""
SAIL = f"from pysail.spark import SparkConnectServer; SparkConnectServer('{HOSTS[1]}', {PORT}).start(background=False)"


def main() -> int:
    """Build twice and print the digests; the exit code is 1 where they differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="papers")
    parser.add_argument("--executor", choices=("dask", "spark"), default="dask", help="default: %(default)s")
    parser.add_argument("--graph-limit", default="10000", help="0 tries the shard route (default: %(default)s)")
    options = parser.parse_args()
    sources = [str(Path(source).resolve()) for source in options.sources]
    with tempfile.TemporaryDirectory(prefix="kg-hosts-") as scratch:
        alone, apart = Path(scratch, "alone"), Path(scratch, "apart")
        kg = [PYTHON, "-m", "kg", "build", "--quiet", "--graph-limit", options.graph_limit, *sources, "-o"]
        print("in one process:", timed([*kg, str(alone)]))
        with hosts() as (first, second), started(options.executor, first, second, Path(scratch)) as url:
            print(
                f"on two hosts, {options.executor} at {url}:", timed([*first, *kg, str(apart), *engine(options, url)])
            )
            if options.executor == "dask":
                subprocess.run([*first, PYTHON, "-c", CPU_OF_WORKERS], check=True)  # noqa: S603  commands of ours
        return compared(alone, apart)


def engine(options: argparse.Namespace, url: str) -> list[str]:
    """Return the options of a build that name the engine."""
    return ["--executor", options.executor, "--url", url]


def timed(command: Sequence[str]) -> str:
    """Run a command, and return how long it took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment())  # noqa: S603  commands of ours
    return f"{time.perf_counter() - start:.1f} s"


def compared(alone: Path, apart: Path) -> int:
    """Print the digests of two folders, and return whether they differ."""
    outputs = [store.open_build(folder).outputs for folder in (alone, apart)]
    papers = store.open_build(alone).counts["papers"]
    for name in ("kg.nq", "kg/entities.nq.gz", "papers.jsonl", "graph.html"):
        if name in outputs[0]:
            print(f"  {name}: {outputs[0][name][:16]} {outputs[1].get(name, 'missing')[:16]}")
    different = sorted(name for name in {*outputs[0], *outputs[1]} if outputs[0].get(name) != outputs[1].get(name))
    if different:
        print(f"DIFFERENT: {', '.join(different)}")
        return 1
    print(f"the same bytes: {len(outputs[0])} files of {papers} papers")
    return 0


def environment() -> dict[str, str]:
    """Return the environment of engines and builds: one thread for arithmetic, and this kg."""
    return os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(Path(__file__).resolve().parents[1])}


@contextmanager
def hosts() -> Iterator[list[list[str]]]:
    """Make two namespaces with a cable between them, and give the commands that run others in them."""
    names = [f"kg{os.getpid()}{letter}" for letter in "ab"]
    with ExitStack() as stack:
        for name in names:
            ip("netns", "add", name)
            stack.callback(ip, "netns", "del", name)
        ip("link", "add", names[0], "netns", names[0], "type", "veth", "peer", "name", names[1], "netns", names[1])
        for name, address in zip(names, HOSTS, strict=True):
            ip("-n", name, "address", "add", f"{address}/24", "dev", name)
            ip("-n", name, "link", "set", name, "up")
            ip("-n", name, "link", "set", "lo", "up")
        yield [["ip", "netns", "exec", name] for name in names]


def ip(*arguments: str) -> None:
    """Run `ip`."""
    subprocess.run(["ip", *arguments], check=True)  # noqa: S603, S607  commands of ours


@contextmanager
def started(executor: str, first: list[str], second: list[str], folder: Path) -> Iterator[str]:
    """Start an engine on the hosts, and give its address."""
    with ExitStack() as stack:
        if executor == "spark":
            running(stack, [*second, PYTHON, "-c", SAIL], folder)
            wait(first, HOSTS[1])
            yield f"sc://{HOSTS[1]}:{PORT}"
            return
        dask = [
            PYTHON,
            "-m",
            "distributed.cli.dask_scheduler",
            "--host",
            HOSTS[0],
            "--port",
            str(PORT),
            "--no-dashboard",
        ]
        running(stack, [*first, *dask], folder)
        wait(second, HOSTS[0])
        for host, address in ((first, HOSTS[0]), (second, HOSTS[1])):
            worker = ["-m", "distributed.cli.dask_worker", f"tcp://{HOSTS[0]}:{PORT}", "--host", address]
            sizes = ["--nthreads", "1", "--memory-limit", "0", "--no-dashboard", "--local-directory", str(folder)]
            running(stack, [*host, PYTHON, *worker, *sizes], folder)
        yield f"tcp://{HOSTS[0]}:{PORT}"


def running(stack: ExitStack, command: list[str], folder: Path) -> None:
    """Run a command until the stack ends; what it says goes to a file."""
    with (folder / "engine.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  commands of ours
            command, stdout=log, stderr=log, env=environment(), cwd=folder
        )
    stack.callback(process.wait)
    stack.callback(process.terminate)


def wait(host: list[str], address: str) -> None:
    """Wait until an engine answers at an address, as seen from a host."""
    command = [*host, PYTHON, "-c", f"import socket; socket.create_connection(('{address}', {PORT}), 1)"]
    end = time.monotonic() + SECONDS
    while subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode:  # noqa: S603  commands of ours
        if time.monotonic() > end:
            sys.exit(f"nothing answers at {address}:{PORT}")
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
