"""The history of a folder: what builds add to it, what they forget, and what they make of damage."""

import json

import networkx as nx
import pytest
from factory import assembled

from kg.errors import OutputError
from kg.history import facts, keeping
from kg.history.past import Delta, Past, first_damaged, is_whole, read_past
from kg.records import Paper

COUNTS = {"papers": 1}


def graph(*titles: str) -> "nx.MultiDiGraph[str]":
    return assembled([Paper(f"paper/local-{title}", title, "") for title in titles], [], [], [])


def lines(*titles: str) -> list[str]:
    return facts.lines(graph(*titles))


@pytest.fixture
def build(tmp_path):
    """Give a function that adds a build of papers to the history of a folder, as a publication does."""
    clock = iter(range(10_000))

    def add(*titles, limit=100, built=""):
        staging = tmp_path / f".staging-{next(clock)}"
        staging.mkdir()
        said = keeping.stage(
            lines(*titles), tmp_path, staging, built=built or "2026-03-11T06:00:00+00:00", counts=COUNTS, limit=limit
        )
        (tmp_path / "history").mkdir(exist_ok=True)
        for name in said.files:
            (staging / name).replace(tmp_path / name)
        for name in said.obsolete:
            (tmp_path / name).unlink()
        return said

    return add


def numbers(past: Past) -> list[int]:
    return [kept.number for kept in past.builds]


def names(tmp_path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "history").iterdir())


def test_each_earlier_state_is_the_present_one_with_deltas_undone(tmp_path, build):
    states = [("a",), ("a", "b"), ("b", "c"), (), ("a", "c")]
    for titles in states:
        build(*titles)
    past = read_past(tmp_path)
    assert [list(past.lines(number)) for number in numbers(past)] == [lines(*titles) for titles in states]
    assert list(past.lines(0)) == []
    assert names(tmp_path) == [
        *("000002.zst", "000003.zst", "000004.zst", "000005.zst"),
        *("builds.jsonl", "facts.zst"),
    ]


def test_a_build_says_how_much_is_new(build):
    assert build("a").news is None
    assert build("a", "b", "c").news == {"papers": 2, "entities": 0, "code": 0, "gone": 0}
    assert build("c").news == {"papers": 0, "entities": 0, "code": 0, "gone": 2}


def test_a_paper_that_is_known_by_another_id_is_not_new_nor_is_its_code(build):
    build("Moss", "fern")
    assert build("moss", "FERN", "Ivy").news == {"papers": 1, "entities": 0, "code": 0, "gone": 0}
    link = '["link","{}","hasCode","https://github.com/moss/fern","repository","own"]'.format
    paper = '["paper","{}","Moss","","",""]'.format
    before, after = ({paper(key), link(key)} for key in ("a", "b"))
    code = {link("b").replace("moss/fern", "moss/ivy")}
    delta = Delta(frozenset(after | code), frozenset(before))
    assert keeping._news(delta) == {"papers": 0, "entities": 0, "code": 1, "gone": 0}


def test_a_build_that_changes_nothing_adds_nothing(tmp_path, build):
    build("a")
    before = (tmp_path / "history" / "builds.jsonl").read_bytes()
    assert build("a") == keeping.Addition(news={})
    assert (tmp_path / "history" / "builds.jsonl").read_bytes() == before


def test_the_order_of_builds_is_that_of_their_numbers_whatever_the_clock_says(tmp_path, build):
    for title, day in (("a", "2026-03-11"), ("b", "1970-01-01"), ("c", "not a time")):
        build(title, built=day)
    past = read_past(tmp_path)
    assert numbers(past) == [1, 2, 3]
    assert list(past.lines(2)) == lines("b")


def test_of_an_earlier_day_the_last_build_is_kept_and_the_one_before_the_last_always(tmp_path, build):
    for number, day in enumerate((9, 9, 10, 11, 11, 11, 11)):
        build(str(number), limit=3, built=f"2026-03-{day:02}T06:00:00+00:00")
    past = read_past(tmp_path)
    assert numbers(past) == [2, 3, 6, 7]
    assert [list(past.lines(number)) for number in numbers(past)] == [lines("1"), lines("2"), lines("5"), lines("6")]
    assert names(tmp_path) == ["000003.zst", "000006.zst", "000007.zst", "builds.jsonl", "facts.zst"]


def test_where_each_build_is_of_another_day_the_oldest_goes(tmp_path, build):
    for day in range(1, 7):
        build(str(day), limit=2, built=f"2026-03-{day:02}T06:00:00+00:00")
    assert numbers(read_past(tmp_path)) == [4, 5, 6]
    build("7", limit=1, built="2026-03-07")
    assert (numbers(read_past(tmp_path)), names(tmp_path)) == ([6, 7], ["000007.zst", "builds.jsonl", "facts.zst"])


