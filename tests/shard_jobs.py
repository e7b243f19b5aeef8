"""Work on shards for the tests of executors, in a module of its own because workers have to import it."""

import errno
import os
import signal
import sys
from pathlib import Path

from kg.errors import KGError, ModelError


def write(shard: str, *, folder: Path) -> tuple[str, int]:
    """Write a file for a shard, and tell who did it."""
    (folder / shard).write_text(f"{shard}: fern and moss\n")
    return shard, os.getpid()


def given(shard: str, *values: object, **named: object) -> object:
    """Return what was given."""
    return shard, *values, named


def want_memory(shard: str) -> str:
    """Want more memory than there is."""
    raise MemoryError(shard)


def want_room(shard: str) -> str:
    """Want more room than the disk has."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), shard)


def want_weights(shard: str) -> str:
    """Want what is not there."""
    raise ModelError(f"{shard}: no weights")


def refuse(shard: str) -> str:
    """Refuse a shard in our own words."""
    raise KGError(f"{shard}: refused")


def stumble(shard: str) -> str:
    """Bring out a bug."""
    return str(1 // len(shard.strip("0123456789")))


def end_worker(shard: str, *, folder: Path, bad: str, times: int) -> str:
    """End the process at one shard, as often as is said; write a file for any other."""
    tries = len([path for path in folder.iterdir() if path.name.startswith("try-")])
    if shard == bad and tries < times:
        (folder / f"try-{tries}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    write(shard, folder=folder)
    return shard


def serve() -> None:
    """Serve Spark Connect by Sail until the input ends, and print the port."""
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer()
    server.start()
    sys.stdout.write(f"{server.listening_address[1]}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    serve()
