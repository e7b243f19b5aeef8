"""Which papers and entities make the picture of a build that is too large for one."""

import random
from collections import Counter, defaultdict

from kg.parts.choice import choose
from kg.records import Paper


def namings(*rows: tuple[str, str, str]) -> list[str]:
    """Make a run of (paper, predicate, entity)."""
    return sorted(f"{entity}\t{paper}\t{predicate}\n" for paper, predicate, entity in rows)


def paper(key: str, published: str = "", upvotes: int = 0) -> Paper:
    return Paper(key, key, "", published=published, upvotes=upvotes)


def chosen(rows, papers, **limits):
    return choose(lambda: rows, papers, [one.id for one in papers], **limits)


# Moss is introduced in 2020 and used by five; p9 sounds as if it introduced Moss, in 2024. Fern is named by two.
ROWS = namings(
    ("p0", "introduces", "method/moss"),
    *((f"p{number}", "uses", "method/moss") for number in (1, 2, 3, 4, 8)),
    ("p9", "introduces", "method/moss"),
    ("p5", "introduces", "method/fern"),
    ("p6", "uses", "method/fern"),
    ("p7", "mentions", "task/mowing"),
)
PAPERS = [paper(f"p{number}", f"202{number}-01-01") for number in range(10)]


def test_papers_matter_by_what_others_take_up_then_by_votes_then_by_date():
    papers = [*PAPERS[:8], paper("p8", "2028-01-01", upvotes=7), PAPERS[9]]
    assert [sorted(chosen([], papers, limit=limit).papers) for limit in (1, 2)] == [["p8"], ["p8", "p9"]]
    assert sorted(chosen(ROWS, papers, limit=2).papers) == ["p0", "p5"]
    assert sorted(chosen(ROWS, papers, limit=4, nodes=100).papers) == ["p0", "p5", "p8", "p9"]


def test_a_paper_that_seems_to_introduce_what_was_known_gets_nothing_for_it():
    late = chosen(ROWS, PAPERS, limit=1)
    assert late.papers == {"p0"}
    turned = [paper(one.id, f"20{29 - int(one.id[1])}") for one in PAPERS]  # p9 is now the oldest, p0 the newest
    assert chosen(ROWS, turned, limit=1).papers == {"p9"}


def test_without_dates_all_that_introduce_a_thing_share_what_it_is_worth():
    rows = namings(
        *((f"a{number}", "introduces", "method/moss") for number in range(3)),
        *((f"u{number}", "uses", "method/moss") for number in range(4)),
        ("b", "introduces", "method/fern"),
        ("u0", "uses", "method/fern"),
    )
    papers = [paper(key) for key in ("a0", "a1", "a2", "b", "u0", "u1", "u2", "u3")]
    assert chosen(rows, papers, limit=1, nodes=2).papers == {"b"}


def test_entities_matter_by_how_many_papers_name_them():
    found = chosen(ROWS, PAPERS, limit=10, nodes=30)
    assert list(found.entities.items()) == [("method/moss", 7), ("method/fern", 2), ("task/mowing", 1)]
    assert (found.of_papers, found.of_entities, len(found.papers)) == (10, 3, 10)


def test_no_more_papers_and_nodes_are_chosen_than_were_asked_for():
    rows, papers = many(random.Random(1))  # noqa: S311  chance is to be the same each time
    for limit, nodes in ((1, 2), (5, 100), (40, 60), (1_000, 1_000)):
        found = chosen(rows, papers, limit=limit, nodes=nodes)
        assert len(found.papers) <= min(limit, len(papers))
        assert len(found.papers) + len(found.entities) <= nodes


def many(dice: random.Random) -> tuple[list[str], list[Paper]]:
    papers = [paper(f"p{number:03}", f"20{dice.randrange(10, 25)}", dice.choice((0, 0, 3))) for number in range(120)]
    roles = ("introduces", "uses", "comparesWith", "mentions")
    rows = {
        (one.id, dice.choice(roles), f"method/m{min(dice.randrange(80), dice.randrange(80)):02}")
        for one in papers
        for _ in range(5)
    }
    return namings(*rows), papers


def test_what_is_shown_keeps_its_strongest_paper():
    rows, papers = many(random.Random(2))  # noqa: S311  chance is to be the same each time
    ranked = ranking(rows, papers)
    for nodes in (10, 40, 90):
        found = chosen(rows, papers, limit=100, nodes=nodes)
        assert found.entities
        for entity in found.entities:
            named = [line.split("\t")[1] for line in rows if line.startswith(f"{entity}\t")]
            assert min(named, key=ranked.index) in found.papers


def ranking(rows: list[str], papers: list[Paper]) -> list[str]:
    """Return the papers, the strongest first, as the documentation of the module has it."""
    told, credit = defaultdict(list), Counter()
    dates = {one.id: one.published for one in papers}
    for line in rows:
        entity, one, predicate = line.split()
        told[entity].append((one, predicate))
    for said in told.values():
        roles = {one: [predicate for other, predicate in said if other == one] for one, _ in said}
        makers = [one for one, predicates in roles.items() if "introduces" in predicates]
        taken = sum("introduces" not in found and found[0] in ("uses", "comparesWith") for found in roles.values())
        for maker in makers:
            if 20 * sum(dates[one] < dates[maker] for one in roles) <= len(roles):
                credit[maker] += taken * 1_000 // len(makers) ** 2
    return [
        one.id for one in sorted(papers, key=lambda one: (-credit[one.id], -one.upvotes, -int(one.published), one.id))
    ]


def test_neither_the_order_of_papers_nor_a_tie_makes_a_difference():
    rows, papers = many(random.Random(3))  # noqa: S311  chance is to be the same each time
    once = chosen(rows, papers, limit=30, nodes=70)
    assert once == chosen(rows, papers[::-1], limit=30, nodes=70)
    assert list(once.entities) == list(chosen(rows, papers[::-1], limit=30, nodes=70).entities)
    same = [paper(key) for key in "dbca"]
    assert chosen([], same, limit=2).papers == {"a", "b"}


def test_nothing_is_chosen_of_nothing():
    found = chosen([], [], limit=5)
    assert (found.papers, found.entities, found.of_papers, found.of_entities) == (frozenset(), {}, 0, 0)
