"""Write the files that are made from schemas/kg.yaml, in schemas/ and in docs/, or check that they are up to date."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from kg import schema
from kg.rdf import terms_table
from kg.rdf.context import context
from kg.rdf.json_schemas import answers, build
from kg.rdf.json_schemas.paper import paper_schema
from kg.rdf.ontology import ontology
from kg.rdf.validation.rule_book import rule_book
from kg.rdf.validation.shacl import shacl
from kg.rdf.validation.shacl_sparql import sparql_shapes

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    "schemas/ontology.ttl": ontology,
    "schemas/shapes.ttl": shacl,
    "schemas/shapes-sparql.ttl": sparql_shapes,
    "schemas/context.jsonld": context,
    "schemas/paper.schema.json": paper_schema,
    "schemas/ledger.schema.json": build.ledger_schema,
    "schemas/manifest.schema.json": build.manifest_schema,
    "schemas/questions.schema.json": answers.questions_schema,
    "schemas/findings.schema.json": answers.findings_schema,
    "schemas/rules.schema.json": answers.rules_schema,
    "schemas/card.schema.json": answers.card_schema,
    "schemas/explanation.schema.json": answers.explanation_schema,
    "schemas/statistics.schema.json": answers.statistics_schema,
    "schemas/scores.schema.json": answers.scores_schema,
    "docs/rules.md": rule_book,
}
TABLES = "docs/rdf.md"
"""A text by hand, with tables between two marks each."""


def main(arguments: list[str] | None = None) -> int:
    """Write or check the files, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a file is out of date")
    parser.add_argument("--root", type=Path, default=ROOT, help="where schemas/ and docs/ are (default: %(default)s)")
    options = parser.parse_args(arguments)
    stale = {path: text for path, text in _made(options.root) if _read(path) != text}
    for path, text in stale.items():
        if options.check:
            print(f"{path} is out of date: run python scripts/generate_schemas.py", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path)
    return 1 if options.check and stale else 0


def _made(root: Path) -> Iterator[tuple[Path, str]]:
    known = schema.load()
    yield from ((root / name, make(known)) for name, make in FILES.items())
    if text := _read(root / TABLES):
        yield root / TABLES, terms_table.filled(text, known)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    raise SystemExit(main())
