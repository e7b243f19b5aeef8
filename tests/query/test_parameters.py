"""What a user's words name."""

import pyoxigraph
import pytest

from kg import schema
from kg.errors import QueryError
from kg.query.graph_file import prefixes
from kg.query.parameters import term

RDFS = "http://www.w3.org/2000/01/rdf-schema#label"
SKOS = "http://www.w3.org/2004/02/skos/core#"
KG = "https://w3id.org/abstract-kg/ontology#"


@pytest.mark.parametrize(
    ("value", "type", "iri"),
    [
        ("LoRA", "Method", "method/lora"),
        ("lora", "Method", "method/lora"),
        ("low-rank adaptation", "Method", "method/lora"),
        ("method/lora", "Method", "method/lora"),
        ("https://x.org/method/lora", "Entity", "method/lora"),
        ("method:lora", "Method", "method/lora"),
        ("method:low-rank-adaptation", "Method", "method/lora"),
        ("method/low-rank-adaptation", "Entity", "method/lora"),
        ("Moss", "Model", "model/moss"),
        ("Moss", "Entity", "model/moss"),
        ("arXiv:2401.00001", "Paper", "paper/arxiv-2401.00001"),
        ("2401.00001", "Paper", "paper/arxiv-2401.00001"),
        ("https://arxiv.org/pdf/2401.00001v2.pdf", "Paper", "paper/arxiv-2401.00001"),
        ("paper/acl-2023.moss-1", "Paper", "paper/acl-2023.moss-1"),
        ("a note on summarization with lora", "Paper", "paper/sha256-00112233445566ff"),
        ("Beta", "Source", "source/beta"),
    ],
)
def test_things_are_found_by_any_of_their_names(store, value, type, iri):
    assert term(store, value, type, name="x", known=prefixes(store)) == f"<https://x.org/{iri}>"


@pytest.mark.parametrize(
    ("value", "type", "message"),
    [
        ("Fernwe", "Method", "this build has no method called 'Fernwe'; near names are Fernweh"),
        ("BERT", "Model", "this build has no model called 'BERT'; set x to a name in it, such as Moss, Moss-7B"),
        ("Z", "Dataset", "this build has no dataset called 'Z'; set x to a name in it, such as PaperStack, TurfText"),
        ("Moss", "Dataset", "this build has no dataset called 'Moss'; that is a model"),
        (
            "document",
            "Paper",
            "this build has no paper called 'document'; near names are Fernweh: Sparse Adapters for Long Documents",
        ),
        ("gamma", "Source", "this build has no source called 'gamma'; set x to a name in it, such as alpha, beta"),
        ("many", "number", "'x' is a whole number, not 'many'"),
    ],
)
def test_what_is_not_there_is_told_with_near_names(store, value, type, message):
    with pytest.raises(QueryError) as caught:
        term(store, value, type, name="x")
    assert str(caught.value) == message


def named(*things):
    """Make a store of methods: (last part of the IRI, name, other form)."""
    store = pyoxigraph.Store()
    for local, name, form in things:
        node = pyoxigraph.NamedNode(f"https://x.org/method/{local}")
        rows = [
            ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", pyoxigraph.NamedNode(f"{KG}Method")),
            (RDFS, pyoxigraph.Literal(name)),
            (f"{SKOS}prefLabel", pyoxigraph.Literal(name)),
            (f"{SKOS}altLabel", pyoxigraph.Literal(form)),
        ]
        store.extend(pyoxigraph.Quad(node, pyoxigraph.NamedNode(p), o, pyoxigraph.NamedNode("a:g")) for p, o in rows)
    return store


def test_a_name_goes_before_another_form_and_exact_case_before_any():
    store = named(("sam", "SAM", "s"), ("sam-2", "sam", "t"), ("other", "Other", "SAM"))
    assert term(store, "SAM", "Method", name="x") == "<https://x.org/method/sam>"
    assert term(store, "sam", "Method", name="x") == "<https://x.org/method/sam-2>"
    with pytest.raises(QueryError, match=r"several are called 'Sam': method:sam, method:sam-2; set x to"):
        term(
            store, "Sam", "Method", name="x", known={**schema.load().all_prefixes(), "method": "https://x.org/method/"}
        )


def test_of_many_with_one_name_a_few_are_listed():
    store = named(*((f"sam-{number}", "SAM", "s") for number in range(8)))
    with pytest.raises(QueryError, match=r"several are called 'SAM': (\S+, ){4}\S+ and 3 more; set x to one of these"):
        term(store, "SAM", "Method", name="x")


def test_an_empty_build_has_nothing_to_offer():
    with pytest.raises(QueryError, match="this build has no method called 'x'; it has none at all"):
        term(pyoxigraph.Store(), "x", "Method", name="x")


def test_texts_and_numbers_are_literals(store):
    assert term(store, 'a "b" \\ \udcff', "text", name="x") == '"a \\"b\\" \\\\ ?"'
    assert term(store, "-12", "number", name="x") == '"-12"^^<http://www.w3.org/2001/XMLSchema#integer>'
