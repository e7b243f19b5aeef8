"""The rows of tables that lie in parts."""

import gzip

import pytest

from kg.exporters.table_parts import rows

FIRST = 'id,name,told\na,"Fern, the",\'=1\nb,Moss,"a ""word"" b"\n'
SECOND = "id,name,told\nc,Reed,'-2\na,Moss,x\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "0.csv.gz").write_bytes(gzip.compress(FIRST.encode()))
    (tmp_path / "1.csv").write_text(SECOND)
    return tmp_path


FILES = ["0.csv.gz", "1.csv"]


def told(found):
    return [(row["id"], row["name"], row["told"]) for row in found]


def test_rows_come_part_after_part_as_they_were(folder):
    assert told(rows(folder, FILES)) == [
        ("a", "Fern, the", "=1"),
        ("b", "Moss", 'a "word" b'),
        ("c", "Reed", "-2"),
        ("a", "Moss", "x"),
    ]


@pytest.mark.parametrize(
    ("having", "names"),
    [
        (["Moss"], ["Moss", "Moss"]),
        (["Moss", "x"], ["Moss"]),
        (['"word"'], ["Moss"]),
        ([""], ["Fern, the", "Moss", "Reed", "Moss"]),
        (["name"], []),
        (["\ud800"], []),
    ],
)
def test_rows_without_a_text_are_left_out(folder, having, names):
    assert [row["name"] for row in rows(folder, FILES, having=having)] == names


@pytest.mark.parametrize(
    ("column", "wanted", "ids"),
    [
        ("id", {"a"}, ["a", "a"]),
        ("name", {"Fern, the", "Reed"}, ["a", "c"]),
        ("told", {"=1", "-2"}, ["a", "c"]),
        ("told", {'a "word" b'}, ["b"]),
        ("name", {"Ree"}, []),
        ("id", set(), []),
    ],
)
def test_rows_are_chosen_by_a_column(folder, column, wanted, ids):
    assert [row["id"] for row in rows(folder, FILES, among=(column, wanted))] == ids


def test_lines_are_whole_where_a_table_is_longer_than_a_piece(tmp_path):
    (tmp_path / "a.csv").write_text("id,name\n" + f"a,{'x' * 100_000}\n" * 99 + "b,needle\n")
    assert [len(row["name"]) for row in rows(tmp_path, ["a.csv"])] == [*[100_000] * 99, 6]
    assert [row["id"] for row in rows(tmp_path, ["a.csv"], having=["needle"])] == ["b"]


def test_whoever_reads_is_asked_at_each_file_before_it_is_told(folder):
    asked = []
    found = rows(folder, FILES, on_open=lambda: asked.append(1))
    next(found)
    assert len(asked) == 1
    list(found)
    assert len(asked) == 2


@pytest.mark.parametrize("text", ["id,name\na\n", "id,name\na,b,c\n"])
def test_what_is_no_table_is_an_error(tmp_path, text):
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(ValueError, match=r"zip\(\) argument"):
        list(rows(tmp_path, ["a.csv"]))
