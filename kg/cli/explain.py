"""`kg explain`: why the graph says so."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import choice, directory, example, talk
from kg.cli.terminal import print_json, say, table
from kg.errors import OutputError
from kg.query.table import printable

if TYPE_CHECKING:
    from kg.lookup import Build, Card, Row

PAIR, TRIPLE = 2, 3


@click.command(
    epilog=example(
        'kg explain "Low-Rank Adaptation"', "kg explain RoBERTa evaluatedOn GLUE", "kg explain DistilBERT BERT"
    ),
)
@click.argument("fact", nargs=-1, required=True, metavar="FACT...")
@directory
@choice("text", "json")
@talk
def command(fact: tuple[str, ...], folder: Path, format: str) -> None:
    """Say why the graph holds FACT: the name of an entity, two names, or SUBJECT PREDICATE OBJECT.

    For an entity: which forms were merged into it, for what reason, and which decisions made it so. For a paper: the
    sources that list it, and why their records are one. For a fact: the sentences, the rule or model that read them,
    and the confidence.
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
        _thing(build, " ".join(fact), format)


def _is_name(build: "Build", name: str) -> bool:
    from kg.rulings import taken_away

    try:
        return bool(build.find(name))
    except OutputError:
        return bool(taken_away(build, name))


def _facts(build: "Build", left: str, right: str, predicate: str, format: str) -> None:
    from kg.paper_records import LISTING

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
        rules = row["by"].split("+")
        place = row["paper"] if rules == [LISTING] else f"sentence {row['sentence']} of {row['paper']}"
        click.echo(f"  confidence {row['confidence']}, by {printable(row['by'])}, {place}")
        if LISTING in rules:
            click.echo("  A listing of the paper gives the address, beside its text.")
        click.echo(f"  {printable(row['text'])}")


def _thing(build: "Build", name: str, format: str) -> None:
    """Explain what a name stands for, or what became of what it once stood for."""
    from kg.rulings import rulings_about, taken_away

    gone = taken_away(build, name)
    try:
        cards = [build.card(key) for key in build.find(name)]
    except OutputError:
        if not gone:
            raise
        cards = []
    ruled = {card.id: rulings_about(build, card.id) for card in cards}
    if format == "json":
        print_json([_plain(card, ruled[card.id]) for card in cards] + [_gone(*item) for item in gone.items()])
        return
    for card in cards:
        _explain(card, ruled[card.id])
    for id_, rows in gone.items():
        click.echo(click.style(id_, bold=True))
        _decided(rows)


def _plain(card: "Card", ruled: "list[Row]") -> dict[str, Any]:
    found = {"id": card.id, "name": card.label, "type": card.type, "forms": card.forms, "decisions": ruled}
    return found | ({"listed": card.listed} if card.type == "Paper" else {})


def _gone(id_: str, rows: "list[Row]") -> dict[str, Any]:
    return {"id": id_, "name": id_, "type": "Dropped", "forms": [], "decisions": rows}


def _explain(card: "Card", ruled: "list[Row]") -> None:
    click.echo(f"{click.style(printable(card.label), bold=True)}  {card.type}  {card.id}")
    if card.listed:
        click.echo(_table(card.listed, "source", "key", "reason", "detail"))
    elif card.forms:
        click.echo(_table(card.forms, "form", "reason", "detail"))
    else:
        say(f"Nothing was merged into it; `kg show {card.id}` lists what is said of it.")
    _decided(ruled)


def _table(rows: "Iterable[Row]", *columns: str) -> str:
    return table(columns, [[printable(row[name]) for name in columns] for row in rows])


def _decided(rows: "list[Row]") -> None:
    from kg.rulings import told

    for row in rows:
        click.echo(f"  {printable(told(row))}")
