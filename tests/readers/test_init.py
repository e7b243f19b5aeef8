import gzip
import json

import pytest

from kg.readers import expand, read
from kg.readers.formats import READERS, sniff
from kg.readers.listing import Listing

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
    return list(read(paths, on_error=errors.append).papers), [str(error) for error in errors]


def test_formats_are_known_by_content():
    assert sniff(json.dumps([RECORD])) == "json"
    assert sniff(f"{json.dumps(RECORD)}\n{json.dumps(RECORD)}") == "jsonl"
    assert sniff(f"new\n\n{TITLE}\n\n{ABSTRACT}") == "daily-papers"
    assert sniff("<feed>") == "atom"
    assert sniff("<svg>") == ""
    names = list(READERS)
    assert names.index("jsonl") < names.index("json")  # what is lines of JSON starts as JSON does
    assert names[-1] == "daily-papers"  # any text may look like one


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
    (listings / "b.txt").write_text("\n")
    papers, errors = papers_of([listings, listings / "missing"])
    assert len(papers) == 2
    assert sorted(errors) == [
        f"{listings}/b.txt: is empty; give a file of papers",
        f"{listings}/missing: cannot be read (No such file or directory); check the path",
    ]


def test_a_file_that_somebody_named_is_reported_where_it_holds_no_papers(listings):
    (listings / "a.svg").write_text("<svg><text>Fern</text></svg>")
    (listings / "b.bin").write_bytes(bytes(range(256)))
    (listings / "c.json").write_text("[]")
    papers, errors = papers_of([listings / name for name in ("a.svg", "b.bin", "c.json", "list.txt")])
    assert len(papers) == 1
    assert [error.partition("known are")[0] for error in errors] == [
        f"{listings}/a.svg: is in no known format; ",
        f"{listings}/b.bin: is binary, not text; give a file of papers",
        f"{listings}/c.json: holds no papers; give a file of papers",
    ]


def test_a_file_whose_records_all_have_no_title_holds_no_papers(listings):
    (listings / "d.json").write_text('[{"name": "fern"}, {"name": "moss"}]')
    papers, errors = papers_of([listings / "d.json", listings / "list.txt"])
    assert len(papers) == 1
    assert errors == [f"{listings}/d.json: holds no papers; give a file of papers"]


def test_a_record_without_title_among_others_is_reported(listings):
    (listings / "d.json").write_text('[{"abstract": "We grow."}, {"title": "Moss Roots", "abstract": "We root."}]')
    papers, errors = papers_of([listings / "d.json"])
    assert [paper.title for paper in papers] == ["Moss Roots"]
    assert errors == [f"{listings}/d.json:1: the record has no title; give it one"]


def test_those_of_a_folder_are_reported_together(listings):
    (listings / "a.html").write_text("<html><p>Fern</p></html>")
    (listings / "f.bin").write_bytes(bytes(range(256)))
    (listings / "g.pdf").write_bytes(b"%PDF")
    papers, errors = papers_of([listings])
    assert len(papers) == 2
    assert errors == [
        f"{listings}: 1 file of no use is passed over (1 .pdf); name it if it holds papers",
        f"{listings}: 2 files hold no papers in a known format (a.html, f.bin); "
        "give files of papers, or put the others elsewhere",
    ]


def test_a_file_that_changes_while_it_is_read_is_reported_and_used(listings):
    sources = expand([listings / "list.txt"], on_error=print)
    (listings / "list.txt").write_text(json.dumps([RECORD | {"title": "Bark"}]))
    papers, errors = papers_of(sources)
    assert [paper.title for paper in papers] == ["Bark"]
    assert errors == [f"{listings}/list.txt: changed while it was read; build again"]


def test_a_reader_of_bytes_is_found_by_its_magic(listings, monkeypatch):
    class Magic:
        NAME, TITLE, MAGIC = "magic", "Magic", b"\x00\x01MAGIC"

        def sniff(self, _):
            return False

        def read(self, listing):
            yield from READERS["json"].read(Listing(expand([listings / "list.txt"], on_error=print)[0], print))
            assert listing.path().read_bytes() == b"\x00\x01MAGIC" + bytes(99)

    monkeypatch.setitem(READERS, "magic", Magic())
    for name, data in (
        ("plain", b"\x00\x01MAGIC" + bytes(99)),
        ("packed", gzip.compress(b"\x00\x01MAGIC" + bytes(99), mtime=0)),
    ):
        (listings / name).write_bytes(data)
        papers, errors = papers_of([listings / name])
        assert ([paper.title for paper in papers], errors) == ([TITLE.upper()], [])


def test_nothing_to_read_gives_nothing(tmp_path):
    papers, errors = papers_of([tmp_path / "missing"])
    assert papers == []
    assert len(errors) == 1
