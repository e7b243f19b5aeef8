"""Joining: which of many records are one paper, by the keys that they share; see `kg.readers.merging` for the rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from kg.readers.merging.views import STRONG, Groups, View, beginning, same_person, similar

IDENTIFIER, TITLE, TITLE_AND_ABSTRACT, MADE_UP = "identifier", "title", "title and abstract", "local id"
"""Why a record is one with another."""
_TELLING_WORDS: Final = 4
_MANY: Final = 100
"""So many different records behind one key say that it is no key; only equal ones are compared."""
_FEW: Final = 16
"""With so many that contradict each other a record is compared, where it shares a key with all of them."""

Fits = Callable[[int, int], str]
"""Tells why two views are one paper, or nothing where they are not."""


def join(views: list[View], changed: Sequence[bool]) -> Groups:
    """Return which views are one paper.

    Args:
        views: of records, the one whose text is best first.
        changed: which of them are new; keys that none of these has are not looked at.
    """
    groups = Groups(views)
    for scheme in STRONG:
        own = [one.cores[scheme][1] if scheme in one.cores else () for one in views]
        for identifier, members in _sharing(own, changed):
            _join_by_identifier(identifier, scheme, members, groups)
    for title, members in _sharing([(one.title,) if one.title else () for one in views], changed):
        _join_by_title(title, members, groups)
    for made_up, members in _sharing([one.made_up for one in views], changed):
        _join_by_made_up(made_up, members, groups)
    return groups


def _sharing(keys: Iterable[Iterable[str]], changed: Sequence[bool]) -> Iterator[tuple[str, list[int]]]:
    """Yield each key that several views have, with their numbers."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(keys):
        for key in own:
            found[key].append(number)
    for key in sorted(key for key, members in found.items() if len(members) > 1):
        if any(changed[number] for number in found[key]):
            yield key, found[key]


def _join_by_identifier(identifier: str, scheme: str, members: Sequence[int], groups: Groups) -> None:
    leaders: list[int] = []
    for member in members:
        root = groups.root(member)
        if any(groups.root(leader) == root for leader in leaders) or identifier not in groups.cores[root][scheme][1]:
            continue
        fits = [leader for leader in leaders if not groups.contradict(groups.root(leader), root)]
        if fits:
            titled = (leader for leader in fits if groups.views[leader].title == groups.views[member].title)
            groups.join(next(titled, fits[0]), member, IDENTIFIER, identifier)
        else:
            _refuse(leaders, member, identifier, groups)


def _refuse(leaders: list[int], member: int, key: str, groups: Groups) -> None:
    """Note a view that shares a key with others and is one with none of them; later ones may be one with it."""
    if leaders:
        groups.refused.append((leaders[0], member, key))
    if len(leaders) < _FEW:
        leaders.append(member)


def _join_by_title(title: str, members: Sequence[int], groups: Groups) -> None:
    telling = len(title.split()) >= _TELLING_WORDS
    apart = _roots(members, groups)
    if len(apart) > _MANY:
        _join_equal(title, apart, groups, telling=telling)
        apart = _roots(members, groups)
    if 1 < len(apart) <= _MANY:
        _join_alike(title, apart, lambda a, b: _of_one_title(groups, a, b, telling=telling), groups)


def _roots(members: Iterable[int], groups: Groups) -> list[int]:
    """Return one view of each group: the complete ones first, and of those the ones with identifiers."""
    first = {groups.root(member): member for member in reversed([*members])}
    return sorted(
        first.values(),
        key=lambda number: (not groups.views[number].whole, not groups.cores[groups.root(number)], number),
    )


def _join_alike(key: str, members: Iterable[int], fits: Fits, groups: Groups) -> None:
    """Join each view with the one other that it fits; where several do, with one whose abstract is alike."""
    leaders: list[int] = []
    for member in members:
        reasons = {leader: reason for leader in leaders if (reason := fits(leader, member))}
        if len(reasons) > 1:
            reasons = {leader: TITLE_AND_ABSTRACT for leader in reasons if _abstracts_agree(groups, leader, member)}
        if reasons:
            leader = next(iter(reasons))
            groups.join(leader, member, reasons[leader], key)
        else:
            contrary = [leader for leader in leaders if groups.contradict(groups.root(leader), groups.root(member))]
            if contrary and len(key.split()) >= _TELLING_WORDS:
                groups.refused.append((contrary[0], member, key))
            leaders.append(member)


def _of_one_title(groups: Groups, first: int, second: int, *, telling: bool) -> str:
    if groups.contradict(groups.root(first), groups.root(second)):
        return ""
    ours, theirs = groups.views[first], groups.views[second]
    if telling and not _differ(ours, theirs):
        return TITLE
    if _abstracts_agree(groups, first, second):
        return TITLE_AND_ABSTRACT
    known = all((ours.year, theirs.year, ours.author, theirs.author))
    return TITLE if known and not (ours.abstract and theirs.abstract) and not _differ(ours, theirs) else ""


def _differ(ours: View, theirs: View) -> bool:
    """Return whether year or first author tell two views apart; a preprint and its proceedings may be a year apart."""
    if ours.year and theirs.year and abs(ours.year - theirs.year) > 1:
        return True
    return bool(ours.author and theirs.author) and not same_person(ours.author, theirs.author)


def _abstracts_agree(groups: Groups, first: int, second: int) -> bool:
    return similar(groups.views[first].abstract, groups.views[second].abstract)


def _join_equal(title: str, members: Iterable[int], groups: Groups, *, telling: bool) -> None:
    """Join the views of one title that say the same; a title that many share is compared no further."""
    equal: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for member in members:
        one = groups.views[member]
        if one.abstract or telling:
            equal[beginning(one.abstract), one.year, one.author].append(member)
    for same in equal.values():
        leaders: list[int] = []
        for member in same:
            root = groups.root(member)
            fits = (leader for leader in leaders if not groups.contradict(groups.root(leader), root))
            if (leader := next(fits, None)) is not None:
                groups.join(leader, member, TITLE if telling else TITLE_AND_ABSTRACT, title)
            else:
                _refuse(leaders, member, title, groups)


def _join_by_made_up(key: str, members: Sequence[int], groups: Groups) -> None:
    apart = _roots(members, groups)
    if len(apart) <= _MANY:
        _join_alike(key, apart, lambda first, second: _of_one_id(groups, first, second), groups)


def _of_one_id(groups: Groups, first: int, second: int) -> str:
    ours, theirs = groups.views[first], groups.views[second]
    if groups.contradict(groups.root(first), groups.root(second)) or _differ(ours, theirs):
        return ""
    return MADE_UP if similar(ours.title, theirs.title) else ""
