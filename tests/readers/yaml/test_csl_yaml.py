import pytest
from listings import papers, records

from kg.readers.yaml import csl_yaml

FERN = """---
title: Notes on ferns
references:
- id: moore2024fern
  abstract: >-
    We introduce Fern, which doesn\\'t *grow*,
    for [LLM]{.nocase}s.
  author:
    - family: Moore
      given: Ada
    - family: Lind
      given: Bo
      non-dropping-particle: van der
    - literal: Turf Collaboration
  accessed:
    - year: 2025
      month: 7
  container-title: Moss Letters
  DOI: 10.1000/Fern
  issued:
    - year: 2024
      month: 3
      day: 1
  title: "Fern: sparse [Ada
    Pters]{.nocase}"
  type: article-journal
  URL: https://example.org/fern
---

# Introduction

- title: no item
"""
BROKEN, ADVICE = "the YAML is broken here", "mend it, other items are read"
MOSS = "- id: moss\n  title: Moss\n  abstract: We introduce Moss.\n"


def one(text):
    (paper,), errors = papers("csl-yaml", text)
    return paper, errors


def test_an_item():
    found, errors = records("csl-yaml", FERN, path="refs.yaml")
    paper = found[0].paper
    assert (len(found), errors) == (1, [])
    assert (found[0].format, found[0].where) == ("csl-yaml", "refs.yaml:4")
    assert (paper.title, paper.abstract) == (
        "Fern: sparse Ada Pters",
        "We introduce Fern, which doesn't grow, for LLMs.",
    )
    assert paper.authors == ("Ada Moore", "Bo van der Lind", "Turf Collaboration")
    assert (paper.venue, paper.published, paper.url) == ("Moss Letters", "2024-03-01", "https://example.org/fern")
    assert paper.identifiers == ("doi:10.1000/fern", "local:moore2024fern")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FERN, True),
        (MOSS, True),
        ("references:\n- {id: moss, title: Moss}", True),
        ("---\n# by a tool\n-\n  'title': Moss", True),
        ("references:\n- id: moss\n", False),
        ("steps:\n- title: Moss\n", False),
        ("Moss\n\n- title: Moss\n", False),
        ("- Subtitle: Moss\n", False),
    ],
)
def test_sniff(text, expected):
    assert csl_yaml.sniff(text) is expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1998", "1998"),
        ("2024-03", "2024-03"),
        ("'2024-03-01'", "2024-03-01"),
        ("{date-parts: [[2024, 3]]}", "2024-03"),
        ("\n    date-parts:\n    - - 2024\n      - 3\n      - 1", "2024-03-01"),
        ("{year: 2024, month: 3}", "2024-03"),
        ("[{year: 2024, day: 3}]", "2024"),
        ("{literal: 'Spring 2024'}", "2024"),
    ],
)
def test_dates(date, expected):
    paper, errors = one(f"{MOSS}  issued: {date}\n")
    assert (paper.published, errors) == (expected, [])


def test_what_looks_like_a_number_is_text():
    paper, errors = one(
        "- id: 7\n  title: 1984\n  abstract: 3.10\n  number: arXiv:2401.12340\n  type: article\n  author: Ada Moore"
    )
    assert (paper.title, paper.abstract, paper.identifiers[0], errors) == ("1984", "3.10", "arXiv:2401.12340", [])


@pytest.mark.parametrize(
    ("item", "line", "complaint"),
    [
        ("- id: a\n  title: 'Hay\n", 5, f"{BROKEN} (found unexpected end of stream); {ADVICE}"),
        (
            "- &a\n  title: Hay\n  note: *a\n",
            6,
            f"{BROKEN} (*a repeats another part, which is never followed); {ADVICE}",
        ),
        ("- Hay\n", 4, "this is no record; give an item with a title and an abstract"),
        ("- id: a\n", 4, "the record has no title; give it one"),
    ],
)
def test_an_item_that_is_broken_is_reported_and_the_others_are_read(item, line, complaint):
    found, errors = papers("csl-yaml", MOSS + item + MOSS.replace("oss", "oor"))
    assert [paper.title for paper in found] == ["Moss", "Moor"]
    assert errors == [f"list.txt:{line}: {complaint}"]


def test_a_title_with_a_colon_is_read_and_reported():
    paper, errors = one(MOSS.replace("title: Moss", "title: Moss: a corpus"))
    assert paper.title == "Moss: a corpus"
    assert errors == ["list.txt:1: a text with a colon or a # is not in quotes; read as it stands, put it in quotes"]


def test_an_item_that_is_too_long_is_reported(monkeypatch):
    monkeypatch.setattr("kg.readers.yaml.items.MAX_ITEM", 200)
    monkeypatch.setattr(csl_yaml, "MAX_ITEM", 200)
    found, errors = papers("csl-yaml", f"- title: Hay\n  abstract: {'hay ' * 99}\n{MOSS}")
    assert [paper.title for paper in found] == ["Moss"]
    assert errors == ["list.txt:1: the item has more than 0 million characters; skipped, shorten it"]
