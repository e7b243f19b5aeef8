"""Parquet: tables such as those of Hugging Face and Kaggle, whose rows are read as records of JSON are.

The number behind the name of the file is that of the row.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kg.errors import SourceError
from kg.readers import dialects, fields
from kg.readers.listing import Listing, Record
from kg.text import clean

if TYPE_CHECKING:
    from pyarrow import DataType, RecordBatch, Schema
    from pyarrow.parquet import ParquetFile

NAME: Final = "parquet"
TITLE: Final = "Parquet"
MAGIC: Final = b"PAR1"

_ROWS: Final = 256
_BUFFER: Final = 1 << 18
_WHOLE_TEXTS: Final = frozenset(
    ("text", "fulltext", "content", "body", "bodytext", "markdown", "html", "latex", "rawtext")
)
_INT: Final = 1 << 53


def sniff(head: str) -> bool:  # noqa: ARG001  the bytes at its start tell, see `MAGIC`
    """Return whether a text is Parquet, which no text is."""
    return False


def read(listing: Listing) -> Iterator[Record]:
    """Yield the papers of the rows, of which a few are held at a time; a row that cannot be read is reported.

    Raises:
        SourceError: after what could be read: the file is broken or cut, or pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise SourceError(
            f"{listing.where}: is Parquet, which needs pyarrow; run: pip install 'kg[parquet]', or give JSON Lines"
        ) from error
    path = listing.path()
    try:
        with ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as file:
            _check(file, path.stat().st_size, listing)
            for row, value in _rows(file, listing):
                if record := dialects.record(value, fields.Place(listing, row)):
                    yield record
    except (OSError, UnicodeDecodeError, pyarrow.ArrowException, MemoryError) as error:
        reason = clean(str(error).partition(". ")[0])[:100].rstrip(" .:")
        raise SourceError(f"{listing.where}: is broken or cut Parquet ({reason}); get the file again") from error


def _check(file: "ParquetFile", size: int, listing: Listing) -> None:
    """Refuse a file that names more rows than it has bytes."""
    if file.metadata.num_rows > size:
        raise SourceError(f"{listing.where}: names {file.metadata.num_rows} rows in {size} bytes; get the file again")


def _rows(file: "ParquetFile", listing: Listing) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the rows as objects, with their numbers from 1."""
    number = 1
    columns = _columns(file.schema_arrow)
    if not columns:
        raise SourceError(f"{listing.where}: has no columns of text; give a table with titles and abstracts")
    for batch in file.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
        for row, value in enumerate(_values(batch), number):
            if value is None:
                listing.complain(row, "the row cannot be read (a text is not UTF-8, or a date is none); left out")
            else:
                yield row, value
        number += batch.num_rows


def _columns(schema: "Schema") -> list[str]:
    """Return the columns that can say something of a paper: no vectors, images or whole texts."""
    names = {fields.plain_name(name) for name in schema.names}
    has_abstract = not names.isdisjoint(fields.ABSTRACT)
    return [
        name
        for name, kind in zip(schema.names, schema.types, strict=True)
        if _is_telling(kind) and not (has_abstract and fields.plain_name(name) in _WHOLE_TEXTS and _is_text(kind))
    ]


def _is_text(kind: "DataType") -> bool:
    from pyarrow import types

    return bool(types.is_string(kind) or types.is_large_string(kind))


def _is_telling(kind: "DataType") -> bool:
    from pyarrow import types

    if types.is_nested(kind) and not types.is_struct(kind) and not types.is_map(kind):
        return _is_telling(kind.value_type) and not types.is_primitive(kind.value_type)
    return not (
        types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind) or types.is_null(kind)
    )


def _values(batch: "RecordBatch") -> Iterator[dict[str, Any] | None]:
    """Yield the rows of a batch, nothing in the place of one that Python has no value for."""
    for index in range(batch.num_rows):
        try:
            (row,) = batch.slice(index, 1).to_pylist()
        except (ValueError, OverflowError):
            yield None
        else:
            yield {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> object:
    """Return a value as JSON has it; what stands for nothing, such as NaN, is nothing."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return None if not math.isfinite(value) else int(value) if value.is_integer() and abs(value) < _INT else value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, int)) else None
