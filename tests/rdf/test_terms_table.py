"""The tables of the ontology: every class and property, what it says and what it is like."""

import pytest

from kg import schema
from kg.rdf.terms_table import filled


def table(name):
    return filled(f"Above.\n<!-- table: {name} -->\nold\n<!-- end -->\nBelow.\n", schema.load())


def test_text_around_a_table_stays_and_what_was_in_it_goes():
    text = table("classes")
    assert text.startswith("Above.\n<!-- table: classes -->\n\n| Class |")
    assert text.endswith("|\n\n<!-- end -->\nBelow.\n")
    assert "\nold\n" not in text
    assert filled(text, schema.load()) == text


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("classes", "| `kg:Dataset` | `kg:Entity`, `skos:Concept`, `schema:Dataset` | A named dataset,"),
        ("classes", "| `kg:Claim` |  | What one paper says,"),
        ("properties", "| `kg:uses` | `kg:Paper` | `kg:Entity` | The paper builds on the entity,"),
        ("properties", "| `kg:confidence` | `kg:Claim`, `kg:ClaimedResult` | `xsd:decimal` | How likely"),
        ("borrowed", "| `nif:anchorOf` | The text of a sentence. |"),
        ("matches", "| `kg:hasCode` | `dcterms:references` | `lpwcp:hasOfficialRepository` |  |  |  | `codemeta:ref"),
        ("matches", "| `kg:Sentence` | `nif:Sentence` |"),
        ("prefixes", "| `paper:` | `https://w3id.org/abstract-kg/paper/` |"),
    ],
)
def test_a_table_has_its_rows(name, row):
    assert f"\n{row}" in table(name)


def test_what_only_the_ontology_uses_is_not_among_the_terms_of_the_data():
    rows = table("borrowed")
    assert "`skos:closeMatch`" not in rows
    assert "`schema:CreativeWork`" not in rows


def test_the_tables_name_every_term():
    classes, properties = table("classes"), table("properties")
    known = schema.load()
    assert all(f"\n| `kg:{name}` |" in classes for name in {*known.types, *known.classes} - {"Entity"})
    assert all(f"\n| `kg:{name}` |" in properties for name in (*known.predicates, *known.properties))
