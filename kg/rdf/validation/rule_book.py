"""The rules of a build as a document, `docs/rules.md`."""

from collections.abc import Iterable, Iterator

from kg.rdf.validation import patterns, rules
from kg.rdf.validation.rule import FILES, SOURCES, Rule
from kg.rdf.validation.shape import CLASS, OBJECTS, SUBJECTS
from kg.rdf.validation.shapes import shapes
from kg.schema import Schema

_INTRODUCTION = """\
# The rules of a build

Made from `schemas/kg.yaml` and the rules in `kg/rdf/validation/` by `scripts/generate_schemas.py`; do not edit it.

`kg check` looks for what breaks these rules. Each sentence says what is true where the rule is kept.

- **ERROR**: the graph is not what its ontology says. Programs that rely on it may fail.
- **WARN**: the graph is as it should be, but something in it is of no use, or was lost on the way.
- **INFO**: worth a look; often right.

A build of `kg` keeps all rules of level ERROR. Where one is broken, the files were changed after the build, or `kg` has
a fault: build again with `kg build --fresh`, and report it where that does not help.
"""
_FILES = "The files of a build, by the digests in `manifest.json`. Build again to have them as they were."
_SOURCES = """\
What the records of one paper say differently, by `tables/conflicts.csv`, and papers that could be one but have other
identifiers. Mend a source, or say with `priority` in `kg.toml` which one to believe.
"""
_CORE = """\
These are in `shapes.ttl`, under `https://w3id.org/abstract-kg/shapes#` and the name of the rule, so that every SHACL
validator finds what `kg check` finds. `kg check --shacl` asks pyshacl.
"""
_EXTENDED = """\
SHACL's core cannot express these. They are in `shapes-sparql.ttl`, for validators that know SHACL-SPARQL.
"""
_WHOLE = "These are about all triples, or about named graphs, which SHACL does not know. Only `kg check` asks them."
_AIMS = {CLASS: "Things of the class `{}`", SUBJECTS: "What has `{}`", OBJECTS: "What `{}` leads to"}


def rule_book(schema: Schema) -> str:
    """Return the rules of a schema in Markdown."""
    return "\n".join(
        [
            _INTRODUCTION,
            *_section("Files", _FILES, FILES),
            *_section("Sources", _SOURCES, SOURCES),
            *_core(schema),
            *_beyond(),
        ]
    )


def _core(schema: Schema) -> Iterator[str]:
    yield f"## Shapes\n\n{_CORE}"
    of_ours = [shape for shape in shapes(schema) if shape.prefix]
    for shape in shapes(schema):
        if not shape.prefix:
            yield f"### {shape.name}\n\n{_AIMS[shape.of].format(shape.target)}.\n"
            yield _table(patterns.rules(shape))
    yield "### Properties\n\nWhat may have each property of the ontology, and what the predicates lead to.\n"
    yield _table(rule for shape in of_ours for rule in patterns.rules(shape))


def _beyond() -> Iterator[str]:
    known = list(rules.rules())
    yield from _section("Beyond SHACL's core", _EXTENDED, (rule for rule in known if rule.target))
    yield from _section("The whole graph", _WHOLE, (rule for rule in known if not rule.target))


def _section(title: str, text: str, found: Iterable[Rule]) -> Iterator[str]:
    yield f"## {title}\n\n{text.rstrip()}\n"
    yield _table(found)


def _table(found: Iterable[Rule]) -> str:
    lines = ["| Rule | Level | What is true | Property |", "| --- | --- | --- | --- |"]
    for rule in found:
        path = f"`{rule.path}`" if rule.path else ""
        lines.append(f'| <a id="{rule.name}"></a>{rule.name} | {rule.level} | {rule.message} | {path} |')
    return "\n".join(lines) + "\n"
