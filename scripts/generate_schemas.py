"""Write the files that are made from schemas/kg.yaml, in schemas/ and in docs/, or check that they are up to date."""

from collections.abc import Iterator
from pathlib import Path

from generated import read, write_or_check

from kg import schema
from kg.rdf import terms_table
from kg.rdf.context import context
from kg.rdf.json_schemas import answers, build
from kg.rdf.json_schemas.paper import paper_schema
from kg.rdf.ontology import ontology
from kg.rdf.validation.rule_book import rule_book
from kg.rdf.validation.shacl import shacl
from kg.rdf.validation.shacl_sparql import sparql_shapes

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
    return write_or_check(_made, script="generate_schemas.py", description=__doc__, arguments=arguments)


def _made(root: Path) -> Iterator[tuple[Path, str]]:
    known = schema.load()
    yield from ((root / name, make(known)) for name, make in FILES.items())
    if text := read(root / TABLES):
        yield root / TABLES, terms_table.filled(text, known)


if __name__ == "__main__":
    raise SystemExit(main())
