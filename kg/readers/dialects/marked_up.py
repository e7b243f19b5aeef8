"""Marked-up texts: titles and abstracts with the tags of HTML and JATS, and with the word "Abstract" before them."""

from kg.readers.values.framing import without_heading
from kg.readers.values.markup import to_text


def title_in(value: object) -> object:
    """Return a title without tags, also where it stands in a list, as Crossref writes it; what is no text stays."""
    if isinstance(value, list) and value and isinstance(value[0], str):
        value = value[0]
    return to_text(value) if type(value) is str else value


def abstract_in(value: object) -> object:
    """Return an abstract without tags and without its heading; what is no text stays.

    >>> abstract_in("<jats:title>Abstract</jats:title><jats:p>CO<sub>2</sub> in <projektor></jats:p>")
    'CO2 in <projektor> '
    >>> abstract_in("Abstract Meaning Representation is old.")
    'Abstract Meaning Representation is old.'
    """
    text = title_in(value)
    return without_heading(text) if type(text) is str else text
