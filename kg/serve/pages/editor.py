"""The page that queries are written on: Yasgui, our questions, and completion from the build's own description."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.query import named
from kg.serve.pages.answers import Row, rows
from kg.serve.pages.context import Context
from kg.serve.pages.words import word, words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

# Yasgui sets styles by script, which no policy forbids, but for these: what makes columns of results resizable, the
# cursor while that is done, and the line under what its syntax check expects. They are allowed by their digests.
_STYLES = (
    "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='",
    "'sha256-c0O6TmFAkgpNbHxKAa1BrveWHHopjEtC47i0PzMudxg='",
    "'unsafe-hashes' 'sha256-EntWS0hFrz2vH7susM+dPUxvHlL6sBswmM8K80E5oUk='",
)
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {' '.join(_STYLES)}; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What the page may load: our own scripts and styles; it asks nobody but this server."""
_CLASSES = "SELECT ?term ?count WHERE { ?part void:class ?term ; void:entities ?count }"
_PROPERTIES = "SELECT ?term ?count WHERE { ?part void:property ?term ; void:triples ?count }"


async def editor(context: Context, request: "Request") -> "Response":  # noqa: ARG001  all pages take one
    """Return the page; its script reads `?query=`, and `?name=` with the parameters of a question.

    Raises:
        Refusal: the graph cannot be asked.
    """
    site, links = context.site, context.links
    questions = named.queries()
    texts = {query.name: _text(query, site.base) for query in questions}
    setup = {
        "endpoint": links.to(site.endpoint),
        "search": links.to("/search"),
        "root": site.root_path,
        "base": site.base,
        "kinds": sorted(links.kinds),
        "namespace": schema.load().namespace,
        "prefixes": dict(site.prefixes),
        "questions": [_question(query, texts[query.name]) for query in questions],
        "classes": _completions(await rows(context.ask, _CLASSES)),
        "properties": _completions(await rows(context.ask, _PROPERTIES)),
    }
    return context.page("query.html", policy=POLICY, setup=setup, questions=questions, texts=texts)


def _question(query: named.NamedQuery, text: str) -> dict[str, Any]:
    parameters = [{"name": one.name, "default": one.default, "type": one.type} for one in query.parameters]
    return {
        "name": query.name,
        "title": query.title,
        "explanation": query.explanation,
        "parameters": parameters,
        "text": text,
    }


def _text(query: named.NamedQuery, base: str) -> str:
    """Return the text of a question without the lines that the page shows in other ways."""
    lines = named.standalone(query, base=base).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("# param ", "# otherwise ")))


def _completions(found: Iterable[Row]) -> list[dict[str, str | int]]:
    """Return what the build uses, the most frequent first, with what the ontology says of it."""
    ordered = sorted(found, key=lambda row: (-row.number("count"), row.text("term")))
    return [
        {"iri": row.text("term"), "label": word(row.text("term")).label, "count": int(row.number("count"))}
        for row in ordered
        if row.text("term") in words() or row.number("count")
    ]
