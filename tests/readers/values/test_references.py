import pytest

from kg.readers.values.references import arxiv_of, date_in, doi_of, venue_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arXiv:2401.12345 [cs, stat]", "arXiv:2401.12345"),
        ("Publisher: arXiv\n  arXiv: hep-th/9901001", "arXiv:hep-th/9901001"),
        ("arXiv e-prints, arXiv:1706.03762.", "arXiv:1706.03762"),
        ("CoRR, abs/1706.03762", "arXiv:1706.03762"),
        ("See arXiv:2401.12345", ""),
        ("2401.12345", ""),
    ],
)
def test_arxiv_ids_at_the_start_of_a_line(text, expected):
    assert arxiv_of("", text) == expected


def test_dois_at_the_start_of_a_line():
    assert doi_of("9 pages", "ISBN 1\ndoi: 10.1000/a.b") == "10.1000/a.b"
    assert doi_of("doi: DOI: 10.1000/a.b") == "10.1000/a.b"
    assert doi_of("https://doi.org/10.1000/x y") == "10.1000/x"
    assert doi_of("Extends 10.1000/x") == ""


def test_a_server_of_preprints_is_no_venue():
    assert venue_of([" ", "arXiv:2401.12345", "CoRR", " Moss Letters "]) == "Moss Letters"
    assert venue_of(["Corrosion Letters"]) == "Corrosion Letters"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("2024",), "2024"),
        (("2024", "Sept. 30"), "2024-09-30"),
        (("2024", "2", "30"), "2024-02"),
        (("2024", "13"), "2024"),
        (("2024", "summer"), "2024"),
        (("2024", "5", "9" * 5000), "2024-05"),
        (("1066", "oct"), ""),
    ],
)
def test_dates_are_as_exact_as_their_parts(parts, expected):
    assert date_in(*parts) == expected
