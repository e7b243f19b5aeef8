import json

import pytest

from kg.readers import READERS, expand, read, sniff

TITLE, ABSTRACT = "Fern: Sparse Adapters for Long Documents", "We introduce Fern, an adapter that grows. " * 9
RECORD = {"id": "2401.00001", "title": TITLE.upper(), "abstract": "We introduce Fern."}


@pytest.fixture
def listings(tmp_path):
    (tmp_path / "page.dat").write_text(f"Daily Papers\n\n{TITLE}\n\n{ABSTRACT}")
    (tmp_path / "list.txt").write_text(json.dumps([RECORD]))
    (tmp_path / "list.json").write_text(
        json.dumps(RECORD) + "\n" + json.dumps({"title": "Moss", "abstract": "A corpus."})
    )
    return tmp_path


def papers_of(paths):
    errors = []
    return read(paths, on_error=errors.append), [str(error) for error in errors]


def test_formats_are_known_by_content():
    assert sniff(json.dumps([RECORD])) == "json"
    assert sniff(f"{json.dumps(RECORD)}\n{json.dumps(RECORD)}") == "jsonl"
    assert sniff(f"new\n\n{TITLE}\n\n{ABSTRACT}") == "daily-papers"
    assert sniff("<html>") == ""
    assert list(READERS) == ["jsonl", "json", "daily-papers"]


def test_all_sources_are_read_and_merged(listings):
    papers, errors = papers_of([listings])
    assert errors == []
    assert [(paper.title, paper.sources) for paper in papers] == [
        (TITLE.upper(), ("list.json", "list.txt", "page.dat")),
        ("Moss", ("list.json",)),
    ]
    assert papers_of(sorted(listings.iterdir(), reverse=True)) == (papers, [])
    assert papers_of(expand([listings], on_error=print)) == (papers, [])


def test_what_cannot_be_read_is_reported_and_the_rest_is_read(listings):
    (listings / "a.html").write_text("<html><p>Fern</p></html>")
    (listings / "b.txt").write_text("\n")
    (listings / "c.json").write_text("[]")
    papers, errors = papers_of([listings, listings / "missing"])
    assert len(papers) == 2
    assert sorted(errors) == [
        f"{listings}/a.html: is in no known format; known are JSON Lines, JSON, Daily Papers pages (text)",
        f"{listings}/b.txt: is empty; give a file of papers",
        f"{listings}/c.json: holds no papers; give a file of papers",
        f"{listings}/missing: cannot be read (No such file or directory); check the path",
    ]


def test_nothing_to_read_gives_nothing(tmp_path):
    papers, errors = papers_of([tmp_path / "missing"])
    assert papers == []
    assert len(errors) == 1
