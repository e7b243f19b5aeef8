"""Answers as a table."""

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.query.engine import query
from kg.query.results import Result, table

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {"kg": "https://x.org/ontology#", "m": "https://x.org/m/", "xsd": XSD}
ROWS = Result(
    "select",
    ("thing", "n", "text"),
    (
        (NamedNode("https://x.org/m/lora"), Literal(12), Literal('say "hi",\nyou\t\'')),
        (NamedNode("https://x.org/m/a/b"), Literal("0.5", datatype=NamedNode(f"{XSD}decimal")), None),
        (BlankNode("b"), None, Literal("hallo", language="de")),
    ),
    PREFIXES,
)


def test_a_table_shortens_links_aligns_numbers_and_keeps_a_row_on_a_line():
    assert table(ROWS) == (
        "thing                  n  text\n"
        "-------------------  ---  ---------------\n"
        'm:lora                12  say "hi", you \'\n'
        "https://x.org/m/a/b  0.5\n"
        "_:b                       hallo\n"
    )


def test_a_table_fits_the_terminal():
    assert table(ROWS, width=30) == (
        "thing          n  text\n"
        "-----------  ---  ------------\n"
        'm:lora        12  say "hi", y…\n'
        "https://x.…  0.5\n"
        "_:b               hallo\n"
    )


@pytest.mark.parametrize(
    ("local", "shown"),
    [("lora~low-rank", r"m:lora\~low-rank"), ("c%2B%2B", "m:c%2B%2B"), ("a.b", "m:a.b"), ("a.", "https://x.org/m/a.")],
)
def test_a_shortened_link_can_be_put_into_a_query(local, shown):
    result = Result("select", ("x",), ((NamedNode(f"https://x.org/m/{local}"),),), PREFIXES)
    assert table(result).splitlines()[2] == shown
    text = f"PREFIX m: <https://x.org/m/> SELECT ({shown if shown[0] == 'm' else f'<{shown}>'} AS ?x) {{}}"
    (row,) = pyoxigraph.Store().query(text)
    assert row["x"].value == f"https://x.org/m/{local}"


def test_yes_or_no_is_a_word():
    assert (table(Result("ask", truth=True)), table(Result("ask"))) == ("true\n", "false\n")


def test_a_graph_is_a_table_too(store):
    found = query(store, "CONSTRUCT { ?e rdfs:label ?n } { ?e a kg:Model ; skos:prefLabel ?n }")
    assert table(found).splitlines()[2].split() == ["model:moss-7b", "rdfs:label", "Moss-7B"]
