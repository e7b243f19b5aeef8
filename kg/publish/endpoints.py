"""Endpoints: where known servers answer queries, beside the address that takes graphs."""

from typing import Final

from kg.web.targets import Target

EXAMPLES: Final = (
    "http://localhost:7878/store (Oxigraph), http://localhost:3030/kg/data (Fuseki), "
    "http://localhost:7200/repositories/kg/rdf-graphs/service (GraphDB)"
)
_KNOWN: Final = (
    ("/store", "/query"),  # Oxigraph
    ("/data", "/sparql"),  # Apache Jena Fuseki
    ("/rdf-graphs/service", ""),  # RDF4J and GraphDB
    ("/sparql-graph-crud", "/sparql"),  # Virtuoso
    ("/sparql-graph-crud-auth", "/sparql"),
    ("/sparql/gsp", "/sparql"),  # Amazon Neptune
)


def query_endpoint(place: Target) -> str:
    """Return where the server that takes graphs at an address answers queries; nothing where that is not known.

    >>> from kg.web.targets import target
    >>> query_endpoint(target("http://localhost:7878/store")), query_endpoint(target("http://localhost:3030/kg/data"))
    ('http://localhost:7878/query', 'http://localhost:3030/kg/sparql')
    >>> query_endpoint(target("http://localhost:9/graphs"))
    ''
    """
    path = place.path.rstrip("/")
    for end, instead in _KNOWN:
        if path.endswith(end):
            return f"{place.scheme}://{place.authority}{path.removesuffix(end)}{instead}"
    return ""
