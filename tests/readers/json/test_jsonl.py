import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listings import papers, records

from kg.readers.json import jsonl

TITLES = [f"Fern {n}" for n in range(10)]
LINES = [json.dumps({"title": title, "abstract": f"We introduce {title}."}) for title in TITLES]


def read(text):
    found, errors = papers(jsonl, text, path="data/list.jsonl")
    return [paper.title for paper in found], errors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n".join(LINES), True),
        ("\n" + "\n\n".join(LINES) + "\n", True),
        ('{"title": "cut\n' + "\n".join(LINES), True),
        (LINES[0], False),
        ("[" + ",\n".join(LINES) + "]", False),
        ('{"data": [\n' + ",\n".join(LINES) + "\n]}", False),
        ('{"total": 10,\n"data": [\n' + ",\n".join(LINES) + "\n]}", False),
        ('{\n"title": "A",\n"abstract": "B"\n}\n', False),
        ("Fern\n\nWe introduce {it}.\n", False),
    ],
)
def test_sniff(text, expected):
    assert jsonl.sniff(text) is expected


def test_a_broken_line_is_reported_and_the_others_are_read():
    lines = LINES.copy()
    lines[6] = lines[6][:20]
    titles, errors = read("\r\n".join(lines))
    assert titles == [f"Fern {n}" for n in range(10) if n != 6]
    assert len(errors) == 1
    assert errors[0].startswith("data/list.jsonl:7: the line is not JSON (")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"title": ' * 100_000, "nested too deeply"),
        (LINES[0] + LINES[1], "more than one value"),
        ("Fern", "expecting value"),
        ("\x00", "expecting value"),
        ('{"abstract": "Fern"}', "the record has no title"),
    ],
)
def test_hostile_lines(line, complaint):
    titles, errors = read(f"{LINES[0]}\n{line}\n{LINES[1]}")
    assert titles == ["Fern 0", "Fern 1"]
    assert len(errors) == 1
    assert errors[0].startswith("data/list.jsonl:2: ")
    assert complaint in errors[0]


def test_what_is_lenient():
    assert read(f'{LINES[0]},\n\n{{"title": "A\tB", "abstract": "x\u2028y", "year": NaN}}') == (["Fern 0", "A B"], [])


def test_lines_of_services_are_read_by_their_shapes():
    lines = [
        {"id": "0704.0001", "title": "Fern", "abstract": "x", "categories": "cs.CL", "submitter": "A", "versions": []},
        {"id": "https://openalex.org/W1", "title": "Moss", "abstract_inverted_index": {"Moss": [0]}, "authorships": []},
        {
            "paper_arxiv_id": "2401.00001",
            "repo_url": "https://github.com/a/b",
            "is_official": True,
            "paper_title": "Turf",
        },
    ]
    lines[0]["update_date"] = "2007-04-02"
    found, errors = records(jsonl, "\n".join(map(json.dumps, lines)), path="all.jsonl")
    assert errors == []
    assert [(record.format, record.where) for record in found] == [
        ("arxiv-snapshot", "all.jsonl:1"),
        ("openalex", "all.jsonl:2"),
        ("papers-with-code-links", "all.jsonl:3"),
    ]


@given(
    st.integers(0, 9),
    st.floats(0, 1),
    st.integers(0, 20),
    st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=9),
)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_mutation_of_one_line_leaves_the_others(number, place, cut, garbage):
    lines = LINES.copy()
    at = round(place * len(lines[number]))
    lines[number] = lines[number][:at] + garbage + lines[number][at + cut :]
    found, errors = papers(jsonl, "\n".join(lines), path="list.jsonl")
    kept = [paper.title for paper in found]
    assert len(kept) + len(errors) >= len(LINES) - (not lines[number].strip())
    assert set(TITLES) - {TITLES[number]} <= set(kept)


def test_lines_that_python_printed_are_read():
    lines = "{'title': \"Fern's Roots\", 'abstract': 'We introduce Fern.', 'code': None}\n" * 2 + "{'title': fern}\n"
    found, errors = papers(jsonl, lines, path="list.jsonl")
    assert [paper.title for paper in found] == ["Fern's Roots"] * 2
    assert len(errors) == 1
    assert errors[0].startswith("list.jsonl:3: the line is not JSON")
