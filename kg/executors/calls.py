"""Calls as text: a function by its dotted name with its arguments as JSON, and what came of it.

This is what travels to the workers of an engine and back. Nothing of it is pickled by us: text says what it is, is the
same for every version of Python, and what a worker sends back cannot run anything here but the making of a record.
"""

import builtins
import json
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from kg import errors
from kg.config import Config
from kg.executors.contract import Lost

_SCALARS: Final = (str, int, float, bool, type(None))
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of the work itself, which would come again on every worker."""

    kind: str
    message: str

    def error(self) -> Exception:
        """Return the error to raise where the result is awaited."""
        known = getattr(errors, self.kind, None) or getattr(builtins, self.kind, None)
        if isinstance(known, type) and issubclass(known, (errors.KGError, MemoryError)):
            return known(self.message)
        if isinstance(known, type) and issubclass(known, OSError):
            return OSError(self.message)  # of no kind that means a pipe of our own
        return RuntimeError(f"{self.kind} in a worker process: {self.message}")


def call_text(work: Callable[[str], Any]) -> str:
    """Return a function of a module, or a partial one, as text.

    Raises:
        TypeError: it is none, or an argument is of a type that has no text.
    """
    return json.dumps(_plain(work), ensure_ascii=True, separators=(",", ":"))


def answer(call: str, shard: str) -> str:
    """Work on a shard, and return what came of it as text; what ends the process gives none."""
    # An engine that works in threads of one process would hold as many shards in memory, for one lock of Python.
    with _ONE_AT_A_TIME:
        try:
            outcome = _made(json.loads(call))(shard)
        except Exception as error:  # it is raised again where the result is awaited
            outcome = Failure(type(error).__name__, _said(error))
    return json.dumps(_plain(outcome), ensure_ascii=True, separators=(",", ":"))


def lost_text(shard: str, reason: str) -> str:
    """Return what stands for the result of a shard that is lost."""
    return json.dumps(_plain(Lost(shard, reason)))


def result(text: str) -> Any:  # noqa: ANN401  work returns what it likes
    """Return what a text of `answer` says: the result of the work, or a `Lost`.

    Raises:
        KGError: the work raised it.
        RuntimeError: the work failed by a bug.
    """
    made = _made(json.loads(text))
    if isinstance(made, Failure):
        raise made.error()
    return made


def _said(error: Exception) -> str:
    if isinstance(error, (errors.KGError, MemoryError, OSError)):
        return str(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{' '.join(str(error).split())} (at {Path(place.filename).name}:{place.lineno})"


def _plain(value: Any) -> Any:  # noqa: ANN401  one of the types below
    """Return a value as JSON has it; an object of one key says what it stands for."""
    if isinstance(value, _SCALARS):
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    for kinds, name, content in _TEXTS:
        if isinstance(value, kinds):
            return {name: content(value)}
    if isinstance(value, Config):
        value = _everywhere(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {"record": [_name(type(value)), *(_plain(getattr(value, item.name)) for item in fields(value))]}
    if callable(value):
        return {"function": _name(value)}
    raise TypeError(f"{type(value).__name__} does not travel to a worker")


_TEXTS: Final[tuple[tuple[type, str, Callable[[Any], Any]], ...]] = (
    (tuple, "tuple", lambda value: [_plain(item) for item in value]),
    (Mapping, "map", lambda value: [[_plain(key), _plain(item)] for key, item in value.items()]),
    (Path, "path", lambda value: str(value.absolute())),  # workers start in folders of their own
    (datetime, "time", datetime.isoformat),  # before the date, which it is too
    (date, "date", date.isoformat),
    (partial, "partial", lambda value: [_plain(part) for part in (value.func, list(value.args), value.keywords)]),
)


def _everywhere(config: Config) -> Config:
    """Return settings whose paths mean the same in every folder."""
    model = str(Path(config.model).absolute()) if config.model and Path(config.model).exists() else config.model
    return replace(config, output=str(Path(config.output).absolute()), model=model)


def _name(thing: Any) -> str:  # noqa: ANN401  a class or a function
    """Return the name under which a worker finds a class or a function."""
    name = f"{getattr(thing, '__module__', '')}:{getattr(thing, '__qualname__', '')}"
    if "<" in name or _named(name) is not thing:
        raise TypeError(f"{name} is found by no worker: it is not at the top of a module")
    return name


def _named(name: str) -> Any:  # noqa: ANN401  a class or a function
    module, _, within = name.partition(":")
    return getattr(import_module(module), within, None) if module else None


def _made(value: Any) -> Any:  # noqa: ANN401  what `_plain` took
    """Return what a value of JSON stands for."""
    if isinstance(value, list):
        return [_made(item) for item in value]
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    return _MADE[kind](content)


def _record(content: list[Any]) -> Any:  # noqa: ANN401  any record
    kind = _named(content[0])
    if not (isinstance(kind, type) and is_dataclass(kind)):
        raise TypeError(f"{content[0]} is no record")
    return kind(*map(_made, content[1:]))


def _partial(content: list[Any]) -> Any:  # noqa: ANN401  any function
    function, positional, named = map(_made, content)
    return partial(function, *positional, **named)


_MADE: Final[dict[str, Callable[[Any], Any]]] = {
    "tuple": lambda items: tuple(map(_made, items)),
    "map": lambda items: {_made(key): _made(item) for key, item in items},
    "path": Path,
    "date": date.fromisoformat,
    "time": datetime.fromisoformat,
    "partial": _partial,
    "record": _record,
    "function": _named,
}
