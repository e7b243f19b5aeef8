"""One pass over a text with LaTeX in it, from left to right."""

import re
from typing import Final

from kg.latex import accents, braces, formulas, links
from kg.latex.symbols import (
    ACCENTS,
    FRACTIONS,
    FUNCTIONS,
    LETTERS,
    LITERALS,
    MATH_ACCENTS,
    SIZES,
    SPACES,
    STYLES,
    SWITCHES,
    SYMBOLS,
    unbraced,
)

_TOKEN = re.compile(
    r"""
    (?P<url> @START@ )
    | (?P<command> \\(?:[A-Za-z]+|[^A-Za-z]) )
    | (?P<torn> (?<![\w\\])ext(?:bf|it|tt|sc|rm)(?=\{) )  # `\textbf` whose `\t` was read as a tab
    | (?P<open> \{ ) | (?P<close> \} ) | (?P<dollar> \$ ) | (?P<tie> ~+ ) | (?P<quotes> (?<!`)``(?!`) | '' | " )
    """.replace("@START@", links.START),
    re.VERBOSE | re.DOTALL,
)
_FAST_TOKEN = re.compile(
    r"""
    [\\{}$~`'"]
    (?: (?<=\\)(?:[A-Za-z]+|[^A-Za-z])(?P<command>)
      | (?<=\{)(?P<open>) | (?<=\})(?P<close>) | (?<=\$)(?P<dollar>) | (?<=~)~*+(?P<tie>)
      | (?: (?<=`)(?<!``)`(?!`) | (?<=')' | (?<=") )(?P<quotes>)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
"""The same tokens but links and torn commands, so written that what starts none is passed over ten times as fast."""
_TORN = re.compile(r"ext(?:bf|it|tt|sc|rm)(?=\{)(?<![\w\\]ext..)")
_OPENING = re.compile(r"\s?\{")
_OPTION = re.compile(r"\[[^\[\]{}]{0,40}\]")
_OPTIONS = re.compile(r"(?:\[[^\[\]{}]{0,80}\]){1,2}(?=\{)")
_SPACES = re.compile(r"\s*+")
_CLOSING_QUOTES = re.compile(r"''|``|(?<=\S)\"")
_CODE_POINT = re.compile(r"\{x?([0-9A-Fa-f]{2,5})\}")
_CITATION = re.compile(r"cite[a-z]{0,8}$")
_RANGE = re.compile(r"(?:^|[^\w.,%-])\d[\w.,%]*$")

_REACH: Final = 400
"""How far the scanner looks ahead for the partner of what it stands on."""
_LOOK_BACK: Final = 32
_APPROXIMATELY: Final = frozenset("([{<>/\"'“‘|≈∼")
_MATH_GROUPS: Final = dict.fromkeys(FRACTIONS | {"binom"}, 2) | dict.fromkeys(MATH_ACCENTS.keys() | {"sqrt"}, 1)
_BRACKETED: Final = {"footnote": (" (", ")"), "thanks": (" (", ")"), "enquote": ("“", "”"), "textquote": ("“", "”")}
_SCRIPTS: Final = {"textsuperscript": "^", "textsubscript": "_"}
_LINKS: Final = frozenset({"url", "nolinkurl", "path", "href"})
_KNOWN: Final = frozenset().union(
    *(ACCENTS, FUNCTIONS, LETTERS, LITERALS, SIZES, SPACES, STYLES, SWITCHES, SYMBOLS),
    *(_MATH_GROUPS, _BRACKETED, _SCRIPTS, _LINKS, {"color", "textcolor", "hspace", "("}),
)


def to_text(text: str) -> str:
    """Return a text with its LaTeX as plain text; commands that are not known stay as they are."""
    return _Scanner(text).run()


class _Scanner:
    """What a closing mark becomes is settled at the opening one, so that nothing is read twice."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.partners = braces.partners(text)
        self.out: list[str] = []
        self.at: dict[int, str] = {}
        """What takes the place of the token at an offset."""
        self.labels: dict[int, tuple[int, str]] = {}
        """For the brace that ends a link's label: where the label starts in the output, and the address."""
        self.link_end = -1

    def run(self) -> str:
        handlers = {
            **{"url": self._url, "command": self._command, "torn": self._torn, "open": self._open},
            **{"close": self._close, "dollar": self._dollar, "tie": self._tie, "quotes": self._quotes},
        }
        position = 0
        is_rare = links.may_be_in(self.text) or _TORN.search(self.text)
        token = _TOKEN if is_rare else _FAST_TOKEN
        while match := token.search(self.text, position):
            self.out.append(self.text[position : match.start()])
            if match.start() in self.at:
                position = self._emit(self.at[match.start()], match.end())
            else:
                position = handlers[match.lastgroup or ""](match)
        self.out.append(self.text[position:])
        return "".join(self.out)

    def _emit(self, text: str, position: int) -> int:
        self.out.append(text)
        return position

    def _last(self) -> str:
        return next((part[-1] for part in reversed(self.out[-_LOOK_BACK:]) if part), "")

    # Links

    def _url(self, match: re.Match[str]) -> int:
        address, self.link_end = links.read(self.text, match.start())
        return self._emit(address, self.link_end)

    def _link(self, name: str, start: int, end: int) -> int:
        opening, closing = self._group(end)
        if closing < 0:
            return self._emit(self.text[start:end], end)
        address = links.unescaped(self.text[opening + 1 : closing]).strip()
        label, label_end = self._group(closing + 1) if name == "href" else (-1, -1)
        if label_end >= 0:
            self.labels[label_end] = (len(self.out), address)
            return label + 1
        space_before = " " if self._last().isalnum() else ""
        space_after = " " if self.text[closing + 1 : closing + 2].isalnum() else ""
        return self._emit(f"{space_before}{address}{space_after}", closing + 1)

    def _end_label(self, position: int) -> int:
        start, address = self.labels[position]
        label = "".join(self.out[start:]).strip() if len(self.out) - start < _REACH else address + " "
        if not label or links.are_same(label, address):
            del self.out[start:]
            return self._emit(address, position + 1)
        return self._emit(f" ({address})", position + 1)

    # Groups

    def _group(self, position: int) -> tuple[int, int]:
        """Return where the group that starts here opens and closes, -1 where there is none."""
        opening = _OPENING.match(self.text, position)
        if not opening:
            return -1, -1
        return opening.end() - 1, self.partners.get(opening.end() - 1, -1)

    def _open(self, match: re.Match[str]) -> int:
        start = match.start()
        if (accented := accents.BRACED.match(self.text, start)) and (letter := accents.compose(*accented.group(2, 1))):
            return self._emit(letter, accented.end())
        if start in self.partners and braces.are_needless(self.text, start, _KNOWN):
            return self._unwrap(start)
        return self._emit("{", start + 1)

    def _close(self, match: re.Match[str]) -> int:
        if match.start() in self.labels:
            return self._end_label(match.start())
        return self._emit("}", match.end())

    def _torn(self, match: re.Match[str]) -> int:
        return self._unwrap(match.end())

    def _unwrap(self, position: int, before: str = "", after: str = "") -> int:
        """Put something else in the place of the braces of the group that starts here."""
        opening, closing = self._group(position)
        self.at[closing] = after
        return self._emit(before, opening + 1)

    # Commands

    def _command(self, match: re.Match[str]) -> int:
        name, start, end = match[0][1:], match.start(), match.end()
        if name in LITERALS:
            return self._emit(name, end)
        if name in ACCENTS and (accent := accents.read(self.text, end, name, self._last())):
            return self._emit(*accent)
        if name in SPACES or name in LETTERS or name in SYMBOLS:
            return self._symbol(name, end)
        if name in _LINKS:
            return self._link(name, start, end)
        if name in ("(", "["):
            return self._formula("\\)" if name == "(" else "\\]", start, end)
        return self._styled(name, start, end)

    def _symbol(self, name: str, end: int) -> int:
        text = SPACES.get(name, LETTERS.get(name, SYMBOLS.get(name, "")))
        if self.text.startswith("{}", end):
            return self._emit(text, end + 2)
        swallowed = name in LETTERS and self.text[end : end + 1].isspace() and self.text[end + 1 : end + 2].islower()
        return self._emit(text, end + swallowed)

    def _styled(self, name: str, start: int, end: int) -> int:
        opening, closing = self._group(end)
        if opening >= 0 and name in STYLES:
            return self._unwrap(end)
        if name in SWITCHES:
            return _end(_SPACES, self.text, end)
        if name in FUNCTIONS:
            return self._emit("°" if name == "deg" else name, end)
        if name in ("color", "textcolor"):
            return self._coloured(name, start, end)
        if name == "hspace" and closing >= 0:  # `\hspace{0pt}` is how BibTeX spells a place where a word may break
            return self._emit("" if self.text.startswith(("{0pt", "{0}"), opening) else " ", closing + 1)
        if _CITATION.match(name) and (options := _OPTIONS.match(self.text, end)):
            opening, closing = self._group(options.end())
        return self._with_groups(name, start, opening, closing) if closing >= 0 else self._bare(name, start, end)

    def _bare(self, name: str, start: int, end: int) -> int:
        return self._emit("√" if name == "sqrt" else unbraced(name) or self.text[start:end], end)

    def _with_groups(self, name: str, start: int, opening: int, closing: int) -> int:
        if name in _BRACKETED:
            return self._unwrap(opening, *_BRACKETED[name])
        if _CITATION.match(name):
            return self._unwrap(opening, "[", "]")
        if name in _SCRIPTS:
            return self._flat(_SCRIPTS[name] + self.text[opening : closing + 1], start, closing + 1)
        if name in _MATH_GROUPS:
            return self._math_groups(name, start, opening)
        if name == "unicode" and (code := _CODE_POINT.fullmatch(self.text, opening, closing + 1)):
            return self._emit(chr(int(code[1], 16)), closing + 1)
        return self._emit(self.text[start:opening], opening)

    def _coloured(self, name: str, start: int, end: int) -> int:
        option = _OPTION.match(self.text, end)
        closing = self._group(option.end() if option else end)[1]
        if closing < 0:
            return self._emit(self.text[start:end], end)
        if name == "color" or self._group(closing + 1)[0] < 0:
            return closing + 1
        return self._unwrap(closing + 1)

    # Formulas

    def _math_groups(self, name: str, start: int, opening: int) -> int:
        stop = opening
        for _ in range(_MATH_GROUPS[name]):
            closing = self._group(stop)[1]
            if closing < 0:
                return self._emit(self.text[start:opening], opening)
            stop = closing + 1
        return self._flat(self.text[start:stop], start, stop)

    def _flat(self, content: str, start: int, stop: int) -> int:
        """Write a formula flat, or its first characters as they are where it is too long."""
        if len(content) > formulas.LIMIT or not formulas.balanced(content):
            return self._emit(self.text[start : start + 1], start + 1)
        if start == self.link_end:  # the mark of a footnote is no part of an address
            self.out.append(" ")
        return self._emit(formulas.flatten(content, before=self._last()), stop)

    def _formula(self, mark: str, start: int, opening: int) -> int:
        """Write what stands before a closing mark as a formula; the marks of a formula with a link only go."""
        closing = self.text.find(mark, opening, opening + formulas.LIMIT)
        content = self.text[opening:closing]
        if closing < 0 or not formulas.balanced(content):
            return self._emit(self.text[start:opening], opening)
        if links.INSIDE.search(content):
            self.at[closing] = ""
            return opening
        return self._flat(content, start, closing + len(mark))

    def _dollar(self, match: re.Match[str]) -> int:
        start = match.start()
        mark = "$$" if self.text.startswith("$$", start) else "$"
        opening = start + len(mark)
        closing = self._closing_dollar(mark, opening)
        following = self.text[closing + len(mark) : closing + len(mark) + 1]
        if closing < 0 or not formulas.is_formula(self.text[opening:closing], following):
            return self._emit(mark, opening)
        if links.INSIDE.search(self.text, opening, closing):
            self.at[closing] = ""
            return opening
        return self._flat(self.text[opening:closing], start, closing + len(mark))

    def _closing_dollar(self, mark: str, opening: int) -> int:
        closing = self.text.find(mark, opening, opening + formulas.LIMIT)
        while closing > 0 and self.text[closing - 1] == "\\":
            closing = self.text.find(mark, closing + 1, opening + formulas.LIMIT)
        return closing

    # Spaces and quotes

    def _tie(self, match: re.Match[str]) -> int:
        """Write a space; a tilde that means "about", or that stands between two numbers, stays."""
        start, end = match.span()
        before, after = self.text[start - 1 : start] if start else "", self.text[end : end + 1]
        between = after.isdigit() and _RANGE.search(self.text, max(0, start - _LOOK_BACK), start)
        about = not before or before.isspace() or before in _APPROXIMATELY or between
        return self._emit(match[0] if about else " ", end)

    def _quotes(self, match: re.Match[str]) -> int:
        if match[0] != "``":
            return self._emit(match[0], match.end())
        closing = _CLOSING_QUOTES.search(self.text, match.end(), match.end() + _REACH)
        if closing and closing[0] != "``":
            self.at[closing.start()] = "”"
        return self._emit("“", match.end())


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
