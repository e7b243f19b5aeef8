"""The tables of a graph."""

import csv

import pytest
from factory import assembled, literature, published, said

from kg.config import Config
from kg.exporters import tables
from kg.records import Paper

HOSTILE = '=HYPERLINK("http://x")\r\n+1'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("outputs")
    tables.export(literature(), folder, config=Config())
    return folder


def rows(folder, name):
    return list(tables.read(folder / "tables" / f"{name}.csv"))


def test_every_table_is_written_and_returned(tmp_path):
    written = tables.export(literature(), tmp_path, config=Config())
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "tables/papers.csv",
        "tables/listed.csv",
        "tables/conflicts.csv",
        "tables/entities.csv",
        "tables/aliases.csv",
        "tables/redirects.csv",
        "tables/rulings.csv",
        "tables/doubts.csv",
        "tables/edges.csv",
        "tables/evidence.csv",
        "tables/links.csv",
        "tables/claims.csv",
    ]


def test_a_paper_has_its_metadata_and_its_numbers(folder):
    paper = next(row for row in rows(folder, "papers") if row["id"] == "paper/arxiv-2401.00001")
    assert paper == {
        "id": "paper/arxiv-2401.00001",
        "title": "Fernweh: Sparse Adapters for Long Documents",
        "url": "https://arxiv.org/abs/2401.00001",
        "published": "2024-01-03",
        "authors": "Ada Moore | Bo Lind",
        "identifiers": "arXiv:2401.00001 | doi:10.1234/fern",
        "sources": "alpha | beta",
        "entities": "5",
        "introduces": "1",
        "links": "2",
        "venue": "",
        "categories": "",
        "upvotes": "0",
        "status": "",
    }


def test_an_entity_has_its_other_names_and_its_papers(folder):
    entity = next(row for row in rows(folder, "entities") if row["id"] == "method/lora")
    assert entity == {
        "id": "method/lora",
        "name": "LoRA",
        "type": "Method",
        "aliases": "Low-Rank Adaptation",
        "papers": "3",
        "introduced_by": "",
        "facts": "2",
    }


def test_an_alias_has_its_reason(folder):
    assert [row for row in rows(folder, "aliases") if row["entity"] == "method/lora"] == [
        {"entity": "method/lora", "form": "LoRA", "key": "lora", "reason": "name", "detail": ""},
        {
            "entity": "method/lora",
            "form": "Low-Rank Adaptation",
            "key": "lowrankadaptation",
            "reason": "abbreviation",
            "detail": "",
        },
    ]


def test_an_edge_counts_its_evidence_and_each_piece_has_a_row(folder):
    edge = next(row for row in rows(folder, "edges") if row["predicate"] == "introduces" and "fern" in row["object"])
    assert (edge["subject_label"], edge["object_label"], edge["confidence"], edge["evidence"]) == (
        "Fernweh: Sparse Adapters for Long Documents",
        "Fernweh",
        "0.97",
        "2",
    )
    found = [
        row for row in rows(folder, "evidence") if row["predicate"] == "variantOf" and row["object"] == "method/lora"
    ]
    assert found == [
        {
            "subject": "method/fernweh",
            "predicate": "variantOf",
            "object": "method/lora",
            "paper": "paper/arxiv-2401.00001",
            "sentence": "1",
            "start": "44",
            "end": "102",
            "text": "We introduce Fernweh, a variant of LoRA for summarization.",
            "surfaces": "Fernweh | LoRA",
            "confidence": "0.85",
            "by": "cue:verb",
            "spans": "57-64 79-83",
        }
    ]


def test_a_claimed_result_has_a_row(folder):
    assert rows(folder, "claims") == [
        {
            "paper": "paper/arxiv-2401.00001",
            "title": "Fernweh: Sparse Adapters for Long Documents",
            "dataset": "dataset/paperstack",
            "dataset_label": "PaperStack",
            "subject": "method/fernweh",
            "subject_label": "Fernweh",
            "result": "up to 61.5 % accuracy",
            "metric": "accuracy",
            "value": "61.5",
            "unit": "%",
            "qualifier": "at most",
            "kind": "absolute",
            "better": "higher",
            "sentence": "5",
            "start": "274",
            "end": "280",
            "text": "Fernweh reaches up to 61.5 % accuracy on PaperStack.",
            "confidence": "0.82",
            "by": "claim:on",
        }
    ]


def test_links_and_redirects_have_rows(folder):
    assert sorted((row["url"], row["kind"], row["predicate"], row["of"]) for row in rows(folder, "links")) == [
        ("https://example.org/stack", "data", "linksTo", "other"),
        ("https://github.com/example/fernweh", "code", "hasCode", "own"),
        ("https://github.com/example/moss", "code", "hasCode", "own"),
    ]
    assert rows(folder, "redirects") == [
        {"old": "method/low-rank-adaptation", "new": "method/lora"},
        {"old": "method/nothing", "new": ""},
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "'="])
def test_no_cell_is_a_formula_and_reading_gives_the_text_back(tmp_path, start):
    path = tables.write(tmp_path / "t.csv", ("a", "b"), [(f"{start}1+1", "plain")])
    cell = next(csv.reader(path.read_text().splitlines()[1:]))[0]
    assert cell == f"'{start}1+1"
    assert list(tables.read(path)) == [{"a": f"{start}1+1", "b": "plain"}]


def test_a_hostile_title_stays_one_harmless_line(tmp_path):
    paper = Paper("paper/a", HOSTILE, "")
    graph = assembled(
        [paper], [("method/x", "X", "Method", ())], [], [("paper/a", "uses", "method/x", [said(paper, "+1")])]
    )
    tables.export(graph, tmp_path, config=Config())
    lines = (tmp_path / "tables" / "papers.csv").read_bytes().split(b"\n")
    assert lines[1].startswith(b'paper/a,"\'=HYPERLINK(""http://x"") +1",')
    assert lines[2:] == [b""]


def test_rows_can_be_chosen_by_what_they_contain(folder):
    path = folder / "tables" / "papers.csv"
    assert [row["id"] for row in tables.read(path, having=["Moss", "acl"])] == ["paper/acl-2023.moss-1"]


def test_where_papers_are_listed_and_what_sources_give_differently_have_rows(tmp_path):
    tables.export(published(), tmp_path, config=Config())
    paper = rows(tmp_path, "papers")[0]
    told = [paper[name] for name in ("venue", "categories", "upvotes", "status")]
    assert told == ["Journal of <Moss>", "cs.CL | cs.LG", "1234", "retracted"]
    assert rows(tmp_path, "listed")[1] == {
        "paper": "paper/arxiv-2401.00001",
        "source": "beta",
        "key": "Fernweh of the woods",
        "reason": "title",
        "detail": "fernweh of the woods",
    }
    assert rows(tmp_path, "conflicts")[0] == {
        "paper": "paper/arxiv-2401.00001",
        "field": "doi",
        "kept": "doi:10.1/x",
        "kept_from": "alpha",
        "other": "doi:10.1/y",
        "other_from": "beta",
    }
