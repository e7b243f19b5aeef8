"""Web addresses as keys."""

import pytest

from kg.addresses import address_key, address_label


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://github.com/Fern/Weh", "https://github.com/fern/weh"),
        ("http://www.github.com/fern/weh/", "https://github.com/fern/weh"),
        ("https://GitHub.com/fern/weh.git", "https://github.com/fern/weh"),
        ("https://github.com/fern/weh/tree/main/code#readme", "https://github.com/fern/weh"),
        ("https://github.com/Fern", "https://github.com/fern"),
        ("https://gitlab.com/Group/Sub/Repo/-/tree/main", "https://gitlab.com/group/sub/repo"),
        ("https://huggingface.co/Fern/Weh/tree/main", "https://huggingface.co/fern/weh"),
        ("https://hf.co/datasets/Fern/Stack", "https://huggingface.co/datasets/fern/stack"),
        ("https://Example.ORG/Some/Page/", "https://example.org/Some/Page"),
        ("https://example.org/a?b=C/", "https://example.org/a?b=C/"),
        ("https://[broken", "https://[broken"),
        ("not an address", "not an address"),
    ],
)
def test_a_key_stands_for_all_spellings_of_a_place(url, key):
    assert address_key(url) == key


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("https://github.com/Fern/Weh/blob/main/a.py", "Fern/Weh"),
        ("https://github.com/", "github.com"),
        ("https://www.example.org/a/", "example.org/a"),
        ("https://[broken", "[broken"),
        ("https://example.org/" + "a" * 60, "example.org/" + "a" * 47 + "…"),
    ],
)
def test_a_label_is_short(url, label):
    assert address_label(url) == label
