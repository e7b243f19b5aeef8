"""Dates: when a paper came out, in all the spellings that sources use."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

_FIRST_YEAR, _LAST_YEAR = 1500, 2099
"""What is dated later stands for no date, as `2222-12-22`. The clock does not decide: it would change what is built."""
_SINCE_1970 = re.compile(r"(\d{9,10}|\d{12,13})(?:\.\d{1,9})?")
_MILLISECONDS: Final = 11
"""A count with more digits than this counts milliseconds."""
_PADDED = re.compile(r"(?<=\d{4}-\d\d-)00(?=\d\d$)")
"""Before the days of dates that Zotero keeps in parts: `1995-01-0017`."""
_FRACTION: Final = ".0"
"""After the years of columns that miss some, as pandas writes them: `2024.0`."""
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?![\d-]|\s[A-Za-z]{3})")
_YEAR_LAST = re.compile(r"(?:(\d{1,2})([./]))?(\d{1,2})[./](\d{4})(?!\d)")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?[–-]\s?\d{1,2}(?:st|nd|rd|th)?)?"
_WORDED = re.compile(
    rf"(?:[a-z]{{3,9}}\.?,?\s{{1,2}})?(?:(?P<day>{_DAY})[\s.-]{{1,2}})?{_MONTH}"
    rf"(?:[\s-]{{1,2}}(?P<late_day>{_DAY})(?!\d))?,?[\s-]{{0,2}}(?P<year>\d{{4}})(?!\d)"
    rf"|(?P<early_year>\d{{4}})[,\s-]{{1,2}}{_MONTH.replace('<month>', '<late_month>')}"
    rf"(?:[\s-]{{1,2}}(?P<last_day>{_DAY}))?(?!\w)",
    re.IGNORECASE,
)
_SEASON = r"(?:spring|summer|autumn|fall|winter|q[1-4])"
_ONLY_YEAR = re.compile(
    rf"(?:(?:(?:early|late|mid)[\s-])?{_SEASON}|c\.|ca\.|circa|about|©|in press|forthcoming"
    rf"|[a-z]{{3,9}}\s?[–/-]\s?[a-z]{{3,9}})"
    rf"[,\s]{{0,2}}(?P<year>\d{{4}})(?:[–/-]\d{{2,4}})?$|(?P<first>\d{{4}})(?:[,\s]{{1,2}}{_SEASON}|[–-]\d{{4}})$",
    re.IGNORECASE,
)
_LONGEST: Final = 60
_SPELT: Final = ("raw", "literal", "date-time", "timestamp", "value", "year")


def date_of(value: object) -> str:
    """Return an ISO date as far as a value tells it, or nothing.

    Args:
        value: a text; milliseconds or seconds since 1970; `date-parts` as CSL has them; or a date of Python.

    >>> date_of("2017"), date_of("2017-06-12T17:57:34Z"), date_of("Mon, 2 Apr 2007 19:18:42 GMT"), date_of("2017-13")
    ('2017', '2017-06-12', '2007-04-02', '')
    >>> date_of("Spring 2020"), date_of("1704240000000"), date_of({"date-parts": [["2024", 3]]}), date_of("2222-12-22")
    ('2020', '2024-01-03', '2024-03', '')
    """
    if isinstance(value, date):
        return _iso([value.year, value.month, value.day])
    if isinstance(value, Mapping):
        return _from_parts(value)
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        text = str(value).strip() if not isinstance(value, int) or abs(value) < 10**_LONGEST else ""
        return _from_text(text) if len(text) <= _LONGEST else ""
    return ""


def _from_parts(value: Mapping[str, Any]) -> str:
    parts: Any = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        parts = parts[0]
    if isinstance(parts, list):
        numbers = [str(part).strip() for part in parts[:3] if isinstance(part, (str, int)) and part != ""]
        if numbers and all(part.isdecimal() and len(part) <= 4 for part in numbers):
            return _iso([int(part) for part in numbers]) or _iso([int(numbers[0])])
    spelt = (value.get(name) for name in _SPELT)
    return next((found for text in spelt if isinstance(text, (str, int)) and (found := date_of(text))), "")


@lru_cache(maxsize=1 << 14)  # a thousand papers come out on one day
def _from_text(text: str) -> str:
    if match := _SINCE_1970.fullmatch(text):
        day = datetime.fromtimestamp(int(match[1]) / (1000 if len(match[1]) > _MILLISECONDS else 1), UTC)
        return _iso([day.year, day.month, day.day])
    text = _PADDED.sub("", text).removesuffix(_FRACTION)
    if match := _COMPACT.match(text) or _ISO.match(text):
        return _iso([int(part) for part in match.groups() if part])
    if match := _YEAR_LAST.match(text):
        return _from_year_last(match)
    if match := _WORDED.match(text):
        return _from_words(match)
    if match := _ONLY_YEAR.match(text):
        return _iso([int(match["year"] or match["first"])])
    return ""


def _from_year_last(match: re.Match[str]) -> str:
    """Return the date of `12.06.2024` or `06/2024`; what `03/04/2024` means differs from country to country."""
    first, mark, second, year = match[1], match[2], int(match[3]), int(match[4])
    if first is None:
        return _iso([year, second])
    day, month = (int(first), second) if mark == "." or int(first) > 12 else (second, int(first))
    ambiguous = mark == "/" and day <= 12 and month != day
    return _iso([year] if ambiguous else [year, month, day])


def _from_words(match: re.Match[str]) -> str:
    month = _MONTHS.index((match["month"] or match["late_month"])[:3].casefold()) + 1
    day = re.match(r"\d+", match["day"] or match["late_day"] or match["last_day"] or "")
    return _iso([int(match["year"] or match["early_year"]), month, *([int(day[0])] if day else [])])


def _iso(parts: list[int]) -> str:
    """Return a date of which a year, a month and a day are known; nothing where there is no such day."""
    if not _FIRST_YEAR <= parts[0] <= _LAST_YEAR:
        return ""
    try:
        day = date(*[*parts, 1, 1][:3])
    except ValueError:
        return ""
    return day.isoformat()[: (4, 7, 10)[len(parts) - 1]]
