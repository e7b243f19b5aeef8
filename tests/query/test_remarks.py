"""What is remarked on queries that can be read but hardly mean what they say."""

import pytest

from kg.query import engine, graph_file, remarks


def said(store, text):
    known = graph_file.prefixes(store)
    return remarks.on(text, store, known, answered=bool(engine.query(store, text).rows))


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("SELECT ?x { ?x a kg:Metod }", "kg:Metod is no class or property of the ontology; did you mean kg:Method?"),
        ("SELECT ?x { ?x kg:Uses ?y }", "kg:Uses is no class or property of the ontology; did you mean kg:uses?"),
        ("SELECT ?x { ?x kg:zzz ?y }", "kg:zzz is no class or property of the ontology."),
        ("SELECT ?x { ?x kg:uses method:LoRA }", "method:LoRA is not in this build; did you mean method:lora?"),
        ("SELECT ?x { ?x dcterms:titel ?y }", "dcterms:titel is not in this build; did you mean dcterms:title?"),
        ("SELECT ?x { ?x kg:uses <https://a.org/b> }", "<https://a.org/b> is not in this build."),
        (
            "PREFIX : <https://x.org/method/> SELECT ?x { ?x kg:uses :lorra }",
            ":lorra is not in this build; did you mean :lora?",
        ),
        ("SELECT ?nme { ?x skos:prefLabel ?name }", "?nme stands nowhere in the pattern; did you mean ?name?"),
    ],
)
def test_a_name_that_nothing_has_is_told(store, text, remark):
    assert said(store, text) == [remark]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { ?x a kg:Method }",
        "SELECT (COUNT(?x) AS ?n) { ?x a kg:Method ; skos:prefLabel ?name FILTER(?name = 'no such') }",
        "SELECT ?x { ?x a kg:Method FILTER(xsd:integer('3') > 4) }",
        "SELECT ?x { ?x schema:datePublished '1066'^^xsd:gYear }",
        "PREFIX ex: <https://example.org/> SELECT ?x { ?x a kg:Method FILTER(false) }",
        "SELECT * { ?x a kg:Method FILTER(false) }",
    ],
)
def test_of_a_query_that_means_what_it_says_nothing_is_told(store, text):
    assert said(store, text) == []


def test_a_few_remarks_are_enough(store):
    assert len(said(store, "SELECT ?x { ?x kg:a ?y ; kg:b ?y ; kg:c ?y ; kg:d ?y ; kg:e ?y }")) == 3
