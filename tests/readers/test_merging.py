import importlib
import pkgutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_records import LONG, OTHER, RECORDS, TEXT, record

from kg import readers
from kg.provenance import Conflict, Listed
from kg.readers.identity import paper_id
from kg.readers.listing import Record
from kg.readers.merging import merge as reading_of
from kg.readers.merging import priority
from kg.readers.merging.views import view, view_of_joined
from kg.records import Paper

REVISED = f"{TEXT[:50]} Nobody has counted its words until now."
"""A third of the words of both is in both."""


def read(records, **more):
    """Merge papers, or records with a format, and return the reading; nothing may be reported."""
    found = [one if isinstance(one, Record) else Record(one, "json") for one in records]
    return reading_of(found, on_error=lambda error: pytest.fail(str(error)), **more)


def merge(records, **more):
    return list(read(records, **more).papers)


def reported(*records):
    """Merge records and return how many papers there are, and what was reported."""
    errors = []
    reading = reading_of(records, on_error=errors.append)
    return len(reading.papers), [str(error) for error in errors]


def of(format, *identifiers, title=LONG, abstract=TEXT, where="", **more):
    """Make a record of a format, its source named after it."""
    return Record(record(title, abstract, *identifiers, **{"sources": (f"{format}.x",), **more}), format, where)


# ---- what is one paper


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
    revised = TEXT + " Nobody has counted its words until now."
    merged = merge([record(LONG, TEXT), record("SPARSE adapters: for long documents!", revised, "arXiv:2401.00001")])
    assert [(paper.id, paper.title) for paper in merged] == [
        ("paper/arxiv-2401.00001", "SPARSE adapters: for long documents!")
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "count"),
    [
        ({"published": "2023-11"}, {"published": "2024"}, 1),
        ({"published": "2022"}, {"published": "2024"}, 2),
        ({"published": "2022"}, {}, 1),
        ({"authors": ("Ada Moore",)}, {"authors": ("A. MOORE", "Bo Lind")}, 1),
        ({"authors": ("Wei Zhang",)}, {"authors": ("Zhang Wei",)}, 1),
        ({"authors": ("Ada Moore",)}, {"authors": ("Bo Lind",)}, 2),
        ({"authors": ("Ada Moore",)}, {}, 1),
    ],
)
def test_year_and_first_author_tell_papers_of_one_title_apart(ours, theirs, count):
    assert len(merge([record(LONG, TEXT, **ours), record(LONG, REVISED, **theirs)])) == count


@pytest.mark.parametrize(
    ("ours", "theirs", "count"),
    [
        ({"authors": ("Ada Moore",)}, {"authors": ("A. Moore",), "published": "2024"}, 1),
        ({"published": "2024"}, {"published": "2024"}, 2),
        ({"authors": ("Ada Moore",), "published": "2023"}, {"authors": ("Ada Moore",), "published": "2024"}, 2),
    ],
)
def test_abstracts_that_have_nothing_in_common_need_one_author_and_no_other_year(ours, theirs, count):
    assert len(merge([record(LONG, TEXT, **ours), record(LONG, OTHER, **theirs)])) == count


ALL = {"authors": ("Ada Moore", "Bo Lind"), "published": "2024"}
LATER = {"authors": ("A. Moore", "B. Lind", "C. Poe"), "published": "2025"}
FERN = (
    "We introduce Fern, a sparse adapter for long documents of every kind. It is small, it is fast, and it reads whole "
    "books of turf in seconds without a loss of quality."
)


@pytest.mark.parametrize(
    ("title", "abstract", "known", "count"),
    [
        ("Turf: Reading Books by Small Adapters", FERN, LATER, 1),
        ("Turf: Reading Books by Small Adapters", FERN + " Code is free.", LATER, 1),
        ("Turf: Reading Books by Small Adapters", FERN, {**LATER, "published": "2026"}, 2),
        ("Turf: Reading Books by Small Adapters", FERN, {**LATER, "authors": ("A. Moore", "C. Poe")}, 2),
        ("Turf: Reading Books by Small Adapters", FERN, {}, 2),
        ("Turf 2: Reading Books by Small Adapters", FERN, LATER, 2),
        ("Expression of Concern: Sparse Adapters for Long Documents", FERN, LATER, 2),
        ("Sparse Adapters for Long Poems", FERN.replace("documents", "poems"), LATER, 2),
        ("Turf: Reading Books by Small Adapters", FERN[:70] + OTHER, LATER, 2),
    ],
)
def test_one_abstract_of_the_same_people_has_a_new_title_if_it_does_not_say_otherwise(title, abstract, known, count):
    assert len(merge([record(LONG, FERN, **ALL), record(title, abstract, **known)])) == count


