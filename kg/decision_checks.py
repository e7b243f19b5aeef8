"""Checks of a decisions file that may have been written by hand: each wrong line with what to write instead."""

from collections.abc import Collection, Iterator
from itertools import product
from pathlib import Path

from kg.decision_log import DecisionLog
from kg.decision_papers import ids_in_build, papers_of, with_ids_now
from kg.errors import KGError, OutputError
from kg.lookup import Build
from kg.names import normal_form
from kg.resolve import Decision, NearIds

_OPPOSITES = {
    "merge": ("apart",),
    "apart": ("merge",),
    "keep": ("split", "drop", "retype"),
    "split": ("keep",),
    "drop": ("keep",),
    "retype": ("keep",),
}


def check(file: Path, folder: Path) -> tuple[list[Decision], list[str]]:
    """Return the decisions that stand, and a line for each that cannot be read, contradicts another, or names nothing.

    What it names is nothing where no build has had it.

    Args:
        file: the decisions.
        folder: the build; without one, ids are not checked.

    Raises:
        DecisionError: the file cannot be read.
    """
    errors: list[KGError] = []
    standing = DecisionLog(file).standing(on_error=errors.append)
    known = _known_ids(folder)
    papers = ids_in_build(papers_of(standing), Build(folder)) if known else {}
    faults = [*map(str, errors), *_contradictions(file, with_ids_now(standing, papers))]
    if known:
        unknown = ((decision, id_) for decision in standing for id_ in decision.ids if id_ not in known)
        near = NearIds(known)
        faults += [_unknown(file, decision, id_, near) for decision, id_ in unknown]
        faults += _unknown_papers(file, standing, papers)
    return standing, faults


def _contradictions(file: Path, standing: list[Decision]) -> Iterator[str]:
    """Yield the lines that say the opposite of a line above."""
    said: dict[tuple[object, ...], Decision] = {}
    for decision in standing:
        for opposite, about in product(_OPPOSITES.get(decision.verb, ()), _told_apart(decision)):
            if above := said.get((opposite, about)):
                yield (
                    f"{file}:{decision.line}: '{decision}' contradicts line {above.line}, '{above}'; "
                    f"take one of them back with `kg undo {decision.line}` or `kg undo {above.line}`"
                )
                break
        for about in _told_apart(decision):
            said.setdefault((decision.verb, about), decision)


def _told_apart(decision: Decision) -> list[object]:
    """Return what a decision is about, in which another one may be its opposite."""
    if decision.verb in ("merge", "apart"):
        return [frozenset(decision.args)]
    if decision.papers:
        return [(decision.args[0], paper) for paper in decision.papers_now]
    if decision.verb in ("keep", "split") and len(decision.args) > 1:
        return [(decision.args[0], normal_form(decision.args[1]))]
    return [decision.args[0]]


def _known_ids(folder: Path) -> set[str]:
    """Return the ids that the build has, or that lead to one that it has, or that a decision took away."""
    try:
        build = Build(folder)
    except OutputError:
        return set()
    return {row["id"] for row in build.rows("entities")} | {row["old"] for row in build.rows("redirects")}


def _unknown_papers(file: Path, standing: list[Decision], known: Collection[str]) -> list[str]:
    return [
        f"{file}:{decision.line}: '{decision}' names {paper}, which this build does not have; "
        "`kg show TITLE` prints the id of a paper"
        for decision in standing
        for paper in decision.papers
        if paper not in known
    ]


def _unknown(file: Path, decision: Decision, id_: str, known: NearIds) -> str:
    near = known.find(id_)
    advice = f"did you mean {near}?" if near else "`kg show NAME` prints the id of a name"
    return f"{file}:{decision.line}: '{decision}' names {id_}, which this build does not have; {advice}"
