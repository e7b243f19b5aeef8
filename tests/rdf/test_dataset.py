"""The RDF of a build in rdflib."""

import pytest
from builds import built

from kg.errors import OutputError
from kg.rdf.dataset import load_dataset

NAMES = "SELECT ?name { ?model a kg:Model ; skos:prefLabel ?name } ORDER BY ?name"
PREFIXES = """PREFIX kg: <https://w3id.org/abstract-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def test_the_union_of_the_graphs_answers(tmp_path):
    dataset = load_dataset(built(tmp_path, "rdf"))

    assert [str(row.name) for row in dataset.query(PREFIXES + NAMES)] == ["Moss", "Moss-7B"]


def test_a_query_reads_no_local_file(tmp_path):
    dataset = load_dataset(built(tmp_path, "rdf"))
    secret = tmp_path / "secret.ttl"
    secret.write_text('<http://example.org/s> <http://example.org/p> "secret" .')
    query = "SELECT ?o FROM <FILE> { ?s <http://example.org/p> ?o }".replace("FILE", secret.as_uri())
    found = list(dataset.query(query))

    assert found == []


def test_a_folder_without_a_build_is_named(tmp_path):
    with pytest.raises(OutputError) as caught:
        load_dataset(tmp_path / "none")

    where = tmp_path / "none"
    assert str(caught.value) == f"no build in '{where}': it has no kg.nq; run `kg build SOURCE -o {where}`"
