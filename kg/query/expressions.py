"""Expressions of SPARQL 1.1, read to find a mistake in them."""

import difflib

from kg.query.lexemes import Lexeme, MistakeError, Reader

_ARGUMENTS = {
    **dict.fromkeys(("RAND", "NOW", "UUID", "STRUUID"), (0, 0)),
    "BNODE": (0, 1),
    **dict.fromkeys(("STR", "LANG", "DATATYPE", "BOUND", "IRI", "URI", "ABS", "CEIL", "FLOOR", "ROUND"), (1, 1)),
    **dict.fromkeys(("STRLEN", "UCASE", "LCASE", "ENCODE_FOR_URI", "YEAR", "MONTH", "DAY", "HOURS"), (1, 1)),
    **dict.fromkeys(("MINUTES", "SECONDS", "TIMEZONE", "TZ", "MD5", "SHA1", "SHA256", "SHA384", "SHA512"), (1, 1)),
    **dict.fromkeys(("ISIRI", "ISURI", "ISBLANK", "ISLITERAL", "ISNUMERIC"), (1, 1)),
    **dict.fromkeys(("LANGMATCHES", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER"), (2, 2)),
    **dict.fromkeys(("STRLANG", "STRDT", "SAMETERM"), (2, 2)),
    **dict.fromkeys(("SUBSTR", "REGEX"), (2, 3)),
    "IF": (3, 3),
    "REPLACE": (3, 4),
    **dict.fromkeys(("CONCAT", "COALESCE"), (0, 999)),
}
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
FUNCTIONS = (*_ARGUMENTS, *_AGGREGATES, "EXISTS", "NOT")
_EXPRESSION = "a value: a variable, a string, a number, an IRI or a function"


class Expressions(Reader):
    """Reads expressions, and keeps what a SELECT has to know of them."""

    def __init__(self, text: str) -> None:
        """Start before the first lexeme."""
        super().__init__(text)
        self.aggregates = 0
        self.bare: list[Lexeme] = []
        """Variables of expressions that stand in no aggregate."""
        self._inside = 0

    def group(self) -> None:
        """Read a group of patterns, which EXISTS holds."""
        raise NotImplementedError

    def iri(self, expected: str = "an IRI") -> None:
        """Read an IRI."""
        raise NotImplementedError

    def literal(self) -> bool:
        """Read a literal where one is here, and tell whether one was."""
        raise NotImplementedError

    def expression(self) -> None:
        """Read an expression."""
        self._unary()
        while self._operator():
            self._unary()

    def _operator(self) -> bool:
        while self.at("NOT", "IN"):
            self.take("NOT")
            self.need("IN")
            self._arguments()
        return self.take("||", "&&", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/")

    def _unary(self) -> None:
        while self.take("!", "+", "-"):
            pass
        if self.at("("):
            self.bracketed()
        elif self.here.kind == "variable":
            self._variable()
        elif self.here.kind in ("address", "name"):
            self.iri()
            if self.at("("):
                self._arguments()
        elif not self.literal():
            self.function()

    def _variable(self) -> None:
        variable = self.step()
        if not self._inside:
            self.bare.append(variable)

    def bracketed(self) -> None:
        """Read an expression in brackets."""
        self.need("(")
        self.expression()
        self.need(")", " or an operator such as = or &&")

    def constraint(self, after: str) -> None:
        """Read what FILTER and HAVING hold: brackets or a function."""
        if self.here.kind == "variable" or self.here.kind in ("string", "number"):
            raise MistakeError(
                self.here.start, f"{after} wants its expression in brackets: {after} ({self.here.text} ...)"
            )
        if self.at("("):
            self.bracketed()
        elif self.here.kind in ("address", "name"):
            self.iri()
            self._arguments()
        else:
            self.function()

    def function(self) -> None:
        """Read a call of a function that SPARQL has."""
        if self.here.kind != "word":
            self.refuse(_EXPRESSION)
        name = self.here.text.upper()
        if name not in FUNCTIONS:
            self._unknown()
        word = self.step()
        if name in ("EXISTS", "NOT"):
            if name == "NOT":
                self.need("EXISTS")
            self.group()
        elif name in _AGGREGATES:
            self._aggregate(name)
        else:
            self._arity(word, self._arguments())

    def _unknown(self) -> None:
        word = self.here
        near = difflib.get_close_matches(word.text.upper(), FUNCTIONS if len(word.text) > 1 else (), n=1, cutoff=0.6)
        hint = f"; did you mean {near[0]}?" if near else f'; a variable is written ?{word.text}, a string "{word.text}"'
        raise MistakeError(word.start, f"'{word.text}' is no function of SPARQL{hint}")

    def _arity(self, word: Lexeme, given: int) -> None:
        least, most = _ARGUMENTS[word.text.upper()]
        if not least <= given <= most:
            wanted = f"{least}" if least == most else f"{least} to {most}"
            plural = "" if most == 1 else "s"
            raise MistakeError(word.start, f"{word.text.upper()} takes {wanted} argument{plural}, not {given}")

    def _arguments(self) -> int:
        """Read a list of arguments and return how many there are."""
        self.need("(")
        count = 0
        if not self.at(")"):
            self.take("DISTINCT")
            self.expression()
            count = 1
            while self.take(","):
                self.expression()
                count += 1
        self.need(")", ", ',' or an operator")
        return count

    def _aggregate(self, name: str) -> None:
        self.aggregates += 1
        self._inside += 1
        self.need("(")
        self.take("DISTINCT")
        if not (name == "COUNT" and self.take("*")):
            self.expression()
        if name == "GROUP_CONCAT" and self.take(";"):
            self.need("SEPARATOR")
            self.need("=")
            self.need_kind("string", "a string")
        self.need(")", " or an operator")
        self._inside -= 1
