"""Write docs/reference/: commands from `--help`, Python from docstrings, settings from `kg.Config`; or check them."""

import ast
import dataclasses
import functools
import inspect
import json
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from itertools import groupby, pairwise
from pathlib import Path

import click
from generated import write_or_check

import kg
from kg import config, errors
from kg.cli.group import cli
from kg.config import Config
from kg.exporters import EXPORTERS

FOLDER = "docs/reference"
WIDTH = 100
GROUPS = {
    "Functions": ("load", "build_graph", "extract_records", "diff"),
    "A build": ("KnowledgeGraph", "exporters.notebook:Figure", "Build", "store:Manifest"),
    "What is new": (
        "Comparison",
        "history.changes:Changes",
        *(f"history.changes:{name}" for name in ("NewPaper", "ChangedPaper", "NewEntity", "FirstUse", "NewCode")),
        *("history.changes:Rising", "history.merges:Change", "history.state:PaperFact", "history.state:EntityFact"),
    ),
    "Settings": ("Config",),
    "Errors": ("KGError",),
    "Records": (
        *("Paper", "Extraction", "Mention", "Relation", "Link", "ClaimedResult", "Entity", "Alias", "Evidence"),
    ),
}
"""The parts of the reference of Python: public names, and what they lead to by its module."""
OPTIONS = ("build", "digest", "fetch")
"""The commands whose options change a setting."""
TYPES = {
    "tuple[str, ...]": "list of texts",
    "str": "text",
    "float": "number",
    "int": "whole number",
    "Mapping[str, str]": "table of texts",
    "tuple[Mapping[str, Any], ...]": "tables",
}
"""The types of settings as TOML has them."""
_SETTINGS = """\
`kg init` writes a `kg.toml` to begin with. The one in the current folder counts, and `--config FILE` names another;
paths in it start from its own folder. An option of the command line goes before it, and what neither says has the
default. An unknown key is an error. Made from `kg.Config` by `python scripts/generate_reference.py`.
"""
_TABLES = """\
`[labels]` and `[[fetch]]` are tables: they stand below all other lines. [models.md](../models.md) tells what `[labels]`
maps, [fetch.md](../fetch.md) which keys a `[[fetch]]` has, [corrections.md](../corrections.md) what the file of
decisions holds, [exports.md](../exports.md) what the formats are for.
"""
_SECTION = re.compile(r"(Args|Returns|Raises):$")
_ARGUMENT = re.compile(r"(\w+): (.*)")


def main(arguments: list[str] | None = None) -> int:
    """Write or check the files, and return the exit code."""
    return write_or_check(_made, script="generate_reference.py", description=__doc__, arguments=arguments)


def _made(root: Path) -> Iterator[tuple[Path, str]]:
    return ((root / FOLDER / name, "\n".join(make())) for name, make in FILES.items())


def commands() -> Iterator[str]:
    """Yield the reference of the commands, part by part."""
    yield "# The commands\n"
    yield "What `kg COMMAND --help` prints. Made by `python scripts/generate_reference.py`.\n"
    for path, told in _helps(cli, None, "kg"):
        yield f"{'#' * max(2, 1 + path.count(' '))} {path}\n"
        yield f"```text\n{told.rstrip()}\n```\n"


