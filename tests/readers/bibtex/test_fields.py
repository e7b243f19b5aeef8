import pytest

from kg.readers.bibtex.fields import described, people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moore, Ada and Lind, Bo", ["Ada Moore", "Bo Lind"]),
        ("Ada Moore AND Bo de la Lind", ["Ada Moore", "Bo de la Lind"]),
        ("de la Moore, Ada", ["Ada de la Moore"]),
        ("Moore, Jr., Ada", ["Ada Moore Jr."]),
        ("{Fern, Moss and Hay Inc.} and Poe, Cy", ["Fern, Moss and Hay Inc.", "Cy Poe"]),
        ("{{OpenAI} Team}", ["OpenAI Team"]),
        ("Moore, Ada and others", ["Ada Moore"]),
        ("family=Lind, given=Bo, prefix=van, useprefix=true", ["Bo van Lind"]),
        ("Ada Moore, Bo Lind, Cy Poe", ["Ada Moore", "Bo Lind", "Cy Poe"]),
        ("Moore, Ada; Lind, Bo", ["Ada Moore", "Bo Lind"]),
        ("", []),
        ("and", ["and"]),
    ],
)
def test_people(text, expected):
    assert people(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"eprint": "2401.12345v2", "archiveprefix": "arXiv"}, "arXiv:2401.12345v2"),
        ({"eprint": "arXiv:2401.12345", "eprinttype": "arxiv"}, "arXiv:2401.12345"),
        ({"eprint": "https://arxiv.org/abs/2401.12345"}, "arXiv:2401.12345"),
        ({"eprint": "PMC123", "eprinttype": "pmcid"}, None),
        ({"arxivid": "1706.03762"}, "arXiv:1706.03762"),
        ({"journal": "arXiv preprint arXiv:1706.03762"}, "arXiv:1706.03762"),
        ({"journal": "CoRR", "volume": "abs/1706.03762"}, "arXiv:1706.03762"),
        ({"note": "arXiv:2401.12345 [cs]"}, "arXiv:2401.12345"),
        ({"number": "arXiv:2401.12345"}, "arXiv:2401.12345"),
        ({"note": "An extension of arXiv:2401.12345"}, None),
    ],
)
def test_arxiv_ids(texts, expected):
    assert described(texts, "x").get("arxiv_id") == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"year": "2024", "month": "aug"}, "2024-08"),
        ({"year": "2024", "month": "8", "day": "3"}, "2024-08-03"),
        ({"year": "2024", "month": "August 3"}, "2024-08-03"),
        ({"year": "2024", "month": "jun/jul"}, "2024-06"),
        ({"year": "2024", "month": "12--14~jun"}, "2024-06"),
        ({"date": "2024-01-03/2024-01-05", "year": "2020"}, "2024-01-03"),
        ({"date": "2024-01~"}, "2024-01"),
        ({"year": "c. 2019"}, "2019"),
        ({"year": "in press"}, "in press"),
        ({}, None),
    ],
)
def test_dates(texts, expected):
    assert described(texts, "x").get("published") == expected


def test_venues_and_subtitles_and_classes():
    texts = {
        "title": "Fern",
        "subtitle": "A Method",
        "journal": "CoRR",
        "booktitle": "{P}roceedings",
        "eprint": "2401.12345",
    }
    found = described(texts | {"primaryclass": "cs.CL", "doi": "https://doi.org/10.1000/a{\\_}b"}, "key")
    assert (found["id"], found["title"], found["venue"]) == ("key", "Fern: A Method", "Proceedings")
    assert (found["categories"], found["doi"]) == (["cs.CL"], "https://doi.org/10.1000/a_b")
