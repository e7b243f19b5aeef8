import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers.identity import best_rank, identifiers, noted, paper_id, strong


@pytest.mark.parametrize(
    ("given_id", "expected"),
    [
        ("2401.12345", "arXiv:2401.12345"),
        ("0704.0001v12", "arXiv:0704.0001"),
        ("arXiv:2401.12345v2", "arXiv:2401.12345"),
        ("arXiv: 2401.12345", "arXiv:2401.12345"),
        ("ARXIV.2401.12345", "arXiv:2401.12345"),
        ("2401.12345 [cs.CL]", "arXiv:2401.12345"),
        ("2401.12345v3.pdf", "arXiv:2401.12345"),
        ("arXiv preprint arXiv:2401.12345", "arXiv:2401.12345"),
        ("hep-th/9901001", "arXiv:hep-th/9901001"),
        ("arXiv:math.GT/0309136v1", "arXiv:math/0309136"),
        ("cond-mat.mtrl-sci/0309136", "arXiv:cond-mat/0309136"),
        ("https://arxiv.org/abs/2401.12345", "arXiv:2401.12345"),
        ("arxiv.org/abs/hep-th/9901001v2?context=math#top", "arXiv:hep-th/9901001"),
        ("http://www.arxiv.org/pdf/2401.12345v1.pdf", "arXiv:2401.12345"),
        ("https://export.arxiv.org/html/2401.12345", "arXiv:2401.12345"),
        ("https://ar5iv.labs.arxiv.org/html/2401.12345", "arXiv:2401.12345"),
        ("https://www.alphaxiv.org/overview/2401.12345v1", "arXiv:2401.12345"),
        ("https://www.semanticscholar.org/arxiv/2401.12345", "arXiv:2401.12345"),
        ("http://xxx.lanl.gov/abs/hep-th/9901001", "arXiv:hep-th/9901001"),
        ("oai:arXiv.org:hep-th/9901001", "arXiv:hep-th/9901001"),
        ("10.48550/arXiv.2401.12345", "arXiv:2401.12345"),
        ("https://doi.org/10.48550/ARXIV.2401.12345", "arXiv:2401.12345"),
        ("https://doi.org/10.48550%2FarXiv.2401.12345", "arXiv:2401.12345"),
        ("https://huggingface.co/papers/2401.12345", "arXiv:2401.12345"),
        ("journals/corr/abs-2401-12345", "arXiv:2401.12345"),
        ("paper/arxiv-hep-th_9901001", "arXiv:hep-th/9901001"),
        ("10.1038/S41586-021-03819-2", "doi:10.1038/s41586-021-03819-2"),
        ("DOI: 10.1000/Fern", "doi:10.1000/fern"),
        ("http://dx.doi.org/10.1000/fern", "doi:10.1000/fern"),
        ("https://doi.org/10.1016/S0140-6736%2897%2911096-0.", "doi:10.1016/s0140-6736(97)11096-0"),
        ("https://dl.acm.org/doi/abs/10.1145/1234.5678", "doi:10.1145/1234.5678"),
        ("https://link.springer.com/chapter/10.1007/978-3-1_7.pdf?x=1", "doi:10.1007/978-3-1_7"),
        ("https://www.frontiersin.org/articles/10.3389/fern.2024.001/full", "doi:10.3389/fern.2024.001"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf", "doi:10.1101/2020.01.01.123456"),
        ("10.1007/978-3-030-1{\\_}13", "doi:10.1007/978-3-030-1_13"),
        (
            "10.1002/(SICI)1097(199806)49:8<693::AID-7>3.0.CO;2-O",
            "doi:10.1002/(sici)1097(199806)49:8<693::aid-7>3.0.co;2-o",
        ),
        ("10.31234/osf.io/AB3de_v2", "doi:10.31234/osf.io/ab3de"),
        ("https://osf.io/preprints/psyarxiv/ab3de_v1", "doi:10.31234/osf.io/ab3de"),
        ("10.21203/rs.3.rs-1234567/v1", "doi:10.21203/rs.3.rs-1234567"),
        ("10.20944/preprints202401.0001.v2", "doi:10.20944/preprints202401.0001"),
        ("paper/doi-10.1000_fern", "doi:10.1000/fern"),
        ("N19-1423", "acl:N19-1423"),
        ("https://aclanthology.org/2020.acl-main.1/", "acl:2020.acl-main.1"),
        ("https://aclanthology.org/2020.acl-main.1v2.pdf", "acl:2020.acl-main.1"),
        ("https://www.aclweb.org/anthology/P18-1001.pdf", "acl:P18-1001"),
        ("http://aclweb.org/anthology/papers/N/N19/N19-1423/", "acl:N19-1423"),
        ("10.18653/v1/n19-1423", "acl:N19-1423"),
        ("https://doi.org/10.3115/v1/P14-1001", "acl:P14-1001"),
        ("https://openreview.net/forum?id=rJ_abC-12", "openreview:rJ_abC-12"),
        ("https://openreview.net/pdf?noteId=a1&id=rJ_abC-12", "openreview:rJ_abC-12"),
        ("https://api2.openreview.net/notes?forum=rJ_abC-12", "openreview:rJ_abC-12"),
        ("t0001", "local:t0001"),
        ("2413.12345", "local:2413.12345"),
        ("2401.1234", "local:2401.1234"),
        ("0704.00012", "local:0704.00012"),
        ("2401.1234567", "local:2401.1234567"),
        ("t12-3456", "local:t12-3456"),
    ],
)
def test_one_spelling_for_each_identifier(given_id, expected):
    assert identifiers(given_id) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "10.1007/978-3-030-58452-8\\textunderscore13",
        "10.1000",
        "10.1000/...",
        "https://example.org/2401.12345x",
        "https://openreview.net/references/pdf?id=rJ_abC-12",
        "https://osf.io/preprints/unknownxiv/ab3de",
    ],
)
def test_what_names_no_paper(text):
    assert identifiers("", text) == ()


