"""The checks and the shapes: a whole build passes, and each way to break one is found, by both alike."""

import pyoxigraph
import pyshacl
import pytest
import rdflib
from factory import nquads, published, quads
from rdf import mutations
from rdflib.namespace import RDF

from kg import schema
from kg.rdf.validation.checks import Finding, all_rules, check
from kg.rdf.validation.shacl import shacl
from kg.rdf.validation.shacl_sparql import sparql_shapes
from kg.rdf.validation.shape import ERROR, INFO, WARN

# rdflib's and pyshacl's own code uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SHAPES = "https://w3id.org/abstract-kg/shapes#"
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
CLEAN = mutations.clean()
MUTATIONS = {**mutations.SHAPES, **mutations.RULES, **mutations.CENSUS}
BLANK = "_:b"


def stored(rows):
    store = pyoxigraph.Store()
    store.load(nquads(rows).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def broken(rows, names):
    """Return which rules of some names are broken by what, as the checks find it."""
    return {
        (finding.rule, BLANK if finding.subject.startswith("_:") else finding.subject)
        for finding in check(stored(rows))
        if finding.rule in names
    }


def parsed(text):
    return rdflib.Graph().parse(data=text, format="turtle")


def alone(shapes, name):
    """Return one of the shapes with what it needs: pyshacl asks a query for each thing, and that is slow."""
    needed = {rdflib.URIRef(f"{SHAPES}{part}") for part in (name, f"{name}-query")}
    kept = rdflib.Graph()
    for triple in shapes:
        if triple[0] in needed or triple[1] in (SH.declare, SH.prefix, SH.namespace):
            kept.add(triple)
    return kept


def names_in(shapes):
    named = (*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(RDF.type, SH.PropertyShape))
    return {str(name).removeprefix(SHAPES) for name in named}


@pytest.fixture(scope="module")
def core():
    return parsed(shacl(schema.load()))


@pytest.fixture(scope="module")
def extended():
    return parsed(sparql_shapes(schema.load()))


def violations(rows, shapes):
    """Return which shapes are violated by what, as pyshacl finds it."""
    lines = "".join(f"{row[0]} {row[1]} {row[2]} .\n" for row in rows)
    data = rdflib.Graph().parse(data=lines, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        shape = str(report.value(result, SH.sourceShape)).removeprefix(SHAPES)
        found.add((shape, BLANK if isinstance(focus, rdflib.BNode) else focus.n3().strip("<>")))
    return found


def test_nothing_is_wrong_with_a_whole_build(core, extended):
    assert check(stored(CLEAN)) == []
    assert violations(CLEAN, core) == violations(CLEAN, extended) == set()


def test_nothing_is_wrong_with_what_listings_tell(core):
    rows = quads(published(), mutations.BASE)
    assert check(stored(rows)) == []
    assert violations(rows, core) == set()


@pytest.mark.parametrize("name", mutations.SHAPES)
def test_pyshacl_finds_what_the_checks_find(name, core):
    rows = MUTATIONS[name](CLEAN)
    found = broken(rows, names_in(core))
    assert name.split(" ")[0] in {rule for rule, _ in found}
    assert violations(rows, core) == found


@pytest.mark.parametrize("name", mutations.RULES)
def test_pyshacl_finds_by_sparql_what_the_checks_find(name, extended):
    rows = MUTATIONS[name](CLEAN)
    found = broken(rows, {name})
    assert found
    assert violations(rows, alone(extended, name)) == found


@pytest.mark.parametrize("name", mutations.CENSUS)
def test_the_checks_find_what_shapes_cannot(name):
    assert name.split(" ")[0] in {finding.rule for finding in check(stored(MUTATIONS[name](CLEAN)))}


def test_a_finding_says_what_where_and_which_value():
    told = {"level": ERROR, "rule": "Claim-confidence", "subject": mutations.INTRODUCES.strip("<>"),
            "property": "https://w3id.org/abstract-kg/ontology#confidence",
            "message": "it has exactly one confidence, above 0 and at most 1"}  # fmt: skip
    assert check(stored(MUTATIONS["Claim-confidence"](CLEAN))) == [
        Finding(**told, value='"1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    ]
    assert check(stored(MUTATIONS["Claim-confidence none"](CLEAN)))[0] == Finding(**told, value="")


def test_a_finding_of_any_property_names_it():
    (found,) = check(stored(MUTATIONS["undescribed-property"](CLEAN)))[-1:]
    assert (found.level, found.property, found.value) == (WARN, "https://schema.org/sameAs", "<https://x.org/nowhere>")


def test_findings_come_worst_first():
    rows = MUTATIONS["same-name"](MUTATIONS["language-tag"](MUTATIONS["Repository-address"](CLEAN)))
    levels = [finding.level for finding in check(stored(rows))]
    assert levels == sorted(levels, key=(ERROR, WARN, INFO).index)
    assert set(levels) == {ERROR, WARN, INFO}


def test_a_triple_outside_of_the_named_graphs_is_found():
    store = stored(CLEAN)
    node = pyoxigraph.NamedNode("https://x.org/a")
    store.add(pyoxigraph.Quad(node, pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), node))
    assert Finding(
        ERROR, "named-graph", "https://x.org/a", "http://www.w3.org/2000/01/rdf-schema#label", "<https://x.org/a>",
        "a triple stands in a named graph",
    ) in check(store)  # fmt: skip


def test_every_rule_is_of_one_kind_and_named_once(core, extended):
    names = [rule.name for rule in all_rules()]
    assert len(names) == len(set(names))
    own = {"named-graph", *(name.split(" ")[0] for name in mutations.CENSUS)}
    assert set(names) == names_in(core) | names_in(extended) | own
    assert not names_in(core) & names_in(extended)
