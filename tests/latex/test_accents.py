import pytest

from kg.latex.accents import compose, read


@pytest.mark.parametrize(
    ("letter", "accent", "expected"),
    [("o", '"', "ö"), ("w", '"', ""), ("c", "c", "ç"), ("ı", "'", "í"), ("t", "'", ""), ("s", "v", "š")],
)
def test_compose(letter, accent, expected):
    assert compose(letter, accent) == expected


@pytest.mark.parametrize(
    ("text", "name", "before", "expected"),
    [
        ("o", '"', "r", ("ö", 1)),
        (r"{\i}x", '"', "a", ("ï", 4)),
        (r"\i x", "'", "a", ("í", 2)),
        ("s own", "'", "l", ("'", 0)),
        ('and more\\" said', '"', " ", ('"', 0)),
        (" x", '"', " ", ('"', 0)),
        ("{ho}", "r", " ", ("ρ", 4)),
        ("{word}", "c", " ", None),
        ("c", "c", " ", None),
        ("{x}", "^", " ", None),
    ],
)
def test_read(text, name, before, expected):
    assert read(text, 0, name, before) == expected
