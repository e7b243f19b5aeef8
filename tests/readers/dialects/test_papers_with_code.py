import json

from listings import records

PAPER = {
    "paper_url": "https://paperswithcode.com/paper/fern-sparse-adapters",
    "arxiv_id": "2401.00001v2",
    "nips_id": None,
    "openreview_id": "rJ_abC-12x",
    "title": "Fern: Sparse Adapters",
    "abstract": "We introduce Fern.",
    "short_abstract": "We introduce…",
    "url_abs": "http://arxiv.org/abs/2401.00001v2",
    "url_pdf": "http://arxiv.org/pdf/2401.00001v2.pdf",
    "proceeding": "Moss 2024 12",
    "authors": ["Ada Moore", "Bo Lind"],
    "tasks": ["Adapters", {"task": "Botany", "url": "x"}],
    "date": "2024-01-02",
    "methods": [{"name": "Fern", "full_name": "Fern Net", "description": "A net."}],
}
LINK = {
    "paper_url": "https://paperswithcode.com/paper/fern-sparse-adapters",
    "paper_title": "Fern: Sparse Adapters",
    "paper_arxiv_id": "2401.00001",
    "paper_url_abs": "http://arxiv.org/abs/2401.00001",
    "paper_url_pdf": "http://arxiv.org/pdf/2401.00001.pdf",
    "repo_url": "https://github.com/fern-lab/fern",
    "is_official": True,
    "mentioned_in_paper": True,
    "mentioned_in_github": False,
    "framework": "pytorch",
}


def read(*values):
    found, errors = records("json", json.dumps(values), path="pwc.json")
    assert errors == []
    return found


def test_a_paper():
    (record,) = read(PAPER)
    paper = record.paper
    assert record.format == "papers-with-code"
    assert paper.identifiers == ("arXiv:2401.00001", "local:fern-sparse-adapters", "openreview:rJ_abC-12x")
    assert (paper.abstract, paper.published, paper.venue) == ("We introduce Fern.", "2024-01-02", "Moss 2024")
    assert (paper.authors, paper.categories) == (("Ada Moore", "Bo Lind"), ("Adapters", "Botany"))
    assert paper.url == "http://arxiv.org/abs/2401.00001v2"


def test_a_date_that_nobody_knows_and_slugs_of_proceedings():
    first, second = read({**PAPER, "date": "2222-12-22", "proceeding": "moss-2024-1"}, {**PAPER, "proceeding": None})
    assert (first.paper.published, first.paper.venue, second.paper.venue) == ("", "moss-2024", "")


def test_links_to_repositories():
    own, other = read(LINK, {**LINK, "is_official": False, "repo_url": "https://github.com/moss/fern-again"})
    assert own.format == other.format == "papers-with-code-links"
    assert (own.paper.id, own.paper.title, own.paper.abstract) == (
        "paper/arxiv-2401.00001",
        "Fern: Sparse Adapters",
        "",
    )
    assert (own.paper.code, own.paper.implementations) == (("https://github.com/fern-lab/fern",), ())
    assert (other.paper.code, other.paper.implementations) == ((), ("https://github.com/moss/fern-again",))


def test_a_link_without_title_is_known_by_its_identifier():
    (record,) = read({**LINK, "paper_title": None})
    assert (record.paper.id, record.paper.title) == ("paper/arxiv-2401.00001", "")