@pytest.mark.parametrize(
    ("title", "abstract", "known", "count"),
    [
        (f"Fern: {LONG}", "First. " + FERN, {}, 1),
        (f"Fern: {LONG}", "For years nobody could read long documents. " + FERN, LATER, 1),
        (f"{LONG}: Part Two", "First. " + FERN, ALL, 2),
        (f"Fern: {LONG}", OTHER, ALL, 2),
    ],
)
def test_a_name_or_a_subtitle_more_is_the_same_paper_where_the_rest_agrees(title, abstract, known, count):
    assert len(merge([record(LONG, FERN, **ALL), record(title, abstract, **known)])) == count


@pytest.mark.parametrize(("known", "venue"), [(ALL, "ACL"), (LATER, ""), ({}, "")])
def test_what_has_a_subtitle_more_and_no_abstract_is_of_one_year_and_one_people(known, venue):
    found = [of("json", abstract=FERN, **ALL), of("csl", title=f"{LONG}: A Study", abstract="", venue="ACL", **known)]
    assert [paper.venue for paper in reading_of(found, on_error=str).papers] == [venue]


def test_the_next_paper_of_a_series_only_opens_as_the_last_one():
    opening = " ".join(f"opening{number}" for number in range(40))
    ours, theirs = (f"{opening}. " + " ".join(f"{word}{number}" for number in range(30)) for word in ("moss", "fern"))
    known = {"authors": ("Ada Moore",)}
    first, second = record(LONG, ours, published="2023", **known), record(LONG, theirs, published="2024", **known)
    assert len(merge([first, second])) == 2
    assert len(merge([first, replace(second, abstract=ours.replace("moss1 ", "fern "))])) == 1


def test_a_note_of_the_form_of_a_paper_does_not_part_titles():
    noted = record(f"{LONG} [version 2; peer review: 1 approved]", OTHER, "doi:10.12688/f1000research.7.2", **ALL)
    reading = read([record(LONG, TEXT, "doi:10.12688/f1000research.7.1", **ALL), noted])
    assert [paper.identifiers for paper in reading.papers] == [
        ("doi:10.12688/f1000research.7.1", "doi:10.12688/f1000research.7.2")
    ]
    assert [row.field for row in reading.conflicts] == ["abstract"]


def test_a_paper_has_a_doi_for_each_copy_and_is_known_by_another():
    copies = [record(LONG, TEXT, doi, **ALL) for doi in ("doi:10.5281/zenodo.1", "doi:10.5281/zenodo.2", "doi:10.6/x")]
    (paper,) = merge(copies)
    assert (paper.id, len(paper.identifiers)) == ("paper/doi-10.6_x", 3)


def test_an_abstract_that_was_cut_is_completed():
    cut = of("openalex", "arXiv:2401.00001", abstract=FERN[:60] + "…")
    assert read([cut, of("csv", "arXiv:2401.00001", abstract=FERN)]).papers[0].abstract == FERN
    assert read([cut, of("csv", "arXiv:2401.00001", abstract=OTHER)]).papers[0].abstract == FERN[:60] + "…"


def test_a_series_has_a_paper_of_one_title_each_year():
    title, known = "Overview of the Moss Shared Task", {"authors": ("Ada Moore",)}
    first, second = record(title, TEXT, published="2023", **known), record(title, "", published="2024", **known)
    assert reported(Record(first, "json"), Record(second, "json"))[0] == 1
    assert len(merge([first, replace(second, abstract=REVISED)])) == 2
    assert len(merge([first, replace(second, abstract=TEXT + " More.")])) == 1


