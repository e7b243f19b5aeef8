"""What the picture of a large build shows of it, in numbers and in words."""

from collections.abc import Mapping
from typing import Any, Final

PART: Final = "part"
"""The attribute of a graph that is a part: how many papers and entities it has, and of how many."""
NAMED_BY: Final = "named_by"
"""The attribute of an entity of such a graph: how many of all papers name it."""
ADVICE: Final = "Ask the whole with `kg query` or `kg serve`, or build with a higher `--graph-limit`."


def part(*, papers: int, of_papers: int, entities: int, of_entities: int) -> dict[str, int]:
    """Return the numbers of a part."""
    return {"papers": papers, "of_papers": of_papers, "entities": entities, "of_entities": of_entities}


def in_words(part: Mapping[str, Any]) -> str:
    """Return what a part shows, without what to do about it.

    >>> in_words(part(papers=3000, of_papers=119998, entities=5000, of_entities=201000))
    'Shows 3,000 of 119,998 papers, those most taken up and the newest, and 5,000 of 201,000 entities.'
    """
    return (
        f"Shows {part['papers']:,} of {part['of_papers']:,} papers, those most taken up and the newest, "
        f"and {part['entities']:,} of {part['of_entities']:,} entities."
    )


def cut_in_words(part: Mapping[str, Any]) -> str:
    """Return what a picture that was cut out of a part shows."""
    return (
        f"Cut out of a picture of {part['papers']:,} of {part['of_papers']:,} papers, "
        f"and {part['entities']:,} of {part['of_entities']:,} entities."
    )
