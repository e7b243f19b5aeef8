"""Heads: the one form of a unit that says what it is about."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.names import normal_form
from kg.resolve.units import Profile, contains, is_acronym
from kg.resolve.variants import Known, find_variants

_CARELESS = 3


@dataclass(frozen=True, slots=True)
class Heads:
    """What the corpus as a whole says about forms."""

    uses: Counter[str]
    """How often each normal form is used."""
    short: frozenset[str]
    """Spellings of short forms: those that papers define, and careless ones of acronyms, such as `Resnet`."""
    classes: dict[str, str]
    """The normal form that stands for each long form."""

    def class_of(self, key: str) -> str:
        """Return the normal form that stands for all variants of a long form."""
        return self.classes.get(key, key)

    def is_short(self, form: str) -> bool:
        """Tell whether a form is, or may be, a short form of something."""
        return is_acronym(form) or form in self.short

    def head(self, profile: Profile) -> tuple[str, bool]:
        """Return the normal form that a unit goes by, and whether it is a mere short form.

        A long form that the paper defines goes before all others, then a full name that other papers use too.
        """
        if profile.pairs:
            return self.class_of(normal_form(self._usual(long for _, long in profile.pairs))), False
        bare = [form for form in profile.forms if self.is_short(form)]
        shared = [form for form in profile.forms if form not in bare and self._is_shared_name(form, bare, profile)]
        if shared or not bare:
            return self.class_of(normal_form(self._usual(shared or profile.forms))), False
        return normal_form(self._usual(bare)), True

    def _is_shared_name(self, form: str, bare: Sequence[str], profile: Profile) -> bool:
        is_own_name = not any(contains(form, short) for short in bare)
        return is_own_name and self.uses[normal_form(form)] > len(profile.members)

    def _usual(self, forms: Iterable[str]) -> str:
        return min(forms, key=lambda form: (-self.uses[normal_form(form)], form))


def read_heads(profiles: Sequence[Profile], known: Known) -> Heads:
    """Count the forms of all units, and find the short forms and the variants among them."""
    uses: Counter[str] = Counter()
    spellings: Counter[str] = Counter()
    for profile in profiles:
        for key in profile.keys:
            uses[key] += len(profile.members)
        for form in profile.forms:
            spellings[form] += len(profile.members)
    defined = {short for profile in profiles for short, _ in profile.pairs}
    return Heads(uses, frozenset(defined | _careless(defined, spellings)), find_variants(profiles, known))


def _careless(defined: set[str], spellings: Counter[str]) -> set[str]:
    """Return the spellings of defined acronyms without their capitals, where those with capitals are far more usual."""
    keys = {normal_form(short) for short in defined}
    proper: Counter[str] = Counter()
    others: dict[str, set[str]] = {}
    for form, uses in spellings.items():
        key = normal_form(form)
        if key in keys and (is_acronym(form) or form in defined):
            proper[key] += uses
        elif key in keys and not any(map(str.isspace, form)):
            others.setdefault(key, set()).add(form)
    return {
        form
        for key, forms in others.items()
        if proper[key] >= _CARELESS * sum(spellings[other] for other in forms)
        for form in forms
    }
