import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readers.identity import paper_id
from kg.readers.merge import merge
from kg.records import Paper

LONG = "Sparse Adapters for Long Documents"
TEXT = "We introduce Fern, a sparse adapter for long documents. It is small and fast."
OTHER = "Moss is a corpus of turf. Nobody has counted its words until now."


def record(title=LONG, abstract=TEXT, *identifiers, **more):
    return Paper(paper_id(identifiers, title), title, abstract, identifiers=tuple(sorted(identifiers)), **more)


def test_a_shared_identifier_joins_whatever_the_titles_are():
    merged = merge(
        [record("Fern", TEXT, "arXiv:2401.00001"), record("Fern, Revised", OTHER, "arXiv:2401.00001", "doi:10.1/x")]
    )
    assert [paper.id for paper in merged] == ["paper/arxiv-2401.00001"]
    assert merged[0].identifiers == ("arXiv:2401.00001", "doi:10.1/x")


def test_identifiers_join_in_a_chain():
    chain = [
        record("A", "x", "arXiv:2401.00001"),
        record("B", "y", "doi:10.1/x", "arXiv:2401.00001"),
        record("C", "z", "doi:10.1/x"),
    ]
    assert len(merge(chain)) == 1


def test_a_telling_title_joins():
    merged = merge([record(LONG, TEXT), record("SPARSE adapters: for long documents!", OTHER, "arXiv:2401.00001")])
    assert [(paper.id, paper.title) for paper in merged] == [
        ("paper/arxiv-2401.00001", "SPARSE adapters: for long documents!")
    ]


@pytest.mark.parametrize(
    ("abstract", "count"),
    [(TEXT, 1), (TEXT.upper() + " And more.", 1), ("", 1), (OTHER, 2)],
)
def test_a_short_title_joins_only_where_the_abstracts_agree(abstract, count):
    assert len(merge([record("Fern", TEXT), record("fern", abstract)])) == count


def test_two_arxiv_ids_contradict_a_title():
    first, second = record(LONG, TEXT, "arXiv:2401.00001"), record(LONG, OTHER, "arXiv:2401.00002")
    assert len(merge([first, second])) == 2
    assert len(merge([first, record(LONG, TEXT, "arXiv:2401.00002")])) == 1


def test_papers_with_one_short_title_keep_ids_of_their_own():
    merged = merge([record("Fern", TEXT), record("Fern", OTHER)])
    assert {paper.id for paper in merged} == {paper_id([], "Fern", TEXT), paper_id([], "Fern", OTHER)}


@pytest.mark.parametrize(("title", "count"), [("Sparse Adapters for Long Texts", 1), ("A Corpus of Turf", 2)])
def test_an_id_that_a_source_made_up_joins_only_similar_titles(title, count):
    assert len(merge([record(LONG, TEXT, "local:1"), record(title, OTHER, "local:1")])) == count


def test_what_is_kept():
    merged = merge(
        [
            record(
                LONG,
                TEXT + " Long, but only a page says so.",
                sources=("b",),
                given_title="Sparse  Adapters",
                published="2024",
            ),
            record(LONG.upper(), TEXT, "doi:10.1/x", sources=("a", "c"), published="2024-03-05", authors=("A. Moore",)),
            record(
                LONG, TEXT, "local:7", url="https://example.org", published="2024-02", authors=("A. Moore", "B. Lind")
            ),
        ]
    )
    assert merged == [
        Paper(
            "paper/doi-10.1_x",
            LONG.upper(),
            TEXT,
            sources=("a", "b", "c"),
            identifiers=("doi:10.1/x", "local:7"),
            url="https://example.org",
            published="2024-02",
            authors=("A. Moore", "B. Lind"),
        )
    ]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2024", "2023-05"], "2023-05"),
        (["2023", "2024-01-02"], "2023"),
        (["2023-05", "2023-05-09", "2023-05-03"], "2023-05-03"),
        (["2023-05", "2023-06-01"], "2023-05"),
        ([], ""),
    ],
)
def test_the_earliest_date_with_the_most_detail(dates, expected):
    papers = [record(LONG, f"{TEXT} {number}", published=date) for number, date in enumerate(["", *dates])]
    assert merge(papers)[0].published == expected


RECORDS = st.builds(
    record,
    st.sampled_from(["Fern", "fern!", LONG, LONG.upper(), "Turf and Moss", "A Corpus of Turf and Moss"]),
    st.sampled_from(["", TEXT, TEXT + " More.", OTHER]),
    *[st.sampled_from(["arXiv:2401.00001", "arXiv:2401.00002", "doi:10.1/x", "local:1", "local:2"])] * 2,
    published=st.sampled_from(["", "2024", "2024-03"]),
    sources=st.sampled_from([("a",), ("b",)]),
    authors=st.sampled_from([(), ("A. Moore",), ("B. Lind",)]),
)


@given(st.lists(RECORDS, max_size=7).flatmap(lambda records: st.tuples(st.just(records), st.permutations(records))))
def test_the_order_of_records_changes_nothing(pair):
    records, shuffled = pair
    merged = merge(records)
    assert merge(shuffled) == merged
    assert merge([*records, *records]) == merged
    assert len({paper.id for paper in merged}) == len(merged)
    assert {source for paper in merged for source in paper.sources} == {s for record in records for s in record.sources}


def test_a_key_that_many_share_is_no_key():
    titles = [f"Unit {number} of the {word} Survey" for number in range(60) for word in ("Moss", "Fern")]
    assert len(merge([record(title, "x", "local:1") for title in titles])) == 120
