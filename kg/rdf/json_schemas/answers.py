"""The JSON Schemas of what commands print with `--format json`, but for `kg query`, whose answers W3C defines."""

from collections.abc import Iterable

from kg.rdf.json_schemas.nodes import (
    COUNT,
    NAME,
    SHARE,
    TEXT,
    WEB,
    Node,
    array,
    document,
    fields,
    key,
    mapping,
    texts,
    told,
)
from kg.rdf.json_schemas.nodes import types as paths
from kg.rdf.validation.shape import LEVELS
from kg.records import LINK_TYPES
from kg.schema import Schema
from kg.table_headers import HEADERS

_LEVEL: Node = {"enum": list(LEVELS)}
_NUMBER: Node = {"type": "string", "pattern": "^[0-9.]*$"}


def questions_schema(schema: Schema) -> str:
    """Return the JSON Schema of `kg queries --format json`."""
    kinds = [*schema.types, "Entity", "Paper", "Source", "text", "number"]
    parameter = fields({"name": NAME, "default": TEXT, "type": {"enum": kinds}})
    question = fields(
        {
            "name": told(NAME, "What `kg query --name` takes."),
            "title": NAME,
            "explanation": told(NAME, "The question, in one sentence."),
            "parameters": told(array(parameter), "What `--set` takes, with what holds where it is not given."),
            "text": told(NAME, "The query with its defaults, in SPARQL."),
            "otherwise": told(TEXT, "The question to ask where this one has no answer, or nothing."),
        }
    )
    about = "The questions that come with kg: `kg queries --format json`."
    return document(schema, "questions", "Questions", about, array(question))


def findings_schema(schema: Schema) -> str:
    """Return the JSON Schema of `kg check --format json`."""
    finding = fields(
        {
            "level": _LEVEL,
            "rule": told(NAME, "The name of the rule; docs/rules.md explains it."),
            "subject": told(NAME, "The IRI that it is about, or a file of the build."),
            "property": told(TEXT, "The IRI of the property that is wrong, or empty."),
            "value": told(TEXT, "The value that is wrong, as N-Triples writes it, or empty."),
            "message": told(NAME, "What should be true, and which sources say otherwise."),
        }
    )
    about = "What is wrong with a build, the worst first: `kg check --format json`."
    return document(schema, "findings", "Findings", about, array(finding))


def rules_schema(schema: Schema) -> str:
    """Return the JSON Schema of `kg check --list --format json`."""
    rule = fields(
        {"level": _LEVEL, "rule": told(NAME, "Its name."), "message": told(NAME, "What is true where it is kept.")}
    )
    about = "The rules that a build must keep: `kg check --list --format json`."
    return document(schema, "rules", "Rules", about, array(rule))


def card_schema(schema: Schema) -> str:
    """Return the JSON Schema of `kg show --format json`."""
    card = fields(
        {
            "id": told(NAME, "The id of an entity or a paper, or the address of a link."),
            "label": NAME,
            "type": {"enum": [*schema.types, "Paper", *LINK_TYPES]},
            "forms": told(array(_form()), "The forms of its name, and why each is one."),
            "facts": told(array(_fact(schema)), "What starts or ends here, the surest first."),
            "links": array(_link(schema)),
            "evidence": told(array(_evidence(schema)), "The sentences behind the facts, the surest first."),
            "claims": told(array(_claim()), "The results that are claimed."),
            "paper": told(fields(_paper(), optional=HEADERS["papers"]), "The row of a paper; nothing for others."),
            "listed": told(array(texts(*HEADERS["listed"])), "Which sources list a paper, and why it is one."),
            "conflicts": told(array(texts(*HEADERS["conflicts"])), "What the sources of a paper give differently."),
        }
    )
    about = "All that a build says of a name; numbers are texts, as in its tables: `kg show --format json`."
    return document(schema, "card", "Card", about, card)


def explanation_schema(schema: Schema) -> str:
    """Return the JSON Schema of `kg explain --format json`."""
    entity = fields(
        {
            "id": NAME,
            "name": NAME,
            "type": told(NAME, "`Dropped` for what a decision took away."),
            "forms": array(_form()),
            "decisions": told(array(texts(*HEADERS["rulings"])), "The decisions of a person that made it so."),
            "listed": told(
                array(texts(*HEADERS["listed"])), "Which sources list a paper, and why its records are one."
            ),
        },
        optional=("listed",),
    )
    about = "Why a fact is in the graph, or which forms an entity was made of: `kg explain --format json`."
    return document(schema, "explanation", "Explanation", about, {"anyOf": [array(_evidence(schema)), array(entity)]})


def statistics_schema(schema: Schema) -> str:
    """Return the JSON Schema of `kg stats --format json`."""
    top = fields({"id": key(paths(schema)), "name": NAME, "type": {"enum": list(schema.types)}, "papers": COUNT})
    statistics = fields(
        {
            "papers": COUNT,
            "entities": told(mapping(COUNT), "By type."),
            "edges": told(mapping(COUNT), "By predicate."),
            "links": COUNT,
            "claims": told(COUNT, "How many results abstracts claim."),
            "top": told(array(top), "The names of most papers."),
        }
    )
    about = "How much a build holds: `kg stats --format json`."
    return document(schema, "statistics", "Statistics", about, statistics)


def scores_schema(schema: Schema) -> str:
    """Return the JSON Schema of `kg evaluate --format json`."""
    counts = ("predicted", "right", "wanted", "found")
    score = fields({**dict.fromkeys(("precision", "recall", "f1"), SHARE), **dict.fromkeys(counts, COUNT)})
    scores = fields(
        {
            "papers": told(COUNT, "How many annotated papers there are."),
            "missing": told(array(TEXT), "The titles of those that the sources do not have."),
            "types": told(mapping(score), f"By type: {', '.join(schema.types)}."),
            "micro": told(score, "Over all types."),
            "introduces": told(score, "Of what papers introduce."),
            "role_accuracy": SHARE,
            "links": score,
        }
    )
    about = "How good the extraction is on annotated papers: `kg evaluate --format json`."
    return document(schema, "scores", "Scores", about, scores)


def _form() -> Node:
    return texts(*HEADERS["aliases"])


def _paper() -> Node:
    return dict.fromkeys(HEADERS["papers"], TEXT)


def _fact(schema: Schema) -> Node:
    return texts(*HEADERS["edges"], predicate=_any(schema.predicates), confidence=_NUMBER, evidence=_NUMBER)


def _evidence(schema: Schema) -> Node:
    numbers = dict.fromkeys(("sentence", "start", "end", "confidence"), _NUMBER)
    return texts(*HEADERS["evidence"], predicate=_any(schema.predicates), **numbers)


def _link(schema: Schema) -> Node:
    return texts(
        *HEADERS["links"], url=WEB, kind=_any(schema.link_kinds), predicate=_any(schema.links), confidence=_NUMBER
    )


def _claim() -> Node:
    numbers = dict.fromkeys(("value", "sentence", "start", "end", "confidence"), _NUMBER)
    return texts(*HEADERS["claims"], **numbers)


def _any(names: Iterable[str]) -> Node:
    return {"enum": list(names)}
