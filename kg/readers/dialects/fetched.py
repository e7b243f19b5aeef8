"""What `kg fetch arxiv` writes: entries of arXiv's feeds under plain names, with their source."""

from collections.abc import Mapping
from typing import Any, Final

NAME: Final = "arxiv-api"
SOURCE: Final = "arXiv API"


def recognises(value: Mapping[str, Any]) -> bool:
    """Return whether an object says that it comes from the API of arXiv."""
    return value.get("source") == SOURCE and "title" in value


def described(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of a paper, which have plain names."""
    return value
