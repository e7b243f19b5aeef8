"""`kg explain`: why the graph says so."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import choice, directory, example, talk
from kg.cli.terminal import print_json, say, table
from kg.errors import OutputError
from kg.query.table import printable

if TYPE_CHECKING:
    from kg.lookup import Build

PAIR, TRIPLE = 2, 3


@click.command(
    short_help="Say why the graph says so.",
    epilog=example(
        'kg explain "Low-Rank Adaptation"', "kg explain RoBERTa evaluatedOn GLUE", "kg explain DistilBERT BERT"
    ),
)
@click.argument("fact", nargs=-1, required=True)
@directory
@choice("text", "json")
@talk
def command(fact: tuple[str, ...], folder: Path, format: str) -> None:
    """Say why the graph holds FACT: the name of an entity, two names, or SUBJECT PREDICATE OBJECT.

    For an entity: which forms were merged into it, and for what reason. For a fact: the sentences, the rule or model
    that read them, and the confidence.
    """
    from kg import schema
    from kg.lookup import Build, predicate_named

    build = Build(folder)
    if len(fact) == TRIPLE and (predicate := predicate_named(fact[1])):
        _facts(build, fact[0], fact[2], predicate, format)
    elif len(fact) == TRIPLE and not _is_name(build, name := " ".join(fact)) and not build.near(name):
        raise OutputError(f"no relation is called '{fact[1]}'; write one of {', '.join(schema.load().predicates)}")
    elif len(fact) == PAIR and not _is_name(build, " ".join(fact)):
        _facts(build, fact[0], fact[1], "", format)
    else:
        _entity(build, " ".join(fact), format)


def _is_name(build: "Build", name: str) -> bool:
    try:
        return bool(build.find(name))
    except OutputError:
        return False


def _facts(build: "Build", left: str, right: str, predicate: str, format: str) -> None:
    subjects, objects = build.find(left), build.find(right)
    rows = [
        row for subject in subjects for object in objects for row in build.between(subject, object, predicate=predicate)
    ]
    if not rows:
        raise OutputError(
            f"{build.folder}: no sentence says that {subjects[0]} {predicate or 'is related to'} {objects[0]}; "
            f"`kg show {subjects[0]}` lists what is said of it"
        )
    if format == "json":
        print_json(rows)
        return
    for row in rows:
        click.echo(f"{row['subject']} {row['predicate']} {row['object']}")
        click.echo(
            f"  confidence {row['confidence']}, by {printable(row['by'])}, sentence {row['sentence']} of {row['paper']}"
        )
        click.echo(f"  {printable(row['text'])}")


def _entity(build: "Build", name: str, format: str) -> None:
    cards = [build.card(key) for key in build.find(name)]
    if format == "json":
        print_json([{"id": card.id, "name": card.label, "type": card.type, "forms": card.forms} for card in cards])
        return
    for card in cards:
        click.echo(f"{click.style(printable(card.label), bold=True)}  {card.type}  {card.id}")
        if card.forms:
            click.echo(
                table(("form", "reason", "detail"), [(row["form"], row["reason"], row["detail"]) for row in card.forms])
            )
        else:
            say(f"Nothing was merged into it; `kg show {card.id}` lists what is said of it.")
