import json

import pytest

from kg.readers import jsonl

LINES = [json.dumps({"title": f"Fern {n}", "abstract": f"We introduce Fern {n}."}) for n in range(10)]


def read(text):
    errors = []
    papers = list(jsonl.read(text, source="list.jsonl", where="data/list.jsonl", on_error=errors.append))
    return [paper.title for paper in papers], [str(error) for error in errors]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n".join(LINES), True),
        ("\n" + "\n\n".join(LINES) + "\n", True),
        ('{"title": "cut\n' + "\n".join(LINES), True),
        (LINES[0], False),
        ("[" + ",\n".join(LINES) + "]", False),
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
        ('{"title": "Fern"}', "the record has no abstract"),
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
