"""What the build is, how programs ask it, and its files."""

from typing import TYPE_CHECKING

from kg import schema, store
from kg.serve.pages.answers import rows
from kg.serve.pages.context import Context
from kg.serve.pages.files import offered

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_WHOLE = """
SELECT ?dataset ?title ?description ?triples WHERE {
  ?dataset a dcat:Dataset ; dcterms:title ?title ; dcterms:description ?description ; void:triples ?triples .
} ORDER BY ?dataset LIMIT 1
"""
_GRAPHS = """
SELECT ?graph ?triples ?source ?name WHERE {
  ?dataset a dcat:Dataset ; void:subset ?graph .
  ?graph void:triples ?triples .
  OPTIONAL { ?graph dcterms:source ?source . ?source rdfs:label ?name }
} ORDER BY ?graph LIMIT 200
"""
_TOLD = {
    "kg.nq": "the whole graph with its named graphs (N-Quads)",
    "kg.ttl": "the whole graph without its named graphs (Turtle)",
    "ontology.ttl": "the classes and properties (Turtle)",
    "shapes.ttl": "what holds for the data (SHACL)",
    "shapes-sparql.ttl": "the rules that need SPARQL (SHACL)",
    "void.ttl": "the description of the data (VoID, DCAT)",
}


async def about(context: Context, request: "Request") -> "Response":
    """Return the page.

    Raises:
        Refusal: the graph cannot be asked.
    """
    files = list(offered(context.site).values())
    return context.page(
        "about.html",
        whole=next(iter(await rows(context.ask, _WHOLE)), None),
        graphs=await rows(context.ask, _GRAPHS),
        manifest=store.read_manifest(context.site.folder),
        files=[file for file in files if "/" not in file.name],
        parts=[file for file in files if file.name.startswith("kg/")],
        questions=sum(file.name.startswith("queries/") for file in files),
        told=_TOLD,
        schema=schema.load(),
        server=f"{request.url.scheme}://{request.url.netloc}",
    )
