"""`kg evaluate`: how good the extraction is on annotated papers."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import choice, configured, example, settings_file, talk, threshold
from kg.cli.terminal import Messages, print_json, progress, say, table
from kg.errors import SourceError

if TYPE_CHECKING:
    from kg.evaluate import Report


@click.command(
    epilog=example("kg evaluate gold.jsonl", "kg evaluate gold.jsonl --source papers.jsonl --format json"),
)
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "-s",
    "--source",
    "sources",
    multiple=True,
    metavar="SOURCE",
    help="Where the abstracts are, where GOLD has none; papers are joined by title.",
)
@threshold
@settings_file
@choice("table", "json")
@talk
def command(gold: Path, sources: tuple[str, ...], threshold: float | None, settings: Path | None, format: str) -> None:
    """Measure the extraction against the annotated records of GOLD: precision, recall and F1 by type.

    GOLD holds one JSON object a line: title, abstract, entities (name, type, role, surfaces, and alt and must where
    they apply) and links. An entity is found where a surface and a type agree.
    """
    from kg.build import extract_records
    from kg.evaluate import evaluate, read_gold

    wanted, messages = read_gold(gold), Messages()
    if not sources and not any(record.get("abstract") for record in wanted):
        raise SourceError(f"{gold}: the annotated records hold no abstracts; name the papers with --source")
    config = configured(settings, threshold=threshold)
    with progress(messages) as report:
        records = extract_records(sources or (str(gold),), config=config, on_error=messages, progress=report)
    found = evaluate(wanted, records)
    print_json(found.to_dict()) if format == "json" else click.echo(_table(found))
    if found.missing:
        say(f"{len(found.missing)} annotated papers are not in the source; they count as found nothing")


def _table(report: "Report") -> str:
    from kg import schema

    scores = {name: report.types[name] for name in schema.load().types if name in report.types}
    scores |= {"micro": report.micro, "introduces": report.introduces, "links": report.links}
    rows = [(name, s.precision, s.recall, s.f1, s.predicted, s.wanted) for name, s in scores.items()]
    lines = table(("", "precision", "recall", "F1", "predicted", "wanted"), rows)
    return f"{lines}\nrole accuracy {report.roles.precision:.3f} over {report.roles.predicted} found entities"
