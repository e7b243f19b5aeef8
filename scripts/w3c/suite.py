"""The W3C's tests of SPARQL 1.1 as their manifests tell them, and the endpoint that they are sent to."""

import hashlib
import http.client
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph
import rdflib
from rdflib.collection import Collection
from rdflib.term import Node, URIRef

from kg.query import graph_file, triplestore
from kg.store import MANIFEST, Manifest, Recipe

PUBLISHED = "https://w3c.github.io/rdf-tests/"
TEST = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QUERY = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UPDATE = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")

PASSED, REFUSED = "passed", "refused"
"""What becomes of a test that is no miss."""

KINDS = {
    "ProtocolTest": "protocol",
    "ServiceDescriptionTest": "description",
    "QueryEvaluationTest": "evaluation",
    "CSVResultFormatTest": "evaluation",
    "PositiveSyntaxTest11": "syntax",
    "NegativeSyntaxTest11": "syntax",
}
"""The suite that each kind of test belongs to."""
ELSEWHERE = {"entailment", "service", "syntax-fed", "delete-insert", "graph-store-protocol"}
"""Folders about what is not offered: reasoning, federation, changes."""
PARSERS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
}
_PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What the endpoint answered."""

    status: int
    type: str
    body: bytes

    def __str__(self) -> str:
        """Return it in one line."""
        return f"{self.status} {self.type}: {' '.join(self.body.decode('utf-8', 'replace').split())[:300]}"


@dataclass(frozen=True)
class Server:
    """A running endpoint."""

    endpoint: str

    def ask(self, method: str, target: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """Send exactly this request, `target` behind the endpoint's path: no header is added, no redirect followed."""
        place = urlsplit(self.endpoint)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=_PATIENCE)
        try:
            connection.request(method, place.path + target, body=body, headers=dict(headers))
            response = connection.getresponse()
            media_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
            return Answer(response.status, media_type, response.read())
        finally:
            connection.close()


@dataclass(frozen=True)
class Test:
    """An entry of a manifest."""

    name: str
    """suite/folder/local name"""
    kind: str
    node: Node
    manifest: rdflib.Graph = field(repr=False)
    checkout: Path = field(repr=False)

    def one(self, *path: URIRef) -> Node:
        """Return what a chain of properties leads to.

        Raises:
            LookupError: it leads nowhere.
        """
        node = self.node
        for step in path:
            node = value(self.manifest, node, step)
        return node

    def datasets(self) -> tuple[list[str], list[str]]:
        """Return the addresses of the files that are the default graph, and of those that are named graphs."""
        action = TEST.action / QUERY.data, TEST.action / QUERY.graphData
        default, named = (sorted(map(str, self.manifest.objects(self.node, path))) for path in action)
        return default, named

    def file(self, address: Node | str) -> Path:
        """Return the file in the checkout that has a published address."""
        return self.checkout / str(address).removeprefix(PUBLISHED)


def value(graph: rdflib.Graph, subject: Node | None, predicate: URIRef) -> Node:
    """Return the value of a property that is there.

    Raises:
        LookupError: it is not.
    """
    found = graph.value(subject, predicate)
    if found is None:
        raise LookupError(f"{subject} has no {predicate}")
    return found


def read(checkout: Path) -> Iterator[Test]:
    """Yield the tests of a checkout that an endpoint for queries can run, in the order of their manifests."""
    for path in sorted((checkout / "sparql" / "sparql11").glob("*/manifest.ttl")):
        if path.parent.name in ELSEWHERE:
            continue
        manifest = rdflib.Graph().parse(path, publicID=PUBLISHED + path.relative_to(checkout).as_posix())
        entries = value(manifest, manifest.value(None, rdflib.RDF.type, TEST.Manifest), TEST.entries)
        for entry in Collection(manifest, entries):
            kind = str(value(manifest, entry, rdflib.RDF.type)).rpartition("#")[2]
            if kind in KINDS:
                name = f"{KINDS[kind]}/{path.parent.name}/{str(entry).rpartition('#')[2]}"
                yield Test(name, kind, entry, manifest, checkout)


def fill(folder: Path, tests: Iterable[Test]) -> None:
    """Write the files of the tests as the outputs of a build: each is a graph, named as the test names it."""
    graphs = {graph for test in tests for graph in _graphs(test)}
    quads = b"".join(_quads(name, path) for name, path in sorted(graphs))
    path, digest = folder / graph_file.FILE, hashlib.sha256(quads).hexdigest()
    path.write_bytes(quads)
    triplestore.update(folder, {path.name: digest})
    manifest = Manifest(Recipe("0", "", "", {}, {}, "", ()), outputs={path.name: digest}, counts={})
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")


def _graphs(test: Test) -> Iterator[tuple[str, Path]]:
    default, named = test.datasets()
    yield from ((address, test.file(address)) for address in (*default, *named))
    for given in test.manifest.objects(test.node, UPDATE.graphData):
        file = value(test.manifest, given, UPDATE.graph)
        yield str(value(test.manifest, given, rdflib.RDFS.label)), test.file(file)


def _quads(name: str, path: Path) -> bytes:
    graph, base = pyoxigraph.NamedNode(name), name if name.startswith(PUBLISHED) else None
    parsed = pyoxigraph.parse(path=path, format=PARSERS[path.suffix], base_iri=base, rename_blank_nodes=True)
    quads = (pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed)
    return pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS) or b""
