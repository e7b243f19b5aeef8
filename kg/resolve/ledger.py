"""The ledger: which id has been given to which forms, so that a rebuild gives it again."""

import json
import shlex
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import OutputError
from kg.json_text import from_json
from kg.resolve.decisions import is_paper

CROWD = 100
"""A form that more entities share than this, such as the acronym of many homonyms, says little about any of them."""
_SPLIT = "split "


@dataclass(frozen=True, slots=True, order=True)
class LedgerEntry:
    """An id, and the forms that it is recognised by."""

    id: str
    name: str
    type: str
    forms: tuple[str, ...]
    """Normal forms, sorted: those that the entity had when it was made, before any later decision."""
    replaced_by: str | None = None
    """For an id that is no longer given: the entity that has its forms, or empty where none does."""
    decision: str = ""
    """The decision that made the entity, or empty for one that was found automatically."""

    @property
    def split_from(self) -> str:
        """Return the id that a decision split it off from, or nothing: it is there only after that decision."""
        return shlex.split(self.decision)[1] if self.decision.startswith(_SPLIT) else ""

    @property
    def is_of_papers(self) -> bool:
        """Tell whether a decision made it of some papers: then its forms, which others have too, say nothing of it."""
        return self.decision.startswith(_SPLIT) and is_paper(shlex.split(self.decision)[2])


Ledger = Mapping[str, LedgerEntry]


def read_ledger(path: Path) -> dict[str, LedgerEntry]:
    """Read a ledger; one that does not exist is empty.

    Raises:
        OutputError: the file cannot be read, or one of its lines is no ledger entry.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(
            f"{path}: the ledger of ids cannot be read ({error}); restore it, or delete it to start afresh"
        ) from error
    entries = [_entry(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    return {entry.id: entry for entry in entries}


def _entry(line: str, where: str) -> LedgerEntry:
    try:
        row = from_json(line)
        entry = LedgerEntry(**row | {"forms": tuple(row["forms"])})
        is_entry = _is_entry(entry)
    except (ValueError, KeyError, TypeError):
        is_entry = False
    if not is_entry:
        raise OutputError(
            f"{where}: this is no line of a ledger of ids; restore the file, or delete it to start afresh"
        )
    return entry


def _is_entry(entry: LedgerEntry) -> bool:
    texts = entry.id, entry.name, entry.type, *entry.forms, entry.decision
    if not all(isinstance(text, str) for text in texts):
        return False
    verb, *args = shlex.split(entry.decision) or [""]
    return verb != _SPLIT.strip() or len(args) >= len(("entity", "form"))


def ledger_lines(ledger: Ledger) -> Iterator[str]:
    """Yield the lines of a ledger's file, sorted by id."""
    return (ledger_line(ledger[id_]) for id_ in sorted(ledger))


def ledger_line(entry: LedgerEntry) -> str:
    """Return an entry as a line of a ledger's file."""
    row: dict[str, Any] = {"id": entry.id, "name": entry.name, "type": entry.type, "forms": list(entry.forms)}
    if entry.replaced_by is not None:
        row["replaced_by"] = entry.replaced_by
    if entry.decision:
        row["decision"] = entry.decision
    return json.dumps(row, ensure_ascii=False) + "\n"


class Heirs:
    """Finds the entity that has most of some forms."""

    def __init__(self, forms: Iterable[tuple[str, Iterable[str]]], wanted: Collection[str]) -> None:
        """Take the ids of entities with their normal forms, and all forms that will be asked for."""
        self._holders: dict[str, list[str]] = defaultdict(list)
        for id_, held in forms:
            for form in held:
                if form in wanted:
                    self._holders[form].append(id_)

    def find(self, forms: Iterable[str], *, rather: str = "") -> str:
        """Return the id of the entity that has most of the forms, or nothing: of several, the one to be preferred.

        Args:
            forms: the normal forms.
            rather: the id that is preferred to the smallest one.
        """
        held = [self._holders[form] for form in forms if form in self._holders]
        telling = [holders for holders in held if len(holders) <= CROWD]
        shared = Counter(id_ for holders in telling or held for id_ in holders)
        return min(shared, key=lambda id_: (-shared[id_], id_ != rather, id_)) if shared else ""