def test_a_record_without_abstract_goes_to_the_paper_of_its_year():
    known = {"authors": ("Ada Moore",)}
    papers = [record(LONG, TEXT, "doi:10.1/x", published="2023", **known), record(LONG, OTHER, "doi:10.1/y", **known)]
    merged = merge([papers[0], replace(papers[1], published="2024"), record(LONG, "", published="2024", venue="ACL")])
    assert [(paper.published, paper.venue) for paper in merged] == [("2023", ""), ("2024", "ACL")]


@pytest.mark.parametrize(
    ("title", "abstract", "count"),
    [
        ("Fern", TEXT, 1),
        ("Fern: A Sparse Adapter…", TEXT[:70], 1),
        ("Fern: A Sparse Adapter for Long Documents (Extended Version)", TEXT, 1),
        ("A Sparse Adapter for Long Documents", TEXT, 1),
        ("Fern: Sparse-Adapter for long documents", TEXT, 1),
        ("Fern 2: A Sparse Adapter for Long Documents", TEXT, 2),
        ("Fern: A Sparse Adapter for Long Documents, Part II", TEXT, 2),
        ("Correction to: Fern: A Sparse Adapter for Long Documents", TEXT, 2),
        ("Fern: A Sparse Adapter for Long Documents (Erratum)", TEXT, 2),
        ("Fern: A Sparse Adapter for Long Documents of Turf", TEXT[:61] + OTHER, 2),
        ("Moss and its Words", TEXT, 2),
        ("Fern++: A Sparse Adapter for Long Documents in the Wild", TEXT, 2),
        ("WarmFern: A Sparse Adapter for Long Documents", TEXT, 2),
        ("A Sparse Adapter for Long Talks", TEXT, 2),
        ("A Sparse Adapter for Long Talks…", TEXT, 2),
        ("Fern: Sparse Adapters for Long Documents", TEXT, 1),
    ],
)
def test_one_abstract_joins_titles_that_are_forms_of_one(title, abstract, count):
    assert len(merge([record("Fern: A Sparse Adapter for Long Documents", TEXT), record(title, abstract)])) == count


@pytest.mark.parametrize(
    ("known", "count"), [({}, 1), ({"published": "2021"}, 2), ({"authors": ("Bo Lind",), "published": "2024"}, 2)]
)
def test_one_abstract_joins_nothing_of_another_year_or_author(known, count):
    ours = record(LONG, TEXT, published="2024", authors=("Ada Moore",))
    assert len(merge([ours, record("Sparse Adapters", TEXT, **known)])) == count


@pytest.mark.parametrize(("abstract", "count"), [(TEXT[:61] + OTHER, 2), (TEXT, 1), ("", 1)])
def test_a_plus_that_no_key_has_tells_titles_apart_where_the_abstracts_do(abstract, count):
    known = {"authors": ("Ada Moore",), "published": "2024"}
    papers, _ = reported(of("a", title=LONG, **known), of("b", title=f"{LONG}++", abstract=abstract, **known))
    assert papers == count


def test_spaces_do_not_tell_titles_apart():
    ours, theirs = record("Self-Supervised Moss of the Woods"), record("Selfsupervised Moss of the Woods")
    assert len(merge([ours, theirs])) == 1


def test_what_year_and_author_tell_apart_is_one_where_the_abstracts_agree():
    ours, theirs = {"published": "2020", "authors": ("Ada Moore",)}, {"published": "2024", "authors": ("Bo Lind",)}
    assert len(merge([record(LONG, TEXT, **ours), record(LONG, TEXT + " More.", **theirs)])) == 1


@pytest.mark.parametrize(("abstract", "count"), [(TEXT, 1), (TEXT.upper() + " And more.", 1), (OTHER, 2)])
def test_a_short_title_joins_only_where_the_abstracts_agree(abstract, count):
    assert len(merge([record("Fern", TEXT), record("fern", abstract)])) == count


