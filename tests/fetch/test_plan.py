"""What a person wants, as tables and as words."""

from datetime import date

import pytest

from kg.errors import ConfigError
from kg.fetch.plan import Job, asked, job, jobs, query_of

TODAY = date(2026, 11, 21)


def query(table, *, newest="", said=None):
    return query_of(
        job(table),
        today=TODAY,
        newest=lambda _: newest,
        contact="",
        has_key=False,
        say=(said if said is not None else []).append,
    )


def span(table, **how):
    found = query(table, **how)
    return str(found.since), str(found.until)


def test_tables_become_jobs():
    tables = [
        {"service": "daily-papers", "since": "last"},
        {"service": "arxiv", "query": "cat:cs.CL", "max": 50, "to": "mine"},
        {"service": "arxiv", "ids": ["2401.12345"]},
        {"service": "openalex", "filter": "has_abstract:true", "url": "https://mirror.org"},
    ]
    assert jobs(tables, where="kg.toml") == [
        Job("daily-papers", since="last"),
        Job("arxiv", query="cat:cs.CL", max=50, to="mine"),
        Job("arxiv", ids=("2401.12345",)),
        Job("openalex", filter="has_abstract:true", url="https://mirror.org"),
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({}, "it names no service; known are daily-papers, arxiv, openalex"),
        ({"service": "moss"}, "no service is called 'moss'; known are daily-papers, arxiv, openalex"),
        ({"service": ["arxiv"]}, "no service is called ['arxiv']; known are daily-papers, arxiv, openalex"),
        ({"service": "arxiv", "querry": "moss"}, "arxiv knows no 'querry'; did you mean 'query'?"),
        (
            {"service": "daily-papers", "max": 3},
            "daily-papers knows no 'max'; known are date, since, until, service, to, url",
        ),
        ({"service": "arxiv", "query": 3}, "'query' must be a text"),
        (
            {"service": "arxiv", "query": "a", "since": date(2026, 11, 1)},
            "'since' must be a text, such as \"2026-11-20\"",
        ),
        ({"service": "arxiv", "query": "a", "max": True}, "'max' must be a whole number of at least 1"),
        ({"service": "arxiv", "query": "a", "max": 0}, "'max' must be a whole number of at least 1"),
        ({"service": "arxiv", "ids": "2401.12345"}, "'ids' must be a list of texts"),
        ({"service": "arxiv"}, "arXiv needs a query or ids"),
        (
            {"service": "arxiv", "query": "a", "ids": ["2401.12345"]},
            "a query and ids exclude each other; give one of them",
        ),
        ({"service": "arxiv", "ids": ["moss"]}, "'moss' is no arXiv id; write it as 2401.12345 or hep-th/9901001"),
        ({"service": "arxiv", "ids": ["2401.12345"], "since": "7d"}, "ids have no dates; leave out since and until"),
        (
            {"service": "arxiv", "query": "a", "max": 30_001},
            "arXiv gives at most 30,000 papers for a query; narrow it, or use dates",
        ),
        ({"service": "openalex", "query": " "}, "OpenAlex needs a query or a filter"),
        (
            {"service": "daily-papers", "date": "today", "since": "7d"},
            "a date and a span of dates exclude each other; give one of them",
        ),
    ],
)
def test_a_table_that_is_wrong_is_one_line_with_its_number(table, said):
    with pytest.raises(ConfigError) as error:
        jobs([{"service": "daily-papers"}, table], where="kg.toml")
    assert str(error.value) == f"kg.toml: [[fetch]] number 2: {said}"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["2401.12345v2", "https://arxiv.org/abs/math.GT/0309136"], {"ids": ("2401.12345v2", "https://arxiv.org/abs/math.GT/0309136")}),
        (["2401.12345,hep-th/9901001"], {"ids": ("2401.12345", "hep-th/9901001")}),
        (["cat:cs.CL AND abs:moss"], {"query": "cat:cs.CL AND abs:moss"}),
        (["moss", "fern nets"], {"query": 'moss "fern nets"'}),
        (["ti:moss", "AND au:fern"], {"query": "ti:moss AND au:fern"}),
    ],
)  # fmt: skip
def test_words_are_ids_or_a_query(words, found):
    assert asked(words) == found


