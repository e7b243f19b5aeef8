import time
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.text
from kg.latex import scanner
from kg.text import clean, folded, folded_title, has_lone_surrogate, printable


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("\ufeffA\x00 B\u200b\u202eC\u2066", "A BC"),
        ("one\u00a0two\tthree\r\nfour\u2028five   six ", "one two three four five six"),
        ("one  two", "one two"),
        ("```fern``` and ``moss''", "```fern``` and “moss”"),
        (" one", "one"),
        ("65 &PLUSMN; 2 Fern&APOS;s &Alpha; R&D;", "65 ± 2 Fern's Α R&D;"),
        (r"Fern\hspace{0pt}Moss \hspace{0.6em}Lind", "FernMoss Lind"),
        (r"Na\textcrd{}a\textdagger", "Nađa†"),
        ("one ", "one"),
        ("one\u00a0two", "one two"),
        ("o\u200bne", "one"),
        ("e\u0301", "é"),
        ("AT&amp;T &#39;x&#39; &#x3b1; &lt;b&gt; &nbsp;", "AT&T 'x' α <b>"),
        ("twice &amp;amp; thrice &amp;amp;lt;", "twice & thrice <"),
        ("R&D; &unknown; &copy=1 &amp", "R&D; &unknown; &copy=1 &amp"),
        ("&#0;a&#x110000;b", "a\ufffdb"),
        ("half \ud83d, whole \ud83d\ude00", "half \ufffd, whole 😀"),
        ("cafe\u0301 \ufb01ne-tuning", "café fine-tuning"),
        ("it\x92s \x93quoted\x94", "it’s “quoted”"),
        ("We propose **FLAIR** (**F**ern **La**bels, **two words**).", "We propose FLAIR (Fern Labels, two words)."),
        ("size=2**16 and dim=2**4, k ** 2 and ** x **, ***", "size=2**16 and dim=2**4, k ** 2 and ** x **, ***"),
        ("a ma(cid:173) chine, ini(cid:173)tial (cid:173) X", "a machine, initial (cid:173) X"),
        ("the worldâ\x80\x99s TuÌ\x88bingen", "the world’s Tübingen"),
    ],
)
def test_characters(given_text, expected):
    assert clean(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        (r"a \textdoublebarpipe{}Khomani text, method\hyphen independent", "a ǂKhomani text, method-independent"),
        (r"{\textbraceleft}a{\textbraceright}", "{a}"),
        (r"T\"ULU Schr\"odinger na\"{\i}ve na\"ıve", "TÜLU Schrödinger naïve naïve"),
        (r"\'e \`{a} \^o Do\~nana Mah\=a \.z", "é à ô Doñana Mahā ż"),
        (r"gar\c{c}on \v{s} Erd\H{o}s \u{g} \k{a} \r{u}", "garçon š Erdős ğ ą ů"),
        (
            r"Fran\c cois {\v S}{\v c}ajev, Erd{\H o}s, Do\u gan, \d in, \b x",
            r"François Ščajev, Erdős, Doğan, \d in, \b x",
        ),
        (r"T{\"}ulu {\'e}t{\'{e}} \L ukasz \o re Stra{\ss}e", "Tülu été Łukasz øre Straße"),
        (r"the model\'s d\'ej\`a vu, they\'re", "the model's déjà vu, they're"),
        (r"we say \"hello there\" to \"Uber", 'we say "hello there" to Über'),
        (r"\r{ho}=0.9, \k{appa}, \b{eta}-VAE, \c{opyright}", "ρ=0.9, κ, β-VAE, ©"),
        (
            r"R{é}nyi, {G}raph {N}ets, Norouzi{-}Fard, 10{,}000, {CFA}$^2$",
            "Rényi, Graph Nets, Norouzi-Fard, 10,000, CFA2",
        ),
    ],
)
def test_accents_and_letters(given_text, expected):
    assert clean(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        (r"\emph{a} \textbf{b} \textsc{c} \texttt{d\_e} {\em f g} {\bf h} {\it i\/}", "a b c d_e f g h i"),
        (r"\textbf{C}ross-modal \underline{\textit{A}}gent", "Cross-modal Agent"),
        (r"50\% of Q\&A in C\# for \$5 and a\_b", "50% of Q&A in C# for $5 and a_b"),
        (r"\textcolor{blue}{text} {\color{red} more}", "text more"),
        (r"a model\footnote{Called \emph{Fern}.} here", "a model (Called Fern.) here"),
        (r"as in~\citep{moore2020fern, lind} and \ref{fig}", r"as in [moore2020fern, lind] and \ref{fig}"),
        (r"as \citep[see][p.~3]{moore} and \cite[2]{lind}", "as [moore] and [lind]"),
        (r"\textbeta-Fern, 5\textmu{}m, \textonehalf, \guillemotleft{}x\guillemotright", "β-Fern, 5µm, ½, «x»"),
        (r"(\eg~ours, \ie{} theirs) \etal", "(e.g. ours, i.e. theirs) et al."),
        (r"our \model uses \foo{bar} and \foo{\alpha}[x]", r"our \model uses \foo{bar} and \foo{α}[x]"),
        ("extbf{T}orn and \\mathcalO", "Torn and O"),
        ("``a'' `b' ``c\" ''d'' \"e\"", "“a” `b' “c” ''d'' \"e\""),
        (r"5\,GB vs.\ 6\\GB, data\-base", "5 GB vs. 6 GB, database"),
        (r"unclosed \textbf{bold and {\em more", "unclosed bold and {more"),
        ("a token <pad>, a set {a, b} and a prompt {label}", "a token <pad>, a set {a, b} and a prompt {label}"),
    ],
)
def test_commands(given_text, expected):
    assert clean(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Projection~(MIP), Llama~3, by~\\emph{us}", "Projection (MIP), Llama 3, by us"),
        ("(~40 FPS), ~6 hours, 2 dB ~ 3 dB", "(~40 FPS), ~6 hours, 2 dB ~ 3 dB"),
        ("between 1~3% and 1M~60M on Qwen-3~14B", "between 1~3% and 1M~60M on Qwen-3 14B"),
    ],
)
def test_tilde_is_a_space_unless_it_means_about_or_to(given_text, expected):
    assert clean(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        (r"$\alpha$-VAE and \beta-VAE, 3$\times$, \pm 2", "α-VAE and β-VAE, 3×, ± 2"),
        (r"S$^3$AM, M$^{2}$GRPO, $\pi_{0.5}$, COCO-20$^i$, $k$NN", "S3AM, M2GRPO, π0.5, COCO-20i, kNN"),
        (r"$x^2$ $L_{\infty}$ A$^\star$ 360$^\circ$ Li$^+$", "x2 L∞ A* 360° Li+"),
        (r"it costs $5 and $10, or $3-$5, not $k$", "it costs $5 and $10, or $3-$5, not k"),
        ("US$5 vs US$10; $AAPL and $TSLA", "US$5 vs US$10; $AAPL and $TSLA"),
        (r"\$0.5 per $n$ and \$x\$", "$0.5 per n and x"),
        (r"\(n\log n\) and $$O(n^{2/3})$$", "n log n and O(n^(2/3))"),
        ("$\\textbf{Fern}$: $62\\%$ of $420$k", "Fern: 62% of 420k"),
    ],
)
def test_formulas(given_text, expected):
    assert clean(given_text) == expected


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/~moore/a_b%20c?x=1&y=%7e#top",
        "github.com/moore/fern_net",
        "https://github.com/moore/fern-net{fern}.",
        "www.example.edu/~moore/fern/",
        "moore.github.io/fern~net",
        "huggingface.co/datasets/moore/turf'text",
        "https://example.org/a--b/`",
    ],
)
def test_addresses_come_through_as_they_are(address):
    assert clean(rf"See {address} and {{\em more}}~here") == f"See {address} and more here"


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        (r"at \url{https://example.org/a\_b}.", "at https://example.org/a_b."),
        (r"at\url{https://example.org/a}and on", "at https://example.org/a and on"),
        (r"\href{https://github.com/a/b}{github.com/a/b}!", "https://github.com/a/b!"),
        (r"\href{https://github.com/a/b}{\textbf{code}}.", "code (https://github.com/a/b)."),
        (r"$\href{https://github.com/a_b/c}{Code}$", "Code (https://github.com/a_b/c)"),
        (r"https://github.com/a\_b/\~{}c\#d", "https://github.com/a_b/~c#d"),
        (r"https://github.com/a/b$^1$", "https://github.com/a/b 1"),
        (r"\texttt{https://github.com/a/b}: here", "https://github.com/a/b: here"),
    ],
)
def test_marked_up_addresses(given_text, expected):
    assert clean(given_text) == expected


