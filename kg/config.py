"""Settings: the defaults, then `kg.toml` of the current folder, then the options of the command line.

Paths in `kg.toml` are relative to the folder that holds it, or begin with `~/`; those of options are relative to the
current folder.
"""

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import ConfigError
from kg.remote import is_url

FILE_NAME = "kg.toml"
DECISIONS = "decisions.txt"
"""The file of decisions that need not be there."""
RENDERERS = ("auto", "canvas", "pyvis")
EXECUTORS = ("processes", "spark", "dask")
DEEPEST = 3
"""How many steps a picture of one thing reaches at most."""
_CHOICES = {
    "executor": EXECUTORS,
    "layout": ("keep", "fresh"),
    "renderer": RENDERERS,
    "sparql": ("auto", "inside", "beside", "none"),
}
_LEAST = {"graph_limit": 0, "shards": 1, "workers": 1, "history": 1}


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a build; the defaults stand here and nowhere else."""

    sources: tuple[str, ...] = ()
    """Files, folders and patterns to read; also those of an object store or HDFS: `s3://bucket/papers/*.jsonl`."""
    output: str = "outputs"
    """The folder that a build writes, or a URL such as `s3://bucket/graph`, to which it copies what it wrote."""
    formats: tuple[str, ...] = ("html", "rdf", "tables", "graphml")
    """The formats that a build writes."""
    base: str = ""
    """The base of the data's IRIs; empty for the schema's."""
    decisions: str = DECISIONS
    """A file of merges, splits, retypes and drops that every build applies, once it is there; empty for none."""
    threshold: float = 0.5
    """The least confidence of a mention that enters the graph, between 0 and 1."""
    seed: int = 0
    """The seed of the layout and of the communities."""
    layout: str = "keep"
    """Whether the map goes on from that of the last build in the folder, `keep`, or is drawn anew, `fresh`."""
    renderer: str = "auto"
    """What draws the page: `canvas`, `pyvis`, or `auto` for the one that measures better, which is `canvas`."""
    sparql: str = "auto"
    """Where the page's SPARQL is: `inside` of it, `beside` it, `none`, or `auto` for what its size suggests."""
    graph_limit: int = 10_000
    """The most papers whose graph is held in memory; of more, outputs are in parts and the page shows a part."""
    shards: int = 64
    """The least number of shards that papers are spread over, by a hash of their id; large builds double it."""
    workers: int = 1
    """The number of processes that read texts and, in a build in parts, write the parts."""
    executor: str = "processes"
    """What works on shards: `processes` of this machine, or an engine: `spark`, `dask`."""
    url: str = ""
    """Where the engine is, such as `sc://host:15002` or `tcp://host:8786`; empty for one of this machine."""
    model: str = ""
    """Another spaCy pipeline that finds the entities, by its folder or the name of its package; empty for our own."""
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The types that the labels of the other pipeline stand for; empty for a label that is to be ignored."""
    priority: tuple[str, ...] = ()
    """Names or globs of sources whose fields win where several list one paper, the best first."""
    follow: tuple[str, ...] = ()
    """What the reader follows: names or ids of entities that `kg digest` puts first."""
    contact: str = ""
    """The e-mail address that `kg fetch` gives to the services that it asks."""
    fetch: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    """The `[[fetch]]` tables: what `kg fetch` alone fetches. Their keys are those of `kg.fetch.plan`."""
    history: int = 100
    """How many builds `kg diff` and `kg digest` can go back; of older ones, the last of each day is kept longest."""


def load(path: Path | None = None) -> Config:
    """Read the settings from a file, or from `kg.toml` in the current folder (and no other) where there is one.

    Raises:
        ConfigError: the file is missing, is not TOML, or names an unknown setting or a value of a wrong type.
    """
    if path is None:
        path = Path(FILE_NAME)
        if not path.is_file():
            return Config()
    import tomllib

    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: the settings cannot be read: {error}") from error
    return _within(override(Config(), raw, where=str(path)), path.parent)


def _within(config: Config, folder: Path) -> Config:
    """Return settings whose paths start from a folder."""
    return replace(
        config,
        sources=tuple(path if path == "-" or is_url(path) else _placed(path, folder) for path in config.sources),
        output=config.output if is_url(config.output) else _placed(config.output, folder),
        decisions=_placed(config.decisions, folder) if config.decisions else "",
        model=model if config.model and Path(model := _placed(config.model, folder)).is_dir() else config.model,
        fetch=tuple(_table_within(table, folder) for table in config.fetch),
    )


def _table_within(table: Mapping[str, Any], folder: Path) -> Mapping[str, Any]:
    to = table.get("to", "papers")
    return {**table, "to": _placed(to, folder)} if isinstance(to, str) and to != "-" else table


def _placed(path: str, folder: Path) -> str:
    """Return where a path of the settings is; `~/` means the home folder, as in a shell."""
    return str(folder / (os.path.expanduser(path) if path.startswith("~/") else path))  # noqa: PTH111  that of `Path` raises where there is no home


def decisions_file(config: Config) -> Path | None:
    """Return the file that keeps a person's decisions, there or not; nothing where the settings want none."""
    return Path(config.decisions) if config.decisions else None


