import json

from listings import listing, records

from kg.paper_records import paper_record, record_lines
from kg.readers import dialects, fields
from kg.records import Extraction, Paper

PAPER = Paper(
    "paper/doi-10.1000_fern",
    "Fern: Sparse Adapters",
    "We introduce Fern.",
    sources=("papers.jsonl",),
    identifiers=("acl:N19-1423", "doi:10.1000/fern", "local:t-1~0f3a0f3a"),
    url="https://example.org/fern",
    published="2024-01",
    authors=("Ada Moore", "Bo Lind"),
    given_title="Fern: \\emph{Sparse} Adapters",
    venue="Moss 2024",
    categories=("cs.CL",),
    upvotes=3,
    code=("https://github.com/fern-lab/fern",),
    implementations=("https://github.com/moss/fern",),
    status="retracted",
)


def test_what_a_build_writes_is_read_as_it_was():
    bare = Paper("paper/sha256-0123456789abcdef", "Moss", "A corpus.", sources=("papers.jsonl",))
    lines = "".join(record_lines(paper_record(paper, Extraction(paper.id), {}) for paper in (PAPER, bare)))

    found, errors = records("jsonl", lines, path="papers.jsonl")

    assert errors == []
    assert [record.format for record in found] == ["kg", "kg"]
    assert found[0].paper == PAPER
    assert (found[1].paper.title, found[1].paper.abstract, found[1].paper.identifiers) == ("Moss", "A corpus.", ())


def test_the_id_says_what_records_of_old_builds_do_not():
    value = {"id": "paper/arxiv-hep-th_9901001", "title": "Fern", "text": "Fern\nWe grow it.", "entities": []}
    record = dialects.record(json.loads(json.dumps(value)), fields.Place(listing("")[0], 1))
    assert record.paper.identifiers == ("arXiv:hep-th/9901001",)
    assert record.paper.abstract == "We grow it."
