import gzip
from collections import deque

import pytest
from listings import listing

from kg.errors import SourceError
from kg.readers import listing as module
from kg.readers.listing import Listing
from kg.readers.sources import expand


@pytest.fixture
def opened(tmp_path):
    """Make listings of files of some bytes."""

    def make(data, name="a.txt"):
        (tmp_path / name).write_bytes(data)
        errors = []
        sources = expand([tmp_path / name], on_error=errors.append)
        return Listing(sources[0], lambda error: errors.append(str(error))), errors

    return make


def test_lines_are_numbered_and_have_no_breaks():
    made, errors = listing("one\r\ntwo\n\nfour")
    assert list(made.lines()) == [(1, "one"), (2, "two"), (3, ""), (4, "four")]
    assert errors == []


def test_a_line_that_is_too_long_is_left_out_and_the_others_are_read(monkeypatch):
    monkeypatch.setattr(module, "MAX_LINE", 1 << 20)
    long = "a" * (1 << 21)
    made, errors = listing(f"one\n{long}\nthree\n{long}")
    assert list(made.lines()) == [(1, "one"), (3, "three")]
    assert errors == [
        "list.txt:2: the line has more than 1 million characters; skipped, split it",
        "list.txt:4: the line has more than 1 million characters; skipped, split it",
    ]


def test_a_text_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MAX_TEXT", 1 << 20)
    made, _ = listing("a" * ((1 << 20) + 1))
    with pytest.raises(SourceError) as error:
        made.text()
    assert str(error.value) == (
        "list.txt: holds more than 1 million characters, too many for a format that is read as a whole; "
        "split the file, or give JSON Lines"
    )
    assert listing("a" * (1 << 20))[0].text() == "a" * (1 << 20)


def test_the_head_starts_with_what_is_no_blank_and_ends_early():
    made, _ = listing("\n\n  Fern" + "x" * 100_000)
    assert made.head().startswith("Fernx")
    assert len(made.head()) == module.HEAD
    assert made.start()[:4] == b"Fern"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_every_way_of_reading_gives_the_same(opened, pack):
    text = "Fern é\nMoss\n" * 30_000
    made, errors = opened(pack(text.encode()))
    assert made.text() == "".join(made.chunks()) == text
    assert [line for _, line in made.lines()] == text.splitlines()
    with made.stream() as stream:
        assert stream.read() == text.encode()
    assert made.path().read_bytes() == text.encode()
    made.close()
    assert errors == []


def test_stray_bytes_are_told_once_whatever_is_read_first(opened):
    made, errors = opened(b"one\ncaf\xe9\n")
    assert (made.head(), made.text(), list(made.lines())) == ("one\ncafé\n", "one\ncafé\n", [(1, "one"), (2, "café")])
    assert errors == [f"{made.where}:2: is not UTF-8; read as Windows-1252, save it as UTF-8 if letters are wrong"]


def test_whole_lines_before_a_cut_are_read(opened):
    text = "".join(f"{n * n * 7919 % 100_003} fern\n" for n in range(50_000))
    made, errors = opened(gzip.compress(text.encode())[:-3000])
    taken = []
    lines = (taken.append(line) for _, line in made.lines())
    with pytest.raises(SourceError, match=r"a\.txt: the compressed file is cut; what stands before the cut is read"):
        deque(lines, maxlen=0)
    assert len(taken) > 30_000
    assert taken == text.splitlines()[: len(taken)]
    assert text.startswith(made.text())
    assert errors == [f"{made.where}: the compressed file is cut; what stands before the cut is read"]


def test_of_a_small_file_as_well(opened):
    made, errors = opened(gzip.compress(b"one\ntwo\nthree\n")[:-9])
    assert (made.head(), made.text()) == ("one\ntwo\nthree\n"[: len(made.head())], made.head())
    assert made.head().startswith("one\ntwo\n")
    assert errors == [f"{made.where}: the compressed file is cut; what stands before the cut is read"]


@pytest.mark.parametrize("way", ["text", "path"])
def test_a_file_that_changes_meanwhile_is_reported(opened, tmp_path, way):
    made, errors = opened(b"Fern")
    (tmp_path / "a.txt").write_bytes(b"Moss")
    getattr(made, way)()
    made.close()
    assert errors == [f"{tmp_path}/a.txt: changed while it was read; build again"]


def test_a_file_that_goes_away(opened, tmp_path):
    made, _ = opened(b"Fern")
    (tmp_path / "a.txt").unlink()
    for read in (made.text, made.head, made.start, made.path):
        with pytest.raises(SourceError, match=r"a.txt: cannot be read \(No such file or directory\); check the file"):
            read()


def test_what_is_wrong_with_a_million_lines_is_not_told_a_million_times(monkeypatch):
    monkeypatch.setattr("kg.readers.listing.MAX_COMPLAINTS", 2)
    made, errors = listing("Fern")
    for line in range(1, 6):
        made.complain(line, "is broken; mend it")
    made.close()
    assert errors == [
        "list.txt:1: is broken; mend it",
        "list.txt:2: is broken; mend it",
        "list.txt: 3 more complaints like these; mend those above first",
    ]
