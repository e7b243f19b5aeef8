"""Kill builds at random moments, and see that nothing is lost: the folder is the old build or the new one, and the next
build completes it to the same bytes as one that nobody disturbed.

    python scripts/kill_builds.py papers/ --kills 20
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
from pathlib import Path

from kg import store
from kg.errors import KGError
from kg.standing import open_standing

KG = (sys.executable, "-m", "kg")


def main() -> int:
    """Kill builds and print what became of each; the exit code is 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="papers; all but the last are built first")
    parser.add_argument("--kills", type=int, default=20, help="how many builds to kill (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the moments (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes that extract (default: %(default)s)")
    options = parser.parse_args()
    sources = [str(Path(source).resolve()) for source in options.sources]
    with tempfile.TemporaryDirectory(prefix="kg-kills-") as scratch:
        return kill(sources, Path(scratch), kills=options.kills, seed=options.seed, workers=options.workers)


def kill(sources: list[str], scratch: Path, *, kills: int, seed: int, workers: int) -> int:
    """Build undisturbed, then kill builds of the same, and compare."""
    before, after = scratch / "before", scratch / "after"
    run(build(sources[:-1] or sources, before, workers))
    shutil.copytree(before, after)
    start = time.perf_counter()
    run(build(sources, after, workers))
    seconds = time.perf_counter() - start
    old, new = contents(before), contents(after)
    moments = random.Random(seed)
    found = Counter(
        after_kill(sources, scratch / "killed", before, moments.uniform(0, seconds), workers, old=old, new=new)
        for _ in range(kills)
    )
    print(f"{kills} builds of {seconds:.1f} s killed: " + ", ".join(f"{count} {what}" for what, count in found.items()))
    return 1 if set(found) - {"left the old build", "left the new build"} else 0


def after_kill(
    sources: list[str],
    folder: Path,
    before: Path,
    seconds: float,
    workers: int,
    *,
    old: dict[str, bytes],
    new: dict[str, bytes],
) -> str:
    """Kill a build, read its folder, build again, and say in a word what was found."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder)
    process = subprocess.Popen(  # noqa: S603  our own program with paths that the user named
        build(sources, folder, workers), start_new_session=True, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    try:
        damage = store.damaged(folder, open_standing(folder).manifest)
    except KGError as error:
        return f"lost: {error}"
    left = contents(folder)
    if damage or left not in (old, new):
        return "left a mixture"
    run(build(sources, folder, workers))
    if contents(folder) != new:
        return "was completed to other bytes"
    return f"left the {'new' if left == new else 'old'} build"


def build(sources: list[str], folder: Path, workers: int) -> list[str]:
    """Return the command of a build."""
    return [*KG, "build", "--quiet", *sources, "--output", str(folder), "--workers", str(workers)]


def run(command: list[str]) -> None:
    """Run a command that has to succeed."""
    subprocess.run(command, check=True)  # noqa: S603  our own program with paths that the user named


def contents(folder: Path) -> dict[str, bytes]:
    """Return the outputs of a folder by name."""
    manifest = store.open_build(folder)
    return {name: (folder / name).read_bytes() for name in manifest.outputs}


if __name__ == "__main__":
    sys.exit(main())
