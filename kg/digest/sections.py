"""The sections that tell what differs between two builds."""

from collections.abc import Iterable, Iterator, Sequence

from kg import schema
from kg.addresses import address_label
from kg.digest.document import Document, Item, Line, Section, Span, joined, line, link, sections, strong
from kg.history import merges
from kg.history.changes import TYPES, ChangedPaper, Changes, FirstUse, NewCode, NewEntity, NewPaper, Rising
from kg.history.merges import Change
from kg.history.state import USES, EntityFact, PaperFact
from kg.names import normal_form
from kg.numbers import counted

_NAMES_SHOWN = 6
_NAMES_IN_LINE = 2
_REASONS = {"same form": "", "text": "a paper calls it both"}
"""What is said for a reason, where that is not the reason itself: nothing for one that the names tell."""
_ONE = {"papers": "paper", "entities": "entity", "relations": "relation", "links": "link", "claims": "claim"}
_HAPPENED = {
    merges.MERGED: "is now the same as",
    merges.SPLIT: "is no longer the same as",
    merges.RETYPED: "is of another type",
    merges.REPLACED: "has another id",
    merges.RENAMED: "is now called",
}


def report(changes: Changes, *, old: str, new: str, limit: int | None) -> Document:
    """Return what differs between two builds as a document.

    Args:
        changes: what differs.
        old: what the earlier build is called.
        new: what the later one is called.
        limit: how many items a section shows, or all.
    """
    parts = every_section(changes) if changes else ()
    lead = line(sentence(changes))
    return Document(f"From {old} to {new}", (lead,), tuple(part.first(limit) for part in parts), _totals(changes))


def sentence(changes: Changes) -> str:
    """Return the numbers of what is new in a sentence."""
    if not changes:
        return "Nothing changed."
    told = [
        counted(len(changes.papers), "new paper") if changes.papers else "No new paper",
        *_if_any(len(changes.entities), *_entities_with_made(changes.entities)),
        *_if_any(len(changes.code), "new code link"),
        *_if_any(len(changes.rising), "known name in more papers", "known names in more papers"),
        *_if_any(len(changes.first_uses), "first use"),
        *_if_any(len(changes.gone_papers), "paper gone", "papers gone"),
        *_if_any(len(_by_paper(changes.changed_papers)), "paper that changed", "papers that changed"),
        *_if_any(len(_told(changes.merges)), "name that changed", "names that changed"),
        *_if_any(len(changes.gone_entities), "name gone", "names gone"),
    ]
    return f"{', '.join(told)}."


def every_section(changes: Changes) -> tuple[Section, ...]:
    """Return all sections that are not empty, the most interesting first."""
    return sections(
        (
            withdrawn(changes),
            Section("New papers", tuple(map(paper_item, changes.papers))),
            *introduced(changes.entities),
            first_uses(changes),
            new_code(changes),
            rising(changes),
            first_named(changes.entities),
            *changed(changes),
        )
    )


def changed(changes: Changes) -> Iterator[Section]:
    """Yield what is no longer as it was: names, papers, and what is gone."""
    yield Section("Names that changed", tuple(map(_renaming, _told(changes.merges))))
    others = _by_paper(_not_of_status(changes.changed_papers))
    yield Section("Papers that changed", tuple(_change(paper, some) for paper, some in others.items()))
    yield Section("Papers that are gone", tuple(Item(line(_title(paper))) for paper in changes.gone_papers))
    yield Section("Names that are gone", tuple(Item(_typed(entity)) for entity in changes.gone_entities))


def paper_item(new: NewPaper, *quoted: Line) -> Item:
    """Return a paper with what it introduces and uses, its code, and what is quoted of it."""
    told = [
        *_names("introduces ", [strong(entity.name) for entity in new.introduces]),
        *_names("uses ", [Span(entity.name) for entity in new.uses]),
        *([_code("code ", new.code)] if new.code else []),
    ]
    below = tuple(span for part in told for span in (Span(" · "), *part))[1:]
    title = strong(new.paper.title or new.paper.id, new.paper.url)
    return Item(line(title, *_dated(new.paper)), (*quoted, *([below] if below else [])))


def paper_line(new: NewPaper) -> Item:
    """Return a paper in a line, with the first of what it introduces."""
    made = _names(" – introduces ", [Span(entity.name) for entity in new.introduces[:_NAMES_IN_LINE]])
    code = [_code(" – code ", new.code[:1])] if new.code else []
    return Item((_title(new.paper), *line(*_dated(new.paper)), *(span for part in (*made, *code) for span in part)))


def touch(how: str) -> str:
    """Return in words how a paper touches what is followed: by a predicate, or in its title."""
    label = schema.load().predicates.get(how)
    return f"{label} it" if label else f"in its {how}"


def introduced(entities: Sequence[NewEntity]) -> Iterator[Section]:
    """Yield the entities that new papers introduce, a section a type."""
    for kind in TYPES:
        found = (one for one in entities if one.introduced and one.entity.type == kind)
        yield Section(f"New {kind.lower()}s", tuple(map(_made, found)))


def first_named(entities: Sequence[NewEntity]) -> Section:
    """Return the entities that no paper named before, and that none of these papers introduces."""
    return Section("Named for the first time", tuple(_met(one) for one in entities if not one.introduced))


def first_uses(changes: Changes) -> Section:
    """Return what is used for the first time."""
    return Section("First uses of known names", tuple(map(_first_use, changes.first_uses)))


def new_code(changes: Changes) -> Section:
    """Return the code that is new."""
    return Section("New code", tuple(map(code_item, changes.code)))


