"""TriG for the page says what the N-Quads say, in fewer characters."""

import pyoxigraph
import pytest

from kg.viewer.trig import trig

BASE = "https://example.org/kg/"
PREFIXES = {"method": f"{BASE}method/", "kg": f"{BASE}ontology#", "xsd": "http://www.w3.org/2001/XMLSchema#"}


def quad(subject, predicate, object_, graph="one"):
    return f"<{BASE}{subject}> <{BASE}ontology#{predicate}> {object_} <{BASE}graph/{graph}> .\n"


def whole(lines):
    return "".join(trig(sorted(lines), PREFIXES))


def same(lines):
    def read(text, format):
        return set(pyoxigraph.parse(text, format=format))

    return read(whole(lines), pyoxigraph.RdfFormat.TRIG) == read("".join(lines), pyoxigraph.RdfFormat.N_QUADS)


def test_subjects_and_predicates_stand_once_in_each_named_graph():
    lines = [
        quad("method/lora", "name", '"LoRA"'),
        quad("method/lora", "uses", f"<{BASE}method/sgd>"),
        quad("method/lora", "uses", f"<{BASE}method/adam>"),
        quad("method/sgd", "name", '"SGD"', "two"),
        quad("method/sgd", "name", '"SGD"'),
    ]
    assert whole(lines).split("\n")[3:] == [
        f"<{BASE}graph/one> {{",
        'method:lora kg:name "LoRA";kg:uses method:adam,method:sgd.',
        'method:sgd kg:name "SGD"',
        "}",
        f"<{BASE}graph/two> {{",
        'method:sgd kg:name "SGD"',
        "}",
        "",
    ]
    assert same(lines)


@pytest.mark.parametrize(
    "term",
    [
        '"2021"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        '"2021"^^<https://example.org/other>',
        '"Methode"@de-AT',
        r'"a \"quoted\" text \\ with\n lines and \u00e9 . ; , # {"',
        r'"no type: \"^^<http://www.w3.org/2001/XMLSchema#gYear> .\""',
        f"<{BASE}method/gpt-3.5>",
        f"<{BASE}method/ends.>",
        f"<{BASE}method/-dash>",
        f"<{BASE}method/a%2Fb>",
        f"<{BASE}method/文心>",
        f"<{BASE}method/>",
        f"<{BASE}method/a/b>",
        "<https://elsewhere.example/x?y=1#z>",
    ],
)
def test_every_term_comes_back_as_it_was(term):
    assert same([quad("method/lora", "about", term)])
