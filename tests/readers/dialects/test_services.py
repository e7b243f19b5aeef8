"""The shapes of INSPIRE, Europe PMC, Lens, HAL, DBLP and scholarly."""

import json

import pytest
from listings import records

FERN = ("Fern: A Sparse Model", "We introduce Fern.", ("Ada Moore", "Bo Lind"), "2024-01-02", "Garden Letters")
CASES = {
    "inspire": {
        "id": "1",
        "metadata": {
            "titles": [{"title": "FERN", "source": "Moss Press"}, {"title": FERN[0], "source": "arXiv"}],
            "abstracts": [{"value": "<p>We introduce Fern.</p>", "source": "arXiv"}],
            "authors": [{"full_name": "Moore, Ada"}, {"full_name": "Lind, Bo"}],
            "arxiv_eprints": [{"value": "2401.00001", "categories": ["cs.CL"]}],
            "dois": [{"value": "10.5555/fern"}],
            "preprint_date": "2024-01-02",
            "publication_info": [{"journal_title": "Garden Letters", "year": 2024}],
        },
    },
    "europe-pmc": {
        "id": "7",
        "source": "MED",
        "doi": "10.5555/fern",
        "title": "Fern: A Sparse Model.",
        "authorString": "Moore A, Lind B.",
        "authorList": {"author": [{"firstName": "Ada", "lastName": "Moore"}, {"collectiveName": "Bo Lind"}]},
        "journalInfo": {"journal": {"title": "Garden Letters"}},
        "pubYear": "2024",
        "abstractText": "<h4>Abstract</h4> We introduce <i>Fern</i>.",
        "firstPublicationDate": "2024-01-02",
    },
    "lens": {
        "lens_id": "000-1",
        "title": FERN[0],
        "abstract": FERN[1],
        "authors": [{"first_name": "Ada", "last_name": "Moore"}, {"first_name": "Bo", "last_name": "Lind"}],
        "external_ids": [{"type": "doi", "value": "10.5555/fern"}, {"type": "magid", "value": "3"}],
        "date_published": "2024-01-02T00:00:00+00:00",
        "source": {"title": "Garden Letters"},
    },
    "hal": {
        "halId_s": "hal-01",
        "title_s": [FERN[0]],
        "abstract_s": [FERN[1]],
        "authFullName_s": ["Ada Moore", "Bo Lind"],
        "doiId_s": "10.5555/fern",
        "producedDate_s": "2024-01-02",
        "journalTitle_s": "Garden Letters",
    },
}


@pytest.mark.parametrize("name", CASES)
def test_a_service_says_the_same_in_its_own_words(name):
    (record,), errors = records("json", json.dumps({"results": {"hits": [CASES[name]]}}), path="a.json")
    paper = record.paper
    assert (record.format, errors) == (name, [])
    assert (paper.title, paper.abstract, paper.authors, paper.published, paper.venue) == FERN
    assert "doi:10.5555/fern" in paper.identifiers


def test_hits_of_dblp_have_numbers_after_names_and_no_abstracts():
    info = {
        "authors": {"author": [{"@pid": "1", "text": "Ada Moore 0001"}, {"text": "Bo Lind"}]},
        "title": "Fern: A Sparse Model.",
        "venue": "CoRR",
        "year": "2024",
        "key": "journals/corr/abs-2401-00001",
        "ee": "https://doi.org/10.48550/arXiv.2401.00001",
    }
    value = {"result": {"hits": {"@total": "1", "hit": [{"@score": "3", "info": info}]}}}
    (record,), errors = records("json", json.dumps(value), path="dblp.json")
    assert (record.format, record.paper.title, record.paper.abstract, errors) == ("dblp", FERN[0], "", [])
    assert (record.paper.authors, record.paper.venue) == (("Ada Moore", "Bo Lind"), "")
    assert "arXiv:2401.00001" in record.paper.identifiers


def test_results_of_scholarly_have_an_entry_within():
    value = [
        {"bib": {"title": FERN[0], "author": ["A Moore"], "pub_year": "2024", "abstract": FERN[1]}, "num_citations": 3}
    ]
    (record,), errors = records("json", json.dumps(value), path="scholar.json")
    assert (record.paper.title, record.paper.abstract, record.paper.published, errors) == (*FERN[:2], "2024", [])
    assert record.paper.identifiers == ()
