"""The output files of a build."""

import gzip
import hashlib

import pytest

from kg import output_files

WHOLE = {"kg.nq": "1", "kg.ttl": "2", "papers.jsonl": "3", "tables/edges.csv": "4", "tables/entities.csv": "5"}
PARTS = {
    "kg/papers-00001.nq.gz": "c",
    "kg/entities.nq.gz": "a",
    "kg/meta.nq.gz": "b",
    "papers/00000.jsonl.gz": "d",
    "papers/00001.jsonl.gz": "e",
    "tables/edges/00000.csv.gz": "f",
    "tables/edges/relations.csv.gz": "g",
    "tables/entities.csv.gz": "h",
    "queries/find.rq": "i",
}


def test_a_small_build_has_one_file_of_each():
    assert output_files.graph(WHOLE) == {"kg.nq": "1"}
    assert output_files.graph_digest(WHOLE) == "1"
    assert output_files.table(WHOLE, "edges") == ["tables/edges.csv"]
    assert output_files.records(WHOLE) == ["papers.jsonl"]


def test_a_large_build_has_parts_in_the_order_of_their_names():
    assert list(output_files.graph(PARTS)) == ["kg/entities.nq.gz", "kg/meta.nq.gz", "kg/papers-00001.nq.gz"]
    assert output_files.table(PARTS, "edges") == ["tables/edges/00000.csv.gz", "tables/edges/relations.csv.gz"]
    assert output_files.table(PARTS, "entities") == ["tables/entities.csv.gz"]
    assert output_files.records(PARTS) == ["papers/00000.jsonl.gz", "papers/00001.jsonl.gz"]


def test_the_digest_of_parts_is_that_of_their_list():
    listed = "a  kg/entities.nq.gz\nb  kg/meta.nq.gz\nc  kg/papers-00001.nq.gz\n"
    assert output_files.graph_digest(PARTS) == hashlib.sha256(listed.encode()).hexdigest()
    assert output_files.graph_digest(PARTS | {"tables/entities.csv.gz": "x"}) == output_files.graph_digest(PARTS)
    assert output_files.graph_digest(PARTS | {"kg/meta.nq.gz": "x"}) != output_files.graph_digest(PARTS)


def test_what_a_build_lacks_is_nowhere():
    assert output_files.graph({"kg.ttl": "2"}) == {}
    assert output_files.graph_digest({"kg.ttl": "2"}) == ""
    assert output_files.table(PARTS, "link") == output_files.table(WHOLE, "links") == []


def test_the_files_of_a_folder_are_found_without_a_manifest(tmp_path):
    assert output_files.graph_names(tmp_path) == []
    (tmp_path / "kg").mkdir()
    for name in ("meta.nq.gz", "entities.nq.gz", "notes.txt"):
        (tmp_path / "kg" / name).touch()
    assert output_files.graph_names(tmp_path) == ["kg/entities.nq.gz", "kg/meta.nq.gz"]
    (tmp_path / "kg.nq").touch()
    assert output_files.graph_names(tmp_path) == ["kg.nq"]


@pytest.mark.parametrize(("name", "pack"), [("a.csv", bytes), ("a.csv.gz", gzip.compress)])
def test_a_file_is_read_in_pieces_of_whole_lines(tmp_path, name, pack):
    text = b"".join(b"%d\n" % (number * 7919) for number in range(200_000)) + b"end"
    (tmp_path / name).write_bytes(pack(text))
    found = list(output_files.pieces(tmp_path / name, size=100_000))
    assert len(found) > 2
    assert b"".join(found) == text
    assert {piece[-1:] for piece in found[:-1]} == {b"\n"}
    assert list(output_files.lines(tmp_path / name)) == text.splitlines(keepends=True)


def test_pieces_end_with_lines_where_these_are_longer(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"one\ntwo\nthree\nfour")
    assert list(output_files.pieces(tmp_path / "a.csv", size=4)) == [b"one\n", b"two\n", b"three\n", b"four"]


def test_parts_that_were_joined_are_read_to_the_end(tmp_path):
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"one\ntw") + gzip.compress(b"o\n") + gzip.compress(b""))
    assert list(output_files.lines(tmp_path / "a.gz")) == [b"one\n", b"two\n"]


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: b"no" + data[2:], lambda data: data[:20]])
def test_a_part_that_is_damaged_is_no_end_of_a_file(tmp_path, damage):
    (tmp_path / "a.gz").write_bytes(damage(gzip.compress(b"line\n" * 1000)))
    with pytest.raises(ValueError, match="it is no whole gzip file"):
        list(output_files.lines(tmp_path / "a.gz"))
