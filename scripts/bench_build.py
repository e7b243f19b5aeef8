#!/usr/bin/env python3
"""Time a first build, a second one, and the tagger alone, in one process each; figures are CPU seconds.

python scripts/bench_build.py                     the sample
python scripts/bench_build.py SOURCE...           files and folders of papers
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from kg import readers
from kg.build import SAMPLE

TAGGER = """
import sys
from kg import readers
from kg.extract import nlp
papers = readers.read(sys.argv[1:], on_error=print).papers
language = nlp.load()
for paper in papers:
    language(paper.text)
"""


def main() -> None:
    """Run the three and print their times as ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, default=[SAMPLE])
    sources = [str(source) for source in parser.parse_args().sources]
    number = len(readers.read(sources, on_error=lambda error: print(error, file=sys.stderr)).papers)
    with tempfile.TemporaryDirectory() as folder:
        build = ["-m", "kg", "build", *sources, "--output", folder, "--quiet"]
        first, second = seconds(build), seconds(build)
    tagger = seconds(["-c", TAGGER, *sources])
    print(f"papers                  {number}")
    print(f"first build             {first:.2f} s, {number / first:.0f} abstracts a second")
    print(f"second build            {second:.2f} s, 1/{first / second:.0f} of the first")
    print(f"components and tagger   {tagger:.2f} s; the first build takes {first / tagger:.1f} times that")


def seconds(command: list[str]) -> float:
    """Return the CPU seconds, user and system, of a Python command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True)  # noqa: S603  the command is ours
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
