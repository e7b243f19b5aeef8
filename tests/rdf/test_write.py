"""Files: the same bytes, and the same triples for two independent parsers."""

import pyoxigraph
import pytest
import rdflib
from factory import assembled, literature, said

from kg import schema
from kg.errors import OutputError
from kg.rdf import void
from kg.rdf.places import places
from kg.rdf.rows import rows
from kg.rdf.vocabulary import Vocabulary
from kg.rdf.write import nquads, saved, turtle, written
from kg.records import Paper

# rdflib's own code uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")

BASE = "https://w3id.org/abstract-kg/"
XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = [
    'say "hi" \'\'\'', "two\nlines\r", "<script>alert(1)</script> ]] > &amp;", "back\\slash\\", "nul\0 esc\x1b[31m",
    "😀 文心一言 \U0010fffd", "\u202eevil\u2066 \ufeff\u2028 \ufffe", "lone \ud800 \udfff", "@prefix a: <b> .", "", " ",
]  # fmt: skip


def hostile():
    """Make a graph whose every text, name and address is hostile."""
    papers, entities, links, edges = [], [], [], []
    for n, text in enumerate(HOSTILE):
        paper = Paper(
            f"paper/local-{n}{text}",
            f"T {text}",
            f"A {text}",
            (f"s{text}",),
            (f"local:{text}",),
            f"https://x.org/{text}",
            "2024-02-30",
            (text,),
        )
        papers.append(paper)
        entities.append((f"method/{n}{text}", f"N {text}", "Method", (text, f"{text}2")))
        links.append((f"https://x.org/{n} {text}", f"L {text}", "code"))
        edges.append((paper.id, "uses", entities[-1][0], [said(paper, f"A {text}", text, by=text)]))
        edges.append((paper.id, "hasCode", links[-1][0], [said(paper, f"A {text}", text, by=text)]))
    return assembled(papers, entities, links, edges)


def everything(graph):
    where = places(graph, Vocabulary(BASE))
    data = rows(graph, where)
    return [*data, *void.described(data, where)]


def by_pyoxigraph(text, format):
    return {
        (key(quad.subject), key(quad.predicate), key(quad.object))
        for quad in pyoxigraph.parse(text.encode(), format=format)
    }


def by_rdflib(text, format):
    if format == "nquads":
        graph = rdflib.Dataset(default_union=True)
        graph.parse(data=text, format=format)
        return {tuple(map(key, quad[:3])) for quad in graph.quads()}
    return {tuple(map(key, triple)) for triple in rdflib.Graph().parse(data=text, format=format)}


def key(node):
    """Return a term in a form that both libraries share."""
    datatype = getattr(node, "datatype", None)
    kind = str(getattr(datatype, "value", datatype) or "").replace(f"{XSD}string", "")
    return str(getattr(node, "value", node)) if isinstance(node, pyoxigraph.NamedNode | pyoxigraph.Literal) else str(
        node
    ), kind


@pytest.mark.parametrize("make", [literature, hostile])
def test_two_parsers_read_the_same_triples_from_both_files(make):
    found = everything(make())
    prefixes = schema.load().all_prefixes(BASE)
    lines, text = nquads(found), turtle([row[:3] for row in found], prefixes)
    expected = by_pyoxigraph(lines, pyoxigraph.RdfFormat.N_QUADS)
    assert len(expected) == len(found)
    assert by_pyoxigraph(text, pyoxigraph.RdfFormat.TURTLE) == expected
    assert by_rdflib(lines, "nquads") == expected
    assert by_rdflib(text, "turtle") == expected


def test_what_is_read_from_a_hostile_graph_is_what_was_said():
    found = by_pyoxigraph(nquads(everything(hostile())), pyoxigraph.RdfFormat.N_QUADS)
    names = {value for _, (predicate, _), (value, _) in found if predicate.endswith("#prefLabel")}
    assert names == {f"N {text}".replace("\ud800", "\ufffd").replace("\udfff", "\ufffd") for text in HOSTILE}


def test_a_store_gives_every_line_back():
    lines = nquads(everything(literature()))
    store = pyoxigraph.Store()
    store.load(lines.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    dumped = store.dump(format=pyoxigraph.RdfFormat.N_QUADS).decode().splitlines()
    assert sorted(dumped) == lines.splitlines()


def test_nquads_are_sorted():
    assert (
        nquads([("<b>", "<p>", "<o>", "<g>"), ("<a>", "<p>", "<o>", "<g>")]) == "<a> <p> <o> <g> .\n<b> <p> <o> <g> .\n"
    )


def test_turtle_is_grouped_sorted_and_short_where_that_is_safe():
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    triples = [
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"0.5"^^<{XSD}decimal>'),
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"1"^^<{XSD}decimal>'),
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"7"^^<{XSD}integer>'),
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"true"^^<{XSD}boolean>'),
        ("<https://x.org/m/b>", "<https://x.org/p#n>", f'"2024"^^<{XSD}gYear>'),
        ("<https://x.org/m/b>", kind, "<https://x.org/p#C>"),
        ("<https://x.org/m/a.>", "<https://x.org/p#n>", '"a\\"^^<x>"'),
        ("<https://x.org/m/a/b>", "<https://x.org/p#n>", "<https://x.org/m/100%25>"),
    ]
    prefixes = {"p": "https://x.org/p#", "m": "https://x.org/m/", "xsd": XSD, "unused": "https://unused.org/"}
    assert turtle(reversed(triples), prefixes) == (
        f"@prefix m: <https://x.org/m/> .\n@prefix p: <https://x.org/p#> .\n@prefix xsd: <{XSD}> .\n"
        '\n<https://x.org/m/a.> p:n "a\\"^^<x>" .\n'
        "\n<https://x.org/m/a/b> p:n m:100%25 .\n"
        '\nm:b a p:C ;\n    p:n 0.5, "1"^^xsd:decimal, "2024"^^xsd:gYear, 7, true .\n'
    )


def test_a_file_that_a_strict_reader_refuses_is_an_error_that_names_the_line(tmp_path):
    with pytest.raises(OutputError, match=r"bad\.nq:2: kg wrote what is not valid RDF"):
        written(tmp_path / "bad.nq", "<a:a> <a:b> <a:c> <a:g> .\n<a:a> <a:b> <a c> <a:g> .\n")


def test_a_file_with_another_number_of_triples_is_an_error(tmp_path):
    with pytest.raises(OutputError, match="kg wrote 3 triples, but the file reads as 1"):
        written(tmp_path / "few.nq", "<a:a> <a:b> <a:c> <a:g> .\n", count=3)


def test_a_place_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        saved(tmp_path / "file" / "kg.ttl", "")
