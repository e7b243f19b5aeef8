import json

import pytest
from listings import records

CONTENT = {
    "title": "Fern: Sparse Adapters",
    "authors": ["Ada Moore", "Bo Lind"],
    "authorids": ["~Ada_Moore1"],
    "abstract": "We introduce Fern.",
    "TL;DR": "Made up.",
    "venue": "Moss 2024 oral",
    "venueid": "moss.cc/2024/Conference",
    "pdf": "/pdf/0a1b.pdf",
    "code": "https://github.com/fern-lab/fern",
}
NOTE = {
    "id": "rJ_abC-12x",
    "forum": "rJ_abC-12x",
    "number": 7,
    "cdate": 1695600000000,
    "pdate": 1704240000000,
    "invitations": ["moss.cc/2024/Conference/-/Submission"],
    "domain": "moss.cc/2024/Conference",
}


def note(*, version=2, content=(), **more):
    fields = CONTENT | dict(content)
    if version == 2:
        fields = {name: {"value": value} for name, value in fields.items()}
    return {**NOTE, **more, "content": fields}


def read(*notes):
    return records("json", json.dumps({"notes": notes, "count": len(notes)}), path="notes.json")


@pytest.mark.parametrize("version", [1, 2])
def test_a_submission(version):
    (record,), errors = read(note(version=version))
    paper = record.paper
    assert (errors, record.format, paper.id) == ([], "openreview", "paper/openreview-rJ_abC-12x")
    assert (paper.title, paper.abstract, paper.authors) == (
        "Fern: Sparse Adapters",
        "We introduce Fern.",
        ("Ada Moore", "Bo Lind"),
    )
    assert (paper.published, paper.venue) == ("2024-01-03", "Moss 2024 oral")
    assert paper.code == ("https://github.com/fern-lab/fern",)
    assert (paper.url, paper.status) == ("https://openreview.net/forum?id=rJ_abC-12x", "")


def test_authors_may_be_objects():
    (record,), errors = read(
        note(content={"authors": [{"fullname": "Ada Moore", "username": "~A1"}, {"username": "~B1"}]})
    )
    assert (record.paper.authors, errors) == (("Ada Moore", "~B1"), [])


@pytest.mark.parametrize(
    ("content", "more", "venue", "status"),
    [
        (
            {"venueid": "moss.cc/2024/Conference/Withdrawn_Submission", "venue": "Moss 2024 Withdrawn Submission"},
            {},
            "",
            "withdrawn",
        ),
        ({"venue": "", "venueid": ""}, {"invitation": "moss.cc/2020/-/Withdrawn_Submission"}, "", "withdrawn"),
        ({"venue": "Submitted to Moss 2024", "venueid": "moss.cc/2024/Conference/Rejected_Submission"}, {}, "", ""),
    ],
)
def test_what_did_not_appear(content, more, venue, status):
    (record,), _ = read(note(content=content, **more))
    assert (record.paper.venue, record.paper.status) == (venue, status)


def test_dates_fall_back_to_the_creation():
    (record,), _ = read(note(pdate=None))
    assert record.paper.published == "2023-09-25"


@pytest.mark.parametrize("code", ["/attachment/0a1b.zip", "Yes", "https://fern-lab.example.org/x", True])
def test_code_that_is_no_repository_is_none(code):
    (record,), errors = read(note(content={"code": code}))
    assert (record.paper.code, errors) == ((), [])


def test_reviews_are_no_papers():
    review = {**NOTE, "id": "zzzz", "replyto": "rJ_abC-12x", "content": {"title": "Official Review", "review": "Good."}}
    found, errors = read(note(), review)
    assert len(found) == 1
    assert errors == ["notes.json:1: this is about a paper and no paper itself, such as a review; left out"]
