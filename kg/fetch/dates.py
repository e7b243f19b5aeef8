"""Dates as people give them: a day, some days or weeks ago, since the last time."""

import re
from datetime import date, timedelta
from typing import Final

LAST: Final = "last"
FIRST_DAYS: Final = 7
"""How far back a fetch since the last one goes where there is no last one."""
_AGO = re.compile(r"(\d{1,4})([dw])")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def day_of(text: str, *, today: date) -> date:
    """Return the day that a text means.

    Raises:
        ValueError: it means none.

    >>> day_of("7d", today=date(2026, 11, 20)), day_of("yesterday", today=date(2026, 11, 20))
    (datetime.date(2026, 11, 13), datetime.date(2026, 11, 19))
    """
    words = {"today": 0, "yesterday": 1}
    try:
        if text in words:
            return today - timedelta(words[text])
        if ago := _AGO.fullmatch(text):
            return today - timedelta(int(ago[1]) * (7 if ago[2] == "w" else 1))
        if _ISO.fullmatch(text):
            return date.fromisoformat(text)
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"'{text[:40]}' is no date; write it as 2026-11-20, or 7d, 2w, today, yesterday")
