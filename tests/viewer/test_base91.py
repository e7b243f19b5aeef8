import random

import pytest

from kg.viewer.base91 import decode, encode


@pytest.mark.parametrize("size", [0, 1, 2, 3, 12, 13, 14, 1000, 8191])
def test_letters_stand_for_the_bytes_that_they_were_made_from(size):
    data = random.Random(size).randbytes(size)  # noqa: S311  no secret
    assert decode(encode(data), size) == data


def test_the_letters_need_no_escape_in_json_or_in_a_script():
    letters = set(encode(random.Random(1).randbytes(20_000)))  # noqa: S311  no secret
    assert letters == {chr(code) for code in range(33, 127)} - set('<"\\')


def test_thirteen_bits_stand_in_two_letters():
    assert encode(bytes(13)) == "!" * 16
    assert encode(b"\xff\xf8") == "~#!!"


@pytest.mark.parametrize(("text", "size"), [("!", 1), ("!!", 2), ("<!", 1), ("!!!", 1), ('"!', 0)])
def test_what_stands_for_no_bytes_is_refused(text, size):
    with pytest.raises(ValueError, match="stand for no bytes"):
        decode(text, size)
