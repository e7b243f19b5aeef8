#!/usr/bin/env python3
"""Measure how well records of one paper find each other, what is joined that should not be, and what it takes.

python scripts/bench_merging.py                        10,000 invented papers
python scripts/bench_merging.py PAPERS.jsonl           the papers of a file of JSON Lines with title and abstract
python scripts/bench_merging.py PAPERS.jsonl --sizes 10000,100000,200000 --show 5

Each paper is written as some records, as other sources would have it, and beside some of them stand other papers that
look like it. A pair counts for the kind of its second record; the first one is the whole record of the paper.
"""

import argparse
import gc
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from math import comb
from pathlib import Path
from random import Random

from invented.copies import COPIES, LOOKALIKES, Row, Work, keyed, original, work
from invented.papers import Literature

from kg.provenance import Conflict, Listed
from kg.readers import fields
from kg.readers.listing import Listing, Record
from kg.readers.merging import merge
from kg.readers.merging.keys import keys_of
from kg.readers.packs import Draft, Parsed, Writer
from kg.readers.record_lines import line_of
from kg.readers.sources import Source
from kg.readers.streaming import streamed

STREAMED = 200_000
"""So many records and more are streamed, as a build does; fewer are merged at once."""
_LOOKALIKE = 0.3
_COPIES = (1, 2, 3)
_A_SOURCE = 10_000
"""So many records are one source when they are streamed."""
_FORMATS = ("arxiv-api", "bibtex", "openalex", "semantic-scholar", "csv", "json")


@dataclass(frozen=True, slots=True)
class Kept:
    """A record, and what it is of."""

    record: Record
    paper: int
    """The number of its paper; those of look-alikes are below zero."""
    of: int
    """The number of the paper that it is like."""
    kind: str
    """Empty for the first record of a paper."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the records, merge them and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="?", type=Path, help="JSON Lines with title and abstract; invented without it")
    parser.add_argument("--sizes", default="10000", help="numbers of records (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="what all chance comes from")
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="print N wrong pairs of each kind, and N conflicts"
    )
    given = parser.parse_args(arguments)
    sizes = [int(size) for size in given.sizes.split(",")]
    every = list(islice(records(given.papers, max(sizes), given.seed), max(sizes)))
    timings = []
    gc.freeze()  # a build does not hold the records that it streams: the collector is not to go through them
    for size in sizes:
        some = every[:size]
        listed, conflicts, seconds = run(some)
        owners = {row.source: row.paper for row in listed}
        print(f"\n{size:,} records{' (streamed)' if size >= STREAMED else ''}\n")
        print(table(some, owners))
        print(f"\n{len(conflicts):,} conflicts: {_counted(row.field for row in conflicts)}")
        timings.append(f"{size:>9,} records  {1e6 * seconds / size:6.1f} µs a record, {seconds:.1f} s")
        if given.show:
            show(some, owners, conflicts, given.show)
    gc.unfreeze()
    print("\nCPU time of merging alone\n" + "\n".join(timings))


def records(path: Path | None, most: int, seed: int) -> Iterator[Kept]:
    """Yield the records of papers, each paper's together, for as long as there are papers."""
    random = Random(seed)
    listing = Listing(Source("copies", "copies", ""), lambda error: print(error, file=sys.stderr))
    found = works(path, most, random)
    number = 0
    for one in found:
        other = next(found, None) if random.random() < _LOOKALIKE else None
        for row, paper, kind in _rows(one, other, random):
            number += 1
            made = fields.record(row, fields.Place(listing, number), format=random.choice(_FORMATS))
            if made:
                paper_row = replace(made.paper, sources=(f"record {number}",))
                yield Kept(replace(made, paper=paper_row), paper if paper >= 0 else -number, one.number, kind)


def works(path: Path | None, most: int, random: Random) -> Iterator[Work]:
    """Yield papers of a file, or invented ones."""
    if path is None:
        literature = Literature(random.randrange(1 << 30))
        for number in range(min(most, 100_000)):
            paper, _ = literature.paper(number)
            yield work(number, paper.title, paper.abstract, random)
        return
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            yield work(number, row["title"], row["abstract"], random)


def _rows(one: Work, other: Work | None, random: Random) -> Iterator[tuple[Row, int, str]]:
    kinds = random.sample([*COPIES], random.choice(_COPIES))
    first = original(one, random)
    rows = [(COPIES[kind](one, random), one.number, kind) for kind in kinds]
    if other:
        kind = random.choice([*LOOKALIKES])
        if kind == "DOI of the volume":
            first = {**first, "doi": one.doi}
        if kind == "one short title":
            first = {**first, "title": "Introduction"}
            rows = [({**row, "title": "Introduction"}, paper, name) for row, paper, name in rows]
        rows.append((LOOKALIKES[kind](one, other), -1, kind))
    keys = any(row.get("id") for row, _, _ in rows)
    yield keyed(first, one) if keys and "arxiv_id" not in first else first, one.number, ""
    yield from rows


