"""Documents: a title, a lead and sections of items, whose texts no form of writing takes for markup."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_SCHEMES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line."""

    text: str
    url: str = ""
    is_strong: bool = False
    is_quote: bool = False


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a section: what it is, and below it what is to be said of it."""

    head: Line
    below: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with items."""

    title: str
    items: tuple[Item, ...]
    left_out: int = 0
    """How many items more there are."""

    @property
    def total(self) -> int:
        """Return how many items there are."""
        return len(self.items) + self.left_out

    def first(self, limit: int | None) -> "Section":
        """Return the section with no more items than a limit; one more is shown rather than counted."""
        if limit is None or len(self.items) <= limit + 1:
            return self
        return replace(self, items=self.items[:limit], left_out=self.left_out + len(self.items) - limit)


@dataclass(frozen=True, slots=True)
class Document:
    """A title, a lead and sections."""

    title: str
    lead: tuple[Line, ...]
    sections: tuple[Section, ...]
    end: Line = ()


def line(*parts: str | Span) -> Line:
    """Return a line of texts and spans."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


def link(text: str, url: str) -> Span:
    """Return a text that leads to an address on the web; to any other address none does."""
    is_safe = url.lower().startswith(_SCHEMES) and url.isprintable() and " " not in url
    return Span(text, url if is_safe else "")


def strong(text: str, url: str = "") -> Span:
    """Return a text that stands out, with a link where there is an address on the web."""
    return replace(link(text, url), is_strong=True)


def joined(spans: Sequence[Span], between: str = ", ") -> Line:
    """Return spans with a text between any two."""
    return tuple(part for span in spans for part in (Span(between), span))[1:]


def sections(made: Iterable[Section]) -> tuple[Section, ...]:
    """Return those sections that have items."""
    return tuple(section for section in made if section.items)
