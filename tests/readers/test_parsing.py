import json
from unittest import mock

import pytest

from kg import readers
from kg.errors import OutputError
from kg.readers import code, packs
from kg.readers.json import jsonl

TITLES = ["Fern", "Moss", "Bark"]


def lines(*titles):
    return "".join(json.dumps({"title": title, "abstract": f"We grow {title}."}) + "\n" for title in titles)


@pytest.fixture
def parses(monkeypatch):
    """Return the names of the sources that are parsed, as they are."""
    names = []
    monkeypatch.setattr(jsonl, "read", lambda listing, read=jsonl.read: names.append(listing.name) or read(listing))
    return names


@pytest.fixture
def listings(tmp_path):
    folder = tmp_path / "listings"
    folder.mkdir()
    for name, titles in (("a.jsonl", TITLES), ("b.jsonl", ["Turf", "Reed"]), ("c.jsonl", ["Sod", "Peat"])):
        (folder / name).write_text(lines(*titles))
    return folder


def titles(paths, tmp_path, errors=None):
    told = [] if errors is None else errors
    stream = readers.stream(paths, spool=tmp_path / "spool", cache=tmp_path / "cache", on_error=told.append)
    return sorted(paper.title for paper in stream.papers())


def test_a_source_is_parsed_once(listings, tmp_path, parses):
    found = titles([listings], tmp_path)
    assert found == ["Bark", "Fern", "Moss", "Peat", "Reed", "Sod", "Turf"]
    assert parses == ["a.jsonl", "b.jsonl", "c.jsonl"]
    assert titles([listings], tmp_path) == found
    cached = readers.read([listings], cache=tmp_path / "cache", on_error=print)
    assert parses == ["a.jsonl", "b.jsonl", "c.jsonl"]
    assert readers.read([listings], on_error=print) == cached


@pytest.mark.parametrize("are_large", [False, True])
def test_what_changed_is_parsed_again_and_what_is_gone_goes(listings, tmp_path, parses, are_large):
    with mock.patch.object(packs, "_HELD", 0 if are_large else 1 << 20):
        titles([listings], tmp_path)
    (listings / "b.jsonl").write_text(lines("Turf", "Heath"))
    (listings / "c.jsonl").unlink()
    parses.clear()
    assert titles([listings], tmp_path) == ["Bark", "Fern", "Heath", "Moss", "Turf"]
    assert parses == ["b.jsonl"]
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").iterdir())
    assert b"Heath" in kept
    assert b"Reed" not in kept
    assert b"Sod" not in kept


def test_a_name_and_the_code_decide_as_well(listings, tmp_path, parses, monkeypatch):
    titles([listings], tmp_path)
    (listings / "a.jsonl").rename(listings / "z.jsonl")
    parses.clear()
    titles([listings], tmp_path)
    assert parses == ["z.jsonl"]
    monkeypatch.setattr(code, "digest", lambda: "other")
    parses.clear()
    titles([listings], tmp_path)
    assert parses == ["b.jsonl", "c.jsonl", "z.jsonl"]


def test_complaints_are_told_again_and_name_where_a_source_stands_now(listings, tmp_path, parses):
    (listings / "b.jsonl").write_text("{}\n{}\n" + lines("Turf") + '{"title": "Reed"}\n')
    (listings / "d.svg").write_bytes(b"<svg/>")
    first, again = [], []
    titles([listings], tmp_path, first)
    moved = listings.rename(tmp_path / "moved")
    parses.clear()
    titles([moved], tmp_path, again)
    reed = f"{moved}/b.jsonl:4: the record has no abstract and no other source gives one"
    assert parses == []
    assert [str(error) for error in again] == [
        f"{moved}: 1 file of no use is passed over (1 .svg); name it if it holds papers",
        f"{moved}/b.jsonl:1: the record has no title; give it one",
        f"{moved}/b.jsonl:2: the record has no title; give it one",
        f"{reed}; add one, or a source that has it",
    ]
    assert [str(error).replace("listings", "moved") for error in first] == [str(error) for error in again]
    assert [type(error) for error in first] == [type(error) for error in again]


def test_a_file_that_holds_no_papers_is_known_again(listings, tmp_path):
    (listings / "a.txt").write_bytes(bytes(range(256)))
    errors = []
    for _ in range(2):
        titles([listings / "a.txt"], tmp_path, errors)
        titles([listings], tmp_path, errors)
    assert [(type(error).__name__, str(error)) for error in errors[:2]] == [
        ("ForeignError", f"{listings}/a.txt: is binary, not text; give a file of papers"),
        (
            "RecordError",
            f"{listings}: a file holds no papers in a known format (a.txt); give files of papers, or put the others "
            "elsewhere",
        ),
    ]
    assert [str(error) for error in errors[2:]] == [str(error) for error in errors[:2]]


