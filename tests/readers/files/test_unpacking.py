import bz2
import gzip
import lzma
import zlib
from collections import deque

import pytest
import zstandard

from kg.errors import SourceError
from kg.readers.files import unpacking
from kg.readers.files.unpacking import BlockStream, is_packed, unpack

TEXT = b"".join(b"%d: Ada Moore grows Fern beside Moss %d\n" % (n, n * n) for n in range(20_000))
PACKED = {
    "gzip": gzip.compress(TEXT, mtime=0),
    "zstd": zstandard.ZstdCompressor().compress(TEXT),
    "bzip2": bz2.compress(TEXT),
    "xz": lzma.compress(TEXT),
}
PACKINGS = pytest.mark.parametrize("packing", PACKED)


def blocks(data, size=10_000):
    return [data[start : start + size] for start in range(0, len(data), size)]


def unpacked(data, size=10_000):
    """Unpack bytes; return what could be read and the complaint."""
    found = []
    try:
        for piece in unpack(blocks(data, size), where="a.gz"):
            found.append(piece)
    except SourceError as error:
        return b"".join(found), str(error)
    return b"".join(found), ""


@PACKINGS
def test_what_is_packed_is_unpacked(packing):
    assert is_packed(PACKED[packing])
    assert unpacked(PACKED[packing]) == (TEXT, "")
    assert unpacked(PACKED[packing], 1 << 18) == (TEXT, "")


@PACKINGS
def test_several_members_are_one_text_whatever_fills_the_end(packing):
    assert unpacked(PACKED[packing] + PACKED["gzip"] + bytes(600)) == (TEXT + TEXT, "")


def test_what_is_not_packed_comes_as_it_is():
    assert unpacked(TEXT) == (TEXT, "")
    assert unpacked(b"") == (b"", "")


@PACKINGS
def test_a_cut_file_gives_what_stands_before_the_cut(packing):
    text, complaint = unpacked(PACKED[packing][:-50])
    assert complaint == "a.gz: the compressed file is cut; what stands before the cut is read"
    assert TEXT.startswith(text)
    assert len(text) > len(TEXT) // 3


def test_damage_costs_nothing_that_stands_before_it():
    data = bytearray(PACKED["gzip"])
    data[-8:-4] = b"\0\0\0\0"  # the checksum of the text
    text, complaint = unpacked(bytes(data))
    assert text == TEXT
    assert complaint == "a.gz: the compressed file is damaged; what stands before the damage is read"


@PACKINGS
def test_rubbish_after_a_member_is_damage(packing):
    assert unpacked(PACKED[packing] + b"<rubbish>") == (
        TEXT,
        "a.gz: the compressed file is damaged; what stands before the damage is read",
    )


@pytest.mark.parametrize("head", [b"\x1f\x8b", b"(\xb5/\xfd", b"BZh", b"\xfd7zXZ\x00"])
def test_a_head_alone_is_no_archive(head):
    assert unpacked(head)[0] == b""
    assert "the compressed file is" in unpacked(head + b"\xff" * 99)[1]


def bomb(packing, size=80 << 20):
    """Pack many megabytes of one letter."""
    compressor = zlib.compressobj(1, wbits=31) if packing == "gzip" else zstandard.ZstdCompressor().compressobj()
    megabyte = b"a" * (1 << 20)
    return b"".join([*(compressor.compress(megabyte) for _ in range(size >> 20)), compressor.flush()])


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_bomb_is_given_up_early_and_in_small_pieces(packing):
    sizes = []
    pieces = (sizes.append(len(piece)) for piece in unpack(blocks(bomb(packing)), where="a.gz"))
    with pytest.raises(SourceError) as error:
        deque(pieces, maxlen=0)
    assert str(error.value) == (
        "a.gz: unpacks to more than 100 times its size, which no listing of papers does; the rest is not read"
    )
    assert sum(sizes) < 2 * unpacking.FREE
    assert max(sizes) <= unpacking.FREE


def test_a_small_file_of_blanks_is_no_bomb():
    assert unpacked(gzip.compress(bytes(1 << 20))) == (bytes(1 << 20), "")


def test_blocks_can_be_read_as_a_stream():
    stream = BlockStream(iter([b"ab", b"", b"cdef"]))
    assert (stream.readable(), stream.read(1), stream.read(3), stream.read(), stream.read()) == (
        True,
        b"a",
        b"b",
        b"cdef",
        b"",
    )
