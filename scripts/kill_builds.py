"""Kill builds at random moments, and see that nothing is lost: the folder is the old build or the new one, and the next
build completes it to the same bytes as one that nobody disturbed. With --worker it is worker processes that are killed,
and the build itself completes to these bytes.

    python scripts/kill_builds.py papers/ --kills 20                          # the first build of a folder
    python scripts/kill_builds.py papers/ more/ --kills 20                    # the next one
    python scripts/kill_builds.py papers/ more/ --graph-limit 0 --workers 2   # in parts
    python scripts/kill_builds.py papers/ --kills 20 --worker --workers 2
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from kg import output_files, store
from kg.errors import KGError
from kg.query import triplestore
from kg.standing import open_standing

KG = (sys.executable, "-m", "kg")
SAME, NOBODY = "made the same bytes without one of their workers", "had no worker"


def main() -> int:
    """Kill builds and print what became of each; the exit code is 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="papers; all but the last are built first")
    parser.add_argument("--kills", type=int, default=20, help="how many builds to kill (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the moments (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes that extract (default: %(default)s)")
    parser.add_argument("--graph-limit", type=int, metavar="PAPERS", help="that of the builds; 0 for builds in parts")
    parser.add_argument("--shards", type=int, default=64, help="that of the builds (default: %(default)s)")
    parser.add_argument(
        "--worker", action="store_true", help="kill a worker process, not the build; 2 workers at least"
    )
    options = parser.parse_args()
    workers = max(options.workers, 2) if options.worker else options.workers
    settings = ["--workers", str(workers), "--shards", str(options.shards)]
    if options.graph_limit is not None:
        settings += ["--graph-limit", str(options.graph_limit)]
    sources = [str(Path(source).resolve()) for source in options.sources]
    with tempfile.TemporaryDirectory(prefix="kg-kills-") as scratch:
        return kill(sources, Path(scratch), options.kills, seed=options.seed, settings=settings, worker=options.worker)


def kill(sources: list[str], scratch: Path, kills: int, *, seed: int, settings: list[str], worker: bool) -> int:
    """Build undisturbed, then kill builds of the same or their workers, and compare."""
    before, after = scratch / "before", scratch / "after"
    before.mkdir()
    if sources[:-1]:
        run(build(sources[:-1], before, settings))
    shutil.copytree(before, after)
    start = time.perf_counter()
    run(build(sources, after, settings))
    seconds = time.perf_counter() - start
    old, new = contents(before), contents(after)
    moments = random.Random(seed)
    found: Counter[str] = Counter()
    for _ in range(kills):
        copied(before, scratch / "killed")
        if worker:
            found[without_worker(sources, scratch / "killed", moments, settings, new=new)] += 1
        else:
            moment = moments.uniform(0, seconds)
            found[after_kill(sources, scratch / "killed", moment, settings, old=old, new=new)] += 1
    print(f"{kills} builds of {seconds:.1f} s killed: " + ", ".join(f"{count} {what}" for what, count in found.items()))
    return 1 if set(found) - {"left the old build", "left the new build", SAME, NOBODY} else 0


def copied(before: Path, folder: Path) -> None:
    """Begin again with the folder as it was before."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder)


def without_worker(
    sources: list[str], folder: Path, moments: random.Random, settings: list[str], *, new: dict[str, bytes]
) -> str:
    """Kill a worker of a build some time after it began, and say in a word what became of the build."""
    process = subprocess.Popen(build(sources, folder, settings))  # noqa: S603  our own program with paths that the user named
    victim = a_worker(process, moments)
    if victim is not None:
        time.sleep(moments.uniform(0, 3))
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    if process.wait():
        return "ended with an error"
    if contents(folder) != new:
        return "made other bytes"
    return SAME if victim is not None else NOBODY


def a_worker(process: subprocess.Popen[bytes], moments: random.Random) -> int | None:
    """Wait until a build has workers, and return the id of one."""
    while process.poll() is None:
        found = subprocess.run(  # noqa: S603  a number
            ["pgrep", "-P", str(process.pid), "-f", "spawn_main"],  # noqa: S607  where it is depends on the system
            capture_output=True,
            check=False,
        )
        if workers := found.stdout.split():
            return int(moments.choice(workers))
        time.sleep(0.05)
    return None


def after_kill(
    sources: list[str],
    folder: Path,
    seconds: float,
    settings: list[str],
    *,
    old: dict[str, bytes],
    new: dict[str, bytes],
) -> str:
    """Kill a build, read its folder, build again, and say in a word what was found."""
    process = subprocess.Popen(  # noqa: S603  our own program with paths that the user named
        build(sources, folder, settings), start_new_session=True, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    try:
        damage = (
            store.damaged(folder, open_standing(folder).manifest) if old or (folder / store.MANIFEST).exists() else []
        )
    except KGError as error:
        return f"lost: {error}"
    left = contents(folder)
    if damage or left not in (old, new):
        return "left a mixture"
    run(build(sources, folder, settings))
    if contents(folder) != new:
        return "was completed to other bytes"
    if not triplestore.is_whole(folder, output_files.graph_digest(store.open_build(folder).outputs)):
        return "was completed without its query store"
    return f"left the {'new' if left == new else 'old'} build"


def build(sources: list[str], folder: Path, settings: list[str]) -> list[str]:
    """Return the command of a build."""
    return [*KG, "build", "--quiet", *sources, "--output", str(folder), *settings]


def run(command: list[str]) -> None:
    """Run a command that has to succeed."""
    subprocess.run(command, check=True)  # noqa: S603  our own program with paths that the user named


def contents(folder: Path) -> dict[str, bytes]:
    """Return the outputs of a folder by name; none where it holds no build."""
    manifest = store.read_manifest(folder)
    return {name: (folder / name).read_bytes() for name in (manifest.outputs if manifest else ())}


if __name__ == "__main__":
    sys.exit(main())