def test_ids_and_words_are_not_mixed():
    with pytest.raises(ValueError, match="'moss' is no arXiv id, and others are"):
        asked(["2401.12345", "moss"])


def test_ids_are_asked_for_once_in_arxivs_own_spelling():
    ids = [
        "arXiv:2401.12345v2",
        "2401.12345v2",
        "10.48550/arXiv.2401.00001",
        "https://arxiv.org/pdf/math.GT/0309136v1.pdf",
    ]
    assert query({"service": "arxiv", "ids": ids}).ids == ("2401.12345v2", "2401.00001", "math/0309136v1")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({}, ("2026-11-21", "2026-11-21")),
        ({"date": "2026-11-20"}, ("2026-11-20", "2026-11-20")),
        ({"date": "yesterday"}, ("2026-11-20", "2026-11-20")),
        ({"since": "7d"}, ("2026-11-14", "None")),
        ({"since": "2w", "until": "2026-11-10"}, ("2026-11-07", "2026-11-10")),
        ({"until": "2026-11-10"}, ("2026-11-10", "2026-11-10")),
    ],
)
def test_days_of_daily_papers(words, found):
    assert span({"service": "daily-papers", **words}) == found


def test_the_last_fetch_is_that_of_the_newest_record_and_papers_come_late():
    said = []
    assert span({"service": "daily-papers", "since": "last"}, newest="2026-11-18", said=said) == ("2026-11-18", "None")
    assert span({"service": "arxiv", "query": "a", "since": "last"}, newest="2026-11-18") == ("2026-11-11", "None")
    assert span({"service": "openalex", "query": "a", "since": "last"}, newest="2027-03-01") == ("2026-10-22", "None")
    assert said == []
    assert span({"service": "arxiv", "query": "a", "since": "last"}, said=said) == ("2026-11-14", "None")
    assert said == ["No earlier fetch from arXiv is there, so this one starts 7 days ago, on 2026-11-14"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"date": "2027-01-01"}, "2027-01-01 is still to come; today is 2026-11-21"),
        ({"since": "2026-11-22"}, "2026-11-22 is after 2026-11-21, which is today"),
        ({"since": "2026-11-20", "until": "2026-11-19"}, "2026-11-20 is after 2026-11-19"),
        ({"until": "2026-12-01", "since": "7d"}, "2026-12-01 is still to come; today is 2026-11-21"),
        ({"date": "20.11.2026"}, "'20.11.2026' is no date; write it as 2026-11-20, or 7d, 2w, today, yesterday"),
        ({"date": "2026-02-30"}, "'2026-02-30' is no date; write it as 2026-11-20, or 7d, 2w, today, yesterday"),
        ({"since": "9999w"}, "1835-04-04 is too early; Daily Papers began on 2023-05-04"),
        ({"since": "9999999w"}, "'9999999w' is no date; write it as 2026-11-20, or 7d, 2w, today, yesterday"),
    ],
)  # fmt: skip
def test_dates_that_are_wrong(words, said):
    with pytest.raises(ValueError) as error:  # noqa: PT011  the whole text is compared
        query({"service": "daily-papers", **words})
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://moss.org", "the url ftp://moss.org: it is no address of the web"),
        ("https://ada:secret@moss.org", "the url https://…@moss.org: it holds a name and a password"),
        ("https://moss.org/?a=1", "the url https://moss.org/?a=1: a service has no query"),
        ("moss", "the url moss: it is no address of the web"),
    ],
)
def test_a_mirror_that_is_no_place(url, said):
    with pytest.raises(ValueError) as error:  # noqa: PT011  the whole text is compared
        query({"service": "daily-papers", "url": url})
    assert str(error.value) == f"{said}; write it as https://mirror.example.org"


def test_a_mirror_may_have_a_path():
    assert query({"service": "daily-papers", "url": "http://127.0.0.1:8080/hub/"}).base == "http://127.0.0.1:8080/hub"
    assert query({"service": "arxiv", "query": "a"}).base == "https://export.arxiv.org"