def test_a_short_title_without_an_abstract_joins_by_year_and_author():
    known = {"published": "2024", "authors": ("Ada Moore",)}
    assert merge([record("Fern", TEXT, **known), record("fern", "", venue="ACL", **known)])[0].venue == "ACL"
    assert reported(of("json", title="Fern"), of("csl", title="fern", abstract=""))[0] == 1
    assert read([of("json", title="Fern")]).papers[0].venue == ""


def test_two_arxiv_ids_contradict_a_title_and_an_abstract():
    first, second = record(LONG, TEXT, "arXiv:2401.00001"), record(LONG, TEXT, "arXiv:2401.00002")
    assert len(merge([first, second])) == 2


@pytest.mark.parametrize(
    ("ours", "theirs", "count"),
    [
        (["arXiv:2401.00001", "doi:10.1/x"], ["arXiv:2401.00001", "doi:10.1/y"], 1),
        (["arXiv:2401.00001", "doi:10.1/x"], ["arXiv:2401.00002", "doi:10.1/x"], 2),
        (["doi:10.1/x", "acl:N19-1423"], ["doi:10.1/x", "acl:N19-1424"], 1),
        (["doi:10.1/x"], ["doi:10.1/y"], 2),
        (["openreview:aaaa"], ["openreview:bbbb"], 2),
        (["arXiv:2401.00001"], ["doi:10.1/x"], 1),
        (["doi:10.1101/2024.01.02"], ["doi:10.1/x"], 1),
        (["doi:10.1101/2024.01.02"], ["doi:10.1101/2024.01.03"], 2),
    ],
)
def test_the_best_scheme_that_both_have_decides(ours, theirs, count):
    assert len(merge([record(LONG, TEXT, *ours), record(LONG, REVISED, *theirs)])) == count


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({"title": "A Corpus of Turf", "abstract": OTHER}, 2),
        ({"title": "A Corpus of Turf", "abstract": "", "authors": ("Bo Lind",)}, 2),
        ({"title": "A Corpus of Turf", "abstract": "", "authors": ("A. Moore",)}, 1),
        ({"title": "A Corpus of Turf", "abstract": TEXT}, 1),
        ({"title": "Sparse Adapters", "abstract": OTHER}, 1),
        ({"title": "", "abstract": OTHER}, 1),
    ],
)
def test_a_doi_of_a_volume_is_no_paper_of_it(more, count):
    ours = of("bibtex", "doi:10.1/book", authors=("Ada Moore",))
    found = [ours, of("csl", "doi:10.1/book", **more)]
    reading = reading_of(found, on_error=str)
    assert len({row.paper for row in reading.listed}) == (1 if not more["abstract"] else count)
    assert len({paper.id for paper in reading.papers}) == len(reading.papers)


def test_a_wrong_bridge_joins_nothing_that_has_another_arxiv_id():
    a = record(LONG, TEXT, "arXiv:2401.00001")
    bridge = record(LONG, TEXT, "doi:10.1/x")
    c = record("Sparse Turf and Long Moss", OTHER, "doi:10.1/x", "arXiv:2401.00002")
    assert [paper.identifiers for paper in merge([a, bridge, c])] == [
        ("arXiv:2401.00001",),
        ("arXiv:2401.00002", "doi:10.1/x"),
    ]


def test_a_record_with_two_arxiv_ids_is_no_bridge_between_them():
    records = [record("A", "x", "arXiv:2401.00001"), record("B", "y", "arXiv:2401.00001", "arXiv:2401.00002")]
    merged = merge([*records, record("C", "z", "arXiv:2401.00002")])
    assert [paper.identifiers for paper in merged] == [("arXiv:2401.00001",), ("arXiv:2401.00002",)]
    assert merge(records)[0].identifiers == ("arXiv:2401.00001", "arXiv:2401.00002")


def test_a_doi_that_two_sources_give_differently_is_that_of_the_bibliography_and_joins_no_other_paper():
    merged = merge(
        [
            of("arxiv-api", "arXiv:2401.00001", "doi:10.1/wrong", title="Fern of the Woods"),
            of("bibtex", "arXiv:2401.00001", "doi:10.1/right", title="Fern of the Woods"),
            of("csl", "doi:10.1/right", title="Fern", abstract="", venue="ACL"),
            of("csl", "doi:10.1/wrong", title="Moss", abstract=OTHER),
        ]
    )
    assert [(paper.identifiers, paper.venue) for paper in merged] == [
        (("arXiv:2401.00001", "doi:10.1/right"), "ACL"),
        (("doi:10.1/wrong",), ""),
    ]