def test_identifiers_come_from_every_field_and_are_sorted():
    assert identifiers("x1", "https://arxiv.org/abs/2401.12345", others=["10.1000/AB", ""]) == (
        "arXiv:2401.12345",
        "doi:10.1000/ab",
        "local:x1",
    )


def test_identifiers_in_notes():
    note = "Citation Key: moore2024\nDOI: 10.1000/Fern\narXiv:2401.12345 [cs]\nSee arXiv:2301.00001."
    note += "\nhttps://aclanthology.org/N19-1423"
    assert identifiers("", others=noted(note)) == ("acl:N19-1423", "arXiv:2401.12345", "doi:10.1000/fern")
    assert noted("12 pages; extends DOI: 10.1000/fern") == []


def test_identifiers_hold_nothing_that_cannot_be_seen_or_encoded():
    assert identifiers("", others=["10.1234/a\ud800b\u202ec\x00"]) == ("doi:10.1234/a\ufffdbc",)


PIECES = st.sampled_from([
    "10.1000/", "10.31234/osf.io/", "10.21203/rs.3.rs-1", "2401.12345", "hep-th/9901001", "arXiv:", "arxiv.org/abs/",
    "doi:", "https://doi.org/", "https://", "N19-1423", "acl:", "openreview:", "?id=", "openreview.net/forum", "local:",
    "paper/doi-10.1_", "v1", "/v2", "_v3", ".pdf", "/full", " ", "\n", ".", "/", "%25", "%2F", "(", ")", "<", ">",
    "Fern", "İ", "\ud800", "~0f3a0f3a", "a",
])  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=6).map("".join), st.text(max_size=30))


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=4))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_identifiers_of_identifiers_are_the_same(given_id, url, others):
    known = identifiers(given_id, url, others=others)
    assert identifiers("", others=known) == known
    assert all(identifiers(identifier) == (identifier,) for identifier in known)
    assert all(re.fullmatch(r"(arXiv|doi|acl|openreview|local):\S+", identifier) for identifier in known)


@given(st.lists(TEXTS, max_size=5).flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_order_of_identifiers_changes_nothing(pair):
    texts, shuffled = pair
    assert identifiers("t1", others=texts) == identifiers("t1", others=shuffled)
    assert identifiers("t1", others=texts + texts) == identifiers("t1", others=texts)


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
