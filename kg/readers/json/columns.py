"""Tables as JSON: what `to_json` of pandas and `to_dict` write, by columns where records are expected.

`{"title": {"0": …}}` is what pandas writes unless it is asked for records, `{"title": […]}` what a dictionary of lists
becomes, `{"columns": […], "data": […]}` what `orient="split"` gives.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.readers.fields import ABSTRACT, TITLE, plain_name

_SAYING: Final = frozenset((*ABSTRACT, "id", "arxivid", "doi", "paperid", "url", "authors", "published", "year"))
_NAMES, _ROWS = "columns", "data"


def rows(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a table, none where an object is no table of papers.

    >>> rows({"title": {"0": "Fern", "1": "Moss"}, "doi": {"0": "10.1/f", "1": None}})
    [{'title': 'Fern', 'doi': '10.1/f'}, {'title': 'Moss', 'doi': None}]
    >>> rows({"Title": ["Fern", "Moss"], "abstract": ["We grow.", "We stay."], "count": 2})
    [{'Title': 'Fern', 'abstract': 'We grow.'}, {'Title': 'Moss', 'abstract': 'We stay.'}]
    >>> rows({"columns": ["title", "year"], "index": [0], "data": [["Fern", 2024]]})
    [{'title': 'Fern', 'year': 2024}]
    >>> rows({"title": ["Fern"], "author": [{"family": "Moore"}]}), rows({"title": "Fern", "abstract": "We grow."})
    ([], [])
    """
    names, cells = value.get(_NAMES), value.get(_ROWS)
    if isinstance(names, list) and isinstance(cells, list) and _is_titled(names):
        return [dict(zip(names, row, strict=False)) for row in cells if isinstance(row, list)]
    title = next((name for name in value if plain_name(name) in TITLE), "")
    columns = value.get(title)
    if isinstance(columns, dict):
        return _by_index(value, list(columns))
    return _by_place(value, len(columns)) if isinstance(columns, list) else []


def _is_titled(names: Sequence[object]) -> bool:
    texts = [name for name in names if isinstance(name, str)]
    return len(texts) == len(names) and any(plain_name(name) in TITLE for name in texts)


def _by_index(value: Mapping[str, Any], index: Sequence[str]) -> list[dict[str, Any]]:
    kept = {name: column for name, column in value.items() if isinstance(column, dict) and column.keys() == set(index)}
    if len(kept) < len(value) or not _says_enough(kept):
        return []
    return [{name: column[key] for name, column in kept.items()} for key in index]


def _by_place(value: Mapping[str, Any], count: int) -> list[dict[str, Any]]:
    kept = {name: column for name, column in value.items() if isinstance(column, list) and len(column) == count}
    is_table = count > 1 and _says_enough({name: kept[name] for name in kept if plain_name(name) != "authors"})
    return [{name: column[at] for name, column in kept.items()} for at in range(count)] if is_table else []


def _says_enough(columns: Mapping[str, Any]) -> bool:
    return any(plain_name(name) in _SAYING for name in columns)
