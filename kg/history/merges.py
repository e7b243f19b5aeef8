"""Which names became one, came apart, or got another id, type or spelling between two builds."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from kg import schema
from kg.history.state import NAME, EntityFact, State
from kg.names import normal_form

MERGED, SPLIT, RETYPED, REPLACED, RENAMED = "merged", "split", "retyped", "replaced", "renamed"
KINDS = (MERGED, SPLIT, RETYPED, REPLACED, RENAMED)
"""What can happen to a name, in the order of reports."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a name."""

    kind: str
    """`merged`: both were there and are one now; `split`: the new one was a part of the old one; `retyped`;
    `replaced`: it has another id; `renamed`: another form of it is its name."""
    old: EntityFact
    new: EntityFact
    reason: str = ""
    """Why the old name is a form of the new one, or is none any longer."""


@dataclass(frozen=True, slots=True)
class Descent:
    """Which entity of the later build each of the earlier one has become."""

    heirs: Mapping[str, str]
    """By old id; empty for what is gone."""
    ancestors: Mapping[str, frozenset[str]]
    """By new id the old ones; what is new is missing."""


def descent(old: State, new: State) -> Descent:
    """Return what became of the entities of a build."""
    heirs = {
        key: key if key in new.entities else heir(one, old.aliases.get(key, {}), new, old.entities)
        for key, one in old.entities.items()
    }
    ancestors: dict[str, set[str]] = defaultdict(set)
    for key, became in heirs.items():
        ancestors[became].add(key)
    ancestors.pop("", None)
    return Descent(heirs, {key: frozenset(ids) for key, ids in ancestors.items()})


def heir(gone: EntityFact, forms: Mapping[str, str], new: State, known: Container[str]) -> str:
    """Return what an entity has become whose id a build no longer has; nothing where it has become nothing.

    An id also leads on where the last paper that spoke of it is gone, and another thing has one of its abbreviations:
    then the two are not one. The name tells, which what it has become is called by too; where a decision gave the name,
    which papers need not say, all other forms tell.

    Args:
        gone: the entity.
        forms: its forms, each with the reason.
        new: the build.
        known: the ids of the build before; what is there under another id need not have the name any longer.
    """
    key, seen = gone.id, {gone.id}
    while (key := new.redirects.get(key, "")) and key not in new.entities and key not in seen:
        seen.add(key)
    if key not in new.entities:
        return ""
    if key not in known or all(_is_called(key, form, new) for form in known_by(gone, forms)):
        return key
    return ""


def known_by(entity: EntityFact, forms: Mapping[str, str]) -> set[str]:
    """Return the normal form of an entity's name; where a decision gave the name, those of its other forms.

    Args:
        entity: the entity.
        forms: its forms, each with the reason.
    """
    name = normal_form(entity.name)
    others = {normal_form(form) for form in forms} - {name}
    return others if others and forms.get(entity.name, NAME) != NAME else {name}


def changes(old: State, new: State, line: Descent) -> list[Change]:
    """Return what happened to names, by kind, those that most papers name first."""
    found = [*_moved(old, new, line), *_split(old, new, line)]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), -new.popularity(one.new.id), one.old, one.new))


def _moved(old: State, new: State, line: Descent) -> Iterator[Change]:
    for key, became in line.heirs.items():
        if not became:
            continue
        before, after = old.entities[key], new.entities[became]
        reason = _reason(new, after, before.name, *sorted(old.aliases.get(key, ())))
        if key == became:
            if before.name != after.name:
                yield Change(RENAMED, before, after, reason)
        elif became in old.entities:
            yield Change(MERGED, before, after, reason)
        else:
            yield Change(RETYPED if before.type != after.type else REPLACED, before, after, reason)


def _split(old: State, new: State, line: Descent) -> Iterator[Change]:
    """Yield new entities that were a part of another, which is still there, or has become one with others."""
    for key, entity in new.entities.items():
        if key not in line.ancestors and (whole := _whole(entity, old, new, line)):
            yield Change(SPLIT, old.entities[whole], entity, _reason(new, entity, entity.name))


def _whole(part: EntityFact, old: State, new: State, line: Descent) -> str:
    """Return what had the name of a new entity and lacks it now, or has it in as many papers less as the new one has.

    What became one with others in the same build counts with them. The papers are those that were there before: what
    new papers bring under a known name is no part of what had it.
    """
    forms = sorted(known_by(part, new.aliases.get(part.id, {})))
    for form in forms:
        for holder in old.holders.get((form, part.type), ()):
            if (became := line.heirs.get(holder, "")) and not _is_called(became, form, new):
                return holder
    papers = new.naming.get(part.id, {})
    if not papers or any(paper in new.papers and paper not in old.papers for paper in papers):
        return ""
    looks = ((form, kind) for form in forms for kind in schema.load().types)
    holders = sorted({key for look in looks for key in old.holders.get(look, ()) if line.heirs.get(key)})
    return next((key for key in holders if _lost(line.heirs[key], old, new, line) >= len(papers)), "")


def _lost(heir: str, old: State, new: State, line: Descent) -> int:
    """Return how many papers fewer name what is there now than named what it was, which may have been several."""
    return old.joint_popularity(line.ancestors[heir], heir) - new.popularity(heir)


def _is_called(key: str, form: str, state: State) -> bool:
    return form in map(normal_form, state.aliases.get(key, ()))


def _reason(state: State, entity: EntityFact, *names: str) -> str:
    """Return why the first of some names that an entity has is its form, where that is more than its being the same."""
    forms = state.aliases.get(entity.id, {})
    for name in names:
        key = normal_form(name)
        told = [forms[form] for form in sorted(forms) if form == name or normal_form(form) == key]
        if told:
            return next((reason for reason in told if not reason.startswith(NAME)), "")
    return ""
