"""`kg show`: the card of a name."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from kg.cli.options import choice, directory, example, talk
from kg.cli.terminal import print_json, say
from kg.numbers import counted
from kg.query.table import printable

SHORT = 8
SUREST = 0.99
"""What the surest fact shows: nothing is quite certain."""
IN_LINKS = ("hasCode", "linksTo")
"""Predicates whose facts the section of links shows, but for those of the link itself."""

Row = dict[str, str]


@click.command(
    epilog=example("kg show LoRA", "kg show dataset/imagenet --all", "kg show arXiv:1706.03762 --format json"),
)
@click.argument("name")
@directory
@choice("text", "json")
@click.option("--all", "everything", is_flag=True, help=f"Print whole lists, not the first {SHORT} of each.")
@talk
def command(name: str, folder: Path, format: str, everything: bool) -> None:
    """Print what the graph knows about NAME: an entity, a paper or a link, by name, title, id or address."""
    from kg.lookup import Build

    build = Build(folder)
    first, *others = build.find(name)
    card = build.card(first)
    if format == "json":
        print_json(card.to_dict())
        return
    click.echo(f"{click.style(printable(card.label), bold=True)}  {card.type}  {card.id}")
    for line in _about(card.paper):
        click.echo(line)
    limit = None if everything else SHORT
    _section("Names", map(_line, sorted({row["form"] for row in card.forms} - {card.label})), limit)
    for title, rows in _groups(card.facts, card.id):
        _section(title, rows, limit)
    _section("Links", [_line(row["url"], f"({row['kind']}, {row['of']})") for row in card.links], limit)
    _section("Claimed in the abstract", (_claim(row, card.id) for row in card.claims), limit)
    surest = {(_said(row), row["paper"]): float(row["confidence"]) for row in reversed(card.evidence)}
    quoted = (_line(f"{min(surest[said], SUREST):.2f}", said[0], f"[{said[1]}]") for said in reversed(surest))
    _section("Evidence", quoted, limit)
    _section("Listed in", map(_listed, card.listed), limit)
    _section("Given differently", map(_conflict, card.conflicts), limit)
    if others:
        say(f"Also of this name: {', '.join(others)}")


def _about(paper: Row) -> Iterator[str]:
    """Yield what is known of a paper beside its text."""
    from kg.exporters.tables import SEPARATOR

    if paper and paper["status"]:
        yield click.style(f"This paper was {printable(paper['status'])}.", bold=True)
    votes = int(paper.get("upvotes") or 0)
    told = (paper.get("authors"), paper.get("published"), paper.get("venue"), paper.get("categories"))
    for line in (*told, counted(votes, "vote") if votes else "", paper.get("identifiers")):
        if line:
            yield _line(", ".join(line.split(SEPARATOR)))


def _said(row: Row) -> str:
    """Return the sentence of a row of evidence, or that no sentence says it."""
    from kg.paper_records import LISTING

    return f"A listing gives {row['object']} beside the text." if row["by"] == LISTING else row["text"]


def _listed(row: Row) -> str:
    """Return where a paper is listed, and why that record counts as it."""
    because = {
        "first": "whose text is kept",
        "identifier": f"same {row['detail']}",
        "title": "same title",
        "title and abstract": "same title, similar abstract",
        "abstract": "same abstract, similar title",
        "local id": f"same id {row['detail'].partition(':')[2]}, similar title",
    }
    return _line(row["source"], row["key"], f"({because.get(row['reason'], row['reason'])})")


def _conflict(row: Row) -> str:
    if row["field"] == "paper":
        lacks = "nothing else of it" if ":" in row["kept"] else "other identifiers"
        return _line(f"{row['other']} shares '{row['kept']}', but has {lacks}", f"[{row['other_from']}]")
    other = f"{row['other'] or 'said'} [{row['other_from']}]"
    return _line(f"{row['field']}: {row['kept']} [{row['kept_from']}], not {other}")


def _section(title: str, lines: Iterable[str], limit: int | None) -> None:
    lines = list(dict.fromkeys(lines))
    if lines:
        click.echo(f"{title} ({len(lines)})")
        for line in lines[:limit]:
            click.echo(f"  {line}")
        if limit and len(lines) > limit:
            click.echo(f"  … {len(lines) - limit} more with --all")


def _groups(facts: Sequence[Row], key: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what the facts say, in the schema's order, each with a line a fact."""
    from kg import schema

    known = schema.load()
    for name, label in known.predicates.items():
        titles = label.capitalize(), known.inverse_labels[name]
        for own, other, title in (("subject", "object", titles[0]), ("object", "subject", titles[1])):
            rows = (row for row in facts if row["predicate"] == name and row[own] == key)
            if name not in IN_LINKS or own == "object":
                yield title, [_line(row[f"{other}_label"], f"[{row[other]}]") for row in rows]


def _claim(row: Row, key: str) -> str:
    """Return a claimed result in one line: the value, and what the card is not about itself."""
    told = [row["result"]]
    for word, name in (("on", "dataset"), ("by", "subject")):
        if row[name] not in ("", key):
            told.append(f"{word} {row[f'{name}_label']}")
    return _line(" ".join(told), *([] if row["paper"] == key else [f"[{row['paper']}]"]))


def _line(*parts: str) -> str:
    return "  ".join(map(printable, parts))