def run(some: Sequence[Kept]) -> tuple[Iterable[Listed], Sequence[Conflict], float]:
    """Merge records, and return where they are listed, what contradicts what, and the seconds of CPU that it took."""
    found = [one.record for one in some]
    if len(found) < STREAMED:
        start = time.process_time()
        reading = merge(found, on_error=lambda _: None)
        return reading.listed, reading.conflicts, time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        packed = dict(_packed(found, Path(folder)))
        start = time.process_time()
        stream = streamed(packed, spool=Path(folder), on_error=lambda _: None)
        seconds = time.process_time() - start
        return [*stream.listed()], [*stream.conflicts()], seconds


def _packed(found: Sequence[Record], folder: Path) -> Iterator[tuple[Source, Parsed]]:
    for at in range(0, len(found), _A_SOURCE):
        path = folder / f"{at}.pack"
        with path.open("wb") as file:
            writer = Writer(path, file)
            draft = Draft(partial(_same, writer))
            for one in found[at : at + _A_SOURCE]:
                line, name = line_of(one)
                draft.add(line, keys_of(one.paper, name), whole=bool(one.paper.title and one.paper.abstract))
            yield Source(f"{at}.json", f"{at}.json", str(at)), draft.end(writer, str(at), {})
            writer.close()


def _same(writer: Writer) -> Writer:
    return writer


def table(some: Sequence[Kept], owners: dict[str, str]) -> str:
    """Return what was found and what was wrongly joined: by kind, and of all pairs."""
    joined, counts = Counter[str](), Counter[str]()
    for first, one in pairs(some):
        counts[one.kind] += 1
        joined[one.kind] += _are_one(first, one, owners)
    lines = [f"{'found of the same paper':<34}{'pairs':>8}{'joined':>8}{'recall':>9}"]
    lines += [_line(kind, counts[kind], joined[kind]) for kind in COPIES if counts[kind]]
    lines += ["", f"{'joined with another paper':<34}{'pairs':>8}{'joined':>8}{'wrong':>9}"]
    lines += [_line(kind, counts[kind], joined[kind]) for kind in LOOKALIKES if counts[kind]]
    right, found, true = _totals(some, owners)
    lines += ["", f"all pairs: precision {right / found:.4%}, recall {right / true:.4%} of {true:,}"]
    return "\n".join(lines)


def _line(kind: str, count: int, joined: int) -> str:
    return f"{kind:<34}{count:>8,}{joined:>8,}{joined / count:>9.1%}"


def pairs(some: Iterable[Kept]) -> Iterator[tuple[Kept, Kept]]:
    """Yield each record that is not the first of a paper, with the first record of the paper that it is like."""
    firsts: dict[int, Kept] = {}
    for one in some:
        if one.kind:
            yield firsts[one.of], one
        else:
            firsts[one.of] = one


def _source(one: Kept) -> str:
    return one.record.paper.sources[0]


def _are_one(first: Kept, second: Kept, owners: dict[str, str]) -> bool:
    ours, theirs = owners.get(_source(first)), owners.get(_source(second))
    return ours is not None and ours == theirs


def _totals(some: Iterable[Kept], owners: dict[str, str]) -> tuple[int, int, int]:
    """Return how many pairs were rightly joined, how many were joined, and how many are one paper."""
    true, found, right = Counter[int](), Counter[str](), Counter[tuple[int, str]]()
    for one in some:
        true[one.paper] += 1
        if owner := owners.get(_source(one)):
            found[owner] += 1
            right[one.paper, owner] += 1
    both, were, are = (sum(comb(size, 2) for size in sizes.values()) for sizes in (right, found, true))
    return both, max(were, 1), max(are, 1)


def show(some: Sequence[Kept], owners: dict[str, str], conflicts: Sequence[Conflict], most: int) -> None:
    """Print some wrong pairs of each kind, and some conflicts."""
    wrong = defaultdict(list)
    for first, one in pairs(some):
        if _are_one(first, one, owners) != (one.kind in COPIES):
            wrong[one.kind].append((first, one))
    for kind, found in sorted(wrong.items()):
        print(f"\n== {kind}: {len(found)}")
        for first, one in found[:most]:
            print(*(_told(one) for one in (first, one)), "", sep="\n")
    print("\n== conflicts")
    for row in Random(0).sample(conflicts, min(most * 8, len(conflicts))):
        print(f"{row.field}: {row.kept[:90]!r} | {row.other[:90]!r}  {row.paper} {row.kept_from} {row.other_from}")


def _told(one: Kept) -> str:
    paper = one.record.paper
    said = f"{paper.title} | {paper.published} | {', '.join(paper.authors[:2])} | {' '.join(paper.identifiers)}"
    return f"  {said} | {paper.abstract[:100]}"


def _counted(names: Iterable[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in Counter(names).most_common())


if __name__ == "__main__":
    main()
