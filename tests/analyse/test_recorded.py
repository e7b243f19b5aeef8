"""The file that the next build goes on from."""

import pytest

from kg.analyse import Community, Map, map_lines, read_map

FOUND = Map(
    {"method/a": (3, -4), "paper/ü\u2028": (0, 12), "task/c": (7, 7)},
    (Community("a · c", ("method/a", "task/c")), Community("", ("paper/ü\u2028",))),
    {"method/a": 1, "paper/ü\u2028": 0, "task/c": 1},
)
LINES = (
    '{"format":"kg map 1","seed":3}\n'
    '{"community":"a · c","nodes":[["method/a",3,-4,1],["task/c",7,7,1]]}\n'
    '{"community":"","nodes":[["paper/ü\u2028",0,12,0]]}\n'
)


def test_a_map_is_a_line_for_each_community():
    assert "".join(map_lines(FOUND, seed=3)) == LINES


def test_a_map_is_read_back(tmp_path):
    path = tmp_path / "map.jsonl"
    path.write_text(LINES, encoding="utf-8", newline="\n")
    assert read_map(path, seed=3) == FOUND


def test_a_map_of_another_seed_is_none(tmp_path):
    path = tmp_path / "map.jsonl"
    path.write_text(LINES, encoding="utf-8")
    assert read_map(path, seed=4) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kg map 1", "kg map 0"),
        ('{"community":""', '{"community":'),
        ('"community":""', '"community":null'),
        ('"nodes":[["method/a",3,-4,1]', '"nodes":[["method/a",3,-4]'),
        ('"method/a"', "5"),
        (",7,7,", ",7.5,7,"),
        (",7,7,", ",true,7,"),
        (",7,7,", ',"7",7,'),
        (",7,7,", ",NaN,7,"),
        (",7,7,", ",1000000000,7,"),
        ('"task/c"', '"method/a"'),
        ('"nodes"', '"node"'),
        ('{"community":"a', '["community","a'),
    ],
)
def test_a_damaged_map_is_none(tmp_path, old, new):
    path = tmp_path / "map.jsonl"
    assert old in LINES
    path.write_text(LINES.replace(old, new), encoding="utf-8")
    assert read_map(path, seed=3) is None


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[" * 100_000, b"null\n"])
def test_what_is_no_map_is_none(tmp_path, content):
    path = tmp_path / "map.jsonl"
    path.write_bytes(content)
    assert read_map(path, seed=3) is None


def test_no_file_is_none(tmp_path):
    assert read_map(tmp_path / "map.jsonl", seed=3) is None
    assert read_map(tmp_path, seed=3) is None
