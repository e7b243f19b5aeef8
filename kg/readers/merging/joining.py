"""Joining: which of many records are one paper, by the keys that they share; see `kg.readers.merging` for the rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from kg.readers.identity import DOI
from kg.readers.merging import likeness
from kg.readers.merging.rules import (
    ABSTRACT,
    IDENTIFIER,
    MADE_UP,
    TITLE,
    TITLE_AND_ABSTRACT,
    are_strangers,
    is_telling,
    of_one_abstract,
    of_one_id,
    of_one_title,
)
from kg.readers.merging.views import STRONG, Groups, View

_MANY: Final = 100
"""So many different records behind one key say that it is no key; only equal ones are compared."""
_FEW: Final = 16
"""With so many that contradict each other a record is compared, where it shares a key with all of them."""
_START: Final = 60

Fits = Callable[[View, View], str]
"""Tells why two views are one paper, or nothing where they are not."""


def join(views: list[View], changed: Sequence[bool]) -> Groups:
    """Return which views are one paper.

    Args:
        views: of records, the one whose text is best first.
        changed: which of them are new; keys that none of these has are not looked at.
    """
    groups = Groups(views)
    found = _sharing(views, changed)
    for scheme in STRONG:
        for identifier, members in found[scheme]:
            _join_by_identifier(identifier, scheme, members, groups)
    for _, members in found[TITLE]:
        _join_by_title(members, groups)
    for made_up, members in found[MADE_UP]:
        _join_by(made_up, members, of_one_id, groups)
    for start, members in found[ABSTRACT]:
        _join_by(start, members, of_one_abstract, groups)
    return groups


def compact(title: str) -> str:
    """Return a folded title without spaces: `self supervised` and `selfsupervised` are one."""
    return title.replace(" ", "")


def start_key(start: str) -> tuple[str, ...]:
    """Return the start of an abstract where it is long enough to be a key."""
    return (start[:_START],) if len(start) >= _START else ()


def _sharing(views: Sequence[View], changed: Sequence[bool]) -> dict[str, list[tuple[str, list[int]]]]:
    """Return the keys of each kind that several views have, one of them new, sorted, with the numbers of the views."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, view in enumerate(views):
        for kind, key in _keys(view):
            found[kind, key].append(number)
    sharing: dict[str, list[tuple[str, list[int]]]] = {kind: [] for kind in (*STRONG, TITLE, MADE_UP, ABSTRACT)}
    for (kind, key), members in found.items():
        if len(members) > 1 and any(changed[number] for number in members):
            sharing[kind].append((key, members))
    for rows in sharing.values():
        rows.sort()
    return sharing


def _keys(view: View) -> Iterator[tuple[str, str]]:
    for scheme, (_, own) in view.cores.items():
        for identifier in own:
            yield scheme, identifier
    for made_up in view.made_up:
        yield MADE_UP, made_up
    if view.title:
        yield TITLE, compact(view.title)
    for start in start_key(view.start):
        yield ABSTRACT, start


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
    return scheme == DOI and are_strangers(groups.views[first], groups.views[second])


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
