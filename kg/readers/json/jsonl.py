"""JSON Lines: one record a line."""

from collections.abc import Iterator
from typing import Final

from kg.readers import dialects, fields
from kg.readers.json import python_literals
from kg.readers.json.json_values import parse
from kg.readers.listing import Listing, Record

NAME: Final = "json"
TITLE: Final = "JSON Lines"
_LOOKED_AT: Final = 50
_OPENING: Final = 8
"""In so many lines an array begins where the records of a service stand in one, a line each."""


def sniff(head: str) -> bool:
    """Return whether most of the first lines are objects, each on its own, and in no array."""
    lines = [line.strip() for line in head.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    objects = sum(line.startswith("{") and line.rstrip(",").endswith("}") for line in lines)
    in_array = lines[:1] and (lines[0].startswith("[") or any(line.endswith("[") for line in lines[:_OPENING]))
    return len(lines) > 1 and 2 * objects >= len(lines) and not in_array


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the lines; a line that is no record is reported and the others are read."""
    for number, line in listing.lines():
        content = line.strip().rstrip(",")
        if not content:
            continue
        if python_literals.may_be_one(content):
            content = python_literals.as_json(content)
        try:
            value, end = parse(content, 0)
            if content[end:].strip():
                raise ValueError("more than one value")
        except ValueError as error:
            listing.complain(number, f"the line is not JSON ({error}); mend it, the other lines are read")
            continue
        if record := dialects.record(value, fields.Place(listing, number)):
            yield record
