"""Aliases: every form of an entity, with the reason why it is one."""

from kg.names import normal_form
from kg.records import Alias
from kg.resolve.cluster import Cluster

TEXT = "text"
"""The reason of a form that only the text of a paper puts together with the others."""


def explain(entity: str, cluster: Cluster) -> list[Alias]:
    """Return the forms of an entity with the reason of each, sorted.

    Args:
        entity: the entity's id.
        cluster: the units that name it.
    """
    if not cluster.grafts and all(profile.forms == (cluster.name,) for profile in cluster.own):
        return [Alias(entity, cluster.name, "name", cluster.renamed)]  # most are like this
    reasons = _Reasons(cluster)
    own = {form for profile in cluster.own for form in profile.forms} | {cluster.name}
    found = {form: reasons.of(form) for form in own}
    for graft in cluster.grafts:
        for form in sorted({form for profile in graft.profiles for form in profile.forms}):
            if found.get(form, (TEXT,))[0] == TEXT:
                found[form] = "decision", graft.detail
    return [Alias(entity, form, *found[form]) for form in sorted(found)]


class _Reasons:
    """What the units of a cluster and the lexicon say about its forms."""

    def __init__(self, cluster: Cluster) -> None:
        self._name = cluster.name
        self._renamed = cluster.renamed
        self._defined: dict[str, str] = {}
        self._first: dict[str, str] = {}
        for profile in cluster.own:
            first = profile.members.first
            for form in (form for pair in profile.pairs for form in pair):
                self._defined[form] = min(first, self._defined.get(form, first))
            for form in profile.forms:
                self._first[form] = min(first, self._first.get(form, first))
        self._spelt: dict[str, str] = {}
        for form in sorted(self._defined):
            self._spelt.setdefault(normal_form(form), form)
        entry = cluster.sense.entry
        self._known = {normal_form(form) for form in entry.forms} if entry else set()

    def of(self, form: str) -> tuple[str, str]:
        """Return the reason and what it rests on."""
        key = normal_form(form)
        if form == self._name:
            return "name", self._renamed
        if key == normal_form(self._name):
            return "same form", self._name
        if form in self._defined:
            return "abbreviation", self._defined[form]
        if key in self._known:
            return "lexicon", self._name
        if key not in self._spelt and self._renamed:
            return "decision", self._renamed
        return ("same form", self._spelt[key]) if key in self._spelt else (TEXT, self._first[form])