def test_a_record_that_fits_two_papers_of_one_title_goes_where_its_abstract_is():
    rivals = [record(LONG, TEXT, "arXiv:2401.00001"), record(LONG, OTHER, "arXiv:2401.00002")]
    merged = merge([*rivals, record(LONG, OTHER + " Indeed.", sources=("page",))])
    assert [paper.sources for paper in merged] == [(), ("page",)]
    assert len(merge([*rivals, record(LONG, "Nothing of the kind is said.")])) == 3


def test_papers_with_one_short_title_keep_ids_of_their_own():
    merged = merge([record("Fern", TEXT), record("Fern", OTHER)])
    assert {paper.id for paper in merged} == {paper_id([], "Fern", TEXT), paper_id([], "Fern", OTHER)}


def test_papers_that_share_an_identifier_are_known_by_one_that_is_theirs_alone():
    doi = "doi:10.1/x"
    ids = [paper.id for paper in merge([record("A", "x", doi, "acl:N19-1423"), record("B", "y", doi, "acl:N19-1424")])]
    assert ids == ["paper/doi-10.1_x"]
    records = [record("A", "x", "acl:N19-1423", "arXiv:2401.00001"), record("B", "y", "acl:N19-1423", "doi:10.1/x")]
    assert [paper.id for paper in merge([*records, record("C", "z", "acl:N19-1423", "arXiv:2401.00002")])] == [
        "paper/arxiv-2401.00001",
        "paper/arxiv-2401.00002",
    ]


@pytest.mark.parametrize(
    ("title", "abstract", "known", "count"),
    [
        ("Sparse Adapters for Long Texts", TEXT + " More.", {}, 1),
        ("Sparse Adapters for Long Texts", REVISED, {}, 2),
        ("Sparse Adapters for Long Texts", REVISED, {"published": "2024", "authors": ("A. Moore",)}, 1),
        ("Sparse Adapters for Long Texts", OTHER, {"published": "2024", "authors": ("A. Moore",)}, 2),
        ("Sparse Adapters for Long Texts", TEXT, {"authors": ("B. Lind",)}, 2),
        ("Sparse Adapters for Long Documents 2", TEXT, {}, 2),
        ("A Corpus of Turf", TEXT, {}, 2),
    ],
)
def test_an_id_that_a_source_made_up_joins_only_what_else_is_alike(title, abstract, known, count):
    ours = record(LONG, "Ferns. " + TEXT, "local:1", published="2024", authors=("Ada Moore",))
    assert len(merge([ours, record(title, abstract, "local:1", **known)])) == count


def test_citation_keys_of_two_lists_join_nothing():
    titles = [f"{number}: [Condorcet] {word}" for number, word in enumerate(["", "Fern", "Moss"])]
    assert len(merge([record(title, f"{title} is a test.", "local:1") for title in titles])) == 3


def test_a_made_up_id_that_many_share_is_no_key():
    titles = [f"Unit {number} of the {word} Survey" for number in range(60) for word in ("Moss", "Fern")]
    assert len(merge([record(title, "x", "local:1") for title in titles])) == 120


def test_a_title_that_many_share_joins_what_says_the_same():
    sources = [record("Editorial", f"{TEXT} {TEXT}", sources=(f"page {n}",)) for n in range(150)]
    assert [len(paper.sources) for paper in merge(sources)] == [150]
    assert len(merge([record("Editorial", f"Volume {n} {TEXT}") for n in range(150)])) == 150
    assert len(merge([record(LONG, TEXT, f"arXiv:2401.{n:05}") for n in range(150)])) == 150


# ---- what is kept


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
            identifiers=("doi:10.1/x",),
            url="https://doi.org/10.1/x",
            published="2024-02",
            authors=("A. Moore", "B. Lind"),
        )
    ]


