"""Search finds things by all of their names, the nearest first, and near names where there is none."""

import re

import pytest


def names(get, text, **rest):
    return [one["name"] for one in get("/search", params={"q": text, "format": "json", **rest}).json()]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("lora", "LoRA"),
        ("LORA", "LoRA"),
        ("low rank adaptation", "LoRA"),
        ("Moss", "Moss"),
        ("sparse adapters", "Fernweh: Sparse Adapters for Long Documents"),
        ("arxiv 2401.00001", "Fernweh: Sparse Adapters for Long Documents"),
        ("10.1234/fern", "Fernweh: Sparse Adapters for Long Documents"),
    ],
)
def test_a_name_is_found_by_its_words_whatever_stands_between_them(get, text, first):
    assert names(get, text)[0] == first


def test_the_exact_name_comes_first_and_what_begins_with_it_next(get):
    assert names(get, "moss") == ["Moss", "Moss-7B", "Moss: A Model Family Trained on TurfText"]


@pytest.mark.parametrize(("text", "found"), [("Sam", ["Sam", "SAM"]), ("SAM", ["SAM", "Sam"])])
def test_a_name_that_is_spelt_alike_goes_before_one_in_other_case(get_odd, text, found):
    assert names(get_odd, text) == found


@pytest.mark.parametrize(
    ("type", "found"),
    [
        ("Model", ["Moss", "Moss-7B"]),
        ("Entity", ["Moss", "Moss-7B"]),
        ("Paper", ["Moss: A Model Family Trained on TurfText"]),
        ("Dataset", []),
        ("Nonsense", []),
    ],
)
def test_a_type_narrows_the_search(get, type, found):
    assert names(get, "moss", type=type) == found


def test_sources_are_found_where_they_are_asked_for(get):
    assert names(get, "alph", type="Source") == ["alpha"]
    assert names(get, "alph") == []


@pytest.mark.parametrize("text", ["", "   ", "zzzz", '"', "\\", "?x } UNION { ?s ?p ?o", "(((", "𝔘" * 3000, "a\x00b"])
def test_no_text_breaks_the_search(get, text):
    assert names(get, text) == []
    assert get("/search", params={"q": text}).status_code == 200


def test_a_name_that_is_misspelt_leads_to_near_ones(get):
    page = get("/search?q=papperstack").text
    assert "Nothing in this build has it in a name." in page
    assert '<a class="main" href="/dataset/paperstack"><bdi>PaperStack</bdi></a>' in page


def test_the_other_name_by_which_a_thing_was_found_stands_beside_it(get):
    page = get("/search?q=text+summ").text
    found = re.search(r'<bdi>summarization</bdi></a>\s*<span class="note">(.*?)</span>', page, re.DOTALL)[1]
    assert found == "task · <bdi>text summarization</bdi>"


def test_a_long_text_is_cut(get):
    page = get("/search", params={"q": "z" * 201})
    assert "z" * 200 in page.text
    assert "z" * 201 not in page.text
