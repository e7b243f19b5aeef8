"""The `kg` command: the list of commands, and what an error looks like to the user."""

import difflib
import importlib
import io
import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.cli.options import talk
from kg.errors import KGError
from kg.query.table import printable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SECTIONS = {
    "Build": {
        "init": "Write a kg.toml for a folder of papers.",
        "fetch": "Fetch papers from Daily Papers, arXiv or OpenAlex.",
        "build": "Build a graph from papers, in a folder.",
        "watch": "Build, and build again when a source changes.",
    },
    "Ask": {
        "view": "Open the page of a build, or of a name.",
        "show": "Print what is known of a name.",
        "explain": "Say why the graph says so.",
        "query": "Ask a build a question.",
        "queries": "List the questions that come with kg.",
        "stats": "Print how much a build holds.",
    },
    "Follow": {
        "diff": "Tell what is new since another build.",
        "digest": "Write what is new as a letter.",
    },
    "Correct": {
        "review": "Answer what the graph is unsure of.",
        "merge": "Say that two entities are one.",
        "apart": "Say that two entities are two.",
        "split": "Say that a form of an entity is another one.",
        "rename": "Give an entity another name.",
        "retype": "Say that an entity is of another type.",
        "drop": "Say that an entity is none.",
        "undo": "Take a decision back.",
        "decisions": "List and check the decisions.",
    },
    "Share": {
        "export": "Write a build for other tools, or as a picture.",
        "serve": "Serve a build: a SPARQL endpoint and pages.",
        "publish": "Send a build to a server, graph by graph.",
    },
    "Check": {
        "check": "Check that a build is as it should be.",
        "extract": "Print what is found in each paper, without a build.",
        "evaluate": "Measure the extraction on annotated papers.",
    },
}
"""What `kg --help` lists: told here, so that it imports no command. Each is `command` in a module of its name."""

COMMANDS = {name: told for section in SECTIONS.values() for name, told in section.items()}

INTERRUPTED, TERMINATED = 130, 143
_NO_MEMORY = "there is not enough memory; end other programs, raise the limit (`ulimit -v`), or take fewer --workers"


class Terminated(KeyboardInterrupt):
    """SIGTERM, which systems send before they kill: what a command clears away after Ctrl-C it clears away then."""


class Failure(click.ClickException):
    """An error that ends a command with one line and exit code 1."""

    def show(self, file: Any = None) -> None:  # noqa: ANN401  click's signature
        """Print the line."""
        click.echo(f"Error: {printable(self.message)}", file=file, err=True)


class Commands(click.Group):
    """A group that imports a command when it is named, and turns errors into lines."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names in their own order, not the alphabet's."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """Write what the commands are for, in sections whose columns stand under each other."""
        width = max(map(len, COMMANDS))
        for title, section in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), told) for name, told in section.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Return the commands and options that begin so."""
        from click.shell_completion import CompletionItem

        begun = [CompletionItem(name, help=told) for name, told in COMMANDS.items() if name.startswith(incomplete)]
        return begun + click.Command.shell_complete(self, ctx, incomplete)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Return a command by its name."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"kg.cli.{name}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:  # noqa: ANN401  click's signature
        """Find the command that is named, or suggest one that is spelt alike."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if near and args[0] not in COMMANDS:
                raise click.UsageError(
                    f"No such command '{printable(args[0])}'; did you mean '{near[0]}'?", ctx
                ) from error
            raise

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401  click's signature
        """Run a command; this is the one place where errors become messages."""
        try:
            result = super().invoke(ctx)
            if sys.stdout is not None:  # as it is where the caller closed it, `kg build >&-`
                sys.stdout.flush()  # a reader that has gone away is noticed here and not when Python ends
        except KGError as error:
            raise Failure(str(error)) from error
        except KeyboardInterrupt as error:
            click.echo("Stopped; what was there before is as it was.", err=True)
            ctx.exit(TERMINATED if isinstance(error, Terminated) else INTERRUPTED)
        except BrokenPipeError:
            _forget_output()
            ctx.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            raise Failure(_refused(error)) from error
        except Exception as error:
            if wants_traceback(ctx):
                traceback.print_exc()
            raise Failure(_NO_MEMORY if _is_of_memory(error) else _unexpected(error)) from error
        return result


def _refused(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}cannot be read or written ({error.strerror or error}); mend this and run it again"


def _is_of_memory(error: Exception) -> bool:
    return isinstance(error, MemoryError) or (isinstance(error, ImportError) and "failed to map" in str(error))


def _unexpected(error: Exception) -> str:
    reason = " ".join(f"{type(error).__name__}: {error}".split())
    return f"kg failed in a way it should not ({reason}); run it again with --verbose and report what it prints"


def _forget_output() -> None:
    # Python flushes at exit: without this it would complain there about the reader that has gone.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())


def wants_traceback(ctx: click.Context) -> bool:
    """Tell whether the user asked for the inner workings."""
    settings = ctx.find_root().obj or {}
    return bool(settings.get("verbose") or os.environ.get("KG_DEBUG", "") not in ("", "0"))


EPILOG = """\b
Examples:
  kg build --sample                     # a first graph, from papers that come with kg
  kg build papers.jsonl pages/ --open   # your own papers, opened in the browser
  kg query --name most-used-datasets    # ask the graph; `kg queries` lists the questions

\b
Exit codes: 0 done, 1 the input or the data is wrong, 2 the command line is wrong.
Completion of words with the Tab key: eval "$(_KG_COMPLETE=bash_source kg)" in ~/.bashrc (zsh_source, fish_source)."""


@click.command("kg", cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s")
@talk
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Turn paper abstracts into a knowledge graph of methods, models, datasets, tasks and code."""
    ctx.ensure_object(dict)
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """Run the command line."""
    _write_any_text()
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _terminate)
    cli(prog_name="kg")


def _terminate(*_: object) -> None:
    raise Terminated


def _write_any_text() -> None:
    """Let files and pipes take UTF-8 whatever the system's encoding is, and terminals what they cannot show as `?`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
