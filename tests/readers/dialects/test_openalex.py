import json

import pytest
from listings import records

from kg.readers.dialects.openalex import text_of

WORK = {
    "id": "https://openalex.org/W123",
    "doi": "https://doi.org/10.1000/FERN",
    "ids": {"openalex": "https://openalex.org/W123", "mag": 5},
    "title": "Fern: <i>Sparse</i> Adapters",
    "display_name": "Fern: <i>Sparse</i> Adapters",
    "publication_year": 2024,
    "publication_date": "2024-03-05",
    "primary_location": {
        "landing_page_url": "https://doi.org/10.1000/fern",
        "source": {"display_name": "Journal of Moss", "type": "journal"},
    },
    "locations": [
        {"landing_page_url": "https://doi.org/10.1000/fern"},
        {
            "landing_page_url": "http://arxiv.org/abs/2401.00001",
            "source": {"display_name": "arXiv", "type": "repository"},
        },
        {"landing_page_url": "https://example.org/10.9999/another-version"},
    ],
    "authorships": [
        {"author": {"id": "A1", "display_name": "Ada Moore"}, "raw_affiliation_strings": ["Fern Lab"]},
        {"author": {"display_name": None}, "raw_author_name": "Bo Lind"},
    ],
    "abstract_inverted_index": {
        "Abstract": [0],
        "Fern": [2, 4],
        "introduce": [2],
        "We": [1],
        "grows.": ["5"],
        "and": [3],
    },
    "primary_topic": {"display_name": "Adapters"},
    "topics": [{"display_name": "Adapters"}, {"display_name": "Botany"}],
    "is_retracted": False,
}


def read(value):
    return records("json", json.dumps(value), path="works.json")


def test_a_work():
    (record,), errors = read({"meta": {"count": 1}, "results": [WORK], "group_by": []})
    paper = record.paper
    assert (errors, record.format) == ([], "openalex")
    assert paper.identifiers == ("arXiv:2401.00001", "doi:10.1000/fern", "local:W123")
    assert (paper.title, paper.abstract) == ("Fern: Sparse Adapters", "We Fern introduce and Fern grows.")
    assert (paper.published, paper.venue, paper.authors) == ("2024-03-05", "Journal of Moss", ("Ada Moore", "Bo Lind"))
    assert (paper.url, paper.categories, paper.status) == ("https://doi.org/10.1000/fern", ("Adapters", "Botany"), "")


def test_a_retracted_preprint_of_which_only_the_year_is_known():
    more = {
        "is_retracted": True,
        "publication_date": "2024-01-01",
        "title": None,
        "doi": "https://doi.org/10.48550/arxiv.2401.00002",
    }
    arxiv = {"source": {"display_name": "arXiv (Moss University)", "type": "repository"}}
    (record,), errors = read([{**WORK, **more, "primary_location": arxiv, "locations": []}])
    paper = record.paper
    assert (paper.id, paper.status, paper.published, paper.venue) == ("paper/arxiv-2401.00002", "retracted", "2024", "")
    assert (paper.title, errors) == ("Fern: Sparse Adapters", [])


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ({"moss": [9], "Soft": [1]}, "Soft moss"),
        ({"b": [0], "a": [0]}, "b a"),
        ({"b": ["1"], "a": "0"}, "a b"),
        ({"a": [10**12, -1, None, True, [0], 0.5], "b": [0]}, "b"),
        (None, ""),
        ([1], ""),
    ],
)
def test_an_inverted_index(index, expected):
    assert text_of(index) == expected


def test_a_work_without_an_index_is_a_record_without_abstract():
    (record,), errors = read([{**WORK, "abstract_inverted_index": None}])
    assert (record.paper.abstract, errors) == ("", [])
