"""The grammar of SPARQL 1.1 queries (https://www.w3.org/TR/sparql11-query/#sparqlGrammar), read to find a mistake.

The engine's parser tells where it gave up last, which is often far from the mistake, and not what it wanted. This one
is asked when the engine has refused a query, and says where the first word stands that no query can go on with.
"""

import difflib
from collections.abc import Mapping, Sequence

from kg.query.expressions import FUNCTIONS
from kg.query.lexemes import Lexeme, MistakeError
from kg.query.patterns import PATTERNS, Patterns

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_AFTER = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")


def mistake(text: str, prefixes: Mapping[str, str]) -> MistakeError | None:
    """Return what is wrong with a query, or nothing where no rule is broken that is known here.

    Args:
        text: the query.
        prefixes: the prefixes that need no declaration.
    """
    grammar = Grammar(text, prefixes)
    if grammar.here.kind == "end":
        return MistakeError(0, "the query is empty")
    try:
        grammar.query()
    except MistakeError as error:
        grammar.slips.append(error)
    return min(grammar.slips, key=lambda slip: slip.start, default=None)


class Grammar(Patterns):
    """Reads a query by recursive descent: a method a rule."""

    def query(self) -> None:
        """Read a query."""
        self._prologue()
        if not self.at(*FORMS):
            self._refuse_form()
        form = self.step().text.upper()
        {"SELECT": self._select, "ASK": self._ask, "CONSTRUCT": self._construct, "DESCRIBE": self._describe}[form]()
        if self.take("VALUES"):
            self.data()
        if self.here.kind != "end":
            self._refuse_end()

    def _refuse_form(self) -> None:
        if self.here.kind == "end":
            self.refuse("SELECT, ASK, CONSTRUCT or DESCRIBE")
        if self.at(";", ".", ","):
            raise MistakeError(
                self.here.start, f"'{self.here.text}' is not expected here; a declaration has no end mark"
            )
        near = difflib.get_close_matches(self.here.text.upper(), (*FORMS, "PREFIX"), n=1, cutoff=0.6)
        hint = f"did you mean {near[0]}?" if near else "SELECT, ASK, CONSTRUCT and DESCRIBE do"
        raise MistakeError(self.here.start, f"'{self.here.text}' starts no query; {hint}")

    def _refuse_end(self) -> None:
        word = self.here.text.upper()
        if self.at("ORDER", "GROUP", "HAVING"):
            order = "GROUP BY, HAVING, ORDER BY, LIMIT and OFFSET stand in this order"
            raise MistakeError(self.here.start, f"{word} comes too late: {order}")
        if self.at(*PATTERNS):
            raise MistakeError(self.here.start, f"{word} belongs between the braces after WHERE")
        self.refuse("the end of the query", words=_AFTER)

    def _prologue(self) -> None:
        while self.at("PREFIX", "BASE"):
            if self.step().text.upper() == "BASE":
                self.has_base = True
            elif self.here.kind == "name" and self.here.text.endswith(":"):
                self.prefixes.add(self.step().text[:-1])
            else:
                self.refuse("a prefix with its colon, such as ex:")
            self.need_kind("address", "an address such as <https://example.org/>")

    def subselect(self) -> None:
        """Read a query inside of a query, after its SELECT."""
        self._select(is_whole=False)
        if self.take("VALUES"):
            self.data()

    def _select(self, *, is_whole: bool = True) -> None:
        outer = self.aggregates, self.bare
        self.aggregates, self.bare = 0, []
        self.take("DISTINCT", "REDUCED")
        star = self.step() if self.at("*") else None
        plain, named = ([], []) if star else self._projection()
        if is_whole:
            self._dataset()
        used, aggregates = [*plain, *self.bare], self.aggregates
        self.seen.append(set())
        self._where()
        scope = self.seen.pop()
        grouped = self._modifiers()
        self._check_names(plain, named, scope)
        if star and grouped is not None:
            self.slip(star, "SELECT * does not go with GROUP BY; name the variables")
        elif grouped is not None or aggregates:
            self._check_groups(used, {*(grouped or ()), *(one.text[1:] for one in named)})
        self.seen[-1] |= {one.text[1:] for one in (*plain, *named)} or scope
        self.aggregates, self.bare = outer

    def _projection(self) -> tuple[list[Lexeme], list[Lexeme]]:
        plain: list[Lexeme] = []
        named: list[Lexeme] = []
        while self.here.kind == "variable" or self.at("("):
            if self.here.kind == "variable":
                plain.append(self.step())
            else:
                named.append(self.named())
        if self.at(",") and (plain or named):
            raise MistakeError(self.here.start, "',' is not expected here; separate the variables with spaces")
        if self.here.kind == "word" and not self.at("WHERE", "FROM"):
            self._refuse_projected(self.here.text)
        if not plain and not named:
            self.refuse("a variable such as ?x, '*' or an expression such as (COUNT(*) AS ?n)")
        return plain, named

    def _refuse_projected(self, word: str) -> None:
        if word.upper() in FUNCTIONS:
            reason = f"an expression of SELECT stands in brackets with a name: ({word.upper()}(...) AS ?name)"
        else:
            near = difflib.get_close_matches(word.upper(), ("WHERE", "FROM", "DISTINCT"), n=1, cutoff=0.6)
            reason = f"'{word}' is not expected here; did you mean {near[0] if near else f'?{word}'}?"
        raise MistakeError(self.here.start, reason)

    def _check_names(self, plain: Sequence[Lexeme], named: Sequence[Lexeme], scope: set[str]) -> None:
        known: set[str] = set()
        for one in sorted((*plain, *named), key=lambda lexeme: lexeme.start):
            if one.text[1:] in known:
                self.slip(one, f"{one.text} is selected twice")
            known.add(one.text[1:])
        for one in named:
            if one.text[1:] in scope:
                self.slip(one, f"{one.text} has a value already; choose another name after AS")

    def _check_groups(self, used: Sequence[Lexeme], grouped: set[str]) -> None:
        for one in used:
            if one.text[1:] not in grouped:
                self.slip(one, f"{one.text} is not grouped; add GROUP BY {one.text}, or put it into an aggregate")

    def _ask(self) -> None:
        self._dataset()
        self._where()
        self._modifiers()

    def _construct(self) -> None:
        if self.at("{"):
            self._template()
            self._dataset()
            if not self.at("WHERE", "{"):
                self.refuse(
                    "WHERE and a second group: CONSTRUCT { what to make } WHERE { what to find }", words=("WHERE",)
                )
            self._where()
        else:
            self._dataset()
            self.need("WHERE", " or '{'")
            self._template()
        self._modifiers()

    def _template(self) -> None:
        self.need("{")
        while not self.at("}"):
            self.triples()
            if not self.take("."):
                break
        self.close()

    def _describe(self) -> None:
        count = 0
        while not self.take("*") and (self.here.kind in ("variable", "address", "name") or not count):
            self.term("an IRI, a variable or '*'")
            count += 1
        self._dataset()
        if self.at("WHERE", "{"):
            self._where()
        self._modifiers()

    def _dataset(self) -> None:
        while self.take("FROM"):
            self.take("NAMED")
            self.iri("the IRI of a graph")

    def _where(self) -> None:
        if not self.take("WHERE") and not self.at("{"):
            self.refuse("WHERE or '{'", words=("WHERE", "FROM"))
        self.group()

    def _modifiers(self) -> set[str] | None:
        """Read what follows the patterns, and return the variables of GROUP BY."""
        grouped: set[str] | None = None
        if self.take("GROUP"):
            self.need("BY")
            grouped = self._grouping()
        if self.take("HAVING"):
            self.constraint("HAVING")
            while self.at("(", *FUNCTIONS):
                self.constraint("HAVING")
        if self.take("ORDER"):
            self.need("BY")
            self._ordering()
        while self.at("LIMIT", "OFFSET"):
            word = self.step().text.upper()
            self.need_kind("number", f"a whole number after {word}")
        return grouped

    def _grouping(self) -> set[str]:
        found: set[str] = set()
        while self.here.kind in ("variable", "address", "name") or self.at("(", *FUNCTIONS) or not found:
            if self.here.kind == "variable":
                found.add(self.step().text[1:])
            elif self.take("("):
                self.expression()
                if self.take("AS"):
                    found.add(self.need_kind("variable", "a variable").text[1:])
                self.need(")")
            else:
                self.constraint("GROUP BY")
                found.add("")
        return found

    def _ordering(self) -> None:
        count = 0
        while self.here.kind in ("variable", "address", "name") or self.at("ASC", "DESC", "(", *FUNCTIONS) or not count:
            if self.take("ASC", "DESC"):
                self.bracketed()
            elif self.here.kind == "variable":
                self.step()
            elif self.here.kind == "word" and not self.at(*FUNCTIONS):
                self.refuse(f"a variable such as ?{self.here.text}, or ASC(...) or DESC(...)", words=("ASC", "DESC"))
            else:
                self.constraint("ORDER BY")
            count += 1
