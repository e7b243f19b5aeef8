"""Which format a client prefers."""

import pytest

from kg.serve.negotiation import GRAPHS, RESULTS, names, preferred, quality


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/json", "json"),
        ("application/sparql-results+xml", "xml"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.6", "tsv"),
        ("text/csv; q=0.5 , TEXT/TAB-separated-values ; Q=0.4", "csv"),
        ("text/*", "csv"),
        ("*/*;q=0.1, application/sparql-results+json;q=0, text/*;q=0", "xml"),
        ("application/sparql-results+xml, application/sparql-results+json", "json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "xml"),
        ("application/json, application/sparql-results+xml", "xml"),
        ("text/csv;q=nonsense, application/xml;q=0.1", "xml"),
        ("text/csv;charset=utf-8", "csv"),
        (",,;", "json"),
    ],
)
def test_rows(accept, expected):
    assert preferred(accept, RESULTS).name == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "ttl"),
        ("application/ld+json, text/turtle;q=0.9", "jsonld"),
        ("application/xml", "rdfxml"),
        ("text/*", "ttl"),
    ],
)
def test_graphs(accept, expected):
    assert preferred(accept, GRAPHS).name == expected


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/csv;q=0", "text/csv;q=2"])
def test_nothing_fits(accept):
    assert preferred(accept, RESULTS) is None


def test_only_the_beginning_of_an_endless_header_counts():
    assert preferred("text/csv" + ", " * 2048 + "text/html", RESULTS).name == "csv"
    assert names("Text/CSV;q=1," + ", " * 2048 + "text/html") == {"text/csv"}


def test_the_more_specific_range_decides():
    assert quality("text/*;q=0.3, text/html;q=0.7, */*", "text/html") == 0.7
    assert quality("text/*;q=0.3, */*", "text/html") == 0.3
    assert quality("image/png", "text/html") == 0
