"""The ids that papers had before."""

from kg.readers.former_ids import ids_now
from kg.readers.identity import paper_id

FERN = "paper/arxiv-2611.00003"
BY_TITLE = paper_id((), "Fern: A Way to Prune")
PAPERS = [
    (FERN, "Fern: A Way to Prune", ("arXiv:2611.00003", "doi:10.1000/fern")),
    ("paper/doi-10.1000_moss", "Moss for Graphs", ("doi:10.1000/moss",)),
]


def now(*named, papers=PAPERS):
    return ids_now(named, lambda: iter(papers))


def test_a_paper_is_found_by_its_title_and_by_each_of_its_identifiers():
    assert now(BY_TITLE, "paper/doi-10.1000_fern", "paper/doi-10.1000_lind") == {
        BY_TITLE: FERN,
        "paper/doi-10.1000_fern": FERN,
    }


def test_an_id_of_today_leads_nowhere():
    titled = [*PAPERS, (BY_TITLE, "Fern: A Way to Prune", ())]

    assert now(FERN) == {}
    assert now(BY_TITLE, papers=titled) == {}


def test_an_id_that_two_papers_may_have_had_leads_to_neither():
    again = ("paper/arxiv-2611.00009", "Fern: a way to prune", ("arXiv:2611.00009",))

    assert now(BY_TITLE, papers=[*PAPERS, again]) == {}


def test_nothing_is_read_where_nothing_is_asked():
    assert ids_now((), lambda: 1 / 0) == {}
