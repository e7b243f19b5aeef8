"""Naming: the spelling that stands for all forms of an entity."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from kg.names import normal_form
from kg.resolve.units import Profile

_SMALL_WORD = 3
_ADJECTIVES = frozenset(
    [
        "autoregressive",
        "few-shot",
        "self-supervised",
        "semi-supervised",
        "supervised",
        "unsupervised",
        "weakly-supervised",
        "zero-shot",
    ]
)
_MIN_NAME = 3


def count_spellings(profiles: Iterable[Profile]) -> dict[str, int]:
    """Return in how many papers each form occurs."""
    papers: dict[str, set[int]] = defaultdict(set)
    for profile in profiles:
        found = profile.papers
        for form in profile.forms:
            papers[form] |= found
    return {form: len(found) for form, found in papers.items()}


def long_form(profiles: Sequence[Profile]) -> str:
    """Return the most frequent long form that papers define, or an empty text where they define none."""
    papers: Counter[str] = Counter()
    for profile in profiles:
        for long in {long for _, long in profile.pairs}:
            papers[long] += len(profile.members)
    return min(papers, key=lambda long: (-papers[long], long)) if papers else ""


def best_name(profiles: Sequence[Profile], *, type_: str) -> str:
    """Return the name of an entity that the lexicon does not know: its usual spelling, of the form that it goes by."""
    counts = count_spellings(profiles)
    short_keys = {normal_form(short) for profile in profiles for short, _ in profile.pairs}
    short = {form: papers for form, papers in counts.items() if normal_form(form) in short_keys}
    long = {form: papers for form, papers in counts.items() if form not in short}
    if not short or not long:
        return best_spelling(counts)
    names = best_spelling(short), best_spelling(long)
    alone: Counter[str] = Counter()
    for profile in profiles:
        alone[_reading(profile, short_keys)] += len(profile.members)
    is_short = alone["short"] - alone["long"] >= _margin(*names, type_)
    return names[0] if is_short else names[1]


def _reading(profile: Profile, short_keys: set[str]) -> str:
    keys = profile.keys
    return "long" if not keys & short_keys else "both" if keys - short_keys else "short"


def _margin(short: str, long: str, type_: str) -> float:
    """Return by how many papers that use the short form alone it must lead to be the name.

    Measured on annotated abstracts: coined names (`MEDIDA`, `LoRA`) go by the short form from the start; tasks, common
    nouns and acronyms of three letters only where it is the more usual one; two letters are nobody's name.
    """
    if len(short) < _MIN_NAME and short.isalpha():
        return inf
    is_coined = _style(long) != "common" or (_style(short) == "own" and not short.rstrip("s").isupper())
    return 0 if is_coined and type_ != "Task" and len(short) > _MIN_NAME else 1


def best_spelling(counts: Mapping[str, int]) -> str:
    """Return the usual spelling: of the most frequent name, in the singular, a common noun in lower case.

    >>> best_spelling({"Graph Neural Networks": 5, "graph neural networks": 4, "graph neural network": 2})
    'graph neural network'
    >>> best_spelling({"LoRA": 7, "lora": 2, "LORA": 1})
    'LoRA'
    """
    if len(counts) == 1:
        return next(iter(counts))
    # "few-shot" is short for "few-shot learning" where a text has both, and names nothing by itself.
    counts = {form: papers for form, papers in counts.items() if not _is_adjective(form)} or counts
    totals: Counter[str] = Counter()
    for form, papers in counts.items():
        totals[normal_form(form)] += papers
    key = min(totals, key=lambda key: (-totals[key], key))
    forms = {form: papers for form, papers in counts.items() if normal_form(form) == key}
    pool = _pool(forms)
    best = _most_frequent(pool)
    if best.casefold().endswith("s"):
        best = _most_frequent({form: pool[form] for form in pool if not form.casefold().endswith("s")} or {best: 1})
    return best


def _is_adjective(form: str) -> bool:
    """Tell whether a form only qualifies a noun: `few-shot`, `differentially private`."""
    first, _, second = form.lower().partition(" ")
    return form.lower() in _ADJECTIVES or (first.endswith("ally") and second.isalpha())


def _pool(forms: Mapping[str, int]) -> dict[str, int]:
    """Return the spellings of a name to choose from: those in the style that most papers use."""
    styles: dict[str, dict[str, int]] = defaultdict(dict)
    for form, papers in forms.items():
        styles[_style(form)][form] = papers
    common, title, own = (sum(styles[style].values()) for style in ("common", "title", "own"))
    if own > max(common, title):
        return styles["own"]
    return styles["common"] if common >= title else styles["title"]


def _style(form: str) -> str:
    """Tell `common` (lower case but for the first of several words), `title` case and a style of its `own` apart."""
    if form == form.lower():
        return "common"
    words = form.split()
    if len(words) > 1 and form[1:] == form[1:].lower():
        return "common"
    is_title = all(len(word) <= _SMALL_WORD or _is_capitalised(word) for word in words)
    return "title" if is_title and any(map(_is_capitalised, words)) else "own"


def _is_capitalised(word: str) -> bool:
    return all(part[1:] == part[1:].lower() for part in word.split("-")) and word[:1].isupper()


def _most_frequent(counts: Mapping[str, int]) -> str:
    """Return the most frequent text; of equals the one that is not capitalised for its place, then the smallest."""
    return min(counts, key=lambda form: (-counts[form], _style(form) == "common" and form != form.lower(), form))
