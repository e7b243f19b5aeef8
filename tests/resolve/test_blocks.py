"""Blocks."""

from kg.resolve.blocks import pairs

KEYS = {1: ["fern", "moss"], 2: ["moss", "fern"], 5: ["moss"], 7: ["oak"], 9: ["oak"], 11: ["oak", "elm", "elm"]}


def test_things_that_share_a_key_are_pairs_once_each():
    assert sorted(pairs(list(KEYS), KEYS.__getitem__, most=3)) == [(1, 2), (1, 5), (2, 5), (7, 9), (7, 11), (9, 11)]


def test_a_crowd_tells_nothing():
    assert sorted(pairs(list(KEYS), KEYS.__getitem__, most=2)) == [(1, 2)]


def test_keys_whose_hashes_are_equal_are_told_apart():
    assert hash(-1) == hash(-2)
    assert list(pairs([0, 1], lambda thing: [-1 - thing], most=8)) == []


def test_nothing_has_no_pairs():
    assert list(pairs([], KEYS.__getitem__, most=8)) == []
