"""Files that a script makes from a source: written, or checked for drift."""

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

Files = Iterable[tuple[Path, str]]


def write_or_check(
    make: Callable[[Path], Files], *, script: str, description: str | None, arguments: Sequence[str] | None
) -> int:
    """Write the files that are out of date, or with `--check` name them, and return the exit code.

    Args:
        make: returns the paths and the texts of the files, given the folder of the repository.
        script: the name of the script, for who has to run it.
        description: what the script does.
        arguments: those of the command line; the program's own where they are not given.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a file is out of date")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder of the repository (default: %(default)s)")
    options = parser.parse_args(arguments)
    stale = {path: text for path, text in make(options.root) if read(path) != text}
    for path, text in stale.items():
        if options.check:
            print(f"{path} is out of date: run python scripts/{script}", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path)
    return 1 if options.check and stale else 0


def read(path: Path) -> str:
    """Return the text of a file, nothing where it is not there."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""
