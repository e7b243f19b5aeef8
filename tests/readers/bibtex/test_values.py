import pytest

from kg.readers.bibtex.values import address_of, resolved, text_of
from kg.text import clean


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{a {b} c}", ("a {b} c", "")),
        ('"a {"} b"', ('a {"} b', "")),
        ("2024", ("2024", "")),
        ("unknown", ("unknown", "")),
        ('{a} # ACL # "b"', ("aMeetingb", "")),
        ("{a} title = {b}", ("a", "title = {b}")),
        ("{a {b", ("a {b", "")),
        (r"{a \} b}", (r"a \} b", "")),
        ("", ("", "")),
    ],
)
def test_resolved(value, expected):
    assert resolved(value, {"acl": "Meeting"}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{{{GPT}-4}: {A} Study}", "GPT-4: A Study"),
        (r"{\'E}tude of {\ss} and \'{e}", "Étude of ß and é"),
        (r"the {{L\"o}f} norm", "the Löf norm"),
        (r"$x_{i}^{2}$ in {\em fast} \emph{{S}low}", "xi2 in fast Slow"),
        (r"{{III}}\textendash{{V}} and 20\textdegree{}C", "III–V and 20°C"),
        (r"a \{set\} of {AI}\&{ML}", "a {set} of AI&ML"),
        (r"{\vphantom}Fern\vphantom{} AND\slash OR Moss", "Fern AND/OR Moss"),
        (r"\mkbibquote{Fern} by \mkbibemph{Moss}", "“Fern” by Moss"),
        (r"\texorpdfstring{$\beta$}{beta}-Fern", "beta-Fern"),
        (r"\citep[see][p.~3]{moore}", "[moore]"),
        ("a\n   b\r\n c", "a b c"),
        ("un{balanced", "un{balanced"),
    ],
)
def test_braces_that_only_group_go(value, expected):
    assert clean(text_of(value)) == expected


def test_groups_without_a_capital_letter_stay_where_they_are_text():
    assert text_of("{BERT} fills {label} and {Many Words}", capitals=True) == "BERT fills {label} and Many Words"
    assert text_of("i{P}ad of sqrt{T_1/T} at url{https://a.org/A}", capitals=True) == (
        "iPad of sqrt{T_1/T} at url{https://a.org/A}"
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (r"https://example.org/a{\_}b\%20c{\~{}}d", "https://example.org/a_b%20c~d"),
        (r"\url{https://example.org/a}", "https://example.org/a"),
        (r"Read \href{https://example.org/a}{this}", "https://example.org/a"),
        ("http://a.org/x http://b.org/y", "http://a.org/x"),
        ("10.1000/fern\\_1", "10.1000/fern_1"),
        ("", ""),
    ],
)
def test_addresses(value, expected):
    assert address_of(value) == expected
