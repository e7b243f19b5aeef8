"""What a rule is: a sentence, how bad it is to break it, and the patterns that a thing matches which does."""

from dataclasses import dataclass

from kg.rdf.validation.shape import ERROR, INFO, WARN


@dataclass(frozen=True, slots=True)
class Target:
    """What a rule looks at as SHACL, and what breaks it there."""

    of: str
    """`class`, `subjects` or `objects`, as in `Shape`."""
    terms: tuple[str, ...]
    """The classes, or the properties."""
    where: str
    """A pattern that `$this` breaks the rule by: without `VALUES`, `MINUS` and `GRAPH`, which SHACL does not take."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a thing matches that breaks a rule.

    It binds `?this`, what the finding is about, and may bind `?value`, and `?property` where the rule has no path.
    """

    where: str
    if_any: str = ""
    """A pattern without which the other matches nothing, for many rules the same: it is asked once."""
    union: bool = True
    """Whether it is asked of all named graphs, or of what stands in none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, and what breaks it."""

    level: str
    name: str
    message: str
    patterns: tuple[Pattern, ...]
    path: str = ""
    """The property that is wrong, as a prefixed name; empty where it depends, or where there is none."""
    target: Target | None = None
    """The rule as SHACL; nothing for constraints, which are shapes, and for what SHACL cannot say."""


DIGEST = Rule(ERROR, "digest", "a file is as the build wrote it", ())
READABLE = Rule(ERROR, "readable", "the graph can be read", ())
FILES = (DIGEST, READABLE)
"""The rules of the files of a build; what breaks them shows before any pattern can be asked."""

IDENTIFIERS = Rule(
    WARN, "source-identifier", "the sources of a paper give it one identifier of each scheme", (), "dcterms:identifier"
)
TITLES = Rule(INFO, "source-title", "the sources of a paper give it one title", (), "dcterms:title")
DATES = Rule(
    INFO, "source-date", "the years that sources give a paper are one apart at most", (), "schema:datePublished"
)
AUTHORS = Rule(INFO, "source-author", "the sources of a paper name the same first author", (), "schema:author")
VENUES = Rule(INFO, "source-venue", "the sources of a paper say that it appeared in one place", ())
ABSTRACTS = Rule(INFO, "source-abstract", "the abstracts that sources give a paper have words in common", ())
STATUSES = Rule(INFO, "source-status", "the sources of a paper agree whether it was withdrawn or retracted", ())
KEYS = Rule(INFO, "source-paper", "papers that share a title or an identifier are one paper", ())
SOURCES = (IDENTIFIERS, TITLES, DATES, AUTHORS, VENUES, ABSTRACTS, STATUSES, KEYS)
"""The rules of the sources of a build, which the merging of their records tells of."""
