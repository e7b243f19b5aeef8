"""RDF 1.2: what a claim states is one triple term."""

import pyoxigraph
from factory import literature, quads

from kg.rdf.lines import line
from kg.rdf.reified import reified
from kg.rdf.terms import term

SUBJECT, PREDICATE, OBJECT = (term(f"rdf:{part}") for part in ("subject", "predicate", "object"))


def claim(*parts, node="<c>", graph="<g>"):
    return sorted((node, part, value, graph) for part, value in parts)


def test_the_three_parts_become_one_term_in_its_place():
    rows = claim(
        (SUBJECT, "<s>"), (PREDICATE, "<p>"), (OBJECT, "<o>"), ("<a>", '"1"'), ("<z>", '"2"'), (term("rdf:type"), "<T>")
    )
    assert list(reified(rows)) == [
        ("<c>", "<a>", '"1"', "<g>"),
        ("<c>", term("rdf:reifies"), "<<( <s> <p> <o> )>>", "<g>"),
        ("<c>", term("rdf:type"), "<T>", "<g>"),
        ("<c>", "<z>", '"2"', "<g>"),
    ]


def test_what_does_not_state_one_triple_in_one_graph_stays():
    for rows in (
        claim((SUBJECT, "<s>"), (PREDICATE, "<p>")),
        claim((SUBJECT, "<s>"), (PREDICATE, "<p>"), (PREDICATE, "<q>"), (OBJECT, "<o>")),
        sorted(claim((SUBJECT, "<s>"), (PREDICATE, "<p>")) + claim((OBJECT, "<o>"), graph="<h>")),
    ):
        assert list(reified(rows)) == rows


def test_every_claim_of_a_graph_states_what_it_stated():
    rows = quads(literature())
    found = list(reified(rows))
    assert found == sorted(found)
    text = "".join(map(line, found)).encode()
    store = pyoxigraph.Store()
    store.load(text, format=pyoxigraph.RdfFormat.N_QUADS)
    prefixes = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}
    query = "SELECT ?c ?s ?p ?o { ?c rdf:reifies <<( ?s ?p ?o )>> . ?s ?p ?o }"
    answers = store.query(query, prefixes=prefixes, use_default_graph_as_union=True)
    told = {tuple(map(str, (answer[name] for name in "cspo"))) for answer in answers}
    parts = [{row[0]: row[2] for row in rows if row[1] == part} for part in (SUBJECT, PREDICATE, OBJECT)]
    assert told == {(c, parts[0][c], parts[1][c], parts[2][c]) for c in parts[0]}
    assert len(found) == len(rows) - 2 * len(told)
