"""The JSON Schema of a paper record: what `kg extract` prints and `papers.jsonl` holds."""

from kg.rdf.json_schemas.nodes import (
    CONFIDENCE,
    COUNT,
    NAME,
    TEXT,
    WEB,
    Node,
    array,
    document,
    fields,
    key,
    told,
    types,
)
from kg.rdf.validation.shapes import BETTER, KINDS, QUALIFIERS, UNITS
from kg.schema import Schema

_SPAN: Node = {**array(COUNT), "minItems": 2, "maxItems": 2}
_OPTIONAL = (
    "source",
    "sources",
    "url",
    "published",
    "authors",
    "identifiers",
    "venue",
    "categories",
    "upvotes",
    "code",
    "implementations",
    "status",
    "text",
    "sentences",
    "claims",
)


def paper_schema(schema: Schema) -> str:
    """Return the JSON Schema of a paper record."""
    record = fields(
        {
            "id": key(["paper"]),
            "title": NAME,
            "source": told(TEXT, "The first of the sources."),
            "sources": told(array(TEXT), "All sources that list the paper."),
            "url": TEXT,
            "published": told(
                {"type": "string", "pattern": "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"},
                "The date as far as it is known; empty where it is not.",
            ),
            "authors": array(TEXT),
            "identifiers": told(array(TEXT), "Such as `arXiv:1706.03762`, `doi:10.1038/…`."),
            "venue": TEXT,
            "categories": told(array(TEXT), "The subjects that a source files it under, the primary one first."),
            "upvotes": told(COUNT, "How many readers of a listing voted for it; 0 where no source says."),
            "code": told(array(WEB), "Its own repositories, as a source gives them beside the text."),
            "implementations": told(array(WEB), "Repositories of others, as a source gives them beside the text."),
            "status": {"enum": ["", "withdrawn", "retracted"]},
            "text": told(TEXT, "The title, a line break and the abstract: all offsets count its characters."),
            "sentences": told(array(_SPAN), "Where each sentence starts and ends; the first is the title."),
            "entities": array(_entity(schema)),
            "links": array(_link(schema)),
            "claims": told(array(_claim()), "The results that the abstract claims."),
        },
        optional=_OPTIONAL,
    )
    about = "A paper, and what its title and abstract say: a line of `kg extract`, or of papers.jsonl in a build."
    return document(schema, "paper", "Paper", about, record)


def _entity(schema: Schema) -> Node:
    return fields(
        {
            "id": key(types(schema)),
            "name": NAME,
            "type": {"enum": list(schema.types)},
            "role": {"enum": list(schema.roles)},
            "confidence": CONFIDENCE,
            "surfaces": told(array(NAME), "The words that name it, each once."),
            "mentions": array(
                fields(
                    {
                        "start": COUNT,
                        "end": {"type": "integer", "minimum": 1},
                        "sentence": told(COUNT, "0 is the title."),
                        "by": told(TEXT, "The rule or model that found it."),
                    }
                )
            ),
        }
    )


def _link(schema: Schema) -> Node:
    return fields({"url": WEB, "kind": {"enum": list(schema.link_kinds)}, "of": {"enum": ["own", "other"]}})


def _claim() -> Node:
    return fields(
        {
            "dataset": key(["dataset"]),
            "subject": told(key(["method", "model"], empty=True), "Whose result it is; empty where that is not clear."),
            "metric": told(TEXT, "Empty where the sentence names none."),
            "value": {"type": "number", "minimum": 0},
            "unit": {"enum": list(UNITS)},
            "qualifier": {"enum": ["", *QUALIFIERS]},
            "kind": {"enum": list(KINDS)},
            "better": told({"enum": ["", *BETTER]}, "Which value of the metric is better, where that is known."),
            "start": COUNT,
            "end": {"type": "integer", "minimum": 1},
            "sentence": {"type": "integer", "minimum": 1},
            "text": told(TEXT, "The sentence that claims it."),
            "confidence": CONFIDENCE,
            "by": told(TEXT, "The rule that found it."),
            "spans": told(array(_SPAN), "Where the number stands, and what the claim names."),
        },
        optional=("spans",),
    )