def test_a_paper_that_no_scheme_knows_keeps_its_address_and_the_id_of_its_source():
    kept = merge([record(LONG, TEXT, "local:7", url="https://example.org")])
    assert [(paper.identifiers, paper.url) for paper in kept] == [(("local:7",), "https://example.org")]


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


ARXIV, DOI = "arXiv:2401.00001", "doi:10.1/x"
SEVERAL = [
    of(
        "arxiv-api",
        ARXIV,
        DOI,
        title="Fern of the Woods",
        abstract="As the authors wrote it.",
        published="2024-01-02",
        venue="to appear somewhere",
        categories=("cs.CL", "cs.LG"),
    ),
    of(
        "bibtex",
        DOI,
        title="FERN OF THE WOODS",
        abstract=TEXT * 3,
        published="2023",
        venue="Proceedings of the Moss Society",
        categories=("ferns",),
        code=("http://github.com/Moore/Fern.git", "https://example.org/fern"),
        status="withdrawn",
    ),
    of("huggingface", ARXIV, title="Fern of the woods", upvotes=12, code=("https://github.com/moore/fern",)),
    of(
        "papers-with-code",
        ARXIV,
        upvotes=99,
        implementations=("https://github.com/moore/fern", "https://github.com/lind/fern"),
    ),
    of("openalex", DOI, status="retracted", abstract=""),
]


def test_each_field_is_that_of_the_source_that_knows_best():
    (paper,) = merge(SEVERAL)
    assert (paper.title, paper.abstract) == ("Fern of the Woods", "As the authors wrote it.")
    assert (paper.published, paper.categories) == ("2024-01-02", ("cs.CL", "cs.LG"))
    assert paper.venue == "Proceedings of the Moss Society"
    assert paper.upvotes == 12
    assert paper.code == ("http://github.com/Moore/Fern.git", "https://example.org/fern")
    assert paper.implementations == ("https://github.com/lind/fern",)
    assert paper.status == "retracted"


def test_a_notice_of_a_withdrawal_takes_no_abstract_away():
    notice = "This paper has been withdrawn by the authors."
    first = of("arxiv", ARXIV, abstract=notice, status="withdrawn")
    assert [paper.abstract for paper in merge([first, of("bibtex", ARXIV)])] == [TEXT]
    assert [paper.abstract for paper in merge([first])] == [notice]


@pytest.mark.parametrize("priority", [("bibtex.x",), ("nothing", "bib*"), ("bibtex.x", "arxiv*")])
def test_a_persons_priority_goes_before_the_format(priority):
    (paper,) = merge(SEVERAL, priority=priority)
    assert (paper.title, paper.published, paper.categories) == ("FERN OF THE WOODS", "2023", ("ferns",))
    assert merge(SEVERAL, priority=["x", "*.y"]) == merge(SEVERAL)


@pytest.mark.parametrize("order", [priority.TEXT, priority.BIBLIOGRAPHY])
def test_each_format_of_a_reader_has_its_place_and_it_is_one(order):
    modules = [importlib.import_module(name) for _, name, _ in pkgutil.walk_packages(readers.__path__, "kg.readers.")]
    names = {getattr(module, name) for module in modules for name in ("NAME", "FORMAT") if hasattr(module, name)}
    assert names - {"html"} <= set(order)  # the kinds of HTML have names of their own
    assert len(set(order)) == len(order)


# ---- why


def test_each_record_is_listed_with_the_reason_why_it_is_the_paper():
    reading = read(
        [
            of("bibtex", "doi:10.1/x", "local:moore24", title="Other", venue="ACL"),
            of("arxiv-api", "arXiv:2401.00001", "doi:10.1/x"),
            of("daily-papers", title=LONG.upper()),
            of("ris", title="Fern", abstract=OTHER),
            of("jsonl", title="FERN", abstract=OTHER + " Indeed."),
        ]
    )
    paper, fern = "paper/arxiv-2401.00001", paper_id([], "Fern")
    assert reading.listed == (
        Listed(paper, "arxiv-api.x", "arXiv:2401.00001", "first"),
        Listed(paper, "bibtex.x", "doi:10.1/x", "identifier", "doi:10.1/x"),
        Listed(paper, "daily-papers.x", LONG.upper(), "title", "sparse adapters for long documents"),
        Listed(fern, "jsonl.x", "FERN", "title and abstract", "fern"),
        Listed(fern, "ris.x", "Fern", "first"),
    )


