"""JSON Lines: one record a line."""

from collections.abc import Iterator
from typing import Final

from kg.errors import RecordError
from kg.readers import fields
from kg.readers.json_records import parse
from kg.readers.sources import OnError
from kg.records import Paper

TITLE: Final = "JSON Lines"
_LOOKED_AT: Final = 50


def sniff(text: str) -> bool:
    """Return whether most of the first lines are objects, each on its own."""
    lines = [line.strip() for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    objects = sum(line.startswith("{") and line.rstrip(",").endswith("}") for line in lines)
    return len(lines) > 1 and 2 * objects >= len(lines) and not lines[0].startswith("[")


def read(text: str, *, source: str, where: str, on_error: OnError) -> Iterator[Paper]:
    """Yield the papers of the lines; a line that is no record is reported and the others are read."""
    for number, line in enumerate(text.split("\n"), 1):
        content = line.strip().rstrip(",")
        if not content:
            continue
        place = fields.Place(source, f"{where}:{number}", on_error)
        try:
            value, end = parse(content, 0)
            if content[end:].strip():
                raise ValueError("more than one value")
        except ValueError as error:
            on_error(RecordError(f"{place.where}: the line is not JSON ({error}); mend it, the other lines are read"))
            continue
        if paper := fields.paper(value, place):
            yield paper
