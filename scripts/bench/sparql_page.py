"""What SPARQL in the page costs: making it, its size, the time until it answers, and that of the questions.

    PYTHONPATH=scripts python -m bench.sparql_page FOLDER [beside|inside]

FOLDER is a build with `kg.nq`. The page holds no map: only what the engine needs. The CPU seconds are those of all
threads of Chromium's renderer, so that nothing hides in a worker.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.exporters import html
from kg.query import graph_file, named
from kg.schema import load
from kg.viewer import sparql

_DRIVER = """async () => {
  const block = JSON.parse(document.getElementById("sparql-data").textContent);
  const beside = block.beside && await new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = block.beside.file;
    script.onload = () => resolve(globalThis.kgSparql);
    document.head.append(script);
  });
  const { engine, graph, worker } = beside || block;
  const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes(worker)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const made = new Worker(URL.createObjectURL(new Blob([await new Response(stream).text()])));
  let done = null;
  made.onmessage = ({ data }) => data.step || done(data);
  window.benchAsk = (message) => new Promise((resolve) => {
    done = ({ rows, ...rest }) => resolve(rest);
    made.postMessage(message);
  });
  return window.benchAsk({ engine: bytes(engine), graph: bytes(graph) });
}"""
_RUNS = 5


class Costs(NamedTuple):
    """What was measured of one graph."""

    triples: int
    making: float
    """CPU seconds of Python."""
    inside: int
    """Bytes that the page has more."""
    beside: int
    """Bytes of the file beside it."""
    ready_cpu: float
    ready_wall: float
    questions: Mapping[str, float]
    """Milliseconds of each question, the least of several runs."""


def costs(folder: Path, *, where: str = "auto") -> Costs:
    """Measure the page of a build."""
    prefixes = load().all_prefixes()
    start = time.process_time()
    found = sparql.block(
        folder / graph_file.FILE, questions=named.queries(), prefixes=prefixes, base=load().base, where=where
    )
    if found is None:
        raise ValueError(f"{folder}: the graph is too large for a page")
    making = time.process_time() - start
    with tempfile.TemporaryDirectory() as temporary:
        page = Path(temporary, "page.html")
        page.write_text(f"<!doctype html><title>page</title>{found.html}", encoding="utf-8")
        Path(temporary, html.BESIDE).write_text(found.beside, encoding="utf-8")
        triples, cpu, wall, questions = _visited(page, prefixes)
    return Costs(triples, making, len(found.html), len(found.beside), cpu, wall, questions)


def _visited(page: Path, prefixes: Mapping[str, str]) -> tuple[int, float, float, dict[str, float]]:
    from bench.chromium import opened

    with opened() as browser:
        session, tab = browser.new_browser_cdp_session(), browser.new_page()
        tab.goto(page.as_uri())
        tab.wait_for_timeout(500)
        before, start = _cpu(session), time.perf_counter()
        ready: Any = tab.evaluate(_DRIVER)
        wall, cpu = time.perf_counter() - start, _cpu(session) - before
        questions = dict(_asked(tab, prefixes))
    return ready["triples"], cpu, wall, questions


def _asked(tab: Any, prefixes: Mapping[str, str]) -> Iterator[tuple[str, float]]:  # noqa: ANN401  a page of Playwright
    declared = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in prefixes.items())
    for query in named.queries():
        message = {"text": declared + query.text, "form": "construct" if "\nCONSTRUCT" in query.text else "select"}
        runs = [tab.evaluate("message => window.benchAsk(message)", message | {"union": True}) for _ in range(_RUNS)]
        yield query.name, min(run["milliseconds"] for run in runs)


def _cpu(session: Any) -> float:  # noqa: ANN401  a session of Playwright
    rows = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return sum(float(row["cpuTime"]) for row in rows if row["type"] == "renderer")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the page of a build costs."""
    folder, *where = sys.argv[1:] if arguments is None else arguments
    found = costs(Path(folder), where=where[0] if where else "auto")
    print(json.dumps(found._asdict(), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