def test_a_made_up_id_is_a_reason():
    reading = read([of("json", "local:7"), of("csv", "local:7", title=LONG + " Revised")])
    assert [(row.source, row.key, row.reason, row.detail) for row in reading.listed] == [
        ("csv.x", "local:7", "local id", "local:7"),
        ("json.x", "local:7", "first", ""),
    ]


def test_what_sources_give_differently_is_a_conflict():
    reading = read(
        [
            of("arxiv-api", "arXiv:2401.00001", "doi:10.1/x", published="2024", authors=("Ada Moore",)),
            of(
                "bibtex",
                "arXiv:2401.00001",
                "doi:10.1/y",
                title="Fern",
                published="2021-05",
                authors=("Bo Lind", "Ada Moore"),
            ),
            of("csl", "arXiv:2401.00001", title=LONG.upper(), published="2023", authors=("Lind, B.",)),
        ]
    )
    paper = "paper/arxiv-2401.00001"
    assert reading.conflicts == (
        Conflict(paper, "author", "Bo Lind", "bibtex.x", "Ada Moore", "arxiv-api.x"),
        Conflict(paper, "doi", "doi:10.1/y", "bibtex.x", "doi:10.1/x", "arxiv-api.x"),
        Conflict(paper, "published", "2024", "arxiv-api.x", "2021-05", "bibtex.x"),
        Conflict(paper, "title", LONG, "arxiv-api.x", "Fern", "bibtex.x"),
    )


@pytest.mark.parametrize(
    ("field", "kept", "other", "told"),
    [
        ("title", LONG, "Sparse Adapters for Long Documents: A Study of Moss", ()),
        ("title", LONG, "Sparse Adapters for…", ()),
        ("title", LONG, "SPARSE adapters for longdocuments.", ()),
        ("title", LONG, "Fern", (LONG, "Fern")),
        ("published", "2023-12-30", "2024", ()),
        ("authors", ("Ada Moore", "Bo Lind"), ("Moore, A.",), ()),
        ("authors", ("Ada Moore",), ("Cy Moore",), ("Ada Moore", "Cy Moore")),
        ("venue", "NeurIPS", "Advances in Neural Information Processing Systems 36", ()),
        ("venue", "NeurIPS", "ICML 2023", ("NeurIPS", "ICML 2023")),
        ("abstract", TEXT, TEXT[:60], ()),
        ("abstract", TEXT, OTHER, (TEXT, OTHER)),
        ("abstract", TEXT * 2, f"{OTHER} {OTHER}", ((TEXT * 2)[:100] + "…", f"{OTHER} {OTHER}"[:100] + "…")),
        ("status", "withdrawn", "", ("withdrawn", "")),
        ("status", "retracted", "withdrawn", ("retracted", "withdrawn")),
    ],
)
def test_what_is_only_written_otherwise_is_no_conflict(field, kept, other, told):
    ours, theirs = (of(name, "arXiv:2401.00001", **{field: value}) for name, value in (("b", kept), ("json", other)))
    ours = Record(replace(ours.paper, sources=("a.x",)), "arxiv-api")
    found = [(row.kept, row.other, row.kept_from, row.other_from) for row in read([ours, theirs]).conflicts]
    assert found == ([(*told, "a.x", "json.x")] if told else [])


@pytest.mark.parametrize(
    ("ours", "theirs", "shared"),
    [
        (["arXiv:2401.00001"], ["arXiv:2401.00002"], "sparse adapters for long documents"),
        (["arXiv:2401.00001", "doi:10.1/x"], ["arXiv:2401.00002", "doi:10.1/x"], "doi:10.1/x"),
    ],
)
def test_two_papers_that_share_a_key_are_a_conflict(ours, theirs, shared):
    reading = read([of("b", *ours, abstract=TEXT), of("a", *theirs, abstract=OTHER)])
    conflict = Conflict("paper/arxiv-2401.00001", "paper", shared, "b.x", "paper/arxiv-2401.00002", "a.x")
    assert conflict in reading.conflicts