def test_a_damaged_delta_costs_the_builds_before_it(tmp_path, build):
    for title in "abcd":
        build(title)
    (tmp_path / "history" / "000003.zst").write_bytes(b"spoilt")
    past = read_past(tmp_path)
    assert (list(past.lines(3)), first_damaged(past), is_whole(tmp_path)) == (lines("c"), 2, False)
    with pytest.raises(OutputError, match=r"000003\.zst: the history is damaged here; `kg build` mends what it can"):
        past.lines(2)
    assert str(build("d").trouble) == (
        f"{tmp_path / 'history' / '000003.zst'}: the history was damaged; what there was before build 3 is forgotten"
    )
    assert (numbers(read_past(tmp_path)), is_whole(tmp_path)) == ([3, 4], True)
    assert build("e").trouble is None
    assert list(read_past(tmp_path).lines(3)) == lines("c")


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b""), lambda path: path.unlink()])
def test_without_the_present_the_history_begins_anew_and_no_number_is_given_twice(tmp_path, build, damage):
    build("a")
    build("b")
    damage(tmp_path / "history" / "facts.zst")
    said = build("c")
    assert str(said.trouble) == (
        f"{tmp_path / 'history' / 'facts.zst'}: the history was damaged and begins anew with this build"
    )
    assert (said.news, numbers(read_past(tmp_path)), names(tmp_path)) == (None, [3], ["builds.jsonl", "facts.zst"])
    assert list(read_past(tmp_path).lines(3)) == lines("c")


@pytest.mark.parametrize("text", ["", "{", "[]\n", '{"number": 1}\n', "null\n", "\xff"])
def test_a_list_of_builds_that_cannot_be_read_is_begun_anew(tmp_path, build, text):
    build("a")
    (tmp_path / "history" / "builds.jsonl").write_bytes(text.encode("latin-1"))
    with pytest.raises(OutputError, match=r"builds\.jsonl: the history is damaged here"):
        read_past(tmp_path)
    assert not is_whole(tmp_path)
    assert build("b").trouble is not None
    assert numbers(read_past(tmp_path)) == [1]


@pytest.mark.parametrize(
    ("place", "change", "left"),
    [
        (0, ("{", "["), [2, 3, 4]),
        (1, ('"number"', '"numbes"'), [3, 4]),
        (1, ("2", "9"), [3, 4]),
        (2, ("3", "\xff"), [1]),
    ],
)
def test_a_line_of_the_list_that_is_damaged_costs_the_builds_up_to_it(tmp_path, build, place, change, left):
    for title in "abc":
        build(title)
    path = tmp_path / "history" / "builds.jsonl"
    rows = path.read_bytes().splitlines(keepends=True)
    start = rows[place].index(b'"number"') if change[0].isdigit() else 0
    head, tail = rows[place][:start], rows[place][start:]
    rows[place] = head + tail.replace(change[0].encode(), change[1].encode("latin-1"), 1)
    path.write_bytes(b"".join(rows))
    assert not is_whole(tmp_path)
    said = str(build("d").trouble)
    assert said.startswith(f"{path}: the history was damaged")
    assert (numbers(read_past(tmp_path)), is_whole(tmp_path)) == (left, True)
    for number, title in zip(left, "abcd"[-len(left) :], strict=True):
        assert list(read_past(tmp_path).lines(number)) == lines(title)


def test_facts_that_are_damaged_cost_nothing_where_a_build_says_the_same(tmp_path, build):
    for title in "abc":
        build(title)
    facts = tmp_path / "history" / "facts.zst"
    spoilt = bytearray(facts.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    facts.write_bytes(spoilt)
    assert not is_whole(tmp_path)
    assert build("c").trouble is None
    assert (numbers(read_past(tmp_path)), is_whole(tmp_path)) == ([1, 2, 3], True)
    assert [list(read_past(tmp_path).lines(number)) for number in (1, 2, 3)] == [lines("a"), lines("b"), lines("c")]


def test_builds_out_of_order_are_damage(tmp_path, build):
    build("a")
    path = tmp_path / "history" / "builds.jsonl"
    row = json.loads(path.read_text())
    path.write_text("".join(json.dumps(row | {"number": number}) + "\n" for number in (2, 1)))
    with pytest.raises(OutputError, match="the history is damaged here"):
        read_past(tmp_path)


def test_a_file_in_the_place_of_the_history_is_named(tmp_path):
    (tmp_path / "history").write_text("mine")
    with pytest.raises(OutputError, match="history: this file is where the history has to go; move it away"):
        keeping.stage(lines("a"), tmp_path, tmp_path, built="", counts={}, limit=1)
