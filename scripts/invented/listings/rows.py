"""What the writers of listings share: the rows that they take, and how they write parts of them."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Writer = Callable[[Sequence[Row]], bytes]


def arxiv(row: Row) -> str:
    """Return the arXiv id of a paper without scheme."""
    return str(row["id"]).removeprefix("arXiv:")


def address(row: Row) -> str:
    """Return the address of a paper."""
    return f"https://arxiv.org/abs/{arxiv(row)}"


def as_json(value: object) -> bytes:
    """Return a value as indented JSON."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def as_json_lines(values: Sequence[object]) -> bytes:
    """Return values as JSON, a line each."""
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)


def family(name: str) -> tuple[str, str]:
    """Return the family name and the given names of a name."""
    given, _, last = name.rpartition(" ")
    return last, given


def mail_date(date: str) -> str:
    """Return a date as mails write it."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    year, month, day = date.split("-")
    return f"{int(day)} {months[int(month) - 1]} {year} 00:00:00 GMT"
