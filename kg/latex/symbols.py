"""The LaTeX commands that titles and abstracts use, and the plain text that each stands for."""

import re
import unicodedata
from typing import Final


def _words(*lines: str) -> list[str]:
    return " ".join(lines).split()


def _pairs(*lines: str) -> dict[str, str]:
    words = _words(*lines)
    return dict(zip(words[::2], words[1::2], strict=True))


def _greek(name: str) -> str:
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    return unicodedata.lookup(f"GREEK {size} LETTER {name.upper().replace('LAMBDA', 'LAMDA')}")


_GREEK_NAMES: Final = _words(
    "alpha beta gamma delta zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon chi psi omega",
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega",
)
GREEK: Final[dict[str, str]] = {name: _greek(name) for name in _GREEK_NAMES} | _pairs(
    "epsilon ε varepsilon ε eps ε phi φ varphi φ vartheta θ varrho ρ varsigma ς varpi π"
)
"""Variants of a letter become the same letter, so that two spellings of a name stay one name."""

SYMBOLS: Final[dict[str, str]] = {f"text{name}": letter for name, letter in GREEK.items()} | GREEK | _pairs(
    "times × texttimes × div ÷ cdot · bullet • circ ∘ ast * star * pm ± mp ∓ oplus ⊕ otimes ⊗ odot ⊙ dagger †",
    "leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ ll ≪ gg ≫ neq ≠ ne ≠ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ asymp ≍",
    "propto ∝ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq ⪰ models ⊨ vdash ⊢ perp ⊥ parallel ∥ mid | vert |",
    "Vert ‖ to → rightarrow → leftarrow ← leftrightarrow ↔ longrightarrow → longleftarrow ← Rightarrow ⇒ Leftarrow ⇐",
    "ddagger ‡ Leftrightarrow ⇔ implies ⇒ iff ⇔ mapsto ↦ gets ← uparrow ↑ downarrow ↓ nearrow ↗ searrow ↘",
    "rightsquigarrow ⇝ infty ∞ ell ℓ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖",
    "emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨ top ⊤ bot ⊥ nabla ∇ partial ∂",
    "sum ∑ prod ∏ int ∫ iint ∬ hbar ℏ Re ℜ Im ℑ aleph ℵ prime ′ angle ∠ triangle △ square □ Box □ checkmark ✓",
    "langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lbrace { rbrace } colon : ldots … dots … dotsc … cdots ⋯",
    "textellipsis … degree ° textdegree ° textendash – textemdash — textquoteleft ‘ textquoteright ’",
    "textquotedblleft “ textquotedblright ” lq ‘ rq ’ textgreater > textless < textasciitilde ∼ textunderscore _",
    "textasciicircum ^ textasciicaron ˇ textbackslash \\ textbraceleft { textbraceright }",
    "textperiodcentered · textquotesingle ' textsection § textparagraph ¶ textminus − textonehalf ½ textyen ¥",
    "textexclamdown ¡ textquestiondown ¿ guillemotleft « guillemotright » guillemetleft « guillemetright »",
    "textbar | textbullet • textpm ± textmu µ textregistered ® texttrademark ™ copyright © textcopyright © S § P ¶",
    "textdagger † textdaggerdbl ‡",
    "pounds £ euro € texteuro € LaTeX LaTeX TeX TeX BibTeX BibTeX R R RR R reals R N N Z Z E E eg e.g. ie i.e.",
) | {"etal": "et al.", "etc": "etc.", "xspace": "", "noindent": "", "relax": ""}  # fmt: skip
BINARY: Final = frozenset("×÷·∘±∓⊕⊗⊙≤≥≪≫≠≈∼≃≅≡≍∝≲≳≺≻⪯⪰→←↔⇒⇐⇔↦∈∉⊂⊆⊃⊇∪∩∖")
"""Symbols that have the same space on both sides."""

LETTERS: Final[dict[str, str]] = _pairs(
    "ss ß ae æ AE Æ oe œ OE Œ o ø O Ø aa å AA Å l ł L Ł i i j j dh ð DH Ð th þ TH Þ dj đ DJ Đ textcrd đ ng ŋ NG Ŋ",
    "textpipe ǀ textdoublepipe ǁ textdoublebarpipe ǂ hyphen - texthyphen -",
)
"""What stands within words; the dotless i and j serve accents and are plain letters elsewhere."""

FUNCTIONS: Final = frozenset(
    _words("log ln exp min max sup inf lim arg sin cos tan sinh cosh tanh det dim ker gcd Pr deg hom argmin argmax")
)
"""Operators that are written as their own names."""
MODULO: Final = frozenset({"bmod", "pmod", "mod"})
FRACTIONS: Final = frozenset({"frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac"})

ACCENTS: Final[dict[str, str]] = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "",  # a bar below by the book, bold in the abstracts that have it
}  # fmt: skip
MATH_ACCENTS: Final[dict[str, str]] = {
    **dict.fromkeys(("tilde", "widetilde", "Tilde"), "\u0303"),
    **dict.fromkeys(("hat", "widehat", "Hat"), "\u0302"),
    **dict.fromkeys(("bar", "overline", "Bar"), "\u0304"),
    "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "acute": "\u0301", "grave": "\u0300",
    "breve": "\u0306", "mathring": "\u030a",
}  # fmt: skip

TEXT_STYLES: Final = frozenset(
    _words(
        "text textbf textit texttt textsc textrm textsf textsl textup textmd textnormal emph mbox hbox fbox underline",
        "uline underbar ul hl st sout uppercase lowercase operatorname mathtt gls",
    )
)
STYLES: Final = TEXT_STYLES | frozenset(
    _words(
        "mathcal mathbb mathscr mathfrak mathbf mathit mathrm mathsf boldsymbol bm bold mathnormal boldmath vct smash",
        "ensuremath underbrace overbrace mathop mathbin mathrel pmb cal b math",
    )
)
"""Commands that only change how their one argument looks."""
_SWALLOWED: Final = re.compile(
    r"(?:math(?:bf|cal|bb|rm|sf|it|frak|scr)|text(?:bf|it|tt|sc|rm)|emph|underline)([A-Za-z]+)"
)
SWITCHES: Final = frozenset(
    _words(
        "em bf it tt sc rm sf sl cal bfseries itshape ttfamily scshape rmfamily sffamily slshape mdseries upshape",
        "normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge selectfont displaystyle",
        "textstyle scriptstyle limits nolimits protect",
    )
)
"""Commands that only change how what follows looks."""
SIZES: Final = frozenset(
    _words("left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr"),
)
"""Commands that only change the size of the bracket that follows."""

SPACES: Final[dict[str, str]] = {
    **dict.fromkeys((" ", "\n", "\t", ",", ";", ":", ">", "\\", "quad", "qquad", "space", "thinspace", "newline"), " "),
    **dict.fromkeys(("!", "/", "-", "@"), ""),
}
LITERALS: Final = frozenset("%&_#${}")
"""Characters that a backslash keeps from being markup."""


def unbraced(name: str) -> str:
    """Return the argument that a command has swallowed with its braces, or nothing.

    >>> unbraced("mathcalO"), unbraced("emphsparse"), unbraced("model")
    ('O', 'sparse', '')
    """
    match = _SWALLOWED.fullmatch(name)
    return match[1] if match else ""
