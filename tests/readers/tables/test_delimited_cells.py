import pytest

from kg.readers.tables.delimited_cells import described, known_columns


def test_names_of_columns():
    assert known_columns(["Key", "Item Type", "Title", "Abstract Note", "Url"]) == 4
    assert known_columns(["titles", "summaries", "terms"]) == 3
    assert known_columns(["id", "display_name", "publication_year", "doi"]) == 3
    assert known_columns(["id", "display_name", "works_count", "url"]) == 0
    assert known_columns(["Title", "Price"]) == known_columns(["abstract", "doi"]) == known_columns([]) == 0


def test_a_row_of_zotero():
    row = {
        "Key": "AB12CD34",
        "Item Type": "preprint",
        "Publication Year": "2024",
        "Author": "Moore, Ada; Lind, Bo",
        "Title": "Fern",
        "Publication Title": "Moss Letters",
        "DOI": "10.48550/arXiv.2401.12345",
        "Url": "http://arxiv.org/abs/2401.12345",
        "Abstract Note": "We introduce Fern.",
        "Date": "2024-01-03",
        "Extra": "arXiv:2401.12345 [cs]",
        "Manual Tags": "ferns",
    }
    assert described(list(row), list(row.values())) == {
        "key": "AB12CD34",
        "title": "Fern",
        "abstractnote": "We introduce Fern.",
        "url": "http://arxiv.org/abs/2401.12345",
        "doi": "10.48550/arXiv.2401.12345",
        "extra": "arXiv:2401.12345 [cs]",
        "authors": "Moore, Ada; Lind, Bo",
        "venue": "Moss Letters",
        "published": "2024-01-03",
        "arxivid": "arXiv:2401.12345",
    }


def test_a_row_of_openalex():
    row = {"id": "https://openalex.org/W1", "display_name": "Fern", "abstract": "We introduce Fern.", "language": "en"}
    assert described(list(row), list(row.values())) == {
        "id": "https://openalex.org/W1",
        "title": "Fern",
        "abstract": "We introduce Fern.",
    }


@pytest.mark.parametrize(
    ("names", "row", "authors"),
    [
        (
            ["Authors", "Author full names"],
            ["Moore A.", "Moore, Ada (57204000000); Lind, Bo (5)"],
            "Moore, Ada; Lind, Bo (5)",
        ),
        (["authorships.author.display_name"], ["Ada Moore|Bo Lind"], ["Ada Moore", "Bo Lind"]),
        (["Author/s"], ["Ada Moore; Bo Lind"], "Ada Moore; Bo Lind"),
        (["authors"], ["['Ada Moore', \"Bo O'Lind\"]"], ["Ada Moore", "Bo O'Lind"]),
        (["authors"], ['["Ada Moore"]'], ["Ada Moore"]),
        (["Author Names"], ["Moore A., Lind B.C."], ["A. Moore", "B.C. Lind"]),
        (["Authors"], ["van der Moore A, Poe CD 3rd."], ["A van der Moore", "CD Poe 3rd"]),
        (["Authors"], ["Moss AI"], "Moss AI"),
        (["Item Title", "Authors"], ["Fern", "Ada MooreBoYan LindCy MacPoe"], ["Ada Moore", "BoYan Lind", "Cy MacPoe"]),
    ],
)
def test_authors(names, row, authors):
    assert described(names, row)["authors"] == authors


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("cs.CL cs.LG math.PR", ["cs.CL", "cs.LG", "math.PR"]),
        ("['cs.CV', 'stat.ML']", ["cs.CV", "stat.ML"]),
        ("cs.CL; hep-th", ["cs.CL", "hep-th"]),
        ("Plant Sciences", None),
    ],
)
def test_categories(cell, expected):
    assert described(["terms"], [cell]).get("categories") == expected


def test_words_for_nothing_are_nothing():
    assert described(["abstract", "doi", "year", "venue"], ["nan", "None", " ", "N/A"]) == {}


def test_of_two_columns_of_one_name_the_first_that_holds_something_is_used():
    assert described(["title", "Title", "TITLE"], ["", "Fern", "Moss"]) == {"title": "Fern"}


@pytest.mark.parametrize(
    ("names", "row", "expected"),
    [
        (["Publication Date", "Publication Year"], ["FEB 24", "2021"], "2021-02-24"),
        (["Publication Date", "Publication Year"], ["", "2021"], "2021"),
        (["Date published", "Publication year"], ["2021-02-24", "2021"], "2021-02-24"),
        (["date", "year"], ["unknown", "2021"], "2021"),
        (["date"], ["unknown"], "unknown"),
    ],
)
def test_dates_that_need_the_year_beside_them(names, row, expected):
    assert described(names, row)["published"] == expected
