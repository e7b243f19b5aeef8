import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.identity import best_rank, identifiers, paper_id, strong


@pytest.mark.parametrize(
    ("given_id", "expected"),
    [
        ("2401.12345", "arXiv:2401.12345"),
        ("0704.0001v12", "arXiv:0704.0001"),
        ("arXiv:2401.12345v2", "arXiv:2401.12345"),
        ("2401.12345 [cs.CL]", "arXiv:2401.12345"),
        ("hep-th/9901001", "arXiv:hep-th/9901001"),
        ("arXiv:math.GT/0309136v1", "arXiv:math/0309136"),
        ("cond-mat.mtrl-sci/0309136", "arXiv:cond-mat/0309136"),
        ("https://arxiv.org/abs/2401.12345", "arXiv:2401.12345"),
        ("http://www.arxiv.org/pdf/2401.12345v1.pdf", "arXiv:2401.12345"),
        ("oai:arXiv.org:hep-th/9901001", "arXiv:hep-th/9901001"),
        ("10.48550/arXiv.2401.12345", "arXiv:2401.12345"),
        ("https://doi.org/10.48550/ARXIV.2401.12345", "arXiv:2401.12345"),
        ("https://huggingface.co/papers/2401.12345", "arXiv:2401.12345"),
        ("10.1038/S41586-021-03819-2", "doi:10.1038/s41586-021-03819-2"),
        ("https://doi.org/10.1016/S0140-6736%2897%2911096-0.", "doi:10.1016/s0140-6736(97)11096-0"),
        ("N19-1423", "acl:N19-1423"),
        ("https://aclanthology.org/2020.acl-main.1/", "acl:2020.acl-main.1"),
        ("https://www.aclweb.org/anthology/P18-1001.pdf", "acl:P18-1001"),
        ("10.18653/v1/n19-1423", "acl:N19-1423"),
        ("https://openreview.net/forum?id=rJ_abC-12", "openreview:rJ_abC-12"),
        ("https://openreview.net/pdf?noteId=a1&id=rJ_abC-12", "openreview:rJ_abC-12"),
        ("t0001", "local:t0001"),
        ("2413.12345", "local:2413.12345"),
        ("2401.1234567", "local:2401.1234567"),
        ("t12-3456", "local:t12-3456"),
    ],
)
def test_one_spelling_for_each_identifier(given_id, expected):
    assert identifiers(given_id) == (expected,)


def test_identifiers_come_from_every_field_and_are_sorted():
    assert identifiers("x1", "https://arxiv.org/abs/2401.12345", others=["10.1000/AB", ""]) == (
        "arXiv:2401.12345",
        "doi:10.1000/ab",
        "local:x1",
    )
    assert identifiers("", "https://example.org/2401.12345x") == ()


def test_identifiers_hold_nothing_that_cannot_be_seen_or_encoded():
    assert identifiers("", others=["10.1234/a\ud800b\u202ec\x00"]) == ("doi:10.1234/a\ufffdbc",)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (["acl:N19-1423", "arXiv:2401.12345", "doi:10.1000/ab"], "paper/arxiv-2401.12345"),
        (["arXiv:2402.00002", "arXiv:2401.12345"], "paper/arxiv-2401.12345"),
        (["arXiv:hep-th/9901001"], "paper/arxiv-hep-th_9901001"),
        (["acl:N19-1423", "doi:10.1038/s41586-021-03819-2"], "paper/doi-10.1038_s41586-021-03819-2"),
        (["openreview:a_b", "acl:N19-1423"], "paper/acl-N19-1423"),
        (["local:t1", "openreview:a_b"], "paper/openreview-a_b"),
        (["doi:10.1000/a(b)"], "paper/doi-10.1000_a-b-~93299801"),
    ],
)
def test_the_id_is_made_of_the_best_identifier(known, expected):
    assert paper_id(known, "Any Title") == expected


def test_the_id_without_identifier_is_made_of_the_folded_title():
    assert paper_id(["local:t1"], "Fern-Net: {\\em Sparse}") == paper_id([], "fern net sparse")
    assert re.fullmatch(r"paper/sha256-[0-9a-f]{16}", paper_id([], "Fern"))
    assert paper_id([], "Fern", "One text.") != paper_id([], "Fern", "Another text.") != paper_id([], "Fern")


@given(st.lists(st.text(min_size=1, max_size=8), min_size=2, max_size=2, unique=True), st.sampled_from(["doi", "acl"]))
def test_ids_are_safe_and_differ(values, scheme):
    first, second = (paper_id([f"{scheme}:10.1/{value}"], "T") for value in values)
    assert first != second
    assert re.fullmatch(r"paper/(doi|acl)-[A-Za-z0-9._~-]+", first)


def test_ids_of_slashes_and_underscores_differ():
    ids = {paper_id([f"doi:10.1/{value}"], "T") for value in ("a/b", "a_b", "a-b", "a b")}
    assert len(ids) == 4


def test_a_long_or_hostile_id_is_cut_and_kept_apart():
    assert identifiers('a b/"<x>%') == ("local:a-b_--x--~9bd719d0",)
    first, second = identifiers("x" * 500 + "1"), identifiers("x" * 500 + "2")
    assert first != second
    assert len(first[0]) < 150


def test_ranks():
    assert strong(["local:a", "openreview:o", "doi:d", "arXiv:2"]) == ["arXiv:2", "doi:d", "openreview:o"]
    assert best_rank(["local:a", "doi:d"]) == 1
    assert best_rank([]) == 5
