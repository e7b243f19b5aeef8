"""Conversion: every format holds every triple, in the same bytes each time."""

import io
import json
import subprocess
import sys

import pyoxigraph
import pytest
import rdflib
from factory import literature, nquads, quads
from rdf.hostile import hostile

from kg import schema
from kg.errors import ConfigError, OutputError
from kg.rdf import convert, sorting
from kg.rdf.formats import FORMATS, Loss
from kg.rdf.lines import triples
from kg.rdf.terms import term
from kg.rdf.turtle import turtle

# rdflib's own code uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

BASE = "https://x.org/"
PARSERS = {
    "ttl": (pyoxigraph.RdfFormat.TURTLE, "turtle"),
    "nt": (pyoxigraph.RdfFormat.N_TRIPLES, "nt"),
    "nq": (pyoxigraph.RdfFormat.N_QUADS, "nquads"),
    "trig": (pyoxigraph.RdfFormat.TRIG, "trig"),
    "jsonld": (pyoxigraph.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (pyoxigraph.RdfFormat.RDF_XML, "xml"),
}
NAMED = [name for name, format in FORMATS.items() if format.named_graphs]
NEW = [name for name, format in FORMATS.items() if format.rdf12]


@pytest.fixture(scope="module", params=[literature, hostile])
def source(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("rdf") / "kg.nq"
    path.write_bytes(nquads(quads(request.param(), BASE)).encode())
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    path = tmp_path_factory.mktemp("small") / "kg.nq"
    path.write_bytes(nquads(quads(literature(), BASE)).encode())
    return path


def converted(source, format, tmp_path, **options):
    stream = io.BytesIO()
    loss = convert.convert(source, format, stream, scratch=tmp_path, **options)
    return stream.getvalue(), loss


def read(text, format):
    return set(pyoxigraph.parse(text, format=PARSERS[format][0]))


@pytest.mark.parametrize("format", NAMED)
def test_a_form_with_named_graphs_holds_every_quad(source, format, tmp_path):
    text, loss = converted(source, format, tmp_path)
    assert read(text, format) == set(pyoxigraph.parse(path=source))
    assert loss == Loss()


@pytest.mark.parametrize("format", ["ttl", "nt"])
def test_a_form_without_named_graphs_holds_every_triple(source, format, tmp_path):
    text, loss = converted(source, format, tmp_path)
    assert {quad.triple for quad in read(text, format)} == {quad.triple for quad in pyoxigraph.parse(path=source)}
    assert loss == Loss()


def test_rdf_xml_holds_every_triple_but_for_characters_that_xml_forbids(source, tmp_path):
    text, loss = converted(source, "rdfxml", tmp_path)
    forbidden = str.maketrans(dict.fromkeys(["\0", "\x1b", "\ufffe"], "\ufffd"))

    def plain(quad):
        return (quad.subject.value, quad.predicate.value, quad.object.value.translate(forbidden))

    assert set(map(plain, read(text, "rdfxml"))) == set(map(plain, pyoxigraph.parse(path=source)))
    assert loss.triples == 0
    values = [quad.object.value for quad in pyoxigraph.parse(path=source)]
    assert loss.characters == sum(value.count(character) for value in values for character in "\0\x1b\ufffe")


@pytest.mark.parametrize("format", FORMATS)
def test_rdflib_reads_as_many_triples(source, format, tmp_path):
    text, _ = converted(source, format, tmp_path)
    graph = rdflib.Dataset(default_union=True) if format in NAMED else rdflib.Graph()
    graph.parse(data=text, format=PARSERS[format][1])
    expected = {quad.triple for quad in pyoxigraph.parse(path=source)}
    assert len(set(graph.triples((None, None, None)))) == len(expected)


@pytest.mark.parametrize("format", FORMATS)
def test_order_repetition_and_how_much_memory_is_used_change_no_byte(source, format, tmp_path, monkeypatch):
    expected, _ = converted(source, format, tmp_path)
    lines = source.read_bytes().decode().split("\n")[:-1] * 2
    lines = [*reversed(lines[1::2]), *lines[::2]]
    shuffled = tmp_path / "shuffled.nq"
    shuffled.write_text("# a comment\n\n" + "\n".join(lines), encoding="utf-8", newline="\n")
    monkeypatch.setattr(sorting.sort, "__kwdefaults__", {"run": 100})
    assert converted(shuffled, format, tmp_path)[0] == expected


def test_the_bytes_do_not_depend_on_the_hash_seed(small, tmp_path):
    code = (
        "import hashlib, io, pathlib, sys; from kg.rdf.convert import convert; from kg.rdf.formats import FORMATS\n"
        "for format in FORMATS:\n"
        "    stream = io.BytesIO()\n"
        "    convert(pathlib.Path(sys.argv[1]), format, stream, scratch=pathlib.Path(sys.argv[2]))\n"
        "    print(format, hashlib.sha256(stream.getvalue()).hexdigest())\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code, small, tmp_path],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "31")
    }
    assert len(printed) == 1
    assert printed.pop().count(b"\n") == len(FORMATS)


def test_quads_and_turtle_are_as_a_build_writes_them(source, tmp_path):
    rows = [tuple(line[:-2].split(" ", 2)) for line in source.read_bytes().decode().split("\n")[:-1]]
    rows = sorted((s, p, *o.rsplit(" ", 1)) for s, p, o in rows)
    assert converted(source, "nq", tmp_path)[0] == source.read_bytes()
    expected = turtle(triples(rows), schema.load().all_prefixes(BASE))
    assert converted(source, "ttl", tmp_path)[0].decode() == expected


def test_trig_has_a_block_for_each_graph(small, tmp_path):
    text = converted(small, "trig", tmp_path)[0].decode()
    blocks = [line for line in text.splitlines() if line.endswith("{")]
    assert blocks == ["graph:alpha {", "graph:beta {", "graph:entities {", "graph:meta {"]
    assert "@prefix method: <https://x.org/method/> .\n" in text
    assert "@prefix claim: <https://x.org/claim/> .\n" in text


@pytest.mark.parametrize("name", ["entities", "alpha", f"{BASE}graph/beta"])
def test_one_graph_is_written(small, name, tmp_path):
    home = f"{BASE}graph/{name.rpartition('/')[2]}"
    expected = {quad for quad in pyoxigraph.parse(path=small) if quad.graph_name.value == home}
    assert read(converted(small, "nq", tmp_path, graph=name)[0], "nq") == expected
    found = {quad.triple for quad in read(converted(small, "ttl", tmp_path, graph=name)[0], "ttl")}
    assert found == {quad.triple for quad in expected}


def test_a_graph_is_known_by_the_name_of_its_source(tmp_path):
    graph = literature()
    for _, node in graph.nodes(data=True):
        if "paper" in node:
            node["paper"] = type(node["paper"])(node["paper"].id, "T", "A", ("My Papers 2024!",))
    path = tmp_path / "kg.nq"
    path.write_text(nquads(quads(graph, BASE)))
    found = read(converted(path, "nq", tmp_path, graph="My Papers 2024!")[0], "nq")
    assert {quad.graph_name.value for quad in found} == {f"{BASE}graph/my-papers-2024"}


def test_a_graph_that_is_not_there_is_an_error_that_lists_those_that_are(small, tmp_path):
    with pytest.raises(ConfigError, match="no graph is named 'gamma'; choose from alpha, beta, entities, meta"):
        converted(small, "nt", tmp_path, graph="gamma")


@pytest.mark.parametrize("format", NEW)
def test_claims_in_rdf_1_2_are_the_same_in_every_form(small, format, tmp_path):
    text, _ = converted(small, format, tmp_path, rdf12=True)
    reifies = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
    stated = {quad.triple for quad in read(text, format) if quad.predicate.value == reifies}
    lines, _ = converted(small, "nt", tmp_path, rdf12=True)
    assert {quad.triple for quad in read(text, format)} == {quad.triple for quad in read(lines, "nt")}
    assert len(stated) == sum(row[1] == term("rdf:predicate") for row in quads(literature(), BASE)) == 21
    assert all(isinstance(triple.object, pyoxigraph.Triple) for triple in stated)
    assert b"-ns#predicate> <https://w3id.org/" not in lines


@pytest.mark.parametrize("format", sorted({*FORMATS} - {*NEW}))
def test_a_form_that_cannot_hold_rdf_1_2_is_refused(small, format, tmp_path):
    with pytest.raises(ConfigError, match=r"cannot hold RDF 1\.2; choose one of ttl, nt, nq, trig, or leave out"):
        converted(small, format, tmp_path, rdf12=True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<http://a> <http://b> <http://c>", r"kg\.nq:2: the graph cannot be read \(.*\); build it again"),
        ("<http://a> <http://b> <c d> <http://g> .", r"kg\.nq:1: the graph cannot be read"),
        ("<http://a> <http://b> <http://c> .", "'<http://a> <http://b> <http://c>' is nothing that a build writes"),
        ("_:a <http://b> <http://c> <http://g> .", "is nothing that a build writes"),
        ("<http://a> <http://b> _:c <http://g> .", "is nothing that a build writes"),
    ],
)
def test_what_no_build_writes_is_refused(tmp_path, text, told):
    (tmp_path / "kg.nq").write_text(f"{text}\n")
    with pytest.raises(OutputError, match=told):
        converted(tmp_path / "kg.nq", "nt", tmp_path)


def test_a_description_of_another_kind_is_no_error(tmp_path):
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    (tmp_path / "kg.nq").write_text(f'<http://a> {label} "b"@en <http://g/graph/meta> .\n')
    assert converted(tmp_path / "kg.nq", "nt", tmp_path, graph="meta")[0] == f'<http://a> {label} "b"@en .\n'.encode()


def test_a_graph_without_a_description_is_converted_too(tmp_path):
    (tmp_path / "kg.nq").write_text('<http://a> <http://b> "\\u202Ec"@en <http://g> .\n')
    text, _ = converted(tmp_path / "kg.nq", "jsonld", tmp_path)
    expected = [
        {"@id": "http://g", "@graph": [{"@id": "http://a", "http://b": {"@language": "en", "@value": "\u202ec"}}]}
    ]
    assert json.loads(text)["@graph"] == expected
    assert b"\\u202E" in text
