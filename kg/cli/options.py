"""Options that commands share."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg import config
from kg.config import Config
from kg.errors import ConfigError
from kg.user_cache import folder_of_outputs

_MANGLED = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):/(?!/)")
"""What a path makes of the start of a URL."""

Command = TypeVar("Command", bound=Callable[..., Any])


def _set(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        ctx.find_root().ensure_object(dict)[str(parameter.name)] = True


def talk(function: Command) -> Command:
    """Add `--quiet` and `--verbose`, which stand before and after the name of a command."""
    quiet = click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_set, help="Print errors only.")
    verbose = click.option(
        "-v", "--verbose", is_flag=True, expose_value=False, callback=_set, help="Print details, and tracebacks."
    )
    return quiet(verbose(function))


def directory(function: Command) -> Command:
    """Add `--dir`: the folder of the build that a command reads."""
    option = click.option(
        "-d",
        "--dir",
        "folder",
        type=click.Path(path_type=Path),
        callback=_folder,
        metavar="DIR",
        help="The folder of the build; `outputs` unless kg.toml says otherwise.",
    )
    return option(function)


def _folder(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path:  # noqa: ARG001  click's signature
    if value:
        return folder_of_outputs(_MANGLED.sub(r"\1://", str(value)))
    return folder_of_outputs(config.load(ctx.params.get("settings")).output)


def decisions_file(function: Command) -> Command:
    """Add `--decisions`: the file of decisions."""
    option = click.option(
        "--decisions",
        "file",
        type=click.Path(path_type=Path, dir_okay=False),
        callback=_decisions,
        metavar="FILE",
        help="The file of decisions; what kg.toml says, or `decisions.txt`.",
    )
    return option(function)


def _decisions(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path:  # noqa: ARG001  click's signature
    found = value or config.decisions_file(config.load())
    if found is None:
        raise ConfigError('kg.toml says `decisions = ""`, which is no file; name one there or with --decisions')
    return found


def settings_file(function: Command) -> Command:
    """Add `--config`: the file of settings."""
    option = click.option(
        "--config",
        "settings",
        type=click.Path(path_type=Path),
        is_eager=True,  # `--dir` asks it where the outputs are
        metavar="FILE",
        help="A file of settings; kg.toml in this folder where there is one.",
    )
    return option(function)


def threshold(function: Command) -> Command:
    """Add `--threshold`: the least confidence of an entity."""
    option = click.option(
        "--threshold",
        type=float,
        help=f"The least confidence of an entity that counts, from 0 to 1; {Config().threshold} by default.",
    )
    return option(function)


def model(function: Command) -> Command:
    """Add `--model`: another spaCy pipeline that finds the entities."""
    option = click.option(
        "--model",
        metavar="NAME_OR_PATH",
        help="Another spaCy pipeline to find entities: a package or a folder; [labels] of kg.toml maps its labels.",
    )
    return option(function)


def choice(*formats: str) -> Callable[[Command], Command]:
    """Add `--format` with its choices; the first is the default."""

    def add(function: Command) -> Command:
        option = click.option(
            "-f",
            "--format",
            "format",
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help="How to print the answer.",
        )
        return option(function)

    return add


def configured(settings: Path | None, **options: Any) -> Config:  # noqa: ANN401  options are of many types
    """Return the settings of a file, changed by options; empty lists and `None` change nothing."""
    given = {name: value for name, value in options.items() if value not in (None, ())}
    return config.override(config.load(settings), given)


def example(*lines: str) -> str:
    """Return the end of a command's help."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))
