import pytest

from kg.readers.values.repositories import repositories_in, repository


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 pages. Code: github.com/fern-lab/Fern.", ["https://github.com/fern-lab/Fern"]),
        ("(https://github.com/fern-lab/fern.git)", ["https://github.com/fern-lab/fern"]),
        ("http://www.GitHub.com/fern/moss/tree/main/src, 3 figures", ["https://github.com/fern/moss"]),
        (
            "at https://github.com/ fern/moss and gitlab.com/a/b",
            ["https://github.com/fern/moss", "https://gitlab.com/a/b"],
        ),
        ("https://gitlab.com/group/part/fern/-/tree/main", ["https://gitlab.com/group/part/fern"]),
        ("https://gitlab.example.org/a/b", ["https://gitlab.example.org/a/b"]),
        ("https://anonymous.4open.science/r/fern-1A2B/", ["https://anonymous.4open.science/r/fern-1A2B"]),
        ("see https://github.com/a/b and github.com/a/b", ["https://github.com/a/b"]),
        ("see this https URL and this http URL", []),
        ("https://github.com/fern-lab", []),
        ("https://github.com/fern/..", []),
        ("https://github.com/topics/moss, github.com/search/x", []),
        ("https://fern-lab.github.io/moss and https://huggingface.co/fern/moss", []),
        ("https://notgithub.com/a/b or mygithub.com/a/b", []),
        ("write to fern@github.com/a/b", []),
    ],
)
def test_repositories_of_a_text(text, expected):
    assert repositories_in(text) == expected


def test_an_address_that_leads_into_a_repository():
    assert repository(" https://github.com/a/b/blob/main/README.md#fern ") == "https://github.com/a/b"
    assert repository("https://example.org/?next=github.com/a/b") == ""
