"""The checks of a build: the constraints of the shapes and the rules that shapes cannot express, asked as SPARQL."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.rdf.validation import patterns, rules
from kg.rdf.validation.rule import FILES, SOURCES, Rule
from kg.rdf.validation.shape import LEVELS
from kg.rdf.validation.shapes import shapes

if TYPE_CHECKING:
    import pyoxigraph


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a build that should not be as it is."""

    level: str
    """`ERROR`, `WARN` or `INFO`."""
    rule: str
    subject: str
    """The IRI that it is about, or the blank node, or a file of the build."""
    property: str
    """The IRI of the property that is wrong, or empty."""
    value: str
    """The value that is wrong, as N-Triples writes it, or empty."""
    message: str


def check(store: "pyoxigraph.Store") -> list[Finding]:
    """Return what is wrong with a build, the worst first."""
    asked: dict[str, bool] = {}
    return ordered(finding for rule in all_rules() for finding in _broken(store, rule, asked))


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in order, the worst first."""
    return sorted(
        set(findings),
        key=lambda item: (LEVELS.index(item.level), item.rule, item.subject, item.property, item.value, item.message),
    )


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return all rules: those of the shapes, then those that shapes cannot express."""
    of_shapes = (rule for shape in shapes(schema.load()) for rule in patterns.rules(shape))
    return (*of_shapes, *rules.rules())


def every_rule() -> tuple[Rule, ...]:
    """Return all rules, and those of the files and of the sources."""
    return (*FILES, *SOURCES, *all_rules())


def _broken(store: "pyoxigraph.Store", rule: Rule, asked: dict[str, bool]) -> Iterator[Finding]:
    path = iri_of(rule.path) if rule.path else ""
    for pattern in rule.patterns:
        if pattern.if_any and not _matches(store, pattern.if_any, asked):
            continue
        for row in _ask(store, f"SELECT DISTINCT ?this ?property ?value WHERE {{ {pattern.where} }}", pattern.union):
            property, value = row["property"], row["value"]
            yield Finding(
                rule.level,
                rule.name,
                _plain(row["this"]),
                path or (_plain(property) if property is not None else ""),
                str(value) if value is not None else "",
                rule.message,
            )


def _matches(store: "pyoxigraph.Store", pattern: str, asked: dict[str, bool]) -> bool:
    if pattern not in asked:
        asked[pattern] = bool(_ask(store, f"ASK {{ {pattern} }}", union=True))
    return asked[pattern]


def _ask(store: "pyoxigraph.Store", text: str, union: bool) -> Any:  # noqa: ANN401  its answers are of three types
    return store.query(text, prefixes=dict(schema.load().all_prefixes()), use_default_graph_as_union=union)


def iri_of(prefixed: str) -> str:
    """Return the IRI of a prefixed name of the schema."""
    prefix, _, name = prefixed.partition(":")
    return schema.load().all_prefixes()[prefix] + name


def _plain(node: object) -> str:
    text = str(node)
    return text[1:-1] if text.startswith("<") else text
