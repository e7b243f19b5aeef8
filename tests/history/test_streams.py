"""Sorted lines that are kept, read again and compared."""

import pytest
import zstandard

from kg.history import streams
from kg.history.streams import difference, read, spooled, text_digest


def test_lines_are_read_again_and_those_that_come_twice_count_once(tmp_path):
    with spooled(["a", "b", "b", "é"], tmp_path) as spool, spooled(["a", "b", "é"], tmp_path) as same:
        assert [list(spool), list(spool)] == [["a", "b", "é"]] * 2
        assert spool.digest == same.digest
    assert not list(tmp_path.iterdir())


def test_lines_out_of_order_are_refused(tmp_path):
    with (
        pytest.raises(ValueError, match="fact lines are not sorted: 'a' comes after 'b'"),
        spooled(["b", "a"], tmp_path),
    ):
        pass


@pytest.mark.parametrize("at_once", [0, 1 << 25])
def test_a_text_is_the_same_whether_it_is_compressed_at_once_or_piece_by_piece(tmp_path, monkeypatch, at_once):
    monkeypatch.setattr(streams, "AT_ONCE", at_once)
    with spooled((f"line {number:06}" for number in range(9_000)), tmp_path) as spool:
        spool.compress(tmp_path / "facts.zst")
        assert list(read(tmp_path / "facts.zst")) == list(spool)
        assert text_digest(tmp_path / "facts.zst") == spool.digest
        data = (tmp_path / "facts.zst").read_bytes()
        assert len(zstandard.ZstdDecompressor().decompress(data)) == spool.size  # the file tells its size


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", ""),
        ("abc", "abc", ""),
        ("", "ab", "+a +b"),
        ("ab", "", "-a -b"),
        ("ace", "bcdf", "-a +b +d -e +f"),
    ],
)
def test_the_difference_of_two_streams_is_in_order(old, new, found):
    assert " ".join(sign + line for sign, line in difference(old, new)) == found
