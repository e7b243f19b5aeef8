"""The W3C's tests of the SPARQL 1.1 Protocol and of the service description."""

from collections.abc import Callable, Mapping

import rdflib
from rdflib.collection import Collection
from rdflib.term import Literal, Node

from w3c.result_sets import CSV, GRAPHS, JSON, TSV, XML, answered
from w3c.suite import PASSED, REFUSED, TEST, Answer, Server, Test, value

HTTP = rdflib.Namespace("http://www.w3.org/2011/http#")
CONTENT = rdflib.Namespace("http://www.w3.org/2011/content#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
PLACE = "/sparql/"
FORMATS = {"boolean": {XML, JSON}, "tabular": {XML, JSON, CSV, TSV}, "RDF": {*GRAPHS}}

READ_ONLY = b"read-only"
"""What the answer to an update says."""

PROPERTIES = {  # sections 3.2 and 3.4 of https://www.w3.org/TR/sparql11-service-description/
    "Service": "endpoint feature defaultEntailmentRegime defaultSupportedEntailmentProfile extensionFunction "
    "extensionAggregate languageExtension supportedLanguage propertyFeature defaultDataset availableGraphs "
    "resultFormat inputFormat",
    "NamedGraph": "name graph entailmentRegime supportedEntailmentProfile",
    "Dataset": "defaultGraph",
    "GraphCollection": "namedGraph",
}
"""The properties of each class."""
DOMAINS = {name: domain for domain, names in PROPERTIES.items() for name in names.split()}
OTHER_CLASSES = "Graph Language Function Aggregate Feature EntailmentRegime EntailmentProfile"
INSTANCES = (
    "SPARQL10Query SPARQL11Query SPARQL11Update DereferencesURIs UnionDefaultGraph RequiresDataset EmptyGraphs "
    "BasicFederatedQuery"
)
VALUES = {*PROPERTIES, *OTHER_CLASSES.split(), *INSTANCES.split()}
"""What of the vocabulary may be the object of a triple."""


def protocol(test: Test, server: Server) -> str:
    """Send the requests of a test in their order, until one is not answered as asked.

    Returns:
        "passed"; "refused" where an update was refused with the reason; or what is wrong.
    """
    for request in Collection(test.manifest, test.one(TEST.action, HTTP.requests)):
        answer = _send(test.manifest, request, server)
        if wrong := _wrong(test.manifest, value(test.manifest, request, HTTP.resp), answer):
            refused = _updates(test.manifest, request) and 400 <= answer.status < 500 and READ_ONLY in answer.body
            return REFUSED if refused else wrong
    return PASSED


def _send(graph: rdflib.Graph, request: Node, server: Server) -> Answer:
    method, place = (str(value(graph, request, one)) for one in (HTTP.methodName, HTTP.absolutePath))
    return server.ask(method, place.removeprefix(PLACE), _body(graph, request), _headers(graph, request))


def _body(graph: rdflib.Graph, request: Node) -> bytes | None:
    body = graph.value(request, HTTP.body)
    if body is None:
        return None
    return str(value(graph, body, CONTENT.chars)).encode(str(value(graph, body, CONTENT.characterEncoding)))


def _headers(graph: rdflib.Graph, request: Node) -> dict[str, str]:
    given = graph.value(request, HTTP.headers) or rdflib.RDF.nil
    fields = Collection(graph, given)
    return {str(value(graph, one, HTTP.fieldName)): str(value(graph, one, HTTP.fieldValue)) for one in fields}


def _updates(graph: rdflib.Graph, request: Node) -> bool:
    direct = "sparql-update" in _headers(graph, request).get("content-type", "")
    return direct or (_body(graph, request) or b"").startswith(b"update=")


def _wrong(graph: rdflib.Graph, expected: Node, answer: Answer) -> str:
    classes = sorted(str(status)[-3:] for status in graph.objects(expected, TEST.expectedStatus))
    if f"{answer.status // 100}xx" not in classes:
        return f"expected {' or '.join(classes)}, got {answer}"
    form, truth = graph.value(expected, TEST.expectedFormat), graph.value(expected, TEST.expectedBoolean)
    if form is not None and answer.type not in FORMATS[str(form)]:
        return f"expected a format for {form}, got {answer}"
    if truth is not None and answered(answer.body, answer.type).truth is not (str(truth) == "true"):
        return f"expected {truth}, got {answer}"
    return ""


def description(test: Test, server: Server) -> str:
    """Ask the endpoint to describe itself, and look at what the test is about.

    Returns:
        "passed", or what is wrong.
    """
    answer = server.ask("GET", "", None, {"Accept": ", ".join(GRAPHS)})
    if answer.status != 200 or answer.type not in GRAPHS:
        return f"expected RDF, got {answer}"
    graph = rdflib.Graph().parse(data=answer.body, format=GRAPHS[answer.type])
    return DESCRIPTION[test.name.rpartition("/")[2]](graph, server.endpoint) or PASSED


def _empty(graph: rdflib.Graph, _endpoint: str) -> str:
    return "" if len(graph) else "the graph is empty"


def _nameless(graph: rdflib.Graph, endpoint: str) -> str:
    found = sorted(map(str, graph.objects(None, SD.endpoint)))
    return "" if endpoint in found else f"expected sd:endpoint {endpoint}, got {' '.join(found) or 'none'}"


def _irregular(graph: rdflib.Graph, _endpoint: str) -> str:
    if not list(graph.subjects(rdflib.RDF.type, SD.Service)):
        return "there is no sd:Service"
    return next(filter(None, (_misused(graph, triple) for triple in sorted(graph))), "")


def _misused(graph: rdflib.Graph, triple: tuple[Node, Node, Node]) -> str:
    subject, predicate, given = triple
    name, term = (str(one).removeprefix(SD) if str(one).startswith(SD) else "" for one in (predicate, given))
    if term and term not in VALUES:
        return f"sd:{term} is not in the vocabulary"
    if name and name not in DOMAINS:
        return f"sd:{name} is no property of the vocabulary"
    if name and not _is_a(graph, subject, DOMAINS[name]):
        return f"sd:{name} is stated of {subject}, which is no sd:{DOMAINS[name]}"
    return f"sd:{name} has a literal for its value" if name and isinstance(given, Literal) else ""


def _is_a(graph: rdflib.Graph, node: Node, wanted: str) -> bool:
    types = {*graph.objects(node, rdflib.RDF.type)}
    return SD[wanted] in types or (wanted == "GraphCollection" and SD.Dataset in types)  # a dataset is one, too


DESCRIPTION: Mapping[str, Callable[[rdflib.Graph, str], str]] = {
    "returns-rdf": _empty,
    "has-endpoint-triple": _nameless,
    "conforms-to-schema": _irregular,
}
