import pytest

from kg.latex.links import are_same, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://a.b/c~d, e", "http://a.b/c~d,"),
        ("http://a.b/c.~We", "http://a.b/c."),
        ("http://a.b/c}{d}", "http://a.b/c"),
        ("http://a.b/c{d}/e{f g}", "http://a.b/c{d}/e"),
        ("http://a.b/c''", "http://a.b/c"),
        (r"http://a.b/c\_d\foo", "http://a.b/c_d"),
    ],
)
def test_where_addresses_end(text, expected):
    assert read(text, 0)[0] == expected


def test_the_same_address():
    assert are_same("https://www.GitHub.com/a/b/", "github.com/a/b")
    assert not are_same("github.com/a/b", "github.com/a/c")