def decisions_to_apply(config: Config) -> Path | None:
    """Return the file of decisions that a build reads: `decisions.txt` only where it exists, any other in any case."""
    path = decisions_file(config)
    return None if path is None or (path.name == DECISIONS and not path.exists()) else path


def override(config: Config, changes: Mapping[str, Any], *, where: str = "options") -> Config:
    """Return the settings with some of them changed; values of `None` change nothing.

    Raises:
        ConfigError: a name is unknown, or a value is of a wrong type or out of range.
    """
    known = sorted(field.name for field in fields(Config))
    given = {name: value for name, value in changes.items() if value is not None}
    if unknown := sorted(set(given) - set(known)):
        near = difflib.get_close_matches(unknown[0].casefold(), known, n=1)
        advice = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"
        raise ConfigError(f"{where}: unknown setting '{unknown[0]}'; {advice}")
    checked = {name: _checked(name, value, where) for name, value in given.items()}
    return replace(config, **checked)


def _checked(name: str, value: Any, where: str) -> Any:  # noqa: ANN401  TOML values are of any type
    default = getattr(Config(), name)
    if name == "fetch":
        return _tables(value, where)
    if isinstance(default, tuple):
        value = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, (list, tuple)) else None
        if value is None or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{where}: '{name}' must be a list of texts")
        return value
    if isinstance(default, Mapping):
        return _types_of_labels(value, where)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not type(default):
        raise ConfigError(f"{where}: '{name}' must be of type {type(default).__name__}, not {type(value).__name__}")
    if name == "threshold" and not 0 <= value < 1:
        raise ConfigError(f"{where}: 'threshold' must be at least 0 and less than 1, not {value}")
    if value not in _CHOICES.get(name, (value,)):
        raise ConfigError(f"{where}: '{name}' must be one of {', '.join(_CHOICES[name])}, not '{value}'")
    if name in _LEAST and value < _LEAST[name]:
        raise ConfigError(f"{where}: '{name}' must be at least {_LEAST[name]}, not {value}")
    return value


def _tables(value: Any, where: str) -> tuple[Mapping[str, Any], ...]:  # noqa: ANN401  TOML values are of any type
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, Mapping) for item in value):
        raise ConfigError(f"{where}: 'fetch' must be tables; write [[fetch]], with two brackets, above each")
    for number, table in enumerate(value, 1):
        # TOML reads all that follows a table's head as a part of it; `url` is a setting and a key of these tables.
        for name in sorted(table.keys() & set(Config.__slots__) - {"url"}):
            place = f"{where}: [[fetch]] number {number}"
            raise ConfigError(f"{place}: '{name}' is no part of it; write it above the first line [[fetch]]")
    return tuple(value)


def _types_of_labels(value: Any, where: str) -> dict[str, str]:  # noqa: ANN401  TOML values are of any type
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where}: 'labels' must be a table, such as the lines `[labels]` and `ORG = \"\"`")
    from kg import schema

    names = tuple(schema.load().types)
    types = {"": "", **{name.casefold(): name for name in names}}
    for label, kind in value.items():
        if not isinstance(kind, str) or kind.casefold() not in types:
            advice = f'map it to {", ".join(names)}, or to "" to ignore it'
            if label in Config.__slots__:  # TOML reads all that follows a table's name as a part of the table
                advice = f"if '{label}' is the setting, write it above the line `[labels]`"
            raise ConfigError(f"{where}: the label '{label}' is mapped to {kind!r}, which is no type; {advice}")
    return {label: types[kind.casefold()] for label, kind in value.items()}
