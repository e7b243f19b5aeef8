"""Names that several papers introduce."""

import pytest
from builds import built
from factory import assembled, said

from kg.homonyms import introduced_again, introducers
from kg.lookup import Build
from kg.records import Doubt, Paper


def introduced(folder, name, *dates, type_="Method", users=0):
    """Return what is asked about a name that papers of some dates introduce, and others use."""
    papers = [
        Paper(f"paper/local-{number}", f"{name}: paper {number}", "A.", published=date)
        for number, date in enumerate([*dates, *["2020"] * users])
    ]
    edges = [
        (
            paper.id,
            "introduces" if number < len(dates) else "uses",
            "method/one",
            [said(paper, paper.title, name, sentence=0)],
        )
        for number, paper in enumerate(papers)
    ]
    build = Build(built(folder, "tables", graph=assembled(papers, [("method/one", name, type_, ())], [], edges)))
    found = introducers(build, build.rows("entities"))
    return list(introduced_again(found, {"method/one": len(papers)}))


def test_each_later_paper_is_asked_about(tmp_path):
    assert introduced(tmp_path, "FERN", "2026-01-03", "", "2024-05", users=1) == [
        Doubt("homonyms", "method/one", "paper/local-0", 1.35, 1, "3 papers introduce something of this name"),
        Doubt("homonyms", "method/one", "paper/local-1", 1.35, 1, "3 papers introduce something of this name"),
    ]


@pytest.mark.parametrize(
    ("name", "users"),
    [("fern", 0), ("Fern Growing", 0), ("BERT", 0), ("FERN", 9)],
    ids=["a common noun", "several words", "the lexicon knows it", "most papers only use it"],
)
def test_what_is_one_thing_is_not(tmp_path, name, users):
    assert introduced(tmp_path, name, "2024", "2025", type_="Model", users=users) == []
