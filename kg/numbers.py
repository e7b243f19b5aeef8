"""Numbers with their nouns, as messages and pages tell them."""


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "paper"), counted(1200, "entity", "entities")
    ('1 paper', '1,200 entities')
    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
