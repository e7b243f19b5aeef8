"""Feed the readers mutated files of every format, and see that they neither fail, nor hang, nor lose their memory.

python scripts/fuzz.py                        10,000 cases, the same each time
python scripts/fuzz.py --cases 1 --first 4711   one of them again
"""

import argparse
import bz2
import gzip
import hashlib
import json
import lzma
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from types import FrameType

import zstandard
from invented.listings import WRITERS

from kg import readers
from kg.build import SAMPLE
from kg.errors import KGError
from kg.readers.sources import Source

SECONDS = 10.0
"""CPU seconds that a case may take: far more than any does, far less than what does not end."""
MEGABYTES = 1500
PAPERS = 12
CHUNK = 100
HOSTILE = (
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\x1b[31m", b"\r", b"\n\n", b"\xe2\x80\xae", b"\\u0000", b"\\ud800",
    b"&#0;", b"&lol9;", b"<![CDATA[", b"]]>", b"<!--", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"</", b"{", b"}",
    b"[" * 200, b'{"a":', b"<a>" * 200, b'"', b"'", b"\\", b"@string{a=b}", b"@comment{", b"%",
    b"=cmd|' /C calc'!A0", b"1e999999999", b"NaN", b"-1", b"9" * 400, b"../../../etc/passwd",
    b"javascript:alert(1)", b"TY  - JOUR\r\n", b"ER  - \r\n", b",,,,,", b"\t\t\t", b"PAR1", b"\x1f\x8b",
    b"\x1c\x1d", "\x85\u2028".encode(), b"@string{b=a # a}\n", b"<a " + b"b=\"c\" " * 300,
    "é".encode("latin-1"), "\u202e\U0001f600".encode(), "İıẞ".encode(), b"$\\alpha$", b"\\emph{",
)  # fmt: skip
PACKERS: tuple[Callable[[bytes], bytes], ...] = (
    gzip.compress,
    bz2.compress,
    lzma.compress,
    zstandard.ZstdCompressor().compress,
)


@dataclass
class Tally:
    """What came of some cases."""

    cases: int = 0
    papers: int = 0
    complaints: int = 0
    formats: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    megabytes: int = 0

    def add(self, other: "Tally") -> None:
        """Add what came of others."""
        self.cases += other.cases
        self.papers += other.papers
        self.complaints += other.complaints
        self.formats += other.formats
        self.failures += other.failures
        self.slowest = max(self.slowest, other.slowest)
        self.megabytes = max(self.megabytes, other.megabytes)


def main() -> int:
    """Run the cases and print what came of them; the exit code is 1 where one failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000, help="how many (default: %(default)s)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes (default: %(default)s)")
    options = parser.parse_args()
    total = Tally()
    numbers = range(options.first, options.first + options.cases)
    with ProcessPoolExecutor(options.workers) as pool:
        for tally in pool.map(run, [numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK)]):
            total.add(tally)
            print(f"\r{total.cases} cases", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    report(total)
    return 1 if total.failures else 0


def report(total: Tally) -> None:
    """Print what came of all cases."""
    for failure in total.failures:
        print(failure)
    print(f"cases        {total.cases}, of {len(total.formats)} formats, {min(total.formats.values())} or more of each")
    print(f"failures     {len(total.failures)}")
    print(f"papers read  {total.papers}, complaints {total.complaints}")
    print(f"slowest      {total.slowest[0]:.2f} s of CPU, case {total.slowest[1]}")
    print(f"memory       {total.megabytes} MB at most")


def run(numbers: Sequence[int]) -> Tally:
    """Run some cases."""
    tally = Tally()
    signal.signal(signal.SIGVTALRM, _too_long)
    for number in numbers:
        name, content = case(number)
        tally.cases += 1
        tally.formats[name] += 1
        start = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            papers, complaints = read(name, content)
            tally.papers += papers
            tally.complaints += complaints
        except Exception:  # whatever it is, it is what this script looks for
            tally.failures.append(f"case {number} ({name}):\n{traceback.format_exc()}")
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        tally.slowest = max(tally.slowest, (time.process_time() - start, number))
    tally.megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if tally.megabytes > MEGABYTES:
        tally.failures.append(f"cases {numbers[0]} to {numbers[-1]}: {tally.megabytes} MB of memory")
    return tally


def _too_long(signum: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signature of a signal's handler
    raise TimeoutError(f"more than {SECONDS} s of CPU")


def read(name: str, content: bytes) -> tuple[int, int]:
    """Read a file, check what is promised of every file, and return how many papers and complaints there were."""
    errors: list[KGError] = []
    source = Source(name, f"data/{name}", hashlib.sha256(content).hexdigest(), content)
    papers = readers.read([source], on_error=errors.append).papers
    for error in errors:
        message = str(error)
        if "\n" in message or not message.startswith(f"data/{name}") or len(message) > 1000:
            raise AssertionError(f"no line that names its place: {message[:2000]!r}")
    if not papers and not errors:
        raise AssertionError("nothing was read, and nothing said")
    for paper in papers:
        paper.text.encode()  # no half characters
        if not paper.title or not paper.abstract or not paper.id.isprintable():
            raise AssertionError(f"half a paper: {paper}")
    return len(papers), len(errors)


@cache
def originals() -> dict[str, bytes]:
    """Return a whole file of each format."""
    rows = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if "id" in row and len(row["published"]) == len("2017-06-12")][:PAPERS]
    return {name: write(rows) for name, write in WRITERS.items()}


def case(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of a case; the number decides all of it."""
    chance = random.Random(number)
    names = sorted(originals())
    name = names[number % len(names)]
    content = originals()[name]
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        content = chance.choice(MUTATIONS)(content, chance)
    if chance.random() < 0.1:
        content = chance.choice(PACKERS)(content)
        if chance.random() < 0.5:
            content = _flip(content, chance)
    return name, content


def _flip(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 4, 40))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _place(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 10, 100, 1000)))


def _delete(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    return content[:start] + content[end:]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start, end = _place(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 2, 50)) + content[end:]


def _insert(content: bytes, chance: random.Random) -> bytes:
    start, _ = _place(content, chance)
    return content[:start] + chance.choice(HOSTILE) * chance.choice((1, 1, 3, 300)) + content[start:]


def _splice(content: bytes, chance: random.Random) -> bytes:
    other = originals()[chance.choice(sorted(originals()))]
    return content[: chance.randrange(len(content) + 1)] + other[chance.randrange(len(other)) :]


def _swap_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def _swap_quotes(content: bytes, chance: random.Random) -> bytes:
    one, other = chance.sample((b'"', b"'", b"{", b"}", b"<", b">", b",", b"\n", b":", b"="), 2)
    return content.replace(one, other, chance.choice((1, 5, -1)))


MUTATIONS = (_flip, _cut, _delete, _repeat, _insert, _insert, _splice, _swap_lines, _swap_quotes)


if __name__ == "__main__":
    sys.exit(main())