@pytest.mark.parametrize("are_large", [False, True])
@pytest.mark.parametrize("at", [0.02, 0.5, 0.98, 1])
def test_what_is_damaged_is_made_again(listings, tmp_path, parses, are_large, at):
    with mock.patch.object(packs, "_HELD", 0 if are_large else 1 << 20):
        found = titles([listings], tmp_path)
    for path in (tmp_path / "cache").iterdir():
        data = bytearray(path.read_bytes())
        data[int(at * (len(data) - 1))] ^= 1
        path.write_bytes(data)
    parses.clear()
    assert titles([listings], tmp_path) == found
    assert len(parses) == 3 if are_large else parses  # those beside a small one may be whole
    parses.clear()
    assert titles([listings], tmp_path) == found
    assert parses == []


@pytest.mark.parametrize("data", [b"", b"\0" * 9, b"\xff" * 99])
def test_what_is_no_pack_is_replaced(listings, tmp_path, data):
    found = titles([listings], tmp_path)
    for path in (tmp_path / "cache").iterdir():
        path.write_bytes(data)
    assert titles([listings], tmp_path) == found


def test_small_sources_share_packs_and_a_large_one_has_its_own(listings, tmp_path, parses, monkeypatch):
    for number in range(99):
        (listings / f"{number}.jsonl").write_text(lines(f"Leaf {number}", f"Root {number}"))
    (listings / "large.jsonl").write_text(lines(*(f"Blade {number}" for number in range(9))))
    monkeypatch.setattr(packs, "_HELD", 1_500)
    found = titles([listings], tmp_path)
    names = sorted(path.stem for path in (tmp_path / "cache").iterdir())
    assert len(found) == 7 + 198 + 9
    assert len([name for name in names if len(name) == 1]) <= 16
    assert len([name for name in names if len(name) > 1]) == 1
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").iterdir()}
    (listings / "7.jsonl").write_text(lines("Leaf 7", "Stem"))
    parses.clear()
    assert titles([listings], tmp_path) == sorted({*found, "Stem"} - {"Root 7"})
    assert parses == ["7.jsonl"]
    changed = [path for path, time in kept.items() if not path.exists() or path.stat().st_mtime_ns != time]
    assert 1 <= len(changed) <= 2


def test_a_source_that_changes_while_it_is_read_is_used_and_not_kept(listings, tmp_path, parses):
    sources = readers.expand([listings / "a.jsonl"], on_error=print)
    (listings / "a.jsonl").write_text(lines("Sedge", "Rush"))
    for _ in range(2):
        errors = []
        assert titles(sources, tmp_path, errors) == ["Rush", "Sedge"]
        assert [str(error) for error in errors] == [f"{listings}/a.jsonl: changed while it was read; build again"]
    assert parses == ["a.jsonl"] * 2


def test_without_a_cache_everything_is_parsed_whatever_lies_in_the_spool(listings, tmp_path, parses):
    for _ in range(2):
        stream = readers.stream([listings], spool=tmp_path / "spool", on_error=print)
        assert (stream.count, stream.sources) == (7, ("a.jsonl", "b.jsonl", "c.jsonl"))
    assert parses == ["a.jsonl", "b.jsonl", "c.jsonl"] * 2


def test_a_folder_that_cannot_be_made_is_one_line(listings, tmp_path):
    (tmp_path / "spool").write_text("")
    with pytest.raises(OutputError, match=r"spool: what is read cannot be kept .*; make room, or the folder writable"):
        readers.stream([listings], spool=tmp_path / "spool", on_error=print)


def test_two_sources_with_one_text_are_one_paper_from_the_cache_as_well(listings, tmp_path):
    (listings / "d.jsonl").write_text(lines("Fern", "Turf"))
    for _ in range(2):
        stream = readers.stream([listings], spool=tmp_path / "spool", cache=tmp_path / "cache", on_error=print)
        sources = {paper.title: paper.sources for paper in stream.papers()}
        assert (stream.count, sources["Fern"], sources["Turf"]) == (
            7,
            ("a.jsonl", "d.jsonl"),
            ("b.jsonl", "d.jsonl"),
        )
