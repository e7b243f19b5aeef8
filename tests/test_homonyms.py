"""Names that several papers introduce."""

import pytest
from builds import built
from factory import assembled, said

from kg.homonyms import introduced_again, introducers
from kg.lookup import Build
from kg.records import Doubt, Paper


def introduced(folder, name, *dates, type_="Method", users=0, title="{}: paper {}"):
    """Return what is asked about a name that papers of some dates introduce, and others use."""
    papers = [
        Paper(f"paper/local-{number}", title.format(name, number), "A.", published=date)
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
    rows = {row["id"]: row for row in build.rows("entities")}
    return list(introduced_again(introducers(build, rows.values()), rows))


def test_each_later_paper_is_asked_about(tmp_path):
    assert introduced(tmp_path, "FERN", "2026-01-03", "", "2024-05", users=1) == [
        Doubt("homonyms", "method/one", "paper/local-0", 1.35, 1, "3 papers introduce something of this name"),
        Doubt("homonyms", "method/one", "paper/local-1", 1.35, 1, "3 papers introduce something of this name"),
    ]


@pytest.mark.parametrize(
    ("name", "users"),
    [("fern", 0), ("Fern Growing", 0), ("FERN", 9)],
    ids=["a common noun", "several words", "most papers only use it"],
)
def test_what_is_one_thing_is_not(tmp_path, name, users):
    assert introduced(tmp_path, name, "2024", "2025", type_="Model", users=users) == []


def test_what_the_lexicon_knows_is_asked_about_where_titles_present_it(tmp_path):
    why = "2 papers introduce something of this name"
    found = introduced(tmp_path / "titles", "BERT", "2024", "2025", type_="Model", users=9)
    assert found == [Doubt("homonyms", "method/one", "paper/local-1", 1.8, 1, why)]
    assert introduced(tmp_path / "others", "BERT", "2024", "2025", type_="Model", title="On {}, part {}") == []


def test_a_title_presents_a_name_in_any_case(tmp_path):
    assert introduced(tmp_path, "BERT", "2024", "2025", type_="Model", title="Bert: {} and {}") != []
