"""The checks and the shapes: a whole build passes, and each way to break one is found."""

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdf import mutations

from kg import schema
from kg.rdf.checks import Finding, all_rules, check
from kg.rdf.constraints import ERROR, INFO, WARN
from kg.rdf.shapes import shacl
from kg.rdf.write import nquads

# rdflib's and pyshacl's own code uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SHAPES = "https://w3id.org/abstract-kg/shapes#"
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
CLEAN = mutations.clean()


def stored(rows):
    store = pyoxigraph.Store()
    store.load(nquads(rows).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def rules_broken(rows):
    return {finding.rule for finding in check(stored(rows))}


@pytest.fixture(scope="module")
def shapes():
    return rdflib.Graph().parse(data=shacl(schema.load()), format="turtle")


def shapes_broken(rows, shapes):
    """Return the names of the shapes that pyshacl finds broken."""
    lines = "".join(f"{row[0]} {row[1]} {row[2]} .\n" for row in rows)
    data = rdflib.Graph().parse(data=lines, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    return {str(name).removeprefix(SHAPES) for name in report.objects(None, SH.sourceShape)}


def test_nothing_is_wrong_with_a_whole_build(shapes):
    assert check(stored(CLEAN)) == []
    assert shapes_broken(CLEAN, shapes) == set()


@pytest.mark.parametrize("name", [*mutations.SHAPES, *mutations.RULES])
def test_each_mutation_is_found(name):
    assert name in rules_broken({**mutations.SHAPES, **mutations.RULES}[name](CLEAN))


@pytest.mark.parametrize("name", mutations.SHAPES)
def test_pyshacl_finds_what_the_checks_find(name, shapes):
    rows = mutations.SHAPES[name](CLEAN)
    of_shapes = {rule for rule in rules_broken(rows) if rule not in mutations.RULES}
    assert shapes_broken(rows, shapes) == of_shapes


def test_a_finding_says_what_where_and_which_value():
    assert check(stored(mutations.SHAPES["Claim-confidence"](CLEAN))) == [
        Finding(ERROR, "Claim-confidence", mutations.INTRODUCES.strip("<>"),
                "a claim has exactly one confidence, above 0 and at most 1: 1.5"),
    ]  # fmt: skip


def test_findings_come_worst_first():
    rows = mutations.RULES["same-name"](mutations.RULES["language-tag"](mutations.SHAPES["Repository-address"](CLEAN)))
    levels = [finding.level for finding in check(stored(rows))]
    assert levels == sorted(levels, key=(ERROR, WARN, INFO).index)
    assert set(levels) == {ERROR, WARN, INFO}


def test_a_triple_outside_of_the_named_graphs_is_found():
    store = stored(CLEAN)
    node = pyoxigraph.NamedNode("https://x.org/a")
    store.add(pyoxigraph.Quad(node, node, node))
    assert Finding(ERROR, "named-graph", "https://x.org/a", "the triple stands in no named graph") in check(store)


def test_every_shape_has_its_checks(shapes):
    named = {str(name).removeprefix(SHAPES) for name in shapes.subjects(rdflib.RDF.type, SH.PropertyShape)}
    assert named == {rule.name for rule in all_rules()} - set(mutations.RULES)
