import json

import pytest
from listings import records

ITEM = {
    "id": "http://zotero.org/users/1/items/FERN2024",
    "type": "article-journal",
    "title": 'CO<sub>2</sub> in <span class="nocase">Fern</span>: a <i>sparse</i> <projektor>',
    "author": [
        {"family": "Moore", "given": "Ada"},
        {"family": "Berg", "given": "Bo", "non-dropping-particle": "van den", "suffix": "Jr."},
        {"literal": "Moss Collaboration"},
    ],
    "issued": {"date-parts": [["2024", "3"]]},
    "abstract": "<jats:title>Abstract</jats:title><jats:p>We introduce Fern.</jats:p>",
    "DOI": "10.1000/FERN.1",
    "URL": "https://example.org/fern",
    "container-title": "Journal of Moss &amp; Fern",
    "note": "arXiv:2401.00001 [cs]\nExtends arXiv:2301.00002",
}


def read(value):
    return records("json", json.dumps(value), path="library.json")


def test_an_item_of_zotero():
    (record,), errors = read([ITEM])
    paper = record.paper
    assert (errors, record.format) == ([], "csl")
    assert (paper.title, paper.abstract) == ("CO2 in Fern: a sparse <projektor>", "We introduce Fern.")
    assert [known for known in paper.identifiers if not known.startswith("local:")] == [
        "arXiv:2401.00001",
        "doi:10.1000/fern.1",
    ]
    assert paper.authors == ("Ada Moore", "Bo van den Berg Jr.", "Moss Collaboration")
    assert (paper.published, paper.venue, paper.url) == (
        "2024-03",
        "Journal of Moss & Fern",
        "https://example.org/fern",
    )


@pytest.mark.parametrize(
    "more",
    [
        {"number": "arXiv:2401.00001"},
        {"DOI": "10.48550/arXiv.2401.00001"},
        {"archive": "arXiv", "archive_location": "2401.00001"},
        {"container-title": "arXiv:2401.00001 [cs]"},
        {"URL": "http://arxiv.org/abs/2401.00001v2"},
    ],
)
def test_a_preprint_says_its_arxiv_id_somewhere(more):
    base = {key: ITEM[key] for key in ("type", "title", "author", "issued", "abstract")}
    (record,), errors = read([{**base, "id": "moore2024", **more}])
    assert (record.paper.id, record.paper.venue, errors) == ("paper/arxiv-2401.00001", "", [])


@pytest.mark.parametrize(
    ("issued", "published"),
    [
        ({"date-parts": [[2024, 3, 5]]}, "2024-03-05"),
        ({"date-parts": [["2024"]], "season": 1}, "2024"),
        ({"raw": "2024-03-05"}, "2024-03-05"),
        ({"literal": "Spring 2024"}, "2024"),
    ],
)
def test_dates(issued, published):
    assert read([{**ITEM, "issued": issued}])[0][0].paper.published == published


def test_references_of_pandoc_and_works_of_crossref():
    (record,), errors = read({"references": [ITEM]})
    assert (record.paper.title, errors) == ("CO2 in Fern: a sparse <projektor>", [])
    work = {**ITEM, "title": ["Fern"], "container-title": ["Journal of Fern"], "updated-by": [{"type": "retraction"}]}
    (record,), errors = read({"status": "ok", "message": {"total-results": 1, "items": [work]}})
    assert (record.paper.title, record.paper.venue, record.paper.status) == ("Fern", "Journal of Fern", "retracted")
    assert errors == []
