"""What a build says about a name."""

import pytest
from builds import built
from factory import published

from kg.errors import OutputError
from kg.lookup import Build, predicate_named


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return Build(built(tmp_path_factory.mktemp("outputs")))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("method/lora", ["method/lora"]),
        ("LORA", ["method/lora"]),
        ("low rank adaptations", ["method/lora"]),
        ("method/low-rank-adaptation", ["method/lora"]),
        ("paper/acl-2023.moss-1", ["paper/acl-2023.moss-1"]),
        ("a note on summarization with LoRA", ["paper/sha256-00112233445566ff"]),
        ("arXiv:2401.00001", ["paper/arxiv-2401.00001"]),
        ("arxiv:2401.00001v3", ["paper/arxiv-2401.00001"]),
        ("2401.00001", ["paper/arxiv-2401.00001"]),
        ("10.1234/FERN", ["paper/arxiv-2401.00001"]),
        ("https://arxiv.org/abs/2401.00001v2", ["paper/arxiv-2401.00001"]),
        ("method:lora", ["method/lora"]),
        ("http://www.GitHub.com/Example/Moss.git", ["https://github.com/example/moss"]),
        ("example/moss", ["https://github.com/example/moss"]),
        ("https://w3id.org/abstract-kg/method/low-rank-adaptation", ["method/lora"]),
    ],
)
def test_a_name_is_found_in_any_spelling_by_id_title_or_identifier(build, name, found):
    assert build.find(name) == found


def test_names_that_are_near_are_suggested(build):
    with pytest.raises(OutputError) as caught:
        build.find("Fernwhe")
    assert str(caught.value) == f"{build.folder}: nothing in this build is called 'Fernwhe'; did you mean Fernweh?"
    assert build.near("rank") == ["Low-Rank Adaptation"]


@pytest.mark.parametrize("name", ["", " ", "/", "."])
def test_no_name_finds_nothing(build, name):
    with pytest.raises(OutputError, match="nothing in this build is called"):
        build.find(name)


def test_where_nothing_is_near_the_way_to_names_is_shown(build):
    with pytest.raises(OutputError) as caught:
        build.find("method/nothing")
    assert str(caught.value) == (
        f"{build.folder}: nothing in this build is called 'method/nothing'; `kg stats` shows the most frequent names"
    )


def test_the_card_of_a_link(build):
    card = build.card("https://github.com/example/moss")
    assert (card.label, card.type, card.forms, card.links) == ("example/moss", "Repository", (), ())
    assert [(row["subject"], row["predicate"]) for row in card.facts] == [("paper/acl-2023.moss-1", "hasCode")]
    assert [row["text"] for row in card.evidence] == ["Our code: https://github.com/example/moss."]


def test_the_card_of_an_entity(build):
    card = build.card("method/lora")
    assert (card.label, card.type) == ("LoRA", "Method")
    assert [row["form"] for row in card.forms] == ["LoRA", "Low-Rank Adaptation"]
    assert [(row["subject"], row["predicate"], row["confidence"]) for row in card.facts] == [
        ("paper/sha256-00112233445566ff", "uses", "0.9"),
        ("method/fernweh", "variantOf", "0.85"),
        ("paper/arxiv-2401.00001", "comparesWith", "0.74"),
        ("method/fernweh", "outperforms", "0.7"),
        ("paper/acl-2023.moss-1", "mentions", "0.55"),
    ]
    assert next(row["text"] for row in card.evidence) == "We use LoRA and Fernweh for summarization."
    assert card.links == ()


def test_an_entity_has_the_links_of_the_papers_that_introduce_it(build):
    assert [row["url"] for row in build.card("model/moss").links] == ["https://github.com/example/moss"]


def test_an_id_that_starts_like_another_is_not_taken_for_it(build):
    assert {row["entity"] for row in build.card("model/moss").forms} == {"model/moss"}
    assert "model/moss-7b" not in {row["object"] for row in build.card("model/moss").facts}


def test_the_card_of_a_paper(build):
    card = build.card("paper/arxiv-2401.00001")
    assert (card.label, card.type) == ("Fernweh: Sparse Adapters for Long Documents", "Paper")
    assert {row["url"] for row in card.links} == {"https://github.com/example/fernweh", "https://example.org/stack"}


def test_a_paper_a_dataset_and_a_method_have_the_results_that_are_claimed(build):
    cards = [build.card(key).claims for key in ("paper/arxiv-2401.00001", "dataset/paperstack", "method/fernweh")]
    assert [[row["result"] for row in rows] for rows in cards] == [["up to 61.5 % accuracy"]] * 3
    assert build.card("method/lora").claims == ()


def test_the_sentences_behind_a_fact(build):
    rows = build.between("method/fernweh", "method/lora", predicate="outperforms")
    assert [(row["text"], row["by"]) for row in rows] == [("Fernweh outperforms LoRA on PaperStack.", "cue:verb")]
    assert build.between("method/lora", "method/fernweh", predicate="outperforms") == []
    both = build.between("method/lora", "method/fernweh")
    assert [row["predicate"] for row in both] == ["variantOf", "outperforms"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("evaluatedOn", "evaluatedOn"), ("EVALUATED ON", "evaluatedOn"), ("compares with", "comparesWith"), ("eats", "")],
)
def test_a_predicate_may_be_written_as_people_write(text, name):
    assert predicate_named(text) == name


def test_a_build_without_tables_says_how_to_get_them(tmp_path):
    folder = built(tmp_path, "graphml")
    with pytest.raises(OutputError) as caught:
        Build(folder)
    assert str(caught.value) == f"{folder}: this build has no tables to look in; build with `--format tables` as well"


def test_a_table_that_has_gone_is_named(tmp_path):
    folder = built(tmp_path)
    (folder / "tables" / "aliases.csv").unlink()
    with pytest.raises(OutputError) as caught:
        Build(folder).find("LoRA")
    assert str(caught.value) == (
        f"{folder / 'tables' / 'aliases.csv'}: the table cannot be read (No such file or directory); build again with "
        "--fresh"
    )


def test_a_paper_knows_where_it_is_listed_and_what_is_given_differently(tmp_path):
    build = Build(built(tmp_path, "tables", graph=published()))
    paper = "paper/arxiv-2401.00001"
    assert [(row["source"], row["reason"]) for row in build.listed(paper)] == [
        ("alpha", "first"),
        ("beta", "title"),
        ("gamma", "identifier"),
        ("gamma", "local id"),
    ]
    assert [row["field"] for row in build.conflicts(paper)] == ["doi", "paper", "title"]
    assert build.listed("paper/arxiv-2401.0000") == build.conflicts("paper/arxiv-2401.0000") == []
    card, method = build.card(paper), build.card("method/fernweh")
    assert (card.paper["status"], len(card.listed), len(card.conflicts)) == ("retracted", 4, 3)
    assert (method.paper, method.listed, method.conflicts) == ({}, (), ())
