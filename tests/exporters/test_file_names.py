"""Names of files."""

import re

import pytest

from kg.exporters.file_names import file_name, file_names, folded


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LoRA", "LoRA.md"),
        ("Fernweh: Sparse Adapters", "Fernweh - Sparse Adapters.md"),
        ("A*", "A＊.md"),
        ("C#/F#", "C＃-F＃.md"),
        ("../../x", "x.md"),
        ("..\\..\\x", "x.md"),
        ("/etc/passwd", "etc-passwd.md"),
        ("CON", "_CON.md"),
        ("nul.txt", "_nul.txt.md"),
        ("COM¹", "_COM¹.md"),
        ("Console", "Console.md"),
        (".obsidian", "obsidian.md"),
        ("a. ", "a.md"),
        ("a\x00b\x1b[2J", "ab 2J.md"),
        ("\u202eevil\u2066\ufeff\u200b", "evil.md"),
        ("x\ud800y", "xy.md"),
        ("[[a]]|b^c", "a b c.md"),
        ("<% evil %> `x` $y$ %%z%%", "% evil % x y %z%.md"),
        ("~$draft", "draft.md"),
        ("a\nb", "a b.md"),
        ("", "unnamed.md"),
        ("\u202e", "unnamed.md"),
        ("文心一言", "文心一言.md"),
        ("e\u0301", "é.md"),
    ],
)
def test_every_text_becomes_a_name_that_every_system_takes(text, name):
    assert file_name(text, ending=".md") == name


@pytest.mark.parametrize("text", ["a" * 300, "words " * 60, "文" * 200, "😀" * 99, "é" * 150])
def test_a_name_is_at_most_120_bytes_and_ends_in_its_ending(text):
    name = file_name(text, ending=".md", suffix=" (method)")
    assert 60 < len(name.encode()) <= 120
    assert name.endswith(" (method).md")
    assert "\ufffd" not in name


def test_names_that_some_system_takes_for_one_are_told_apart():
    wanted = [
        ("method/lora", "LoRA", "method"),
        ("model/lora", "LORA", "model"),
        ("model/lora2", "lora ", "model"),
        ("a", "Ｌｏｒａ", "model"),
        ("b", "e\u0301", "task"),
        ("c", "É", "task"),
    ]
    names = file_names(wanted)
    assert [names[key] for key in ("method/lora", "model/lora", "b", "c")] == ["LoRA", "LORA (model)", "é", "É (task)"]
    assert re.fullmatch(r"lora \([0-9a-f]{8}\)", names["model/lora2"])
    assert len({folded(name) for name in names.values()}) == len(wanted)


def test_long_names_that_are_cut_are_told_apart():
    names = file_names([(str(n), "x" * 300 + str(n), "paper") for n in range(9)], ending=".md")
    assert len(set(names.values())) == 9
    assert all(len(name.encode()) <= 120 for name in names.values())
