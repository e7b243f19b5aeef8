"""Tables of pandas and dictionaries of lists as JSON."""

import json

from listings import records

PAPERS = [("Fern", "We introduce Fern.", "2401.00001"), ("Moss", "We introduce Moss.", None)]
NAMES = ("title", "abstract", "arxiv_id")


def told(value):
    found, errors = records("json", json.dumps(value), path="frame.json")
    assert errors == []
    return [(record.paper.title, record.paper.abstract, record.paper.identifiers) for record in found]


WANTED = [("Fern", "We introduce Fern.", ("arXiv:2401.00001",)), ("Moss", "We introduce Moss.", ())]


def test_columns_by_the_index_of_their_rows():
    assert told(
        {name: {str(at): row[column] for at, row in enumerate(PAPERS)} for column, name in enumerate(NAMES)}
    ) == (WANTED)


def test_columns_as_lists():
    assert told({name: [row[column] for row in PAPERS] for column, name in enumerate(NAMES)} | {"count": 2}) == WANTED


def test_names_of_columns_beside_rows():
    assert told({"columns": NAMES, "index": [0, 1], "data": PAPERS}) == WANTED


def test_rows_of_the_viewer_of_data_sets():
    rows = [{"row_idx": at, "row": dict(zip(NAMES, row, strict=True))} for at, row in enumerate(PAPERS)]
    assert told({"features": [{"name": "title"}], "rows": rows}) == WANTED


def test_one_record_whose_title_stands_in_a_list_is_no_table():
    assert told({"title": ["Fern"], "abstract": "We grow.", "author": [{"family": "Moore"}]}) == [
        ("Fern", "We grow.", ())
    ]
