import json

from listings import records

PAPER = {
    "paperId": "0f3a" * 10,
    "corpusId": 5,
    "externalIds": {
        "ArXiv": "2401.00001",
        "DOI": "10.1000/Fern",
        "ACL": "2024.moss-1.7",
        "CorpusId": 5,
        "DBLP": "journals/corr/abs-2401-00001",
    },
    "url": "https://www.semanticscholar.org/paper/0f3a",
    "title": "Fern: <i>Sparse</i> Adapters",
    "abstract": "We introduce Fern.",
    "tldr": {"model": "x", "text": "Made up."},
    "year": 2024,
    "publicationDate": "2024-01-05",
    "venue": "",
    "publicationVenue": {"name": "Moss Conference"},
    "journal": {"name": "ArXiv", "volume": "abs/2401.00001"},
    "authors": [{"authorId": "1", "name": "Ada Moore"}, {"authorId": None, "name": "Bo Lind"}],
    "fieldsOfStudy": ["Computer Science"],
    "s2FieldsOfStudy": [{"category": "Computer Science", "source": "x"}, {"category": "Botany", "source": "y"}],
}


def read(value):
    return records("json", json.dumps(value), path="s2.json")


def test_a_paper():
    (record,), errors = read(PAPER)
    paper = record.paper
    assert (errors, record.format) == ([], "semantic-scholar")
    assert paper.identifiers == ("acl:2024.moss-1.7", "arXiv:2401.00001", "doi:10.1000/fern", "local:" + "0f3a" * 10)
    assert (paper.title, paper.abstract) == ("Fern: Sparse Adapters", "We introduce Fern.")
    assert (paper.published, paper.venue, paper.authors) == ("2024-01-05", "Moss Conference", ("Ada Moore", "Bo Lind"))
    assert paper.categories == ("Computer Science", "Botany")


def test_a_page_of_a_search_and_what_it_lacks():
    bare = {**PAPER, "abstract": None, "publicationDate": None, "externalIds": None}
    (first, second), errors = read({"total": 2, "token": "NEXT", "data": [PAPER, bare]})
    assert (first.paper.abstract, second.paper.abstract, second.paper.published) == ("We introduce Fern.", "", "2024")
    assert errors == []


def test_citations_and_papers_with_references():
    found, errors = read({"offset": 0, "data": [{"isInfluential": True, "citedPaper": PAPER}]})
    assert ([record.paper.id for record in found], errors) == (["paper/arxiv-2401.00001"], [])
    found, errors = read(
        {**PAPER, "abstract": None, "references": [{"paperId": "b", "title": "Moss", "abstract": "x"}]}
    )
    assert ([record.paper.title for record in found], errors) == (["Fern: Sparse Adapters"], [])


def test_a_record_of_the_data_sets():
    line = {"corpusid": 5, "externalids": {"ArXiv": "2401.00001", "ACL": None}, "title": "Fern", "year": 2024}
    (record,), errors = read([line | {"publicationdate": "2024-01-05", "authors": []}])
    assert (record.paper.identifiers, record.paper.published, errors) == (("arXiv:2401.00001",), "2024-01-05", [])
