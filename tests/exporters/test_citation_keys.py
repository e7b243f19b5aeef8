"""Citation keys."""

from dataclasses import replace

import pytest

from kg.exporters.citation_keys import base_key, citation_keys
from kg.records import Paper


def paper(key, title="Sparse Adapters", *authors, published="2024-01-03"):
    return Paper(f"paper/{key}", title, "", published=published, authors=authors)


def test_a_key_is_family_name_year_and_first_telling_word():
    assert base_key(paper("a", "On the Sparse Adapters", "Ada Moore", "Bo Lind")) == "moore2024sparse"
    assert base_key(paper("a", "GPT-4: A Note", "Gemini Team")) == "team2024gpt"
    assert base_key(paper("a", "The", "Ada Moore", published="")) == "moorethe"


def test_a_key_is_ascii_whatever_the_names_are():
    assert base_key(paper("a", "Über Größe", "Øyvind Łączyński")) == "laczynski2024uber"
    assert base_key(paper("a", "β-VAE and Friends", "张伟")) == "anon2024vae"
    assert base_key(paper("a", "“文心”", "\u202e}{,%#\\")) == "anon2024"
    assert base_key(Paper("paper/x", "", "")) == "anon"


def test_of_papers_with_one_key_the_first_by_id_keeps_it():
    papers = [paper(f"{n:02}", "Sparse Adapters", "Ada Moore") for n in range(29)]
    keys = citation_keys(papers[7:] + papers[6::-1])
    assert [keys[f"paper/{n:02}"] for n in (0, 1, 2, 26, 27, 28)] == [
        "moore2024sparse",
        "moore2024sparsea",
        "moore2024sparseb",
        "moore2024sparsez",
        "moore2024sparseaa",
        "moore2024sparseab",
    ]


def test_a_letter_makes_no_key_that_another_paper_has():
    keys = citation_keys([paper("1", "Fern", "A Moore"), paper("2", "Ferna", "A Moore"), paper("3", "Fern", "A Moore")])
    assert keys == {"paper/1": "moore2024fern", "paper/2": "moore2024ferna", "paper/3": "moore2024fernb"}


def test_a_key_that_a_source_gave_stays_and_no_other_paper_takes_it():
    given = replace(
        paper("2", "Sparse Adapters", "Ada Moore"), identifiers=("arXiv:2401.00002", "local:moore2024sparse")
    )
    keys = citation_keys([paper("1", "Sparse Adapters", "Ada Moore"), given])
    assert keys == {"paper/1": "moore2024sparsea", "paper/2": "moore2024sparse"}


def test_a_key_that_two_sources_gave_takes_none_that_another_gave():
    fern, moss, reed = (
        replace(paper(id, "Fern", "Ada Moore"), identifiers=(f"local:{key}",))
        for id, key in (("1", "moore"), ("2", "moore"), ("3", "moorea"))
    )
    assert citation_keys([fern, moss, reed]) == {"paper/1": "moore", "paper/2": "mooreb", "paper/3": "moorea"}


@pytest.mark.parametrize("name", ["local:17", "local:a", "local:two words", "local:x{y}", "local:ä-1", "doi:10.1/x"])
def test_what_is_no_key_is_not_taken_for_one(name):
    assert citation_keys([replace(paper("1", "Fern", "A Moore"), identifiers=(name,))]) == {"paper/1": "moore2024fern"}
