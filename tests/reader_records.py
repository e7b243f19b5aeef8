"""Records as readers find them: a maker of one, and a strategy whose records share identifiers and titles."""

from hypothesis import strategies as st

from kg.readers.identity import paper_id
from kg.readers.listing import Record
from kg.records import Paper

LONG = "Sparse Adapters for Long Documents"
TEXT = "We introduce Fern, a sparse adapter for long documents. It is small and fast."
OTHER = "Moss is a corpus of turf. Nobody has counted its words until now."


def record(title=LONG, abstract=TEXT, *identifiers, **more):
    """Make what a record says of a paper."""
    return Paper(paper_id(identifiers, title), title, abstract, identifiers=tuple(sorted(set(identifiers))), **more)


RECORDS = st.builds(
    lambda *given, format, **more: Record(record(*given, **more), format),
    st.sampled_from(
        [
            *("", "Fern", "fern!", LONG, LONG.upper(), "Turf and Moss", "A Corpus of Turf and Moss", "Editorial"),
            *("Sparse Adapters…", f"{LONG}: A Study", f"{LONG}, Part II", "Sparse Adapters for Longdocuments"),
            *(f"Fern: {LONG}", f"Turf: {LONG} (Preprint)", f"RETRACTED: {LONG}"),
        ]
    ),
    st.sampled_from(["", TEXT, TEXT + " More.", TEXT[:70], TEXT[:70] + "…", f"{TEXT[:65]} {OTHER}", OTHER]),
    *[
        st.sampled_from(
            [
                *("arXiv:1", "arXiv:2", "doi:10.1/x", "doi:10.1/y", "doi:10.1101/x", "acl:A", "acl:B"),
                *("doi:10.5281/zenodo.1", "doi:10.5281/zenodo.2", "local:1", "local:2"),
            ]
        )
    ]
    * 3,
    format=st.sampled_from(["arxiv-api", "bibtex", "json"]),
    published=st.sampled_from(["", "2021", "2022", "2024", "2024-03"]),
    sources=st.sampled_from([("a",), ("b",)]),
    authors=st.sampled_from([(), ("A. Moore",), ("B. Lind",), ("Ada Moore", "Bo Lind")]),
    venue=st.sampled_from(["", "ACL"]),
    code=st.sampled_from([(), ("https://github.com/a/b",), ("http://github.com/A/b",)]),
    implementations=st.sampled_from([(), ("https://github.com/a/b",)]),
    status=st.sampled_from(["", "withdrawn", "retracted"]),
)
