import json

from listings import records


def test_what_fetch_writes_of_arxiv_ranks_as_arxiv():
    line = {
        "id": "2401.00001",
        "version": "v2",
        "title": "Fern: Sparse Adapters",
        "abstract": "We introduce Fern.",
        "authors": ["Ada Moore"],
        "published": "2024-01-02",
        "updated": "2024-02-02",
        "doi": "",
        "venue": "J. Moss 7",
        "comment": "12 pages",
        "categories": ["cs.CL"],
        "code": ["https://github.com/fern-lab/fern"],
        "status": "withdrawn",
        "source": "arXiv API",
    }
    (record,), errors = records("json", json.dumps(line))
    paper = record.paper
    assert (errors, record.format, paper.id) == ([], "arxiv-api", "paper/arxiv-2401.00001")
    assert (paper.published, paper.venue, paper.status) == ("2024-01-02", "J. Moss 7", "withdrawn")
    assert paper.code == ("https://github.com/fern-lab/fern",)
