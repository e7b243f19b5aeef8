"""The vault."""

import re
from datetime import date

import pytest
import yaml
from exporters import made
from factory import literature
from rdf.hostile import hostile

from kg.analyse import map_of
from kg.config import Config
from kg.exporters import obsidian
from kg.exporters.file_names import folded


@pytest.fixture(scope="module")
def notes():
    graph = literature()
    map_of(graph, seed=0)
    return dict(obsidian.vault(graph))


def front(text):
    return yaml.safe_load(text.split("---\n")[1])


def body(text):
    return text.split("---\n", 2)[2]


def test_there_is_a_note_a_paper_an_entity_and_a_group_and_an_index(notes):
    assert sorted(name for name in notes if not name.startswith("Groups/")) == [
        "Datasets/PaperStack.md",
        "Datasets/TurfText.md",
        "Index.md",
        "Methods/Fernweh.md",
        "Methods/LoRA.md",
        "Models/Moss-7B.md",
        "Models/Moss.md",
        "Papers/A Note on Summarization with LoRA.md",
        "Papers/Fernweh - Sparse Adapters for Long Documents.md",
        "Papers/Moss - A Model Family Trained on TurfText.md",
        "Tasks/summarization.md",
    ]
    assert [name for name in notes if name.startswith("Groups/")] == [
        "Groups/TurfText · Moss · PaperStack.md",
        "Groups/Moss-7B · summarization.md",
        "Groups/Fernweh · LoRA.md",
    ]


def test_properties_of_a_paper(notes):
    assert front(notes["Papers/Fernweh - Sparse Adapters for Long Documents.md"]) == {
        "id": "paper/arxiv-2401.00001",
        "type": "Paper",
        "aliases": ["Fernweh: Sparse Adapters for Long Documents"],
        "tags": ["kg/paper"],
        "url": "https://arxiv.org/abs/2401.00001",
        "date": date(2024, 1, 3),
        "year": 2024,
        "authors": ["Ada Moore", "Bo Lind"],
        "identifiers": ["arXiv:2401.00001", "doi:10.1234/fern"],
        "code": ["https://github.com/example/fernweh"],
        "introduces": ["[[Fernweh]]"],
        "uses": ["[[summarization]]", "[[PaperStack]]", "[[Moss-7B]]"],
    }


def test_a_date_that_is_no_day_is_no_date(notes):
    told = front(notes["Papers/Moss - A Model Family Trained on TurfText.md"])
    assert (told.get("date"), told["published"], told["year"]) == (None, "2023-07", 2023)


def test_the_note_of_an_entity_quotes_papers_and_links_to_them(notes):
    text = notes["Methods/LoRA.md"]
    assert front(text)["aliases"] == ["Low-Rank Adaptation"]
    assert front(text)["papers"] == 3
    assert (
        """## Used by

- [[A Note on Summarization with LoRA]] (2025)
  > We use LoRA and Fernweh for summarization.
"""
        in text
    )
    assert (
        """## Outperformed by

- [[Fernweh]]
  > Fernweh outperforms LoRA on PaperStack. — [[Fernweh - Sparse Adapters for Long Documents\
|Fernweh: Sparse Adapters for Long Documents]]
"""
        in text
    )
    assert front(notes["Methods/Fernweh.md"])["code"] == ["https://github.com/example/fernweh"]


def test_a_paper_has_results_and_addresses(notes):
    text = notes["Papers/Fernweh - Sparse Adapters for Long Documents.md"]
    assert "- up to 61.5 % accuracy on [[PaperStack]] by [[Fernweh]]\n  > Fernweh reaches up to 61.5 %" in text
    assert "## Its own code and pages\n\n- <https://github.com/example/fernweh>" in text
    assert "## Other addresses in it\n\n- <https://example.org/stack> (data)" in text


@pytest.mark.parametrize("graph", [literature, hostile, lambda: made.graph()[0]], ids=["plain", "hostile", "made"])
def test_every_link_leads_to_a_note_and_names_differ_on_every_system(graph):
    notes = dict(obsidian.vault(graph()))
    names = [path.rpartition("/")[2].removesuffix(".md") for path in notes]
    assert len({folded(name) for name in names}) == len(names)
    links = {link for text in notes.values() for link in re.findall(r"\[\[([^\]|]+)", text.replace(r"\[", ""))}
    assert links <= {*names}
    assert all(len(path.rpartition("/")[2].encode()) <= 120 for path in notes)


@pytest.mark.parametrize("graph", [hostile, lambda: made.graph()[0]], ids=["hostile", "made"])
def test_hostile_text_is_text(graph):
    for path, text in obsidian.vault(graph()):
        assert not re.search(r'[\x00-\x1f"*<>?|\\:#^\[\]`]', path), path
        assert ".." not in path.split("/")
        assert isinstance(front(text), dict)
        assert not re.search(r"<%|%%|<script|(?<!\\)`|::|\u202e|\x00", body(text)), path
        assert "<%" not in text
        assert text.count("\n---\n") == 1


def test_the_notes_are_written_and_obsidian_s_folder_is_not(tmp_path):
    written = obsidian.export(literature(), tmp_path, config=Config())
    found = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert found == sorted(written)
    assert not (tmp_path / "obsidian" / ".obsidian").exists()
