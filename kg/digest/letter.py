"""The digest: what a reader wants to know of the days since a build, the papers worth reading first."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.digest import sections as parts
from kg.digest.choice import Followed, Pick, picks
from kg.digest.document import Document, Item, Line, Section, Span, line, sections, strong
from kg.history.changes import Changes
from kg.history.comparison import Comparison
from kg.history.moments import local_time
from kg.numbers import counted

FIRST = 10
LISTED = 8
OTHERS = 40


def digest(found: Comparison, *, follow: Followed, title: str = "") -> Document:
    """Return a digest of what is new in a build since an earlier one.

    Args:
        found: what differs between the two.
        follow: what the reader follows.
        title: the title, in place of one with the number of papers.
    """
    chosen = picks(found.changes.papers, found.state, follow=follow, folder=found.new.folder)
    first, others = _divided(chosen)
    return Document(
        title or _title(found),
        tuple(_lead(found, chosen, follow)),
        sections(
            (
                Section("Worth reading first", tuple(map(_pick, first))),
                *(part.first(LISTED) for part in _of_papers(found.changes)),
                Section("Other new papers", tuple(parts.paper_line(pick.new) for pick in others)).first(OTHERS),
                *(part.first(LISTED) for part in _of_names(found.changes)),
            )
        ),
        line(f"Compared: {found.old.text}, and {found.new.text}, of the folder {_folder(found.new.folder)}"),
    )


def _divided(chosen: Sequence[Pick]) -> tuple[Sequence[Pick], Sequence[Pick]]:
    """Return the papers to be told of at length, and the others: whatever is followed is among the first."""
    count = max(FIRST, sum(bool(pick.followed) for pick in chosen[: 2 * FIRST]))
    return chosen[:count], chosen[count:]


def _title(found: Comparison) -> str:
    papers = counted(len(found.changes.papers), "new paper") if found.changes.papers else "No new papers"
    since = f" since {local_time(found.old.built)[:10]}" if found.old.number else ""
    return f"{papers}{since}"


def _lead(found: Comparison, chosen: Sequence[Pick], follow: Followed) -> Iterator[Line]:
    if not found.changes:
        yield line("Nothing is new.")
        return
    yield line(parts.sentence(found.changes))
    touching = sum(bool(pick.followed) for pick in chosen)
    if follow.names and touching:
        yield line(f"{counted(touching, 'paper touches', 'papers touch')} what you follow.")


def _of_papers(changes: Changes) -> Iterator[Section]:
    yield parts.withdrawn(changes)
    yield from parts.introduced(changes.entities)
    yield Section("New code of known papers", tuple(map(parts.code_item, (c for c in changes.code if c.was_known))))


def _of_names(changes: Changes) -> Iterator[Section]:
    yield parts.first_uses(changes)
    yield parts.rising(changes)
    yield parts.first_named(changes.entities)
    yield from parts.changed(changes)


def _pick(pick: Pick) -> Item:
    return parts.paper_item(pick.new, *_why(pick))


def _why(pick: Pick) -> Iterator[Line]:
    if pick.followed:
        yield _touched(pick.followed)
    if pick.quote:
        yield (Span(pick.quote, is_quote=True),)


def _touched(followed: Sequence[tuple[str, str]]) -> Line:
    told = [(Span(", "), strong(name), Span(f" ({parts.touch(how)})")) for name, how in followed]
    return (Span("You follow "), *[span for part in told for span in part][1:])


def _folder(folder: Path) -> str:
    return folder.resolve().name
