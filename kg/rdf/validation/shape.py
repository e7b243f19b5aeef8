"""What a shape is: things that have something in common, and what must be true of each of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ERROR, WARN, INFO = LEVELS = ("ERROR", "WARN", "INFO")
"""How bad a finding is, the worst first."""

CLASS, SUBJECTS, OBJECTS = "class", "subjects", "objects"
TEXT = ("xsd:string",)
INTEGER = ("xsd:integer",)
DECIMAL = ("xsd:decimal",)
WEB = "^https?://"


@dataclass(frozen=True, slots=True)
class Constraint:
    """What the values of one property of a thing must be."""

    path: str
    message: str
    name: str = ""
    """The last part of its name; empty for that of the path."""
    least: int = 0
    """0 or 1."""
    most: int | None = None
    """0, 1, or any number."""
    iri: bool = False
    datatypes: tuple[str, ...] = ()
    """A value has one of these datatypes."""
    classes: tuple[str, ...] = ()
    """A value is of one of these classes."""
    pattern: str = ""
    min_length: int = 0
    above: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    among: tuple[str, ...] = ()
    """The values that there are, as Turtle and SPARQL write them."""
    none_of: tuple[str, ...] = ()
    """Values that may not occur."""
    has: tuple[str, ...] = ()
    """Values that must occur, whatever else does."""
    less_than: str = ""
    equals: str = ""
    disjoint: str = ""
    level: str = ERROR


@dataclass(frozen=True, slots=True)
class Shape:
    """What all things of a class, or all that have a property, must satisfy; each of them has an IRI."""

    name: str
    message: str
    """What is said of a thing that has no IRI, or is of none of `classes`."""
    target: str
    """The class, or the property."""
    constraints: tuple[Constraint, ...]
    of: str = CLASS
    """Which things are meant: those of the class, or the subjects or the objects of the property."""
    classes: tuple[str, ...] = ()
    """A thing is of one of these classes."""
    prefix: str = ""
    """The first part of the names of its constraints; empty for the name of the shape."""

    def name_of(self, constraint: Constraint) -> str:
        """Return the name of a constraint, such as `Paper-title`."""
        return f"{self.prefix or self.name}-{constraint.name or constraint.path.rpartition(':')[2]}"


def among(names: Iterable[str]) -> tuple[str, ...]:
    """Return texts as values of `Constraint.among`; the empty one stands for no value."""
    return tuple(f'"{name}"' for name in names if name)


def types(*classes: str, none_of: Iterable[str] = (), message: str = "") -> Constraint:
    """Return that a thing has some classes, and none of others."""
    told = message or f"it is typed as {' and '.join(classes)} too"
    return Constraint("rdf:type", told, has=classes, none_of=tuple(none_of))


def one_text(path: str, message: str, *, most: int | None = 1) -> Constraint:
    """Return that there is a text, one unless `most` says otherwise, and that it is not empty."""
    return Constraint(path, message, least=1, most=most, datatypes=TEXT, min_length=1)


def one_thing(path: str, message: str, *classes: str) -> Constraint:
    """Return that there is exactly one thing, of one of some classes."""
    return Constraint(path, message, least=1, most=1, iri=True, classes=classes)


def own(names: Iterable[str]) -> Iterator[str]:
    """Yield names of the schema as the prefixed names of their terms."""
    return (f"kg:{name}" for name in names)
