"""The questions that come with `kg`: files with a title, an explanation, parameters and a query.

    # Datasets of a method
    # On which datasets do papers use or introduce the method?
    # param method: LoRA (Method)
    SELECT … { VALUES ?method { method:lora } … }

Values are bound as terms in the `VALUES` of their variable; no text of a user becomes a part of a query.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query.parameters import examples, term

if TYPE_CHECKING:
    import pyoxigraph

FOLDER = Path(__file__).resolve().parent / "named"
_PARAMETER = re.compile(r"# param (\w+): (.+) \((\w+)\)")
_OTHERWISE = "# otherwise "
_PREFIXED = re.compile(r"(?<![\w:?$<])([A-Za-z]\w*):[\w%]")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that a question leaves open."""

    name: str
    default: str
    type: str
    """A type of entity, `Entity` for any of them, `Paper`, `Source`, `text` or `number`."""


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that comes with `kg`."""

    name: str
    title: str
    explanation: str
    parameters: tuple[Parameter, ...]
    text: str
    """The whole file: a query that runs as it is, with the defaults."""
    otherwise: str = ""
    """The question that may have an answer where this has none, for the same values."""


@cache
def queries() -> tuple[NamedQuery, ...]:
    """Return all questions, sorted by name."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.rq")))


def find(name: str) -> NamedQuery:
    """Return a question by its name, or by a beginning that only its name has.

    Raises:
        QueryError: there is none, or there are several; the message lists them or similar names.
    """
    known = {query.name: query for query in queries()}
    begun = [one for one in known if name and one.startswith(name)]
    if name in known or len(begun) == 1:
        return known.get(name) or known[begun[0]]
    if begun:
        raise QueryError(f"several questions begin with '{name}': {', '.join(begun)}; give more of the name")
    import difflib

    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else "`kg queries` lists them"
    raise QueryError(f"no question is named '{name}'; {hint}")


def bind(
    query: NamedQuery,
    settings: Mapping[str, str],
    store: "pyoxigraph.Store",
    *,
    known: Mapping[str, str] | None = None,
) -> str:
    """Return the text of a question with its parameters set.

    Args:
        query: the question.
        settings: values by parameter; the others have their defaults.
        store: the graph in which names are looked up.
        known: the prefixes of the build; those of the schema where none are given.

    Raises:
        QueryError: a parameter is unknown, or a value names nothing in the graph.
    """
    taken = [parameter.name for parameter in query.parameters]
    if unknown := sorted(set(settings) - set(taken)):
        takes = f"it takes {', '.join(taken)}" if taken else "it takes none"
        raise QueryError(f"question '{query.name}' has no parameter '{unknown[0]}'; {takes}")
    values = {parameter.name: _value(query, parameter, settings, store, known) for parameter in query.parameters}
    return _filled(query.text, values) if values else query.text


def _value(
    query: NamedQuery,
    parameter: Parameter,
    settings: Mapping[str, str],
    store: "pyoxigraph.Store",
    known: Mapping[str, str] | None,
) -> str:
    name, given = parameter.name, settings.get(parameter.name)
    try:
        return term(store, parameter.default if given is None else given, parameter.type, name=name, known=known)
    except QueryError as error:
        if given is not None:
            raise
        some = ", ".join(examples(store, parameter.type, known=known))
        reason = f"question '{query.name}' asks about '{parameter.default}' by default, which this build lacks"
        raise QueryError(f"{reason}; set {name} to a name in it{f', such as {some}' if some else ''}") from error


def standalone(query: NamedQuery, *, base: str = "") -> str:
    """Return the text of a question with the prefixes that it uses, for other tools."""
    from kg import schema

    prefixes = schema.load().all_prefixes(base)
    used = sorted({prefix for prefix in _PREFIXED.findall(_code(query.text)) if prefix in prefixes})
    declared = "".join(f"PREFIX {prefix}: <{prefixes[prefix]}>\n" for prefix in used)
    comments = "".join(line for line in query.text.splitlines(keepends=True) if line.startswith("#"))
    return f"{comments}\n{declared}\n{_code(query.text)}"


def _code(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    comments = [line for line in text.splitlines() if line.startswith("#")]
    found = filter(None, map(_PARAMETER.fullmatch, comments))
    parameters = tuple(Parameter(*match.groups()) for match in found)
    otherwise = next((line.removeprefix(_OTHERWISE) for line in comments if line.startswith(_OTHERWISE)), "")
    return NamedQuery(path.stem, comments[0].lstrip("# "), comments[1].lstrip("# "), parameters, text, otherwise)


def _filled(text: str, values: Mapping[str, str]) -> str:
    # One pass: a value that looks like the place of another parameter is never looked at.
    places = re.compile(rf"VALUES \?({'|'.join(map(re.escape, values))}) \{{[^{{}}]*\}}")
    return places.sub(lambda match: f"VALUES ?{match[1]} {{ {values[match[1]]} }}", text)
