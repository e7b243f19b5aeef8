import json

import pytest
from listings import records

LINE = {
    "id": "0704.0001",
    "submitter": "Ada Moore",
    "authors": "A. Moore (1), B. Lind (2) ((1) Fern Lab, (2) Moss Lab)",
    "title": "Sparse $\\alpha$-Adapters for\n  Long Documents",
    "comments": "12 pages; code at github.com/fern-lab/adapters. See this https URL and https://github.com/fern-lab",
    "journal-ref": "J. Moss Res. 7 (2008) 1-12",
    "doi": "10.1000/Fern.1 10.1000/fern.2",
    "report-no": None,
    "categories": "cs.CL math-ph cs.LG",
    "license": None,
    "abstract": '  We introduce Fern,\nan adapter of T\\"ubingen.\n',
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [["Moore", "Ada", "Jr.", "Fern Lab"], ["Lind", "Bo", ""], ["Fern Collaboration", "", ""]],
}


def read(*values):
    return records("jsonl", "\n".join(map(json.dumps, values)), path="arxiv.json")


def test_a_line_of_the_snapshot():
    (record,), errors = read(LINE)
    paper = record.paper
    assert errors == []
    assert (record.format, record.where, paper.id) == ("arxiv-snapshot", "arxiv.json:1", "paper/arxiv-0704.0001")
    assert paper.identifiers == ("arXiv:0704.0001", "doi:10.1000/fern.1", "doi:10.1000/fern.2")
    assert (paper.title, paper.abstract) == (
        "Sparse α-Adapters for Long Documents",
        "We introduce Fern, an adapter of Tübingen.",
    )
    assert (paper.published, paper.venue) == ("2007-04-02", "J. Moss Res. 7 (2008) 1-12")
    assert paper.authors == ("Ada Moore Jr.", "Bo Lind", "Fern Collaboration")
    assert paper.categories == ("cs.CL", "math-ph", "cs.LG")
    assert (paper.code, paper.url, paper.status) == (
        ("https://github.com/fern-lab/adapters",),
        "https://arxiv.org/abs/0704.0001",
        "",
    )


@pytest.mark.parametrize("spelling", ['"id": 2401.12340', '"id": "2401.12340"'])
def test_an_id_keeps_its_zeros_even_as_a_number(spelling):
    line = json.dumps(LINE).replace('"id": "0704.0001"', spelling)
    (record,), _ = records("jsonl", f"{line}\n")
    assert record.paper.id == "paper/arxiv-2401.12340"


def test_what_is_withdrawn():
    found, _ = read(
        {**LINE, "comments": "This paper has been withdrawn by the author due to an error in Lemma 2"},
        {**LINE, "abstract": "  This submission has been withdrawn.", "comments": None},
        {**LINE, "comments": "Money is withdrawn from banks"},
    )
    assert [record.paper.status for record in found] == ["withdrawn", "withdrawn", ""]


def test_old_lines_without_parsed_authors_or_versions():
    (record,), errors = read(
        {key: LINE[key] for key in LINE if key not in ("authors_parsed", "versions")} | {"authors": "A. Moore, B. Lind"}
    )
    assert (record.paper.authors, record.paper.published, errors) == (("A. Moore", "B. Lind"), "2008-11-26", [])
