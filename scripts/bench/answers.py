"""Measure answers: the named questions by our engine, by plain pyoxigraph and by rdflib."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.builds import NQUADS, kept_store
from bench.cost import TooSlowError, alone, best, deadline
from bench.figures import LARGE, Figure, Setting, milliseconds, share
from bench.rdflib_forms import RDFLIB_FORMS
from kg import schema
from kg.query import named

if TYPE_CHECKING:
    import pyoxigraph

COMPETENCY = {
    "CQ1": "datasets-of-method",
    "CQ2": "most-used-datasets",
    "CQ3": "models-with-code",
    "CQ4": "descendants",
    "CQ5": "used-together",
    "CQ6": "find",
    "CQ7": "neighbourhood",
    "CQ8": "tasks-with-code",
    "CQ9": "evidence",
    "CQ10": "compared-with",
    "CQ11": "trend",
    "CQ12": "confidence",
}
"""The named question of each of the twelve questions that a graph of papers must answer."""

_LABELS = {name: label for label, name in COMPETENCY.items()}
_COMPARED = 50_000  # rdflib does not answer all twelve on a larger graph


@dataclass(frozen=True, slots=True)
class Answered:
    """What one answer cost, in CPU seconds, and a digest of its rows."""

    cpu: float
    rows: int
    digest: str
    ended: bool = True
    """Whether it ended in time."""


Answers = dict[str, Answered]
"""The answers of one engine by the name of the question."""


def queries(setting: Setting) -> Iterator[Figure]:
    """Measure all named questions, and the twelve together."""
    told = partial(Figure, "queries", setting.triples)
    engines = {
        "kept store": alone(by_kg, setting.folder, setting.runs),
        "memory": alone(by_kg_in_memory, setting.folder, setting.runs),
        "pyoxigraph": alone(by_pyoxigraph, setting.folder, setting.runs),
    }
    if setting.reference:
        engines["rdflib"] = alone(by_rdflib, setting.folder, setting.runs, setting.patience)
    yield told("question", f"CPU milliseconds by {', '.join(engines)}")
    for name in sorted(engines["memory"]):
        yield _question(told, name, {engine: answers[name] for engine, answers in engines.items()})
    rdflib = engines.pop("rdflib", {}) if setting.triples <= _COMPARED else {}
    for engine in ("kept store", "memory"):
        found = engines[engine]
        yield _twelve(told, engine, found, rdflib)
        yield _slowest(told, f"slowest of the twelve, {engine}", {n: found[n] for n in COMPETENCY.values()}, setting)
        yield _slowest(told, f"slowest of all, {engine}", found, setting)


def _question(told: Callable[..., Figure], name: str, answers: Answers) -> Figure:
    same = len({answer.digest for answer in answers.values() if answer.ended}) == 1
    times = "  ".join(f"{'' if answer.ended else '> '}{answer.cpu * 1000:,.1f}" for answer in answers.values())
    numbers = {engine: answer.cpu for engine, answer in answers.items()}
    rows = answers["memory"].rows
    value = (
        f"{times}; {rows} rows" if same else f"{times}; {' or '.join(str(one.rows) for one in answers.values())} rows"
    )
    return told(f"{_LABELS.get(name, '')} {name}".strip(), value, "the same rows", same, numbers)


def _twelve(told: Callable[..., Figure], engine: str, found: Answers, rdflib: Answers) -> Figure:
    cpu = sum(found[name].cpu for name in COMPETENCY.values())
    if not rdflib:
        return told(f"the twelve, {engine}", milliseconds(cpu), numbers={engine: cpu})
    theirs = sum(rdflib[name].cpu for name in COMPETENCY.values())
    value = f"{share(cpu, theirs)} of rdflib: {milliseconds(cpu)}, {milliseconds(theirs)}"
    return told(f"the twelve, {engine}", value, "1/50", cpu <= theirs / 50, {engine: cpu, "rdflib": theirs})


def _slowest(told: Callable[..., Figure], what: str, found: Answers, setting: Setting) -> Figure:
    name = max(found, key=lambda name: found[name].cpu)
    met = found[name].cpu <= 0.2 if setting.triples == LARGE else None
    return told(what, f"{milliseconds(found[name].cpu)}, {name}", f"200 ms at {LARGE:,}", met)


def by_kg(folder: Path, runs: int) -> Answers:
    """Answer all questions as `kg query` does, from the store that a build keeps."""
    return _by_kg(kept_store(folder), runs)


def by_kg_in_memory(folder: Path, runs: int) -> Answers:
    """Answer all questions from memory, where a program keeps the graph."""
    from kg.query import graph_file

    return _by_kg(graph_file.load(folder), runs)


def _by_kg(graph: "pyoxigraph.Store", runs: int) -> Answers:
    from kg.query import engine, graph_file

    ask = partial(engine.query, graph, known=graph_file.prefixes(graph))
    return {
        question.name: _answered(partial(ask, question.text), lambda found: found.rows, runs=runs)
        for question in named.queries()
    }


def by_pyoxigraph(folder: Path, runs: int) -> Answers:
    """Answer all questions by pyoxigraph, from memory, with nothing of ours around it."""
    import pyoxigraph

    graph = pyoxigraph.Store()
    graph.bulk_load(path=folder / NQUADS, format=pyoxigraph.RdfFormat.N_QUADS)

    def ask(text: str) -> list[Any]:
        found: Any = graph.query(text, use_default_graph_as_union=True)
        return [tuple(row) for row in found]

    return {
        question.name: _answered(partial(ask, named.standalone(question)), lambda rows: rows, runs=runs)
        for question in named.queries()
    }


def by_rdflib(folder: Path, runs: int, seconds: float) -> Answers:
    """Answer the questions by rdflib in the form that suits it best, as far as it does so in some seconds each."""
    from kg.rdf.dataset import load_dataset

    graph = load_dataset(folder)
    spaces = schema.load().all_prefixes()

    def ask(text: str) -> list[Any]:
        found: Any = graph.query(text, initNs=spaces)
        return [tuple(row) for row in found]

    answers = {}
    for question in named.queries():
        forms = [question.text, *([RDFLIB_FORMS[question.name]] if question.name in RDFLIB_FORMS else [])]
        tried = [_in_time(partial(ask, text), runs, seconds) for text in forms]
        answers[question.name] = min(tried, key=lambda answer: (not answer.ended, answer.cpu))
    return answers


def _in_time(work: Callable[[], Any], runs: int, seconds: float) -> Answered:
    def bounded() -> Any:  # noqa: ANN401  what the work returns
        with deadline(seconds):
            return work()

    try:
        return _answered(bounded, lambda rows: rows, runs=runs)
    except TooSlowError:
        return Answered(seconds, 0, "", ended=False)


def _answered(work: Callable[[], Any], rows_of: Callable[[Any], Iterable[Sequence[object]]], *, runs: int) -> Answered:
    spent, found = best(work, runs=runs)
    rows = [tuple(_text(value) for value in row) for row in rows_of(found)]
    return Answered(spent.cpu, len(rows), _digest(rows))


def _text(value: object) -> str:
    return "" if value is None else str(getattr(value, "value", value))


def _digest(rows: Iterable[tuple[str, ...]]) -> str:
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
