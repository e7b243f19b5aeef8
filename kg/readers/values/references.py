"""References: what lists of literature say of a paper in notes, names of journals and the parts of dates."""

import re
from collections.abc import Iterable
from typing import Final

_ARXIV = re.compile(
    r"^\s{0,9}(?:(?:arxiv|corr)(?:\s(?:preprint|e-prints?))?,?\s{0,3})?(?:arxiv:\s?|abs/)([\w./-]{5,40})",
    re.IGNORECASE | re.MULTILINE,
)
_DOI = re.compile(
    r"^\s{0,9}(?:(?:DOI:\s?){1,2}|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/\S{1,300})", re.IGNORECASE | re.MULTILINE
)
_PREPRINTS = re.compile(r"(?:arxiv|corr)\b", re.IGNORECASE)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)")
_LAST_MONTH, _LAST_DAY = 12, 31


def arxiv_of(*texts: str) -> str:
    """Return the arXiv id that a line of one of some texts starts with, or nothing; one in passing is another paper's.

    >>> arxiv_of("Read it", "arXiv:2401.12345 [cs]"), arxiv_of("arXiv preprint arXiv:1706.03762"), arxiv_of("A1")
    ('arXiv:2401.12345', 'arXiv:1706.03762', '')
    >>> arxiv_of("An extension of arXiv:2401.12345")
    ''
    """
    return next((f"arXiv:{match[1].rstrip('.')}" for match in map(_ARXIV.search, texts) if match), "")


def doi_of(*texts: str) -> str:
    """Return the DOI that a line of one of some texts starts with, or nothing.

    >>> doi_of("Comment: 9 pages\\nDOI: 10.1000/Fern.1")
    '10.1000/Fern.1'
    """
    return next((match[1] for match in map(_DOI.search, texts) if match), "")


def venue_of(names: Iterable[str]) -> str:
    """Return the first name of a venue; a server of preprints is none.

    >>> venue_of(["", "arXiv preprint arXiv:2401.12345", "Moss Letters"])
    'Moss Letters'
    """
    return next((name for name in map(str.strip, names) if name and not _PREPRINTS.match(name)), "")


def date_in(year: str, month: str = "", day: str = "") -> str:
    """Return as much of a date as its parts tell, in ISO order; nothing where no year is in them.

    >>> date_in("2024", "aug 3"), date_in("c. 2024", "9"), date_in("2024", "jun/jul", "31"), date_in("in press")
    ('2024-08-03', '2024-09', '2024-06', '')
    """
    found = _YEAR.search(year)
    name = _MONTH.search(month)
    numbers = [int(number) for number in _NUMBER.findall(month)]
    number = _MONTHS.index(name[1].casefold()) + 1 if name else numbers.pop() if len(numbers) == 1 else 0
    if not found or not 1 <= number <= _LAST_MONTH:
        return found[0] if found else ""
    days = [int(day)] if day.isdecimal() and len(day) < len("123") else numbers if name else []
    whole = len(days) == 1 and 1 <= days[0] <= _days(number)
    return f"{found[0]}-{number:02}" + (f"-{days[0]:02}" if whole else "")


def _days(month: int) -> int:
    return 28 if month == 2 else _LAST_DAY - (month in (4, 6, 9, 11))


def first(values: Iterable[str]) -> str:
    """Return the first text that is not empty, or nothing."""
    return next(filter(None, values), "")