# ---- records that only complete others


def test_a_record_without_abstract_or_title_completes_others():
    merged = merge(
        [
            of("json", "arXiv:2401.00001", title="", abstract=TEXT),
            of("csl", "arXiv:2401.00001", abstract="", published="2024"),
            of("papers-with-code", "arXiv:2401.00001", title="", abstract="", code=("https://github.com/a/b",)),
        ]
    )
    assert [(paper.title, paper.abstract, paper.published, paper.code) for paper in merged] == [
        (LONG, TEXT, "2024", ("https://github.com/a/b",))
    ]


def test_what_nothing_completes_is_reported_with_its_place():
    assert reported(
        of("json", where="a.json:7"),
        of("csl", "doi:10.1/x", title="Moss", abstract="", where="b.json:3"),
        of("csl", "doi:10.1/y", title="", abstract="", where="b.json:21"),
    ) == (
        1,
        [
            "b.json:3: the record has no abstract and no other source gives one; add one, or a source that has it",
            "b.json:21: the record has no title and no abstract and no other source gives one; add one, or a source "
            "that has it",
        ],
    )


def test_many_that_nothing_completes_are_one_line_a_source():
    lost = [of("csl", f"doi:10.1/{n}", title=f"Moss {n}", abstract="", where=f"b.json:{n}") for n in range(20, 0, -1)]
    assert reported(*lost) == (
        0,
        [
            "b.json:1: this record and 19 more have no abstract and no other source gives one; add one, or a source "
            "that has it"
        ],
    )


# ---- whatever comes in


@given(st.lists(RECORDS, max_size=7).flatmap(lambda records: st.tuples(st.just(records), st.permutations(records))))
def test_the_order_of_records_changes_nothing_and_merging_again_neither(pair):
    records, shuffled = pair
    quiet = {"on_error": str}
    reading = reading_of(records, **quiet)
    assert reading_of(shuffled, **quiet) == reading
    assert reading_of([*records, *records], **quiet) == reading
    assert reading_of((Record(paper, "json") for paper in reading.papers), **quiet).papers == reading.papers


def test_a_title_that_is_ambiguous_no_longer_is_looked_at_again():
    park, acl, people = "Fern and Moss in the Parks", "acl:N19-1423", ("Ada Moore", "Bo Lind")
    found = merge(
        [
            of("csl", acl, "arXiv:2401.00001", title="Warm Lawns", published="2024", authors=people),
            record(park, "Moss grows in the park.", acl, "doi:10.1/y", published="2024", authors=people),
            record(park, OTHER, authors=people),
            record(park, "Nobody has asked.", "doi:10.1/x", published="2024", authors=people),
        ]
    )
    assert [(paper.title, paper.abstract) for paper in found] == [("Warm Lawns", TEXT), (park, "Nobody has asked.")]
    assert merge(found) == found


def test_what_was_joined_begins_as_the_abstract_that_is_kept():
    parts = [view(record(LONG, text), (0, 0)) for text in (TEXT[:20], OTHER)]
    joined = view_of_joined(record(LONG, TEXT), parts, {})
    assert joined.start == view(record(LONG, TEXT), (0, 0)).start
    assert ("start", joined.start[:60]) in joined.keys


@given(st.lists(RECORDS, max_size=7))
def test_papers_keep_apart_and_whatever_is_kept_is_listed(records):
    reading = reading_of(records, on_error=str)
    ids = [paper.id for paper in reading.papers]
    arxiv = [item for paper in reading.papers for item in paper.identifiers if item.startswith("arXiv:")]
    assert len(set(ids)) == len(ids)
    assert len(set(arxiv)) == len(arxiv)
    assert all(paper.title and paper.abstract for paper in reading.papers)
    assert {(row.paper, row.source) for row in reading.listed} == {
        (paper.id, source) for paper in reading.papers for source in paper.sources
    }
    assert {row.paper for row in reading.listed if row.reason == "first"} == set(ids)
