"""Answers that may not become too long: rows are counted in what pyoxigraph writes, wherever its pieces end."""

from io import BytesIO

import pyoxigraph
import pytest

from kg.query.bounded import Bounded, LimitError

# Values that look like the ends of rows in one format or another.
CELLS = ['"},{"', "[{", ",{", "\\", '\\"', '"', "a\nb", '"\r\n"', "<result>", "</result>", "\t", "{}", "", "a,b"]
ROWS = " ".join(f"({pyoxigraph.Literal(cell)} {pyoxigraph.Literal(cell * 2)})" for cell in CELLS)
QUERY = f"SELECT ?a ?b ?c {{ VALUES (?a ?b) {{ {ROWS} (UNDEF UNDEF) (UNDEF 1) }} }}"
COUNT = len(CELLS) + 2
FORMATS = ["json", "xml", "csv", "tsv"]


def written(format):
    results = pyoxigraph.Store().query(QUERY)
    return results.serialize(format=getattr(pyoxigraph.QueryResultsFormat, format.upper()))


def taken(format, pieces, **limits):
    taken = BytesIO()
    answer = Bounded(format, taken, **{"max_rows": 10**6, "max_bytes": 10**6, **limits})
    for piece in pieces:
        answer.write(piece)
    return taken.getvalue()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 10_000])
def test_rows_are_counted_whatever_is_in_them(format, size):
    data = written(format)
    pieces = [data[i : i + size] for i in range(0, len(data), size)]

    assert taken(format, pieces, max_rows=COUNT) == data
    with pytest.raises(LimitError, match=f"more than {COUNT - 1} rows; ask for fewer"):
        taken(format, pieces, max_rows=COUNT - 1)


@pytest.mark.parametrize("format", [*FORMATS, "ttl"])
def test_bytes_are_counted(format):
    assert taken(format, [b"abc", b"de"], max_bytes=5) == b"abcde"
    with pytest.raises(LimitError, match="more than 4 bytes"):
        taken(format, [b"abc", b"de"], max_bytes=4)
