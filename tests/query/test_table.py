"""Columns on a terminal."""

import pytest

from kg.query.table import aligned, cells_wide, printable


def lines(text):
    return text.splitlines()


def test_columns_are_as_wide_as_their_widest_cell():
    assert lines(aligned(("a", "n"), [("one", "1"), ("three", "200")], right=(False, True))) == [
        "a        n",
        "-----  ---",
        "one      1",
        "three  200",
    ]


def test_a_table_without_rows_has_a_header():
    assert lines(aligned(("a", "bc"), [], right=(False, False))) == ["a  bc", "-  --"]


def test_the_widest_columns_give_way_until_the_table_fits():
    rows = [("short", "x" * 60, "y" * 40)]
    table = lines(aligned(("a", "b", "c"), rows, right=(False, False, False), width=50))
    assert {len(line) for line in table[1:]} == {50}
    assert table[2].startswith("short  xxx")
    assert table[2].count("…") == 2


def test_words_and_addresses_go_on_below_and_numbers_stay_whole():
    rows = [("We show that BERT beats ELMo on all tasks of GLUE.", "https://github.com/google-research/bert", "0.98")]
    assert lines(aligned(("says", "code", "sure"), rows, right=(False, False, True), width=54)) == [
        "says                     code                     sure",
        "-----------------------  -----------------------  ----",
        "We show that BERT beats  https://github.com/goog  0.98",
        "ELMo on all tasks of     le-research/bert",
        "GLUE.",
    ]


def test_a_long_text_ends_after_some_lines():
    table = lines(aligned(("a",), [("word " * 60,)], right=(False,), width=24))
    assert table[2:] == [*["word word word word word"] * 5, "word word word word wor…"]


def test_a_column_keeps_some_letters_however_narrow_the_terminal():
    table = lines(aligned(("a", "b"), [("x" * 60, "y" * 60)], right=(False, False), width=3))
    assert table[2] == "xxxxx…  yyyyy…"


def test_wide_and_combining_characters_are_counted_as_they_show():
    assert [cells_wide(text) for text in ("abc", "文心", "e\u0301", "😀")] == [3, 4, 1, 2]
    table = lines(aligned(("a", "b"), [("文心一言文心一言", "1"), ("e\u0301", "2")], right=(False, True), width=15))
    assert table[2] == "文心一言文…   1"
    assert [cells_wide(line) for line in table[1:]] == [15, 15, 15]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a[31mb"),
        ("a\u202eb\u2066", "ab"),
        ("two\r\nlines\tand  more", "two lines and more"),
        ("\udcff\0x", "x"),
        ("\u2028a\u0085b", "a b"),
        ("é文😀", "é文😀"),
    ],
)
def test_no_text_steers_the_terminal(text, shown):
    assert printable(text) == shown
    assert lines(aligned(("a",), [(text,)], right=(False,)))[2] == shown
