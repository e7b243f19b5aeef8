import contextlib

import pytest

from kg.readers.yaml.items import BrokenError, items, parsed


def cut(text):
    return [(item.line, item.text) for item in items(enumerate(text.split("\n"), 1))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("references:\n- a: 1\n- b: 2", [(2, "- a: 1"), (3, "- b: 2")]),
        (
            "---\n# by a tool\nreferences: # all\n\n  - a: 1\n    b: 2\n  - c\n...\n- d",
            [(5, "  - a: 1\n    b: 2"), (7, "  - c")],
        ),
        ("%YAML 1.2\n---\n-\n  a: 1\n- b", [(3, "-\n  a: 1"), (5, "- b")]),
        ("title: x\nauthor:\n- Ada\n'references':\n- a\nother:\n- b\nreferences:\n- c", [(5, "- a"), (9, "- c")]),
        ("- a: |\n    - b\n\n    c\n# d\n- e", [(1, "- a: |\n    - b\n\n    c\n# d"), (6, "- e")]),
        ("references: []\n- a", []),
        ("Ferns:\n\n- are sparse", []),
        ("", []),
    ],
)
def test_items_are_cut_out_by_their_indentation(text, expected):
    assert cut(text) == expected


def test_of_an_item_that_is_too_long_only_the_start_is_held(monkeypatch):
    monkeypatch.setattr("kg.readers.yaml.items.MAX_ITEM", 20)
    first, second = items(enumerate(["- a", *["  b: cccc"] * 100, "- d"], 1))
    assert (first.size, len(first.lines), second.text) == (1004, 2, "- d")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- a: 2401.12340\n  b: 2024-01-02\n  c: no\n  d: 0x10",
            [{"a": "2401.12340", "b": "2024-01-02", "c": "no", "d": "0x10"}],
        ),
        ("- a: ~\n  b: ''\n  c:\n  d: null", [{"a": None, "b": "", "c": None, "d": None}]),
        ("- [a, {b: c}]", [["a", {"b": "c"}]]),
        ("- a: 1\n  a: 2", [{"a": "1"}]),
        ("- ? [a, b]\n  : 1\n  c: 2", [{"c": "2"}]),
        ("- &x a: !!python/object/apply:os.system [b]", [{"a": ["b"]}]),
        ("- a: b\x1bc\ud800d", [{"a": "b\ufffdc\ufffdd"}]),
    ],
)
def test_scalars_are_texts_and_tags_are_not_obeyed(text, expected):
    assert parsed(text) == (expected, False)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("- a: &x [b]\n  c: *x", 1, "x repeats another part, which is never followed"),
        ("- <<: *base\n  a: 1", 0, "base repeats another part, which is never followed"),
        ("- a: 1\n  b: [" + "[" * 50, 1, "it is nested too deeply"),
        ("- a: 1\n  b: 'c\n", 2, "found unexpected end of stream"),
        ("- a: 1\n b: 2", 1, "did not find expected '-' indicator"),
        ("- a: @b", 0, "found character that cannot start any token"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(text, line, reason):
    with pytest.raises(BrokenError) as caught:
        parsed(text)
    assert (caught.value.line, str(caught.value).lstrip("*")) == (line, reason)


def test_a_title_with_a_colon_needs_no_quotes():
    assert parsed("- title: Fern: Moss's Way # 1\n  b: 1") == ([{"title": "Fern: Moss's Way # 1", "b": "1"}], True)


def test_a_bomb_of_aliases_is_refused_at_its_first_alias():
    bomb = "- a: &a0 [x]\n" + "".join(f"  b{n}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(60))
    with pytest.raises(BrokenError) as caught:
        parsed(bomb)
    assert caught.value.line == 1


@pytest.mark.parametrize(
    "piece", ["[", "{", "- ", "? ", "a: ", "&a ", "!a ", "*a ", "'", '"', "\n", "#", "|\n", "{a: [", "- - "]
)
def test_hostile_text_ends(piece):
    for item in items(enumerate(("- title: a\n  b: " + (piece * 20_000)[:20_000]).split("\n"), 1)):
        with contextlib.suppress(BrokenError):
            parsed(item.text)
