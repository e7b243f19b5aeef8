"""Exclusions: broad terms, metrics, hardware and the like, which are no entities however often texts name them."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from kg import lexicon
from kg.extract.edges import DESCRIPTIVE
from kg.extract.words import load as word_list
from kg.names import normal_form

PATH = Path(__file__).resolve().parent / "exclusions.toml"
_METRICS = "metrics"
# Commands of LaTeX, placeholders in braces, single letters, bare numbers and sizes.
_DEBRIS = re.compile(r".*[\\{}$].*|\W*|\W*\w\W*|[\d.,\-–/\s]*|\d+(?:\.\d+)?[bBmMkK]", re.DOTALL)
_STARRED = re.compile(r"[A-Z]\*")
_MODIFIERS = word_list("determiners") | DESCRIPTIVE
_INTRODUCE = word_list("introduce")
_BETWEEN = (
    _MODIFIERS | word_list("called") | {",", "metric", "measure", "score", "evaluation", "automatic", "and", "we", '"'}
)


@cache
def _table() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the excluded names of each normal form, with the lists that they stand in."""
    table: dict[str, list[tuple[str, str]]] = {}
    for name, forms in tomllib.loads(PATH.read_text(encoding="utf-8")).items():
        for form in forms:
            table.setdefault(normal_form(form), []).append((form, name))
    return {key: tuple(found) for key, found in table.items()}


@lru_cache(maxsize=65536)
def reason(form: str) -> str:
    """Return the list that excludes a form, or an empty text where none does.

    >>> reason("LLMs"), reason("Deep Neural-Networks"), reason("a novel loss"), reason("instruction tuning")
    ('broad', 'broad', 'descriptions', '')
    """
    found = _listed(form) or ("" if normal_form(form) in lexicon.by_normal_form() else _listed(_bare(form)))
    is_debris = not found and _DEBRIS.fullmatch(form) and not _STARRED.fullmatch(form)
    return "debris" if is_debris else found


def _listed(form: str) -> str:
    return next((name for known, name in _table().get(normal_form(form), ()) if _is_spelt(known, form)), "")


def _is_spelt(known: str, form: str) -> bool:
    """Tell whether a form has the capitals of an excluded acronym: "FiD" is no "FID"."""
    return " " in known or sum(c.isupper() for c in form) >= sum(c.isupper() for c in known)


def _bare(form: str) -> str:
    """Return a form without the words at its start that only describe it."""
    words = form.split()
    while len(words) > 1 and words[0].lower() in _MODIFIERS:
        words.pop(0)
    return " ".join(words)


def are_excluded(forms: Iterable[str], *, introduced: bool) -> bool:
    """Tell whether every form of a thing is excluded.

    Args:
        forms: what a text calls the thing.
        introduced: whether the text says that it introduces it; then a metric is let through.
    """
    reasons = {reason(form) for form in forms}
    return "" not in reasons and not (introduced and _METRICS in reasons)


def is_introduced(words: Sequence[str], start: int) -> bool:
    """Tell whether the words before a place present what comes there: "we propose a new metric, X".

    >>> is_introduced(["we", "introduce", "a", "new", "metric", "called", "X"], 6)
    True
    >>> is_introduced(["we", "propose", "a", "model", "with", "high", "X"], 6)
    False
    """
    index = start - 1
    while index >= 0 and words[index].lower() in _BETWEEN:
        index -= 1
    return index >= 0 and words[index].lower() in _INTRODUCE
