"""Validation by pyshacl: what another implementation of SHACL says of a build and our shapes."""

import importlib.util
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import output_files, schema
from kg.errors import ConfigError, OutputError
from kg.rdf.terms import literal
from kg.rdf.validation.checks import Finding, ordered
from kg.rdf.validation.shacl import SEVERITIES, namespace, shacl

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

_SHACL = "http://www.w3.org/ns/shacl#"


def validate(*paths: Path) -> list[Finding]:
    """Return what pyshacl finds wrong with the RDF of a build, by the shapes that come with kg, the worst first.

    Args:
        paths: N-Quads, which may be compressed, or any other format that its ending tells; all are read as one graph.

    Raises:
        ConfigError: pyshacl is not installed.
        OutputError: pyshacl cannot compare what there is, such as a blank node with a number.
    """
    if importlib.util.find_spec("pyshacl") is None:
        raise ConfigError("--shacl: pyshacl is not installed; install it with `pip install 'kg[shacl]'`")
    import pyshacl
    import rdflib
    from pyshacl.errors import ReportableRuntimeError

    shapes = rdflib.Graph().parse(data=shacl(schema.load()), format="turtle")
    try:
        with _silent("rdflib.term"):  # it tells of each literal that it cannot convert, with a traceback
            _, report, _ = pyshacl.validate(_union(paths), shacl_graph=shapes, inplace=True)
            return ordered(_findings(report))
    except ReportableRuntimeError as error:
        raise OutputError(
            f"{paths[0]}: pyshacl stops ({error.message}); check without --shacl, which goes on"
        ) from error


@contextmanager
def _silent(name: str) -> Iterator[None]:
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _union(paths: Iterable[Path]) -> "rdflib.Graph":
    import pyoxigraph
    import rdflib

    triples = (quad.triple for path in paths for quad in _quads(path))
    text = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=text or b"", format="nt")


def _quads(path: Path) -> Iterator["pyoxigraph.Quad"]:
    import pyoxigraph

    if path.suffix != ".gz":
        yield from pyoxigraph.parse(path=path)
        return
    for piece in output_files.pieces(path):
        yield from pyoxigraph.parse(piece, format=pyoxigraph.RdfFormat.N_QUADS)


def _findings(report: "rdflib.Graph") -> Iterator[Finding]:
    from rdflib import RDF, URIRef

    levels = {f"{_SHACL}{severity.partition(':')[2]}": level for level, severity in SEVERITIES.items()}
    for result in report.subjects(RDF.type, URIRef(f"{_SHACL}ValidationResult")):
        said = {name: report.value(result, URIRef(_SHACL + name)) for name in _SAID}
        yield Finding(
            levels[str(said["resultSeverity"])],
            str(said["sourceShape"]).removeprefix(namespace(schema.load())),
            _plain(said["focusNode"]),
            _plain(said["resultPath"]),
            _term(said["value"]),
            str(said["resultMessage"] or ""),
        )


_SAID = ("resultSeverity", "sourceShape", "focusNode", "resultPath", "value", "resultMessage")


def _plain(node: Any) -> str:  # noqa: ANN401  a term of rdflib, or nothing
    text = _term(node)
    return text[1:-1] if text.startswith("<") else text


def _term(node: Any) -> str:  # noqa: ANN401  a term of rdflib, or nothing
    from rdflib import Literal, URIRef

    if node is None:
        return ""
    if isinstance(node, URIRef):
        return f"<{node}>"
    if not isinstance(node, Literal):
        return f"_:{node}"
    text = literal(str(node))
    if node.language:
        return f"{text}@{node.language}"
    return f"{text}^^<{node.datatype}>" if node.datatype else text
