"""Withdrawals: what says that a paper was taken back, in a comment or where its abstract was."""

import re
from typing import Final

_SAID = re.compile(
    r"(?:this|the)\s(?:paper|submission|article|manuscript|work)\s(?:has\sbeen|is|was)\s(?:temporarily\s)?withdrawn"
    r"|^\s{0,9}withdrawn(?=\s{0,9}(?:[^\w\s-]|$|(?:as|at|because|by|due|for|from|on|pending|since)\b))",
    re.IGNORECASE,
)
_LONGEST_COMMENT: Final = 2000
_LONGEST_START: Final = 200


def is_withdrawn(comment: str, abstract: str) -> bool:
    """Return whether a comment, or what stands in place of an abstract, says that a paper is withdrawn.

    >>> is_withdrawn("This paper has been withdrawn by the author", ""), is_withdrawn("12 pages", "We withdraw heat.")
    (True, False)
    """
    return bool(_SAID.search(comment[:_LONGEST_COMMENT])) or is_notice(abstract)


def is_notice(abstract: str) -> bool:
    """Return whether what stands where an abstract was begins by saying that the paper is withdrawn.

    >>> is_notice("Withdrawn by the author."), is_notice("Withdrawn."), is_notice("Withdrawn drugs are studied.")
    (True, True, False)
    """
    return bool(_SAID.match(abstract.lstrip()[:_LONGEST_START]))
