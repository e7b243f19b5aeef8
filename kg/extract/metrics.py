"""Metrics as a text names them, and numbers with their units; the lists are kept as data in `claims.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).resolve().parent / "claims.toml"
_CUT_OFF = r"(?:\s?@\s?(?P<at>k|\d+(?:\.\d+)?(?::\d+(?:\.\d+)?)?%?))"
_JOINT = r"[\s\-]?"
_NUMBER = re.compile(
    r"(?P<sign>[+\-−–])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?:\s?(?:±|\+/-)\s?\d+(?:\.\d+)?)?"
    r"(?P<unit>\s?%(?!-points)|\s?percent\b(?!\spoints?)|\s?[x×](?![\w×]|\s?\d)|-?\s?times\b|[\s\-]?fold\b|\s?dB\b)?"
)
_MAX_DIGITS = 15
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNITS = {"%": "%", "percent": "%", "x": "x", "×": "x", "times": "x", "fold": "x", "dB": "dB"}
# What a number may not follow: the rest of a name, of a range, of an address, of a price.
_RANGE_BEFORE = re.compile(r"\d\s?%?\s?[\-−–]{1,3}\s?$")
_BOUND = re.compile(r"[\w%.\-−–^@:#/\\$€£*]")
# What may not follow a number: "7B", "5-shot", "3/4", "2:1", "10^5", "256*256".
_GOES_ON = re.compile(
    r"[^\W_]|_|\^|[\-−–/:×*]\s?[^\W_]|\s?[\-−–×]{1,3}\s?\d|\.\d|,\d{3}|,(?!pp\b)[^\W\d_]|\s?°|"
    r"\s?(?:k|K|M|B|GB|MB|ms|Hz|kHz|million|billion|thousand)\b"
)


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric, with the better direction of its value."""

    name: str
    better: str = ""
    """`higher`, `lower`, or nothing where neither is better."""
    unit: str = ""
    """The unit of a value above 1 whose unit a text leaves out."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text, with its sign and its unit."""

    value: float
    unit: str = ""
    sign: str = ""


@cache
def tables() -> dict[str, Any]:
    """Return what `claims.toml` holds."""
    return tomllib.loads(PATH.read_text(encoding="utf-8"))


@cache
def word_class(name: str) -> frozenset[str]:
    """Return a class of words."""
    return frozenset(tables()["words"][name])


@cache
def _metrics() -> tuple[re.Pattern[str], tuple[Metric, ...]]:
    """Return a pattern with a group for each metric that a name of it matches, and the metrics."""
    rows = tables()["metrics"]
    forms = sorted(
        ((form, index) for index, row in enumerate(rows) for form in (row["name"], *row.get("forms", ()))),
        key=lambda pair: (-len(pair[0]), pair),
    )
    parts = [f"(?P<m{index}_{number}>{_form(form, rows[index])})" for number, (form, index) in enumerate(forms)]
    metrics = tuple(Metric(row["name"], row.get("better", ""), row.get("unit", "")) for row in rows)
    return re.compile(rf"(?:{'|'.join(parts)})(?![\w@])"), metrics


def _form(form: str, row: dict[str, Any]) -> str:
    pattern = re.escape(form.rstrip("@")).replace(r"\ ", _JOINT).replace(r"\-", _JOINT)
    if form == form.lower():
        pattern = f"(?i:{pattern})"
    if form.endswith("@") or row.get("only_at"):
        return pattern + _CUT_OFF.replace("?P<at>", "?:")
    return pattern + (_CUT_OFF.replace("?P<at>", "?:") + "?" if row.get("at") else "")


def metric_at(text: str, start: int) -> tuple[Metric, int] | None:
    """Return the metric that a text names at a place, with the place after it.

    >>> metric_at("mAP@0.5 of 40.1", 0)
    (Metric(name='mAP@0.5', better='higher', unit=''), 7)
    """
    pattern, metrics = _metrics()
    match = pattern.match(text, start)
    if not match or not match.lastgroup:
        return None
    known = metrics[int(match.lastgroup[1:].partition("_")[0])]
    row = tables()["metrics"][metrics.index(known)]
    at = re.search(_CUT_OFF + r"$", match[0]) if "@" in match[0] and (row.get("at") or row.get("only_at")) else None
    return (Metric(f"{known.name}@{at['at']}", known.better, known.unit) if at else known), match.end()


def quantity_at(text: str, start: int) -> tuple[Quantity | None, int] | None:
    """Return the number that stands at a place, with the place after it; no quantity for the number of something.

    >>> quantity_at("by 84.2% on", 3)
    (Quantity(value=84.2, unit='%', sign=''), 8)
    >>> quantity_at("a 7B model", 2)
    (None, 3)
    """
    match = _NUMBER.match(text, start)
    if not match:
        return None
    if _is_of_something(text, match):
        return None, match.end()
    unit = _UNITS[match["unit"].strip(" -")] if match["unit"] else ""
    sign = {"+": "+", "": ""}.get(match["sign"] or "", "-")
    return Quantity(float(match["digits"].replace(",", "")), unit, sign), match.end()


def _is_of_something(text: str, match: re.Match[str]) -> bool:
    """Tell whether a number is a part of a name, a range, a price or a date, counts something, or is too long."""
    start, digits = match.start(), match["digits"]
    if _BOUND.match(text[start - 1 : start]) or _RANGE_BEFORE.search(text, max(0, start - 8), start):
        return True
    is_year = not match["unit"] and bool(_YEAR.fullmatch(digits))
    return is_year or len(digits) > _MAX_DIGITS or bool(_GOES_ON.match(text, match.end()))
