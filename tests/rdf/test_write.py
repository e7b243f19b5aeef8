"""Files: the same bytes, and the same triples for two independent parsers."""

import gzip

import pyoxigraph
import pytest
import rdflib
from factory import literature, nquads, quads
from rdf.hostile import TEXTS, hostile

from kg import schema
from kg.errors import OutputError
from kg.rdf.lines import line, visible
from kg.rdf.write import reread, saved, write_dataset, write_rows, written

# rdflib's own code uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")

BASE = "https://w3id.org/abstract-kg/"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module", params=[literature, hostile])
def files(request, tmp_path_factory):
    """Write a graph; return its rows, the N-Quads and the Turtle."""
    folder = tmp_path_factory.mktemp("rdf")
    rows = quads(request.param(), BASE)
    prefixes = schema.load().all_prefixes(BASE)
    write_dataset(sorted(map(line, rows)), folder / "kg.nq", folder / "kg.ttl", prefixes)
    return rows, folder / "kg.nq", folder / "kg.ttl"


def by_pyoxigraph(path):
    return {(key(quad.subject), key(quad.predicate), key(quad.object)) for quad in pyoxigraph.parse(path=path)}


def by_rdflib(path):
    graph = rdflib.Dataset(default_union=True) if path.suffix == ".nq" else rdflib.Graph()
    graph.parse(path)
    return {tuple(map(key, quad[:3])) for quad in (graph.quads() if path.suffix == ".nq" else graph)}


def key(node):
    """Return a term in a form that both libraries share."""
    datatype = getattr(node, "datatype", None)
    kind = str(getattr(datatype, "value", datatype) or "").replace(f"{XSD}string", "")
    return str(getattr(node, "value", node)) if isinstance(node, pyoxigraph.NamedNode | pyoxigraph.Literal) else str(
        node
    ), kind


def test_two_parsers_read_the_same_triples_from_both_files(files):
    rows, lines, text = files
    expected = by_pyoxigraph(lines)
    assert len(expected) == len(rows)
    assert by_pyoxigraph(text) == expected
    assert by_rdflib(lines) == expected
    assert by_rdflib(text) == expected


def test_a_store_gives_every_line_back(files):
    _, lines, _ = files
    store = pyoxigraph.Store()
    store.load(path=lines, format=pyoxigraph.RdfFormat.N_QUADS)
    dumped = store.dump(format=pyoxigraph.RdfFormat.N_QUADS).decode().split("\n")
    assert sorted(map(visible, dumped)) == sorted(lines.read_bytes().decode().split("\n"))


def test_nothing_that_nobody_sees_stands_in_a_file(files):
    for path in files[1:]:
        assert not [
            c for c in path.read_text(encoding="utf-8") if c in "\x00\x1b\x7f\x85\u202e\u2066\ufeff\u2028\ufffe"
        ]


def test_the_lines_are_the_rows_in_order(files):
    rows, lines, _ = files
    assert lines.read_bytes().decode() == nquads(rows)


def test_what_is_read_from_a_hostile_graph_is_what_was_said(tmp_path):
    path = write_rows(quads(hostile()), tmp_path / "kg.nq")
    names = {value for _, (predicate, _), (value, _) in by_pyoxigraph(path) if predicate.endswith("#prefLabel")}
    assert names == {f"N {text}".replace("\ud800", "\ufffd").replace("\udfff", "\ufffd") for text in TEXTS}


@pytest.mark.parametrize("run", [2, 100])
def test_rows_are_written_sorted_and_none_twice(tmp_path, run):
    rows = [("<b>", "<p>", "<o>"), ("<a>", "<p>", "<o>"), ("<b>", "<p>", "<o>"), ("<a>", "<p>", '"o"')]
    path = write_rows(rows, tmp_path / "new" / "kg.nt", run=run)
    assert path.read_text() == '<a> <p> "o" .\n<a> <p> <o> .\n<b> <p> <o> .\n'
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_a_strict_reader_refuses_is_an_error_that_names_the_line(tmp_path):
    with pytest.raises(OutputError, match=r"bad\.nq:2: kg wrote what is not valid RDF"):
        written(tmp_path / "bad.nq", "<a:a> <a:b> <a:c> <a:g> .\n<a:a> <a:b> <a c> <a:g> .\n")


def test_a_compressed_file_is_read_as_strictly(tmp_path):
    path = tmp_path / "kg.nq.gz"
    path.write_bytes(gzip.compress(b"<a:s> <a:p> <a:o> <a:g> .\n<a:s> <a:p> <a b> <a:g> .\n"))

    with pytest.raises(OutputError, match=r"kg\.nq\.gz:2: kg wrote what is not valid RDF"):
        reread(path)
    path.write_bytes(gzip.compress(b"<a:s> <a:p> <a:o> <a:g> .\n" * 9)[:-9])
    with pytest.raises(OutputError, match=r"kg\.nq\.gz: kg wrote what is not valid RDF"):
        reread(path)


def test_a_file_with_another_number_of_triples_is_an_error(tmp_path):
    with pytest.raises(OutputError, match="kg wrote 3 triples, but the file reads as 1"):
        reread(saved(tmp_path / "few.nq", "<a:a> <a:b> <a:c> <a:g> .\n"), count=3)


@pytest.mark.parametrize("write", [lambda path: saved(path, ""), lambda path: write_rows([], path)])
def test_a_place_that_cannot_be_written_is_an_error(tmp_path, write):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write(tmp_path / "file" / "kg.nt")


def test_a_disk_that_fills_up_while_rows_are_sorted_is_an_error(tmp_path):
    def rows():
        yield "<a>", "<p>", "<o>"
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="cannot be written \\(No space left on device\\)"):
        write_rows(rows(), tmp_path / "kg.nt")
    assert list(tmp_path.iterdir()) == []
