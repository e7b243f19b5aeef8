import pytest

from kg.tags import without_tags
from kg.text import clean


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("<p>We introduce <i>Fern</i>.</p><p>It is sparse.</p>", "We introduce Fern. It is sparse."),
        ("<jats:title>Abstract</jats:title><jats:p>Fern</jats:p>", "Abstract Fern"),
        ('<span class="nocase">iFern</span> on H<sub>2</sub>O', "iFern on H2O"),
        ("Xe<inf>Fern</inf>, <JATS1:p>Moss</JATS1:p>", "XeFern, Moss"),
        ("10<sup>-5</sup> m<sup>2</sup> of 3<sup>rd</sup>", "10^-5 m2 of 3rd"),
        ("one<br>two<br/>three<br />four", "one two three four"),
        ("&lt;p&gt;Fern &amp;lt;b&amp;gt;is&amp;lt;/b&amp;gt; 3 &amp;lt; 5&lt;/p&gt;", "Fern is 3 < 5"),
        ("<P>Fern <STRONG>is</STRONG> cut", "Fern is cut"),
        ("<inline-formula><tex-math>$\\alpha$</tex-math></inline-formula>-Fern", "α-Fern"),
        (
            '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi><mo>=</mo><mn>3</mn>'
            '<annotation encoding="application/x-tex">x=3</annotation></math> holds',
            "x=3 holds",
        ),
        (
            "at \\documentclass[12pt]{minimal} \\usepackage{amsmath} \\begin{document}$$n^2$$\\end{document} steps",
            "at n2 steps",
        ),
    ],
)
def test_markup_goes_and_what_it_marks_up_stays(given_text, expected):
    assert clean(given_text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "the <mask> token, a <projektor> and </s>",
        "<think> and </think> around <answer>",
        "a <code> token and x <b and c> d",
        "3 < 5 and 7 > 6, a<b>c",
        "<e1>Fern</e1> beats <e2:x>",
    ],
)
def test_what_only_looks_like_a_tag_stays(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ('Code: <a href="https://github.com/a/b">this https URL</a>.', "Code: https://github.com/a/b."),
        ("<a class='x' href='https://github.com/a/b'>github.com/a/b</a>", "https://github.com/a/b"),
        ('by <a href="https://a.org/x">the <b>Fern</b> team</a>', "by the Fern team (https://a.org/x)"),
        ('<a href="javascript:alert(1)">Fern</a>, <a>Moss</a>', "Fern, Moss"),
        ('<a href="https://a.org/x">Fern', "Fern"),
    ],
)
def test_links_keep_their_addresses(given_text, expected):
    assert clean(given_text) == expected


def test_what_pages_show_in_the_place_of_an_address_is_no_link():
    assert clean("Code is at this https URL.") == "Code is at this https URL."


@pytest.mark.parametrize(
    "piece", ["<b>", "</", "<a ", "<<<b></b>b>", '<a href="http://a.b/">', "<annotation >", "1<sup>1"]
)
def test_hostile_tags_end_and_cleaning_twice_is_cleaning_once(piece):
    text = (piece * 10_000)[:10_000] + "</b></a></sup>"
    assert without_tags("") == ""
    assert clean(clean(text)) == clean(text)
