"""What pyshacl says of a build, as findings."""

import pytest
from factory import nquads
from rdf import mutations

from kg.errors import OutputError
from kg.rdf.validation.by_pyshacl import validate
from kg.rdf.validation.checks import Finding
from kg.rdf.validation.shape import ERROR, WARN

# rdflib's and pyshacl's own code uses what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

CLEAN = mutations.clean()
LORA = "https://x.org/method/lora"
FERN = "https://x.org/paper/arxiv-2401.00001"


@pytest.fixture
def validated(tmp_path):
    def by(name):
        rows = mutations.SHAPES[name](CLEAN) if name else CLEAN
        (tmp_path / "kg.nq").write_text(nquads(rows))
        return validate(tmp_path / "kg.nq")

    return by


def test_nothing_is_found_in_a_whole_build(validated):
    assert validated("") == []


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        (
            "Paper-title language",
            (ERROR, "Paper-title", FERN, "http://purl.org/dc/terms/title", '"Fernweh"@en',
             "a paper has exactly one title, which is not empty"),
        ),
        (
            "Paper-source",
            (ERROR, "Paper-source", FERN, "http://purl.org/dc/terms/source", "<https://x.org/nowhere>",
             "what lists a paper is a source"),
        ),
        (
            "Sentence-endIndex two",
            (ERROR, "Sentence-endIndex", "https://x.org/sentence/arxiv-2401.00001-1",
             "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#endIndex", "", "a sentence ends once"),
        ),
        (
            "Repository-address",
            (WARN, "Repository-address", "https://github.com/example/fernweh", "https://schema.org/codeRepository", "",
             "what is linked has an http address"),
        ),
        (
            "introduces-subject",
            (ERROR, "introduces-subject", "https://x.org/dataset/paperstack", "", "<https://x.org/dataset/paperstack>",
             "only a paper has introduces"),
        ),
    ],
)  # fmt: skip
def test_a_violation_says_what_where_and_which_value(validated, name, finding):
    assert Finding(*finding) in validated(name)


def test_a_blank_node_keeps_its_mark(validated):
    assert [finding.subject[:2] for finding in validated("Claim") if finding.rule == "Claim"] == ["_:"]


def test_values_are_written_as_ntriples_writes_them(validated):
    (found,) = validated("Claim-confidence double")
    assert found.value == '"0.9"^^<http://www.w3.org/2001/XMLSchema#double>'


def test_what_rdflib_cannot_convert_is_a_finding_and_no_noise(validated, caplog):
    (found,) = validated("Paper-datePublished no day")
    assert (found.rule, found.value) == (
        "Paper-datePublished", '"2023-02-30"^^<http://www.w3.org/2001/XMLSchema#date>',
    )  # fmt: skip
    assert caplog.records == []


def test_what_pyshacl_cannot_compare_is_one_line(tmp_path):
    rows = mutations.instead(CLEAN, mutations.SENTENCE, "nif:beginIndex", "_:b")
    (tmp_path / "kg.nq").write_text(nquads(rows))
    with pytest.raises(OutputError, match=r"kg\.nq: pyshacl stops \(.*BlankNode.*\); check without --shacl"):
        validate(tmp_path / "kg.nq")
