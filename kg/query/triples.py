"""Triples, paths and terms of SPARQL 1.1, read to find a mistake in them."""

import difflib
import re
from collections.abc import Mapping

from kg.query.expressions import Expressions
from kg.query.lexemes import Lexeme, MistakeError

_STARTS = ("variable", "address", "name", "blank", "string", "number", "bare", "broken", "language")
_SUBJECT = "a variable, an IRI, '}', or a keyword such as OPTIONAL or FILTER"
_VERB = "a property: an IRI such as kg:uses, a variable, or 'a'"
_OBJECT = "an object: a variable, an IRI, a string or a number"
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")


class Triples(Expressions):
    """Reads triples, and notes the variables and the prefixes in them."""

    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        """Start before the first lexeme."""
        super().__init__(text)
        self.slips: list[MistakeError] = []
        """Mistakes that are no syntax errors."""
        self.prefixes = set(prefixes)
        self.has_base = False
        self.seen: list[set[str]] = [set()]
        """The variables of each open group."""

    def slip(self, lexeme: Lexeme, reason: str) -> None:
        """Keep a mistake, and go on."""
        self.slips.append(MistakeError(lexeme.start, reason))

    def variable(self) -> Lexeme:
        """Read a variable of a pattern."""
        self.seen[-1].add(self.here.text[1:])
        return self.step()

    def iri(self, expected: str = "an IRI") -> None:
        """Read an IRI, and note where its prefix is unknown."""
        if self.here.kind not in ("address", "name"):
            self._refuse_word(expected)
        lexeme = self.step()
        if lexeme.kind == "name":
            self._check_prefix(lexeme)
        elif not self.has_base and not _ABSOLUTE.match(lexeme.text):
            self.slip(lexeme, f"{lexeme.text} is no full address, which starts with a scheme such as https:")

    def _check_prefix(self, lexeme: Lexeme) -> None:
        prefix = lexeme.text.partition(":")[0]
        if prefix in self.prefixes:
            return
        near = difflib.get_close_matches(prefix, sorted(self.prefixes), n=1, cutoff=0.7)
        hint = f"did you mean {near[0]}:? Else declare" if near else "declare"
        self.slip(lexeme, f"unknown prefix '{prefix}:'; {hint} it with PREFIX {prefix}: <...>")

    def _refuse_word(self, expected: str) -> None:
        if self.here.kind == "word":
            word = self.here.text
            advice = f"an IRI has a prefix (kg:{word}), a variable a '?' (?{word}), a string quotation marks"
            raise MistakeError(self.here.start, f"'{word}' is not expected here; {advice}")
        self.refuse(expected)

    def literal(self) -> bool:
        """Read a literal where one is here, and tell whether one was."""
        if self.here.kind == "string":
            self.step()
            if self.here.kind == "language":
                self.step()
            elif self.take("^^"):
                self.iri("the IRI of a datatype such as xsd:integer")
            return True
        if self.here.kind == "number" or self.at("TRUE", "FALSE"):
            self.step()
            return True
        return False

    def term(self, expected: str) -> None:
        """Read a variable, an IRI, a literal or a blank node."""
        if self.here.kind == "variable":
            self.variable()
        elif self.here.kind == "blank":
            self.step()
        elif self.at("+", "-"):
            self.step()
            self.need_kind("number", "a number")
        elif not self.literal():
            self.iri(expected)

    def triples(self) -> None:
        """Read triples with one subject, if any begin here."""
        if self.at("[") or self.at("("):
            self._node(_SUBJECT)
            if not self.at(".", "}"):
                self._properties()
            return
        self.term(_SUBJECT)
        self._properties()

    def begins_triples(self) -> bool:
        """Tell whether a subject is here, as it is or misspelt."""
        return self.here.kind in _STARTS or self.at("[", "(", "+", "-", "TRUE", "FALSE")

    def _properties(self) -> None:
        self._verb()
        self._objects()
        while self.at(";"):
            mark = self.step()
            if not self.at(";", ".", "}", "]"):
                verb = self.here
                self._verb()
                self._objects()
                if verb.kind == "variable" and self.begins_triples():
                    reason = f"';' goes on with the same subject; write '.' where {verb.text} is the next"
                    raise MistakeError(mark.start, reason)

    def _verb(self) -> None:
        if self.here.kind == "variable":
            self.variable()
        else:
            self._path()

    def _path(self) -> None:
        self._step_of_path()
        while self.take("/", "|"):
            self._step_of_path()

    def _step_of_path(self) -> None:
        self.take("^")
        if self.take("!"):
            self._negated()
        elif self.take("("):
            self._path()
            self.need(")", " or a part of a path")
        elif not self._is_a():
            self.iri(_VERB)
        self.take("?", "*", "+")

    def _is_a(self) -> bool:
        found = self.here.kind == "word" and self.here.text == "a"
        if found:
            self.step()
        return found

    def _negated(self) -> None:
        if not self.take("("):
            self.take("^")
            return None if self._is_a() else self.iri(_VERB)
        while not self.at(")"):
            self.take("^")
            if not self._is_a():
                self.iri(_VERB)
            if not self.take("|"):
                break
        return self.need(")")

    def _objects(self) -> None:
        self._node(_OBJECT)
        while self.take(","):
            self._node(_OBJECT)

    def _node(self, expected: str) -> None:
        if self.take("["):
            if not self.at("]"):
                self._properties()
            self.need("]", " or ';'")
        elif self.take("("):
            while not self.at(")"):
                self._node("a member of the list")
            self.need(")")
        else:
            self.term(expected)
