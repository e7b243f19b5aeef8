"""`kg publish`: the graph of a build to a server."""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.group import INTERRUPTED
from kg.cli.options import choice, directory, example, talk
from kg.cli.terminal import Messages, print_json, progress, say, setting, table
from kg.errors import PublishError
from kg.numbers import counted
from kg.query.table import printable

if TYPE_CHECKING:
    from kg.publish.plan import Step
    from kg.publish.publication import Wishes

_SENT = ("send", "resume")
_WORDS = {"send": "sent", "resume": "sent the rest", "delete": "deleted", "gone": "no longer in the build"}


@click.command(
    epilog=example(
        "kg publish http://localhost:7878/store                    # Oxigraph",
        "kg publish http://localhost:3030/kg/data --dry-run        # Apache Jena Fuseki",
        "KG_PUBLISH_USER=ada KG_PUBLISH_PASSWORD=… kg publish https://kg.example.org/repositories/kg/rdf-graphs/service",
    ),
)
@click.argument("url", metavar="URL")
@directory
@click.option("--query-url", metavar="URL", help="Where the server answers queries; guessed for those that are known.")
@click.option("--delete", is_flag=True, help="Delete graphs that were sent before and are no longer in the build.")
@click.option("--no-verify", is_flag=True, help="Do not count the graphs on the server.")
@click.option(
    "--triples",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many triples a request holds; a larger graph takes several. 500000 by default.",
)
@click.option("--insecure", is_flag=True, help="Send a password to another machine without encryption.")
@click.option("--dry-run", is_flag=True, help="Print what would be done, and make no request.")
@choice("text", "json")
@talk
def command(url: str, folder: Path, format: str, **options: Any) -> None:  # noqa: ANN401  options are of many types
    """Send the RDF of a build to a triple store, by the SPARQL 1.1 Graph Store HTTP Protocol.

    URL is where the server takes graphs; docs/loading.md has that of each kind of server. Only named graphs that
    changed are sent, and each is counted there; a publication that is stopped goes on from there the next time. A name
    and a password are in KG_PUBLISH_USER and KG_PUBLISH_PASSWORD, or in ~/.netrc, a token in KG_PUBLISH_TOKEN.
    """
    from kg.publish.publication import planned

    wishes = _wishes(url, options)
    steps = planned(folder, wishes) if options["dry_run"] else _publish(folder, wishes)
    if format == "json":
        print_json([_record(step) for step in steps])
    elif told := [step for step in steps if step.action != "unchanged"]:
        click.echo(table(("graph", "triples", "requests", ""), map(_row, told)) if options["dry_run"] else _list(told))
    _summarise(steps, url, dry_run=options["dry_run"])


def _wishes(url: str, options: dict[str, Any]) -> "Wishes":
    from kg.publish.pieces import TRIPLES
    from kg.publish.publication import Wishes

    return Wishes(
        url=url,
        query_url=options["query_url"] or "",
        delete=options["delete"],
        verify=not options["no_verify"],
        triples=options["triples"] or TRIPLES,
        insecure=options["insecure"],
    )


def _publish(folder: Path, wishes: "Wishes") -> list["Step"]:
    from kg.publish.publication import publish

    if os.environ.get("KG_OFFLINE", "") not in ("", "0"):
        raise PublishError("the network is not to be used (KG_OFFLINE); leave that out to publish")
    messages = Messages()
    try:
        with progress(messages) as advance:
            return publish(
                folder,
                wishes,
                environment=os.environ,
                say=lambda text: None if setting("quiet") else messages.write(printable(text)),
                progress=lambda done, total: advance("Sending triples", done, total),
            )
    except KeyboardInterrupt:
        click.echo("Stopped; what the server took is noted, and the same command goes on from there.", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None


def _list(steps: Iterable["Step"]) -> str:
    return "\n".join(f"{_WORDS[step.action]}  {printable(step.graph)}" for step in steps)


def _row(step: "Step") -> tuple[str, str, str, str]:
    return printable(step.graph), f"{step.triples}", f"{step.requests}", step.action


def _record(step: "Step") -> dict[str, Any]:
    return {name: getattr(step, name) for name in ("graph", "action", "triples", "requests")}


def _summarise(steps: Sequence["Step"], url: str, *, dry_run: bool) -> None:
    numbers = Counter(step.action for step in steps)
    sent = [step for step in steps if step.action in _SENT]
    told = [f"{'would send' if dry_run else 'sent'} {_sum(sent)}"] if sent else []
    told += [f"{'would delete' if dry_run else 'deleted'} {numbers['delete']:,}"] if numbers["delete"] else []
    told = told or ["up to date"]
    told += [f"{counted(numbers['unchanged'], 'graph')} unchanged"] if numbers["unchanged"] else []
    say(f"{', '.join(told).capitalize()}  {printable(url)}")
    if numbers["gone"]:
        say(f"{counted(numbers['gone'], 'graph')} of the last publication left there; --delete removes what is gone")


def _sum(steps: Sequence["Step"]) -> str:
    triples = counted(sum(step.triples for step in steps), "triple")
    return f"{counted(len(steps), 'graph')} ({triples})"
