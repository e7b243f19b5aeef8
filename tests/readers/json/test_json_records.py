import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listings import papers, records

from kg.readers.json import json_records, json_window
from kg.readers.listing import Listing

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
    found, errors = papers(json_records, text, path="list.json")
    return [paper.title for paper in found], errors


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
    found, errors = papers(json_records, text, path="list.json")
    assert errors == []
    assert [paper.id for paper in found] == [f"paper/arxiv-2401.0000{n}" for n in range(3)]
    assert [paper.title for paper in found] == ["Fern 0", "Fern 1", "Fern 2"]


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
    records = [*RECORDS[:2], {"abstract": "No title"}, 7, *RECORDS[2:]]
    titles, errors = read("[" + ",\n".join(map(json.dumps, records)) + "]")
    assert titles == ALL
    assert errors == [
        "list.json:3: the record has no title; give it one",
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
        '{"title":"x","tree":[' * 20_000,
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
    (record,), errors = papers(json_records, '[{"title": "Fern", "abstract": NaN, "date": Infinity}]')
    assert (record.abstract, record.published, errors) == ("", "", [])


def test_a_break_that_ends_a_record_and_its_array_is_reported_once():
    text = '{"papers": [{"title": "Good one here", "abstract": "Words."}, {"title": "Cut", "abstract": "Half a'

    found, errors = papers(json_records, text, path="cut.json")

    assert [paper.title for paper in found] == ["Good one here"]
    assert len(errors) == 1


def nested(depth):
    """Make a record whose text is nested so deeply, without recursion."""
    return '{"title": "Deep", "abstract": "x", "tree": ' + "[" * (depth - 1) + "]" * (depth - 1) + "}"


@pytest.mark.parametrize("depth", [65, 500, 100_000])
def test_a_record_that_is_nested_too_deeply_is_passed_over(depth):
    text = ",\n".join([json.dumps(RECORDS[0]), nested(depth), json.dumps(RECORDS[1])])
    for wrapped in (f"[{text}]", '{"total": 3, "papers": [@]}'.replace("@", text), text):
        titles, errors = read(wrapped)
        assert titles == ALL[:2]
        reason = "nested too deeply, more than 64 levels"
        assert errors == [f"list.json:2: the JSON is broken here ({reason}); mend it, other records are read"]


def test_a_record_may_be_nested_as_deep_as_records_are():
    assert read(f"[{nested(64)}]") == (["Deep"], [])


def test_the_records_after_one_that_never_ends_are_found():
    text = "[" + json.dumps(RECORDS[0]) + ", " + "[" * 70 + ",\n".join(map(json.dumps, RECORDS[1:]))
    titles, errors = read(text)
    assert (titles, len(errors)) == (ALL, 1)


def in_pieces(monkeypatch, size):
    """Let listings come in pieces of so many characters."""
    whole = Listing.chunks

    def chunks(self):
        for chunk in whole(self):
            yield from (chunk[start : start + size] for start in range(0, len(chunk), size))

    monkeypatch.setattr(Listing, "chunks", chunks)


@pytest.fixture
def small_window(monkeypatch):
    monkeypatch.setattr(json_window, "LONGEST", 5000)
    monkeypatch.setattr(json_window, "_STEP", 500)
    in_pieces(monkeypatch, 300)


@pytest.mark.parametrize("size", [1, 7, 64])
@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"data": RECORDS, "n": [1, 23, -4.5e6, None, True]}, indent=1),
        json.dumps(RECORDS)[:-40],
        json.dumps(RECORDS).replace('"Fern 2"', 'Fern"2'),
        '{"title": "\\ud83c\\udf3f\\n", "abstract": "x", "year": 2024, "k": -Infinity}\n [ 12345 ] {"title": "Moss"}',
        "[" * 300 + json.dumps(RECORDS[0]),
        "  \n" * 50 + json.dumps(RECORDS[0], indent=3) + "\n" * 50 + json.dumps(RECORDS[1]) + "x",
    ],
)
def test_where_a_piece_of_the_text_ends_changes_nothing(monkeypatch, size, text):
    expected = records(json_records, text)
    monkeypatch.setattr(json_window, "_STEP", 16)
    in_pieces(monkeypatch, size)
    assert records(json_records, text) == expected


@pytest.mark.usefixtures("small_window")
@pytest.mark.parametrize(
    "wrapper", ["[@]", '{"total": 40, "data": [@], "token": "x"}', "@", '{"message": {"items": [@]}}']
)
def test_a_text_longer_than_the_window_is_read_with_its_lines(wrapper):
    many = [{"title": f"Fern {n}", "abstract": "We grow. " * (n % 40), "n": n} for n in range(200)]
    many[150]["upvotes"] = -1
    found, errors = records(json_records, wrapper.replace("@", ",\n".join(map(json.dumps, many))), path="list.json")
    assert [record.paper.title for record in found] == [f"Fern {n}" for n in range(200)]
    assert [record.where for record in found] == [f"list.json:{n + 1}" for n in range(200)]
    assert errors == ["list.json:151: the upvotes are no number from 0 to 10000000; left out"]


@pytest.mark.usefixtures("small_window")
def test_records_by_their_ids_longer_than_the_window():
    by_id = {f"2401.{n:05}": {"title": f"Fern {n}", "abstract": "We grow."} for n in range(1, 300)}
    found, errors = papers(json_records, json.dumps(by_id))
    assert [paper.id for paper in found] == [f"paper/arxiv-{key}" for key in by_id]
    assert errors == []


