import csv
import io

import pytest
from listings import papers, records

from kg.readers.tables import delimited

ROWS = [[f"Fern {n}: Sparse Adapters", f'We introduce Fern {n},\nwhich is "sparse".', "2024"] for n in range(4)]


def table(rows, **how):
    text = io.StringIO()
    csv.writer(text, **({"lineterminator": "\n"} | how)).writerows([["Title", "Abstract", "Year"], *rows])
    return text.getvalue()


def titles(text):
    found, errors = papers(delimited, text, path="list.csv")
    return [paper.title for paper in found], errors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title,abstract\nFern,We introduce Fern.\n", True),
        ('"Key";"Title";"Abstract Note"\n', True),
        ("Document Title\tAuthors\tDOI\r\n", True),
        ("sep=;\nTitle;DOI\n", True),
        ("About the data: exported\n\nTitle,Authors,Year\n", True),
        ("name,abstract\nFern,We introduce Fern.\n", False),
        ("title\nFern\n", False),
        ("title,price\nFern,3\n", False),
        ("Fern, a title, and an abstract\n\nWe introduce Fern, a method.\n", False),
        ("", False),
    ],
)
def test_sniff(text, expected):
    assert delimited.sniff(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        table(ROWS),
        "\ufeff" + table(ROWS, lineterminator="\r\n", quoting=csv.QUOTE_ALL),
        table(ROWS, delimiter=";"),
        table(ROWS, delimiter="\t"),
        table(ROWS, delimiter="|"),
        "sep=;\n" + table(ROWS, delimiter=";"),
        'About "the data", by Fern\n' + table(ROWS),
        table(ROWS, doublequote=False, escapechar="\\", quoting=csv.QUOTE_ALL),
        table(ROWS).replace("2024\n", "2024,,\n"),
        table(ROWS).replace("2024\n", "2024\n\n \u2028\n"),
    ],
)
def test_spellings_of_a_table(text):
    found, errors = papers(delimited, text)
    assert errors == []
    assert [(paper.title, paper.abstract, paper.published) for paper in found] == [
        (title, abstract.replace("\n", " "), year) for title, abstract, year in ROWS
    ]


def test_quotes_are_text_where_nothing_is_quoted():
    text = 'title\tabstract\n"Fern" and more\t"We introduce Fern\nMoss\tWe say "moss".\nHay\t"We\n'
    ((fern, moss, hay), errors) = papers(delimited, text)
    assert (fern.title, fern.abstract) == ('"Fern" and more', '"We introduce Fern')
    assert (moss.abstract, hay.abstract, errors) == ('We say "moss".', '"We', [])


def test_a_record_names_its_line():
    found, errors = records(delimited, table([*ROWS[:2], ["", "x", "2024"]]), path="list.csv")
    assert [(record.format, record.where) for record in found] == [("csv", "list.csv:2"), ("csv", "list.csv:4")]
    assert errors == ["list.csv:6: the record has no title; give it one"]


@pytest.mark.parametrize("row", ["a,b\n", "a,b,c,d\n", '"a\n', '"a"b,"c\n', 'a,"b\n'])
def test_a_row_with_other_cells_is_reported_and_the_others_are_read(row):
    text = table(ROWS[:2]) + row + table(ROWS[2:]).partition("\n")[2]
    found, errors = titles(text)
    assert found == [title for title, _, _ in ROWS]
    assert errors == [
        "list.csv:6: the row does not have 3 cells as the names above; "
        "put quotes around cells that hold delimiters, quotes or line breaks"
    ]


def test_rows_with_other_cells_that_follow_each_other_are_reported_together():
    found, errors = titles(table(ROWS[:1]) + 'a\n"b\nc\n' + "Moss,We introduce Moss.,2023\n")
    assert found == ["Fern 0: Sparse Adapters", "Moss"]
    assert [error.partition(" do not")[0] for error in errors] == ["list.csv:4: 3 rows from here to line 6"]


def test_a_row_whose_quotes_do_not_match_is_read_where_its_cells_fit():
    found, errors = titles(table(ROWS[:1]) + '"Moss "x" y",We introduce Moss.,2023\n' + "Hay,We introduce Hay.,2022\n")
    assert found == ["Fern 0: Sparse Adapters", 'Moss x" y"', "Hay"]
    assert [error.partition(";")[0] for error in errors] == ["list.csv:4: the quotes of the row do not match"]


def test_a_quote_without_its_partner_costs_one_row():
    lines = ["title,abstract,year", *(f'Fern {n},"We introduce it, {n}.",2024' for n in range(200))]
    lines[100] = lines[100].replace('.",', ".,")
    found, errors = titles("\n".join(lines))
    assert found == [f"Fern {n}" for n in range(200) if n != 99]
    assert len(errors) == 1
    assert errors[0].startswith("list.csv:101: ")


@pytest.mark.parametrize("rest", ["\n" * 3000, "a\n" * 3000, 'a,"\n' + "b\n" * 3000])
def test_a_quote_that_is_open_to_the_end_of_many_lines_is_given_up(monkeypatch, rest):
    monkeypatch.setattr(delimited, "_MOST_LINES", 50)
    monkeypatch.setattr(delimited, "_MOST_ODD", 200)
    found, errors = titles(table(ROWS[:1]) + '"Moss,We introduce Moss.\n' + rest + table(ROWS[1:]))
    assert found == ["Fern 0: Sparse Adapters"]
    assert len(errors) == 2
    assert errors[-1] == (
        "list.csv:203: 200 lines up to here hold no row as the names above; "
        "what follows is not read, mend what is before"
    )


def test_a_row_may_have_many_lines(monkeypatch):
    monkeypatch.setattr(delimited, "_MOST_LINES", 50)
    monkeypatch.setattr(delimited, "_MOST_ODD", 150)
    found, errors = titles(table([["Moss", "We\n" * 45, "2024"]] * 9))
    assert (found, errors) == (["Moss"] * 9, [])


def test_cells_may_be_long_and_the_limit_of_others_stays():
    limit = csv.field_size_limit()
    long = "We introduce it. " * 10_000
    ((paper,), errors) = papers(delimited, table([["Fern", long, "2024"]]))
    assert (paper.abstract, errors) == (long.strip(), [])
    assert csv.field_size_limit() == limit


def test_formulas_are_text():
    ((paper,), _) = papers(delimited, table([['=HYPERLINK("http://x")', "+1 @x -y", "2024"]]))
    assert (paper.title, paper.abstract) == ('=HYPERLINK("http://x")', "+1 @x -y")


@pytest.mark.parametrize("piece", ['"', '"a\n', ',"', '""x', '"",', "\n", ",", 'a,"b\n', '"""a\n', '\\"', "x\r"])
def test_hostile_text_ends(piece):
    papers(delimited, "title,abstract\n" + (piece * 15_000)[:15_000])
