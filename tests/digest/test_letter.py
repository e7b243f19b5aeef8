"""The sections of a report and the digest: what is told, and what is told first."""

from pathlib import Path

import pytest
from builds import built
from factory import literature

from kg.digest import choice, letter, markdown, plain, sections
from kg.history import facts
from kg.history.changes import compare
from kg.history.comparison import Comparison
from kg.history.moments import Moment
from kg.history.state import State, state


@pytest.fixture(scope="module")
def graph():
    return literature()


@pytest.fixture(scope="module")
def now(graph) -> State:
    return state(facts.lines(graph))


@pytest.fixture(scope="module")
def before(graph) -> State:
    """Return the state before the first paper came."""
    return state([text for text in facts.lines(graph) if "2401.00001" not in text and "fernweh" not in text])


@pytest.fixture(scope="module")
def folder(tmp_path_factory, graph) -> Path:
    return built(tmp_path_factory.mktemp("built") / "outputs", graph=graph)


def test_a_report_tells_the_most_interesting_first(before, now):
    text = plain.write(sections.report(compare(before, now), old="Monday", new="Tuesday", limit=None))
    lines = text.splitlines()
    assert lines[0] == "From Monday to Tuesday"
    assert lines[1].startswith("1 new paper, 1 new entity (1 introduced), 1 new code link, ")
    at = lines.index("New papers (1)")
    assert lines[at + 1 : at + 4] == [
        "  Fernweh: Sparse Adapters for Long Documents (2024-01-03)",
        "      introduces Fernweh · uses PaperStack, summarization, Moss-7B · code example/fernweh",
        "      https://arxiv.org/abs/2401.00001",
    ]
    headings = [text for text in lines if text.endswith(")") and not text.startswith((" ", "In all"))]
    assert headings == [
        "New papers (1)",
        "New methods (1)",
        "First uses of known names (1)",
        "New code (1)",
        "In more papers than before (4)",
    ]
    assert lines[-1].startswith("In all 3 papers (+1), 7 entities (+")


def test_where_nothing_differs_that_is_said(now):
    assert plain.write(sections.report(compare(now, now), old="a", new="b", limit=3)).splitlines()[:2] == [
        "From a to b",
        "Nothing changed.",
    ]


def digest(folder, before, now, *names, **rest):
    found = Comparison(Moment(folder, 1, "2026-03-11T12:00:00+00:00"), Moment(folder, 2, ""), compare(before, now), now)
    return letter.digest(found, follow=choice.followed(names, now), **rest)


def test_a_digest_quotes_what_a_paper_introduces(folder, now):
    text = markdown.write(digest(folder, State(), now))
    assert text.startswith("# 3 new papers since 2026-03-11\n")
    worth, others = text.split("## Worth reading first (3)")[1].split("\n## ", 1)
    assert "*“We introduce Fernweh, a variant of LoRA for summarization.”*" in worth
    assert "[**Fernweh: Sparse Adapters for Long Documents**](<https://arxiv.org/abs/2401.00001>) (2024-01-03)" in worth
    assert worth.index("Moss: A Model") < worth.index("Fernweh: Sparse") < worth.index("A Note on")
    assert others.startswith("New models (1)\n\n- **Moss** – introduced by [Moss: A Model Family")
    assert others.split("## Named for the first time (5)\n\n")[1].startswith(
        "- **LoRA** (Method) – 3 papers, such as A"
    )


def test_what_is_followed_comes_first_by_name_by_id_by_alias_and_by_title(folder, now):
    for name, how in (
        ("summarization with", "in its title"),
        ("Summarization", "in its title"),
        ("task/summarization", "uses it"),
        ("text summarization", "uses it"),
    ):
        text = markdown.write(digest(folder, State(), now, name))
        first = text.split("## Worth reading first (3)\n\n- ")[1]
        assert first.startswith(("**A Note", "[**A Note", "[**Fernweh")), name
        assert f"You follow **{name}** ({how})" in text
    text = markdown.write(digest(folder, State(), now, "Fernweh", "Long Documents"))
    assert "2 papers touch what you follow." in text
    assert "You follow **Fernweh** (introduces it), **Long Documents** (in its title)" in text


def test_names_that_nothing_is_called_by_are_known(now):
    follow = choice.followed(["LoRA", "Stone", "lora", " ", "Long Documents"], now)
    titles = [paper.title for paper in now.papers.values()]
    assert (follow.names, follow.unknown(titles)) == (["LoRA", "Stone", "lora", "Long Documents"], ["Stone"])


def test_votes_weigh_among_papers_that_say_as_much():
    from kg.history.changes import NewPaper
    from kg.history.state import PaperFact

    made = [choice.Pick(NewPaper(PaperFact(key, key)), upvotes=votes) for key, votes in (("a", 0), ("b", 30))]
    assert made[0].score < made[1].score < choice.Pick(made[0].new, followed=(("x", "mentions"),)).score


def test_without_tables_there_is_no_quote(tmp_path, before, now):
    text = markdown.write(digest(built(tmp_path / "out", "graphml"), before, now))
    assert "“" not in text
    assert "Fernweh: Sparse Adapters" in text


def test_papers_come_before_names_that_were_known_and_what_is_gone_last(monkeypatch, folder, before, now):
    monkeypatch.setattr(letter, "FIRST", 0)
    there = markdown.write(digest(folder, before, now))
    headings = [line[3:].rpartition(" (")[0] for line in there.splitlines() if line.startswith("## ")]
    assert headings == ["New methods", "Other new papers", "First uses of known names", "In more papers than before"]
    gone = markdown.write(digest(folder, now, before))
    assert gone.startswith("# No new papers since 2026-03-11\n\nNo new paper, 1 paper gone, 1 name gone.\n")
    assert "## Papers that are gone (1)\n\n- [Fernweh: Sparse Adapters" in gone
    assert "## Names that are gone (1)\n\n- **Fernweh** (Method)" in gone


def test_nothing_new_is_a_digest_too(folder, now):
    text = markdown.write(digest(folder, now, now, title="My week"))
    assert text.startswith("# My week\n\nNothing is new.\n")


def test_long_sentences_are_cut_at_a_word():
    assert choice._cut("word " * 100).endswith("word …")
    assert len(choice._cut("word " * 100)) <= 362


def test_things_that_are_called_alike_are_told_apart():
    facts_of = '["entity","{}","{}","{}"]'.format
    alias, redirect = '["alias","method/moss","Moss","name",""]', '["redirect","{}","method/moss"]'.format

    def told(key: str, kind: str) -> str:
        before = state([alias, facts_of("method/moss", "Moss", "Method"), facts_of(key, "MOSS", kind)])
        after = state([alias, facts_of("method/moss", "Moss", "Method"), redirect(key)])
        text = plain.write(sections.report(compare(before, after), old="a", new="b", limit=None))
        return text.split("Names that changed (1)\n  ")[1].splitlines()[0]

    assert told("model/moss", "Model") == "MOSS (Model) is now the same as Moss (Method)"
    assert told("method/moss--2", "Method") == "MOSS (method/moss--2) is now the same as Moss (method/moss)"


def test_a_paper_that_changed_is_told_of_once():
    paper = '["paper","{}","Moss","{}","{}",""]'.format
    before, after = state([paper("a", "", "")]), state([paper("b", "https://a.org/1", "2026-03-11")])
    text = plain.write(sections.report(compare(before, after), old="a", new="b", limit=None))
    assert text.splitlines()[1:5] == [
        "No new paper, 1 paper that changed.",
        "",
        "Papers that changed (1)",
        "  Moss – published: none → 2026-03-11, url: none → https://a.org/1",
    ]