@pytest.mark.usefixtures("small_window")
def test_a_record_longer_than_the_window_is_reported_and_the_others_are_read():
    text = ",\n".join([*map(json.dumps, RECORDS[:2]), json.dumps({"title": "Long", "abstract": "x" * 9000})])
    text += ",\n" + ",\n".join(map(json.dumps, RECORDS[2:]))
    for wrapped in (f"[{text}]", '{"papers": [@]}'.replace("@", text)):
        titles, errors = read(wrapped)
        assert titles == ALL
        assert len(errors) == 1
        assert errors[0].startswith(
            "list.json:3: the JSON is broken here (a record of more than 16 million characters)"
        )


@pytest.mark.usefixtures("small_window")
def test_a_long_object_that_holds_no_papers_is_reported():
    fields = json.dumps({"title": "Long"} | {f"k{n}": n for n in range(900)})
    titles, errors = read(fields + "\n" + json.dumps(RECORDS[0]))
    assert titles == ["Fern 0"]
    assert errors == [
        "list.json:1: a record of more than 16 million characters is passed over; give one that is shorter"
    ]


def test_memory_does_not_grow_with_the_text():
    record = json.dumps({"title": "Fern", "abstract": "We grow. " * 200})

    def chunks(count):
        yield "["
        for _ in range(count):
            yield record + ",\n"
        yield "]"

    def peak(count):
        window = json_window.Window(chunks(count))
        tracemalloc.start()
        position, seen = window.skip(0) + 1, 0
        while window.at(position) == "{":
            window.drop(position)
            _, position = window.value(position)
            position, seen = window.skip(position), seen + 1
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert seen == count
        return most

    assert peak(3000) < 1.5 * peak(1000)


def test_empty_pages_of_services_are_not_records():
    assert read('{"meta": {"count": 0}, "results": []}') == ([], [])


def test_a_list_of_papers_may_have_a_title():
    assert read(json.dumps({"title": "My list", "items": RECORDS})) == (ALL, [])


def test_lists_of_lists():
    halves = [RECORDS[:3], RECORDS[3:]]
    assert read(json.dumps(halves)) == (ALL, [])
    titles, errors = read("[" + json.dumps(RECORDS))
    assert (titles, len(errors)) == (ALL, 1)


def test_an_array_of_anything_else_is_given_up():
    titles, errors = read("[" + "7," * 5000 + json.dumps(RECORDS[0]) + "]")
    assert titles == []
    assert errors[-1] == "list.json:1: the JSON is broken in 1000 places; what follows is not read"
    assert len(errors) == 1000


def test_a_record_of_a_million_values_is_passed_over():
    text = '[{"title": "Crowd", "abstract": "x", "n": [' + "1," * (1 << 20) + "1]}, " + json.dumps(RECORDS[0]) + "]"
    titles, errors = read(text)
    assert (titles, len(errors)) == (["Fern 0"], 1)
    assert "a record of more than a million values" in errors[0]


def test_lists_of_papers_in_a_list():
    years = [{"venue": "Moss", "year": 2023 + n, "submissions": RECORDS[3 * n : 3 * n + 3]} for n in range(2)]
    assert read(json.dumps(years, indent=1)) == (ALL, [])


def test_pages_one_after_the_other():
    pages = [json.dumps({"total": 2, "data": RECORDS[n : n + 2]}) for n in (0, 2, 4)]
    assert read("\n".join(pages)) == (ALL, [])


def test_duplicate_keys_and_a_bare_line_break():
    found, errors = papers(json_records, '[{"title": "Old", "title": "New", "abstract": "a\nb", "doi": "10.1000/x"}]')
    assert [(paper.title, paper.abstract) for paper in found] == [("New", "a b")]
    assert errors == []


GARBAGE = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ['"', "{", "[", "]", "}", ",", ":", "\\", '{"title"', "[[[[", "NaN", "\x00", '"abstract": ', "\n", "{}"]
    ),
)


CUTS = st.tuples(st.floats(0, 1), st.integers(0, 30))


@given(st.integers(0, 5), CUTS, GARBAGE, st.sampled_from([None, 1]), st.booleans())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_mutation_of_one_record_leaves_those_before_and_after_it(number, where, garbage, indent, is_wrapped):
    place, cut = where
    parts = [json.dumps(record, indent=indent) for record in RECORDS]
    at = round(place * len(parts[number]))
    parts[number] = parts[number][:at] + garbage + parts[number][at + cut :]
    text = "[" + ",\n".join(parts) + "]"
    titles, errors = read(f'{{"count": 6, "papers": {text}}}' if is_wrapped else text)
    kept = [title for n, title in enumerate(ALL) if n != number]
    assert titles[:number] == ALL[:number]
    # A quote or a bracket too many can take in what follows, but for what starts a record again.
    assert set(kept[number + 1 :]) <= set(titles)
    assert all("\n" not in error for error in errors)


@given(st.floats(0, 1), st.integers(0, 50), GARBAGE)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_mutation_of_a_file_is_read(place, cut, garbage):
    text = json.dumps({"meta": {"n": 6}, "results": RECORDS, "next": None})
    at = round(place * len(text))
    titles, errors = read(text[:at] + garbage + text[at + cut :])
    assert titles or errors


@pytest.mark.parametrize("wrapper", ["message", "data"])
def test_a_single_record_that_a_service_wraps(wrapper):
    inner = {
        "DOI": "10.5555/fern",
        "title": ["Fern"],
        "abstract": "We introduce Fern.",
        "issued": {"date-parts": [[2024]]},
    }
    found, errors = papers(
        json_records, json.dumps({"status": "ok", "version": "1.0", wrapper: inner | {"type": "book"}})
    )
    assert errors == []
    assert [(paper.title, paper.identifiers) for paper in found] == [("Fern", ("doi:10.5555/fern",))]
