import json

import pytest

from kg.readers import json_records

RECORDS = [
    {
        "id": f"t{n}",
        "title": f"Fern {n}",
        "abstract": f"We introduce {{Fern}} {n}.",
        "authors": [{"name": "Ada", "id": "1"}],
    }
    for n in range(6)
]
ALL = [f"Fern {n}" for n in range(6)]


def read(text):
    errors = []
    papers = list(json_records.read(text, source="list.json", where="list.json", on_error=errors.append))
    return [paper.title for paper in papers], [str(error) for error in errors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps(RECORDS), True),
        (json.dumps({"papers": RECORDS}, indent=2), True),
        (" [ ]", True),
        ("{}", True),
        ("[1] Fern", False),
        ("{fern}", False),
        ("Fern", False),
    ],
)
def test_sniff(text, expected):
    assert json_records.sniff(text) is expected


@pytest.mark.parametrize("indent", [None, 2])
def test_shapes(indent):
    assert read(json.dumps(RECORDS, indent=indent)) == (ALL, [])
    assert read(json.dumps({"total": 6, "notes": [{"x": 1}], "papers": RECORDS, "next": [1]}, indent=indent)) == (
        ALL,
        [],
    )
    assert read(json.dumps(RECORDS[0], indent=indent)) == (["Fern 0"], [])
    assert read("\n".join(json.dumps(record, indent=indent) for record in RECORDS)) == (ALL, [])
    assert read("[]") == ([], [])


@pytest.mark.parametrize("indent", [None, 2])
def test_records_by_their_ids(indent):
    by_id = {f"2401.0000{n}": {"title": f"Fern {n}", "abstract": "We introduce it."} for n in range(3)}
    text = json.dumps(by_id, indent=indent)
    papers = list(json_records.read(text, source="list.json", where="list.json", on_error=pytest.fail))
    assert [paper.id for paper in papers] == [f"paper/arxiv-2401.0000{n}" for n in range(3)]
    assert [paper.title for paper in papers] == ["Fern 0", "Fern 1", "Fern 2"]


def test_a_broken_record_is_reported_and_the_others_are_read():
    lines = json.dumps(RECORDS, indent=1).split("\n")
    wrong = lines.index('  "title": "Fern 2",')
    lines[wrong] = '  "title": "Fern 2"'
    titles, errors = read("\n".join(lines))
    assert titles == ["Fern 0", "Fern 1", "Fern 3", "Fern 4", "Fern 5"]
    assert errors == [
        f"list.json:{wrong + 2}: the JSON is broken here (expecting ',' delimiter); mend it, other records are read"
    ]


def test_records_that_start_with_a_key_of_their_own_are_found_again():
    own = [{"venue": "X", **record} for record in RECORDS]
    titles, errors = read(json.dumps(own).replace('"title": "Fern 0"', '"title": Fern 0'))
    assert (titles, len(errors)) == (ALL[1:], 1)


def test_a_cut_file():
    text = json.dumps(RECORDS, indent=1)
    titles, errors = read(text[: text.index("Fern 5")])
    assert titles == ALL[:5]
    assert len(errors) == 1
    titles, errors = read(text[:-2])
    assert titles == ALL
    line = text.count("\n")
    assert errors == [
        f"list.json:{line}: the JSON is broken here (the array has no end); mend it, other records are read"
    ]


def test_text_around_records():
    titles, errors = read(json.dumps(RECORDS[:3]) + " and also " + json.dumps(RECORDS[3:]))
    assert titles == ALL
    assert errors == ["list.json:1: the JSON is broken here (a record is expected); mend it, other records are read"]


def test_a_record_that_is_no_paper_is_named_by_its_line():
    records = [*RECORDS[:2], {"title": "No abstract"}, 7, *RECORDS[2:]]
    titles, errors = read("[" + ",\n".join(map(json.dumps, records)) + "]")
    assert titles == ALL
    assert errors == [
        "list.json:3: the record has no abstract; give it one",
        "list.json:4: this is no record; give an object with a title and an abstract",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '[{"title":' * 20_000,
        '[{"title":"' * 20_000,
        "[" + "{" * 50_000,
        '{"papers":[{',
    ],
)
def test_hostile_text_is_reported(text):
    titles, errors = read(text)
    assert titles == []
    assert errors
    assert len(errors) <= 1001


def test_numbers_of_any_size():
    text = '[{"title": "Fern", "abstract": "x", "year": 2024, "n": %s, "m": 1e999, "k": NaN}]' % ("9" * 5000)
    assert read(text) == (["Fern"], [])
    assert read('[{"title": "Fern", "abstract": NaN}]')[1] == ["list.json:1: the record has no abstract; give it one"]


def test_a_break_that_ends_a_record_and_its_array_is_reported_once():
    errors = []
    text = '{"papers": [{"title": "Good one here", "abstract": "Words."}, {"title": "Cut", "abstract": "Half a'

    papers = list(json_records.read(text, source="cut.json", where="cut.json", on_error=errors.append))

    assert [paper.title for paper in papers] == ["Good one here"]
    assert len(errors) == 1
