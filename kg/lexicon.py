"""The lexicon: well-known names with their types and aliases, read from `kg/model/lexicon/`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import schema
from kg.errors import ModelError
from kg.names import normal_form

FOLDER = Path(__file__).resolve().parent / "model" / "lexicon"


@dataclass(frozen=True, slots=True)
class Entry:
    """A well-known name."""

    name: str
    type: str
    aliases: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the name and its aliases."""
        return (self.name, *self.aliases)


@cache
def entries() -> tuple[Entry, ...]:
    """Read all entries: `methods.tsv`, `models.tsv`, `datasets.tsv` and `tasks.tsv`, in the schema's order.

    Raises:
        ModelError: a file is missing or a line has no name.
    """
    types = schema.load().types.values()
    return tuple(entry for kind in types for entry in read(FOLDER / f"{kind.plural}.tsv", kind.name))


def read(path: Path, type: str) -> list[Entry]:
    """Read one lexicon file: a name, a tab and aliases between bars on each line; `#` starts a comment line.

    Raises:
        ModelError: the file cannot be read or a line has no name.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"{path}: the lexicon cannot be read ({error.strerror}); reinstall kg") from error
    return [
        _entry(line, type, f"{path}:{number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    ]


def _entry(line: str, type: str, where: str) -> Entry:
    name, _, rest = line.partition("\t")
    if not name.strip():
        raise ModelError(f"{where}: a lexicon line starts with a name, not with a tab")
    aliases = tuple(alias.strip() for alias in rest.split(" | ") if alias.strip())
    return Entry(name.strip(), type, aliases)


@cache
def by_normal_form() -> dict[str, tuple[Entry, ...]]:
    """Return the entries of each normal form, those that carry it as their name first."""
    table: dict[str, list[Entry]] = {}
    for entry in entries():
        table.setdefault(normal_form(entry.name), []).append(entry)
    for entry in entries():
        for alias in entry.aliases:
            known = table.setdefault(normal_form(alias), [])
            if entry not in known:
                known.append(entry)
    return {form: tuple(found) for form, found in table.items()}
