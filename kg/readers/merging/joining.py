"""Joining: which of many records are one paper, by the keys that they share; see `kg.readers.merging` for the rules."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from kg.readers.identity import DOI, LOCAL
from kg.readers.merging import likeness
from kg.readers.merging.rules import (
    IDENTIFIER,
    TITLE,
    TITLE_AND_ABSTRACT,
    are_strangers,
    is_telling,
    of_one_abstract,
    of_one_id,
    of_one_part,
    of_one_title,
)
from kg.readers.merging.views import DEPOSIT, KINDS, PART_KEY, START_KEY, STRONG, TITLE_KEY, Groups, Key, View

_MANY: Final = 100
"""So many different records behind one key say that it is no key; only equal ones are compared."""
_FEW: Final = 16
"""With so many that contradict each other a record is compared, where it shares a key with all of them."""

Fits = Callable[[View, View], str]
"""Tells why two views are one paper, or nothing where they are not."""
_RULES: Final[Mapping[str, Fits]] = {LOCAL: of_one_id, PART_KEY: of_one_part, START_KEY: of_one_abstract}
"""What tells it of views that share a key, by its kind."""


def join(views: list[View], keys: Collection[Key] = ()) -> Groups:
    """Return which views are one paper.

    Args:
        views: of records, the one whose text is best first.
        keys: those that are looked at, beside the same texts as titles and as parts of titles; without any, all.
    """
    groups = Groups(views)
    found = _sharing(views, _with_titles_of_parts(keys))
    for scheme in STRONG:
        for identifier, members in found[scheme]:
            _join_by_identifier(identifier, scheme, members, groups)
    for _, members in found[TITLE_KEY]:
        _join_by_title(members, groups)
    for kind, fits in _RULES.items():
        for key, members in found[kind]:
            _join_by(key, members, fits, groups)
    return groups


def _sharing(views: Sequence[View], wanted: Collection[Key]) -> dict[str, list[tuple[str, list[int]]]]:
    """Return the wanted keys of each kind that several views have, sorted, with the numbers of the views."""
    first: dict[Key, int] = {}
    found: dict[Key, list[int]] = {}  # only what is shared has a list: of most keys there is one
    for number, view in enumerate(views):
        for key in view.keys:
            if wanted and key not in wanted:
                continue
            if (other := first.setdefault(key, number)) != number:
                found.setdefault(key, [other]).append(number)
    _add_titles_of_parts(first, found)
    sharing: dict[str, list[tuple[str, list[int]]]] = {kind: [] for kind in KINDS}
    for (kind, value), members in found.items():
        sharing[kind].append((value, members))
    for rows in sharing.values():
        rows.sort()
    return sharing


def _with_titles_of_parts(keys: Collection[Key]) -> set[Key]:
    """Return keys, and their titles as parts, and parts as titles."""
    texts = {key for kind, key in keys if kind in (TITLE_KEY, PART_KEY)}
    return {*keys}.union((kind, key) for kind in (TITLE_KEY, PART_KEY) for key in texts)


def _add_titles_of_parts(first: Mapping[Key, int], found: dict[Key, list[int]]) -> None:
    """Add to the views that have a part of a title in common those of which it is the whole title."""
    for kind, key in [known for known in first if known[0] == PART_KEY]:
        title = (TITLE_KEY, key)
        if title in first:
            part = found.get((kind, key), [first[kind, key]])
            found[kind, key] = sorted({*part, *found.get(title, [first[title]])})


def _join_by_identifier(identifier: str, scheme: str, members: Sequence[int], groups: Groups) -> None:
    leaders: list[int] = []
    for member in members:
        root = groups.root(member)
        if any(groups.root(leader) == root for leader in leaders) or identifier not in groups.cores[root][scheme][1]:
            continue
        fits = [leader for leader in leaders if not _keep_apart(groups, leader, member, scheme)]
        if fits:
            titled = (leader for leader in fits if groups.views[leader].title == groups.views[member].title)
            groups.join(next(titled, fits[0]), member, IDENTIFIER, identifier)
        else:
            _refuse(leaders, member, identifier, groups)


def _keep_apart(groups: Groups, first: int, second: int, scheme: str) -> bool:
    """Return whether two views that share an identifier are two papers; a DOI may be that of the volume of both."""
    if groups.contradict(groups.root(first), groups.root(second)):
        return True
    return scheme in (DOI, DEPOSIT) and are_strangers(groups.views[first], groups.views[second])


def _refuse(leaders: list[int], member: int, key: str, groups: Groups) -> None:
    """Note a view that shares a key with others and is one with none of them; later ones may be one with it."""
    if leaders:
        groups.refused.append((leaders[0], member, key))
    if len(leaders) < _FEW:
        leaders.append(member)


def _join_by_title(members: Sequence[int], groups: Groups) -> None:
    title = groups.views[members[0]].title
    telling = is_telling(title)
    apart = _roots(members, groups)
    if len(apart) > _MANY:
        _join_equal(title, apart, groups, telling=telling)
        apart = _roots(members, groups)
    if 1 < len(apart) <= _MANY:
        _join_alike(title, apart, of_one_title, groups, told=telling)


def _join_by(key: str, members: Sequence[int], fits: Fits, groups: Groups) -> None:
    apart = _roots(members, groups)
    if 1 < len(apart) <= _MANY:
        _join_alike(key, apart, fits, groups, told=False)


def _roots(members: Iterable[int], groups: Groups) -> list[int]:
    """Return one view of each group: the complete ones first, and of those the ones with identifiers."""
    first = {groups.root(member): member for member in reversed([*members])}
    if len(first) == 1:
        return [*first.values()]
    return sorted(
        first.values(),
        key=lambda number: (not groups.views[number].whole, not groups.cores[groups.root(number)], number),
    )


def _join_alike(key: str, members: Iterable[int], fits: Fits, groups: Groups, *, told: bool) -> None:
    """Join each view with the one other that it fits; where several do, with the one that is nearest.

    Args:
        key: what they share.
        members: the views.
        fits: the rule.
        groups: what is one so far.
        told: whether those are to be noted that share the key but contradict each other.
    """
    leaders: list[int] = []
    for member in members:
        contrary = [leader for leader in leaders if groups.contradict(groups.root(leader), groups.root(member))]
        view = groups.views[member]
        others = (leader for leader in leaders if leader not in contrary)
        reasons = {leader: why for leader in others if (why := fits(groups.views[leader], view))}
        if len(reasons) > 1:
            reasons = _nearest(reasons, view, groups)
        if reasons:
            leader = next(iter(reasons))
            groups.join(leader, member, reasons[leader], key)
        else:
            if contrary and told:
                groups.refused.append((contrary[0], member, key))
            leaders.append(member)


def _nearest(reasons: dict[int, str], view: View, groups: Groups) -> dict[int, str]:
    """Return those of several views whose abstract is that of another one; else the only one of its year and author."""
    views = groups.views
    alike = [one for one in reasons if likeness.of_abstracts(views[one].abstract, view.abstract) >= likeness.ALIKE]
    if alike:
        return {one: TITLE_AND_ABSTRACT if reasons[one] == TITLE else reasons[one] for one in alike}
    near = [one for one in reasons if view.year and view.year == views[one].year]
    if view.authors and len(near) > 1:
        near = [one for one in near if views[one].authors]
    return {one: reasons[one] for one in near} if len(near) == 1 else {}


def _join_equal(title: str, members: Iterable[int], groups: Groups, *, telling: bool) -> None:
    """Join the views of one title that say the same; a title that many share is compared no further."""
    equal: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for member in members:
        one = groups.views[member]
        if one.abstract or telling:
            equal[one.start, one.year, one.authors[:1]].append(member)
    for same in equal.values():
        leaders: list[int] = []
        for member in same:
            root = groups.root(member)
            fits = (leader for leader in leaders if not groups.contradict(groups.root(leader), root))
            if (leader := next(fits, None)) is not None:
                groups.join(leader, member, TITLE if telling else TITLE_AND_ABSTRACT, title)
            else:
                _refuse(leaders, member, title, groups)
