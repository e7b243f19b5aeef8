"""Kill builds at random moments, and see that nothing is lost: the folder is the old build or the new one, and the next
build completes it to the same bytes as one that nobody disturbed, and remembers the same builds. With --steps they are
killed just before they rename, link, remove, write a file or have it reach the disk, at steps spread over all of them.
With --worker it is worker processes that are killed, and the build itself completes to these bytes.

    python scripts/kill_builds.py papers/ --kills 20                          # the first build of a folder
    python scripts/kill_builds.py papers/ more/ --kills 20                    # the next one
    python scripts/kill_builds.py papers/ more/ --graph-limit 0 --workers 2   # in parts
    python scripts/kill_builds.py papers/ more/ --graph-limit 0 --shards 4 --steps --kills 100
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
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg import output_files, store
from kg.errors import KGError
from kg.history.past import is_whole, read_past
from kg.query import triplestore
from kg.standing import open_standing

KG = (sys.executable, "-m", "kg")
DYING = str(Path(__file__).with_name("dying.py"))
SAME, NOBODY = "made the same bytes without one of their workers", "had no worker"
LEFT_OLD, LEFT_NEW = "left the old build", "left the new build"
FINE = {SAME, NOBODY, LEFT_OLD, LEFT_NEW}


def main() -> int:
    """Kill builds and print what became of each; the exit code is 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="papers; all but the last are built first")
    parser.add_argument("--kills", type=int, default=20, help="how many builds to kill (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the moments (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="processes that extract (default: %(default)s)")
    parser.add_argument("--graph-limit", type=int, metavar="PAPERS", help="that of the builds; 0 for builds in parts")
    parser.add_argument("--shards", type=int, default=64, help="that of the builds (default: %(default)s)")
    parser.add_argument("--format", metavar="FORMATS", help="those of the builds; `rdf,tables` for fast ones")
    parser.add_argument("--steps", action="store_true", help="kill at steps that change the folder, not at moments")
    parser.add_argument(
        "--worker", action="store_true", help="kill a worker process, not the build; 2 workers at least"
    )
    options = parser.parse_args()
    workers = max(options.workers, 2) if options.worker else options.workers
    settings = ["--workers", str(workers), "--shards", str(options.shards)]
    if options.graph_limit is not None:
        settings += ["--graph-limit", str(options.graph_limit)]
    if options.format:
        settings += ["--format", options.format]
    sources = [str(Path(source).resolve()) for source in options.sources]
    with tempfile.TemporaryDirectory(prefix="kg-kills-") as scratch:
        killed = _Killed(sources, Path(scratch), settings, random.Random(options.seed))
        return kill(killed, options.kills, worker=options.worker, steps=options.steps)


@dataclass(frozen=True, slots=True)
class _Killed:
    """What is built and killed, again and again."""

    sources: Sequence[str]
    scratch: Path
    settings: Sequence[str]
    moments: random.Random

    @property
    def folder(self) -> Path:
        """Return the folder that is built."""
        return self.scratch / "killed"

    def command(self, folder: Path, *sources: str) -> list[str]:
        """Return the command of a build."""
        return [*KG, "build", "--quiet", *(sources or self.sources), "--output", str(folder), *self.settings]

    def dying(self, folder: Path, step: int) -> list[str]:
        """Return the command of a build that is killed before a step."""
        return [sys.executable, DYING, str(step), str(folder), *self.command(folder)[len(KG) :]]


def kill(killed: _Killed, kills: int, *, worker: bool, steps: bool) -> int:
    """Build undisturbed, then kill builds of the same or their workers, and compare."""
    before, after = killed.scratch / "before", killed.scratch / "after"
    before.mkdir()
    if killed.sources[:-1]:
        run(killed.command(before, *killed.sources[:-1]))
    shutil.copytree(before, after)
    start = time.perf_counter()
    said = subprocess.run(  # noqa: S603  our own program with paths that the user named
        killed.dying(after, -1) if steps else killed.command(after), check=True, stdout=subprocess.PIPE
    )
    seconds = time.perf_counter() - start
    old, new = contents(before), contents(after)
    found: Counter[str] = Counter()
    for number in range(kills):
        copied(before, killed.folder)
        if worker:
            found[without_worker(killed, new=new)] += 1
            continue
        if steps:
            step = number * int(said.stdout) // kills
            run(killed.dying(killed.folder, step), code=-signal.SIGKILL)
        else:
            kill_at_moment(killed, killed.moments.uniform(0, seconds))
        became = after_kill(killed, old=old, new=new, past=remembered(after))
        if became not in FINE:
            print(f"{'step' if steps else 'kill'} {step if steps else number}: {became}")
        found[became] += 1
    total = f"{int(said.stdout)} steps" if steps else f"{seconds:.1f} s"
    print(f"{kills} builds of {total} killed: " + ", ".join(f"{count} {what}" for what, count in found.items()))
    return 1 if set(found) - FINE else 0


def copied(before: Path, folder: Path) -> None:
    """Begin again with the folder as it was before."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(before, folder)


def without_worker(killed: _Killed, *, new: dict[str, bytes]) -> str:
    """Kill a worker of a build some time after it began, and say in a word what became of the build."""
    process = subprocess.Popen(killed.command(killed.folder))  # noqa: S603  our own program with paths that the user named
    victim = a_worker(process, killed.moments)
    if victim is not None:
        time.sleep(killed.moments.uniform(0, 3))
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    if process.wait():
        return "ended with an error"
    if contents(killed.folder) != new:
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


def kill_at_moment(killed: _Killed, seconds: float) -> None:
    """Kill a build, with its workers, some seconds after it began."""
    process = subprocess.Popen(  # noqa: S603  our own program with paths that the user named
        killed.command(killed.folder), start_new_session=True, stderr=subprocess.DEVNULL
    )
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def after_kill(killed: _Killed, *, old: dict[str, bytes], new: dict[str, bytes], past: list[tuple[int, str]]) -> str:
    """Read the folder of a build that was killed, build again, and say in a word what was found."""
    folder = killed.folder
    try:
        damage = (
            store.damaged(folder, open_standing(folder).manifest) if old or (folder / store.MANIFEST).exists() else []
        )
    except KGError as error:
        return f"lost: {error}"
    left = contents(folder)
    if damage or left not in (old, new):
        return "left a mixture"
    run(killed.command(folder))
    if contents(folder) != new:
        return "was completed to other bytes"
    if remembered(folder) != past:
        return "was completed with another history"
    if not triplestore.is_whole(folder, output_files.graph_digest(store.open_build(folder).outputs)):
        return "was completed without its query store"
    return LEFT_NEW if left == new else LEFT_OLD


def run(command: list[str], *, code: int = 0) -> None:
    """Run a command that has to end with an exit code."""
    ended = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603  our own program with paths that the user named
    if ended.returncode != code:
        raise subprocess.CalledProcessError(ended.returncode, command)


def remembered(folder: Path) -> list[tuple[int, str]]:
    """Return the builds in the history of a folder, by their numbers and the digests of their facts."""
    known = read_past(folder)
    return [(kept.number, kept.state) for kept in known.builds] if is_whole(folder) else []


def contents(folder: Path) -> dict[str, bytes]:
    """Return the outputs of a folder by name; none where it holds no build."""
    manifest = store.read_manifest(folder)
    return {name: (folder / name).read_bytes() for name in (manifest.outputs if manifest else ())}


if __name__ == "__main__":
    sys.exit(main())