def _helps(command: click.Command, parent: click.Context | None, name: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the help of a command, and those of the commands in it."""
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    context = command.context_class(command, info_name=name, parent=parent, **settings)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            if below := command.get_command(context, inner):
                yield from _helps(below, context, inner)


def settings() -> Iterator[str]:
    """Yield the reference of kg.toml, part by part."""
    yield "# Settings: kg.toml\n"
    yield _SETTINGS
    yield _table(("key", "type", "default", "option", "meaning"), _settings())
    yield _TABLES
    yield "## All of them\n"
    defaults = ((field.name, getattr(Config(), field.name)) for field in dataclasses.fields(Config))
    lines = [f"{name} = {_toml(value)}" for name, value in defaults if not isinstance(value, dict) and name != "fetch"]
    yield "A file that says what is so without it:\n"
    yield "\n".join(("```toml", *lines, "", "[labels]", "```", ""))


def _settings() -> Iterator[tuple[str, ...]]:
    choices = {**config._CHOICES, "formats": tuple(EXPORTERS)}
    for name, kind, _, meaning in _fields(Config):
        untold = [f"`{choice}`" for choice in choices.get(name, ()) if choice not in meaning]
        allowed = f" One or more of {', '.join(untold)}." if untold else ""
        default = "" if TYPES[kind].startswith("table") else f"`{_toml(getattr(Config(), name))}`"
        option = _option(name)
        yield f"`{name}`", TYPES[kind], default, option and f"`{option}`", f"{meaning}{allowed}"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _option(name: str) -> str:
    """Return how the command line says a setting."""
    root = click.Context(cli)
    for command in filter(None, (cli.get_command(root, known) for known in OPTIONS)):
        for parameter in command.params:
            if parameter.name == name:
                return parameter.opts[-1] if isinstance(parameter, click.Option) else "SOURCE"
    return ""


def functions() -> Iterator[str]:
    """Yield the reference of what `import kg` offers, part by part."""
    yield "# From Python\n"
    yield (
        "What `import kg` offers, and what that leads to. [The tutorial](../tutorials/query-from-python.md) is the way "
        "in.\nMade from the docstrings by `python scripts/generate_reference.py`.\n"
    )
    named = {name for names in GROUPS.values() for name in names}
    for title, names in {**GROUPS, "More": tuple(name for name in kg.__all__ if name not in named)}.items():
        if names:
            yield f"## {title}\n"
        for name in names:
            yield from _documented(*_found(name))


def _found(name: str) -> tuple[str, object]:
    module, _, attribute = name.rpartition(":")
    if not module:
        return f"kg.{name}", getattr(kg, name)
    return attribute, getattr(import_module(f"kg.{module}"), attribute)


def _documented(name: str, value: object) -> Iterator[str]:
    yield f"### {name}\n"
    if inspect.isfunction(value):
        yield from _function(name, value)
    elif isinstance(value, type):
        yield from _class(value)


def _class(value: type) -> Iterator[str]:
    yield from _text(inspect.getdoc(value) or "")
    if value is errors.KGError:
        told = ((f"`kg.errors.{kind.__name__}`", inspect.getdoc(kind) or "") for kind in value.__subclasses__())
        yield _table(("error", "when"), told)
    elif value is Config:
        yield "Its fields are the keys of `kg.toml`: [Settings](settings.md).\n"
    elif dataclasses.is_dataclass(value):
        rows = ((*(text and f"`{text}`" for text in field[:3]), field[3]) for field in _fields(value))
        yield _table(("field", "type", "default", "meaning"), rows)
    for member, content in vars(value).items():
        if not member.startswith("_") and inspect.getdoc(content) and member not in getattr(value, "__slots__", ()):
            yield from _member(value.__name__, member, content)


def _member(owner: str, name: str, content: object) -> Iterator[str]:
    if isinstance(content, (property, functools.cached_property)):
        yield f"**`{owner}.{name}`**\n"
        yield from _text(inspect.getdoc(content) or "")
    elif inspect.isfunction(content):
        yield from _function(f"{owner}.{name}", content)


def _fields(value: type) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, type, default and docstring of the fields of a record, by its source: Python keeps no docstrings."""
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(value))).body
    statements = definition.body if isinstance(definition, ast.ClassDef) else []
    for field, after in pairwise([*statements, ast.Pass()]):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            is_told = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
            told = ast.literal_eval(after.value) if is_told and isinstance(after, ast.Expr) else ""
            default = ast.unparse(field.value) if field.value and not isinstance(field.value, ast.Call) else ""
            yield field.target.id, ast.unparse(field.annotation).strip("'\""), default, told


def _function(name: str, value: Callable[..., object]) -> Iterator[str]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(value))).body
    if not isinstance(definition, ast.FunctionDef):
        raise TypeError(name)
    defaults = {name: item.default for name, item in inspect.signature(value).parameters.items()}
    arguments = [*_arguments(definition.args, defaults)]
    returned = f" -> {ast.unparse(definition.returns)}".replace("'", "") if definition.returns else ""
    line = f"{name}({', '.join(arguments)}){returned}"
    if len(line) > WIDTH:
        line = "\n".join((f"{name}(", *(f"    {argument}," for argument in arguments), f"){returned}"))
    yield f"```python\n{line}\n```\n"
    yield from _text(inspect.getdoc(value) or "")


def _arguments(given: ast.arguments, defaults: Mapping[str, object]) -> Iterator[str]:
    """Yield the arguments of a function with the types that its source gives, which names aliases."""
    for argument in (*given.posonlyargs, *given.args):
        if argument.arg != "self":
            yield _argument(argument, defaults)
        if argument in given.posonlyargs[-1:]:
            yield "/"
    if given.kwonlyargs:
        yield "*"
    yield from (_argument(argument, defaults) for argument in given.kwonlyargs)
    if given.kwarg:
        yield f"**{_argument(given.kwarg, defaults)}"


def _argument(argument: ast.arg, defaults: Mapping[str, object]) -> str:
    kind = f": {ast.unparse(argument.annotation)}" if argument.annotation else ""
    default = defaults[argument.arg]
    if default is inspect.Parameter.empty:
        return f"{argument.arg}{kind}"
    return f"{argument.arg}{kind} = {'…' if callable(default) else repr(default)}"


def _text(docstring: str) -> Iterator[str]:
    """Yield a docstring as Markdown: indented code as blocks, its sections as lists."""
    for is_code, paragraphs in groupby(docstring.split("\n\n"), key=lambda paragraph: paragraph.startswith("    ")):
        if is_code:
            code = textwrap.dedent("\n\n".join(paragraphs))
            yield f"```python\n{code}\n```\n"
            continue
        for paragraph in paragraphs:
            title, _, rest = paragraph.partition("\n")
            if section := _SECTION.match(title):
                yield f"*{section[1]}:*\n"
                yield "\n".join((*_listed(textwrap.dedent(rest), is_named=section[1] != "Returns"), ""))
            elif paragraph:
                yield f"{paragraph}\n"


def _listed(text: str, *, is_named: bool) -> Iterator[str]:
    if not is_named:
        yield text
        return
    for line in text.splitlines():
        item = _ARGUMENT.match(line)
        yield f"- `{item[1]}`: {item[2]}" if item else f"  {line.strip()}"


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join((*(f"| {' | '.join(map(_cell, line))} |" for line in lines), ""))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


FILES = {"commands.md": commands, "python.md": functions, "settings.md": settings}

if __name__ == "__main__":
    sys.exit(main())
