"""Checks of a decisions file that may have been written by hand: each wrong line with what to write instead."""

from pathlib import Path

from kg.decision_log import DecisionLog
from kg.errors import KGError, OutputError
from kg.lookup import Build
from kg.resolve import Decision, near_id


def check(file: Path, folder: Path) -> tuple[list[Decision], list[str]]:
    """Return the decisions that stand, and a line for each that cannot be read or names what no build has had.

    Args:
        file: the decisions.
        folder: the build; without one, ids are not checked.

    Raises:
        DecisionError: the file cannot be read.
    """
    errors: list[KGError] = []
    standing = DecisionLog(file).standing(on_error=errors.append)
    faults = list(map(str, errors))
    known = _known_ids(folder)
    if known:
        unknown = ((decision, id_) for decision in standing for id_ in decision.ids if id_ not in known)
        faults += [_unknown(file, decision, id_, known) for decision, id_ in unknown]
    return standing, faults


def _known_ids(folder: Path) -> set[str]:
    """Return the ids that the build has, or that lead to one that it has, or that a decision took away."""
    try:
        build = Build(folder)
    except OutputError:
        return set()
    return {row["id"] for row in build.rows("entities")} | {row["old"] for row in build.rows("redirects")}


def _unknown(file: Path, decision: Decision, id_: str, known: set[str]) -> str:
    near = near_id(id_, known)
    advice = f"did you mean {near}?" if near else "`kg show NAME` prints the id of a name"
    return f"{file}:{decision.line}: '{decision}' names {id_}, which this build does not have; {advice}"
