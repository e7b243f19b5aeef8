"""Groups of patterns of SPARQL 1.1, what stands between braces, read to find a mistake in them."""

from kg.query.lexemes import Lexeme, MistakeError
from kg.query.triples import Triples

PATTERNS = ("OPTIONAL", "MINUS", "GRAPH", "FILTER", "BIND", "VALUES", "UNION")


class Patterns(Triples):
    """Reads groups."""

    def subselect(self) -> None:
        """Read a query inside of a query, after its SELECT."""
        raise NotImplementedError

    def named(self) -> Lexeme:
        """Read an expression with a name, `(... AS ?name)`, and return the name."""
        self.need("(")
        self.expression()
        self.need("AS", " and a variable, as in (COUNT(*) AS ?n)")
        target = self.need_kind("variable", "a variable, which starts with '?'")
        self.need(")")
        return target

    def group(self) -> None:
        """Read a group of patterns in braces."""
        self.need("{")
        self.seen.append(set())
        if self.take("SELECT"):
            self.subselect()
        else:
            self._patterns()
        self.close()
        inner = self.seen.pop()
        self.seen[-1] |= inner

    def _patterns(self) -> None:
        while not self.at("}") and self.here.kind != "end":
            if self._pattern():
                self.take(".")
            elif self.begins_triples():
                self.triples()
                if not self.take(".") and self.begins_triples():
                    raise MistakeError(self.here.start, f"'.' or ';' is missing before '{self.here.text}'")
            else:
                return

    def close(self) -> None:
        """Read the brace that closes a group."""
        if not self.at("}"):
            after = "a pattern or '}'" if self.at(".", ";") else "'.', ';', a pattern or '}'"
            self.refuse(after, words=PATTERNS)
        self.step()

    def _pattern(self) -> bool:
        """Read a pattern that is no triple where one is here, and tell whether one was."""
        if self.at("{"):
            self._union()
        elif self.take("OPTIONAL", "MINUS", "LATERAL"):
            self.group()
        elif self.take("GRAPH"):
            self.term("the IRI of a graph or a variable")
            self.group()
        elif self.take("FILTER"):
            self.constraint("FILTER")
        elif self.take("BIND"):
            self._bind()
        elif self.take("VALUES"):
            self.data()
        else:
            return False
        return True

    def _union(self) -> None:
        self.group()
        while self.take("UNION"):
            self.group()

    def _bind(self) -> None:
        target = self.named()
        if target.text[1:] in self.seen[-1]:
            self.slip(target, f"{target.text} has a value already; choose another name after AS")
        self.seen[-1].add(target.text[1:])

    def data(self) -> None:
        """Read the variables and the values of VALUES."""
        width = 1
        many = self.take("(")
        if many:
            width = 0
            while self.here.kind == "variable":
                self.variable()
                width += 1
            self.need(")", " or a variable")
        elif self.here.kind == "variable":
            self.variable()
        else:
            self.refuse("a variable or variables in brackets")
        self.need("{")
        while not self.at("}"):
            self._row(width) if many else self._value()
        self.step()

    def _row(self, width: int) -> None:
        start = self.here
        self.need("(", " and a row of values")
        count = 0
        while not self.at(")"):
            self._value()
            count += 1
        self.step()
        if count != width:
            self.slip(start, f"this row has not one value for each of the {width} variables")

    def _value(self) -> None:
        if self.at(","):
            raise MistakeError(self.here.start, "',' is not expected here; separate the values with spaces")
        if self.here.kind == "variable":
            self.refuse("a value: an IRI, a string, a number or UNDEF")
        if not self.take("UNDEF"):
            self.term("a value: an IRI, a string, a number or UNDEF")
