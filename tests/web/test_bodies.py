"""Bodies in memory: a bomb is not unpacked to be measured."""

import gzip
import tracemalloc

import pytest

from kg.web.bodies import read_body
from kg.web.failures import PassingError, RefusedError

GZIP = {"content-encoding": "gzip"}


def test_a_bomb_takes_no_more_memory_than_the_limit_allows():
    bomb = gzip.compress(b" " * 20_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(RefusedError):
            read_body([bomb], GZIP, limit=100_000)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_body_of_the_very_limit_is_read_and_several_members_are_one_body():
    assert read_body([gzip.compress(b"moss "), gzip.compress(b"fern")], GZIP, limit=9 + 60) == b"moss fern"
    assert read_body([b"moss"], {}, limit=4) == b"moss"
    with pytest.raises(RefusedError):
        read_body([b"moss", b"!"], {}, limit=4)


@pytest.mark.parametrize(
    "body", [gzip.compress(b"moss")[:-1], gzip.compress(b"moss") + b"fern"], ids=["cut", "followed"]
)
def test_a_body_that_is_cut_or_goes_on_as_something_else_is_damaged(body):
    with pytest.raises(PassingError):
        read_body([body], GZIP, limit=1_000)
