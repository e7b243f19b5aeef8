import pytest

from kg.latex.formulas import balanced, flatten, is_formula


@pytest.mark.parametrize(
    ("content", "following", "expected"),
    [
        ("x", "", True),
        ("5 and ", "1", False),
        ("10", " ", True),
        ("10", "5", False),
        ("3-", "5", False),
        (r"5\times", "8", True),
        ("AAPL and ", "T", False),
        (r" x_i ", "", True),
        ("the cost of one run is not known", "", False),
        (r"\text{for every one of them}", "", True),
        ("", "", False),
        ("{a", "", False),
        ("a" * 401, "", False),
    ],
)
def test_formulas_are_not_prices(content, following, expected):
    assert is_formula(content, following) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (r"\mathcal{O}\left(\sqrt{T\log T}\right)", "O(√(T log T))"),
        (r"\frac{1}{n} + \frac{a+b}{2}", "1/n + (a+b)/2"),
        (r"\binom{n}{k}", "(n choose k)"),
        (r"\tilde{O}(n)\bmod m", "Õ(n) mod m"),
        (r"n\times m", "n×m"),
        (r"n \times m", "n × m"),
        (r"2^n + 10^{-5}", "2^n + 10^-5"),
        (r"\log^2 n", "log^2 n"),
        (r"x_{t+1}, d_h, L_1, T_{\mathrm{mix}}", "x_(t+1), d_h, L1, T_mix"),
        (r"\mathbb{R}_+", "R+"),
        (r"\texttt{a\_b}", "a_b"),
        (r"\texttt{a_b}", "a_b"),
        (r"1{,}000\,\%", "1,000 %"),
        (r"\{1,\dots,k\}", "{1,…,k}"),
        (r"\gap{x}^2 \foo", r"\gap{x}^2 \foo"),
        (r"5^{th}", "5th"),
        (r"x^{\prime}", "x′"),
        (r"\sqrt[3]{n}", "3√n"),
        (r"\left. x \right|", "x |"),
        (r"\frac{a}", "a/"),
        (r"^", ""),
    ],
)
def test_flatten(content, expected):
    assert flatten(content) == expected


@pytest.mark.parametrize(
    ("content", "before", "expected"),
    [
        ("^2", "M", "2"),
        ("^{-6}", "0", "^-6"),
        ("^{8}", "0", "^8"),
        ("^i", "0", "i"),
        ("_{BASE}", "T", "_BASE"),
        ("_0", "D", "0"),
    ],
)
def test_scripts_look_at_what_they_follow(content, before, expected):
    assert flatten(content, before=before) == expected


def test_deep_braces_are_not_followed():
    assert balanced("{" * 40 + "}" * 40)
    assert not balanced("{" * 41 + "}" * 41)
    assert balanced(r"\{")