PIECES = st.sampled_from([
    "\\", "{", "}", "$", "$$", "~", "&", "amp;", "#36;", "``", "''", '"', "'", "^", "_", "\\emph{", "\\(", "\\)", "\\[",
    "\\href{", "\\url{", "http://a.b/c", "a.io/b", "\\alpha", "\\frac", "\\sqrt", '\\"', "\\c", "\\i", "u", "5", " ",
    "\x00", "\u200b", "\ud800", "e\u0301", "\x93", "â\x80\x9c", "\\%", "\\$", "\\em", "\\foo", "{}", "ext", "bf{",
    "\\footnote{", "\\textcolor{", "\\R", "&lt;", "&#92;", "&#123;", "\\-", "\\~{}", "\u0338", "\\textsuperscript{",
    "<b>", "</b>", "<p>", "</p>", "<br/>", "<", "&gt;", "<sup>", "<a href='http://a.b/'>", "</a>", "\\c c", "\\cite[a]",
])  # fmt: skip
HOSTILE = [
    "{", "}", "$", "\\", "\\emph{", "{\\em ", "\\href{a}{", "``", "&amp;", "amp;", "5~", "$a", "$^{", "\\frac{a}{",
    '\\"', "http://", "a.", "a-", "\\(a", "\u0301", "\xc2\x80", "\\c{", "{\\foo", "[", " \\", "a'b", "1{,}",
]  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join) | st.text())
def test_cleaning_twice_is_cleaning_once(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert cleaned == " ".join(cleaned.encode().decode().split())


RARE = st.sampled_from([
    "Fern", "é", "e\u0301", "\u212b", "ﬁ", "ß", "漢", "😀", "\x85", "\xa0", "\u2028", "\u3000", "\u200b", "\u115f",
    "\u00ad", "\ud800", "\udc00", "\t", "\n", "\x1c", "\x7f", "  ", " ", "<", "&amp;", "**", "**b**", "(cid:173)", "`",
])  # fmt: skip


@given(st.lists(PIECES | RARE, max_size=12).map("".join))
def test_what_is_seen_to_be_plain_or_without_links_is_what_a_whole_pass_leaves(text):
    with (
        mock.patch.object(kg.text, "_is_plain", return_value=False),
        mock.patch.object(scanner, "_FAST_TOKEN", scanner._TOKEN),
    ):
        expected = clean.__wrapped__(text)
    assert clean.__wrapped__(text) == expected


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_folding_ascii_is_folding_as_with_any_text(text):
    words = folded(f"é {text} é").removeprefix("e").removesuffix("e").strip()
    assert folded(text) == (words or text.casefold())


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_ends(piece):
    started = time.process_time()
    clean((piece * 100_000)[:100_000] + "}$")
    assert time.process_time() - started < 20


def test_markup_in_markup_without_end_loses_no_words():
    assert clean("&" + "amp;" * 50 + "lt; end").endswith("lt; end")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('T\\"ULU~3: Pushing {\\em Frontiers}!', "tülu 3 - pushing  frontiers"),
        ("M$^2$-Net for $\\beta$", "M²-Net for β"),
        ("Ｆｕｌｌ Width", "full width"),
        ("Straße", "STRASSE"),
    ],
)
def test_same_titles_have_the_same_key(first, second):
    assert folded_title(first) == folded_title(second)


def test_keys_are_words():
    assert folded_title("  Fern-Net: (Sparse) Adapters? ") == "fern net sparse adapters"
    assert folded_title("A+B") != folded_title("AB")
    assert folded_title("???") == "???"


def test_printable_keeps_the_spelling():
    assert printable("A $x$\n  b\x00\u202e\ud800") == "A $x$\n  b\ufffd"
    assert has_lone_surrogate("a\ud800")
    assert not has_lone_surrogate("a😀é")
