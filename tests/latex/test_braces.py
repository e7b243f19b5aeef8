import pytest

from kg.latex.braces import are_needless, partners


def test_partners():
    assert partners(r"{a{b}}{\{}}{") == {0: 5, 2: 4, 6: 9}


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        (r"{\em x}", 0, True),
        (r"{ \alpha}", 0, True),
        (r"{\foo x}", 0, False),
        (r"\foo{\em x}", 4, False),
        (r"x^{\em y}", 2, False),
        ("{G}raph", 0, True),
        ("{label} is", 0, False),
        ("caf{é}", 3, True),
        ("10{,}000", 2, True),
        ("a{,}b", 1, False),
    ],
)
def test_are_needless(text, start, expected):
    assert are_needless(text, start, {"em", "alpha"}) is expected