def code_item(one: NewCode) -> Item:
    """Return a link to code with the paper that it is of."""
    known = " (a paper that was known)" if one.was_known else ""
    return Item(line(link(address_label(one.address), one.address), " – ", _title(one.paper), known))


def withdrawn(changes: Changes) -> Section:
    """Return the papers that are no longer to be relied on."""
    return Section("Papers withdrawn or retracted", tuple(map(_status, _of_status(changes.changed_papers))))


def rising(changes: Changes) -> Section:
    """Return the names that more papers use."""
    return Section("In more papers than before", tuple(map(_rise, changes.rising)))


def _entities_with_made(entities: Sequence[NewEntity]) -> tuple[str, str]:
    made = sum(one.introduced for one in entities)
    of_these = f" ({made:,} introduced)" if made else ""
    return f"new entity{of_these}", f"new entities{of_these}"


def _if_any(count: int, one: str, many: str = "") -> list[str]:
    return [counted(count, one, many)] if count else []


def _title(paper: PaperFact) -> Span:
    return link(paper.title or paper.id, paper.url)


def _dated(paper: PaperFact) -> Iterator[str]:
    if paper.published:
        yield f" ({paper.published})"
    if paper.status:
        yield f" – {paper.status}"


def _names(verb: str, names: Sequence[Span]) -> list[Line]:
    if not names:
        return []
    more = len(names) - _NAMES_SHOWN
    return [(Span(verb), *joined(names[:_NAMES_SHOWN]), *([Span(f" and {more} more")] if more > 0 else []))]


def _code(verb: str, addresses: Iterable[str]) -> Line:
    return (Span(verb), *joined([link(address_label(address), address) for address in addresses]))


def _typed(entity: EntityFact) -> Line:
    return line(strong(entity.name), f" ({entity.type})")


def _made(new: NewEntity) -> Item:
    others = [f", in {counted(new.papers, 'paper')}"] if new.papers > 1 else []
    return Item(line(strong(new.entity.name), " – introduced by ", _title(new.first), *others))


def _met(new: NewEntity) -> Item:
    papers = f"{counted(new.papers, 'paper')}, such as " if new.papers > 1 else "in "
    return Item((*_typed(new.entity), *line(f" – {papers}", _title(new.first))))


def _first_use(new: FirstUse) -> Item:
    if new.predicate == USES or new.on is None:
        return Item(line(strong(new.entity.name), f" ({new.entity.type}) – first used by ", _title(new.paper)))
    verb = schema.load().predicates[new.predicate]
    return Item(line(strong(new.entity.name), f" {verb} ", strong(new.on.name), " – first by ", _title(new.paper)))


def _rise(one: Rising) -> Item:
    return Item(line(strong(one.entity.name), f" ({one.entity.type}) – {one.before} → {one.after} papers"))


def _told(changes: Iterable[Change]) -> list[Change]:
    """Return the changes of names without those of a mere spelling."""
    return [one for one in changes if one.kind != merges.RENAMED or not _are_alike(one)]


def _are_alike(one: Change) -> bool:
    return normal_form(one.old.name) == normal_form(one.new.name)


def _renaming(one: Change) -> Item:
    known, verb = one.old, _HAPPENED[one.kind]
    subject, other = (one.new, known) if one.kind == merges.SPLIT else (known, one.new)
    name = {merges.RETYPED: f": {known.type} → {other.type}", merges.REPLACED: f": {other.id}"}
    apart = _told_apart(one) if one.kind not in name else ("", "")
    called = line(", and is now called ", strong(other.name)) if other.name != known.name else ()
    told = line(name[one.kind], *called) if one.kind in name else line(" ", strong(other.name), apart[1])
    reason = _REASONS.get(one.reason, one.reason)
    return Item((*line(strong(subject.name), f"{apart[0]} {verb}"), *told, *line(*[f" ({reason})"] * bool(reason))))


def _told_apart(one: Change) -> tuple[str, str]:
    """Return what tells two things apart that are called alike, the one that is told of first: types, else ids."""
    if not _are_alike(one):
        return "", ""
    is_typed = one.old.type != one.new.type
    old, new = (f" ({fact.type if is_typed else fact.id})" for fact in (one.old, one.new))
    return (new, old) if one.kind == merges.SPLIT else (old, new)


def _of_status(papers: Iterable[ChangedPaper]) -> Iterator[ChangedPaper]:
    return (one for one in papers if one.field == "status" and one.after)


def _not_of_status(papers: Iterable[ChangedPaper]) -> Iterator[ChangedPaper]:
    return (one for one in papers if one.field != "status" or not one.after)


def _status(one: ChangedPaper) -> Item:
    return Item(line(_title(one.paper), f" – {one.after}"))


def _by_paper(papers: Iterable[ChangedPaper]) -> dict[PaperFact, list[ChangedPaper]]:
    found: dict[PaperFact, list[ChangedPaper]] = {}
    for one in papers:
        found.setdefault(one.paper, []).append(one)
    return found


def _change(paper: PaperFact, some: Sequence[ChangedPaper]) -> Item:
    """Return what of a paper says something else; that it has another id only where that is all."""
    told = [one for one in some if one.field != "id"] or some
    texts = (f"{one.field}: {one.before or 'none'} → {one.after or 'none'}" for one in told)
    return Item(line(_title(paper), f" – {', '.join(texts)}"))


def _totals(changes: Changes) -> Line:
    told = [_total(name, before, after) for name, (before, after) in changes.counts.items() if before or after]
    return line(f"In all {', '.join(told) or 'nothing'}")


def _total(name: str, before: int, after: int) -> str:
    change = f" ({after - before:+,})" if after != before else ""
    return f"{counted(after, _ONE[name], name)}{change}"
