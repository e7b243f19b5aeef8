#!/usr/bin/env python3
"""Run the W3C's SPARQL 1.1 tests against `kg serve`, over HTTP, and compare with the list of known misses.

python scripts/conformance.py CHECKOUT              all; CHECKOUT is a copy of https://github.com/w3c/rdf-tests
python scripts/conformance.py CHECKOUT --only pp16  those whose name holds this
python scripts/conformance.py CHECKOUT --rewrite    write the list of known misses anew; known reasons are kept

One server is started, over a store in which each file of the tests is a named graph. Each evaluation test chooses its
dataset from them as the protocol says, by default-graph-uri and named-graph-uri. rdflib reads the answers, so that what
wrote them does not also judge them. Rows and triples are compared as bags, but for the names of blank nodes; numbers of
one datatype by their value; columns in their order where the query states one. A refused update counts as refused
properly where the status is 4xx and the answer says that the endpoint is read-only.

Exit codes: 0 no miss but the known ones, 1 new misses, 2 the words are wrong.
"""

import argparse
import json
import logging
import sys
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

import rdflib
from server import serving
from w3c.protocol import description, protocol
from w3c.queries import evaluation, syntax
from w3c.suite import PASSED, REFUSED, Server, Test, fill, read

MISSES = Path(__file__).with_name("w3c") / "misses.toml"
HEADER = "# What `kg serve` answers otherwise than the W3C's tests ask, and why; conformance.py --rewrite adds to it.\n"
RUNNERS: Mapping[str, Callable[[Test, Server], str]] = {
    "protocol": protocol,
    "description": description,
    "evaluation": evaluation,
    "syntax": syntax,
}
SUITES: Mapping[str, Callable[[str], bool]] = {
    "Protocol, queries": lambda name: name.startswith("protocol/") and "update" not in name,
    "Protocol, updates": lambda name: name.startswith("protocol/") and "update" in name,
    "Service description": lambda name: name.startswith("description/"),
    "Query evaluation": lambda name: name.startswith("evaluation/"),
    "Query syntax": lambda name: name.startswith("syntax/"),
}


def main() -> int:
    """Run the tests, print the table, and return the exit code."""
    arguments = _arguments()
    rdflib.NORMALIZE_LITERALS = False
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # it warns of literals that tests make ill-typed on purpose
    tests = [test for test in read(arguments.checkout) if all(part in test.name for part in arguments.only)]
    if not tests:
        print(f"{arguments.checkout}: no such test in its sparql/sparql11/*/manifest.ttl", file=sys.stderr)
        return 2
    verdicts = judge(tests)
    known = tomllib.loads(MISSES.read_text(encoding="utf-8")) if MISSES.is_file() else {}
    report(verdicts, known)
    misses = {name: verdict for name, verdict in sorted(verdicts.items()) if verdict not in (PASSED, REFUSED)}
    if arguments.rewrite:
        write(misses, known, run=verdicts)
        return 0
    return int(bool(misses.keys() - known.keys()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path, help="folder of a copy of https://github.com/w3c/rdf-tests")
    parser.add_argument("--only", action="append", default=[], metavar="PART", help="run tests whose name holds this")
    parser.add_argument("--rewrite", action="store_true", help=f"write {MISSES.name} anew")
    return parser.parse_args()


def judge(tests: list[Test]) -> dict[str, str]:
    """Return "passed", "refused" or what is wrong for each test, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), tests)
        with serving(Path(folder)) as url:
            server = Server(f"{url}/sparql")
            return {test.name: RUNNERS[test.name.partition("/")[0]](test, server) for test in tests}


def report(verdicts: Mapping[str, str], known: Mapping[str, str]) -> None:
    """Print how many tests of each suite pass, the misses that are new and the known ones that are none any more."""
    print(f"{'':20} {'tests':>6} {'passed':>7} {'refused':>8} {'known':>6} {'new':>4}")
    for suite, belongs in SUITES.items():
        found = {name: verdict for name, verdict in verdicts.items() if belongs(name)}
        passed, refused = (sum(verdict == kind for verdict in found.values()) for kind in (PASSED, REFUSED))
        misses = {name for name, verdict in found.items() if verdict not in (PASSED, REFUSED)}
        counts = (len(misses & known.keys()), len(misses - known.keys()))
        print(f"{suite:20} {len(found):6} {passed:7} {refused:8} {counts[0]:6} {counts[1]:4}")
    for name, verdict in sorted(verdicts.items()):
        if verdict not in (PASSED, REFUSED) and name not in known:
            print(f"new miss: {name}: {verdict}")
        elif verdict in (PASSED, REFUSED) and name in known:
            print(f"no longer a miss: {name}")


def write(misses: Mapping[str, str], known: Mapping[str, str], *, run: Mapping[str, str]) -> None:
    """Write the list of known misses; of tests that did not run, and of known misses, the words stay."""
    kept = {name: reason for name, reason in known.items() if name in misses or name not in run}
    lines = [f"{json.dumps(name)} = {json.dumps(reason)}\n" for name, reason in sorted({**misses, **kept}.items())]
    MISSES.write_text(HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
