"""What an SQLite database causes that cannot be written, in one line."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import OutputError


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Tell in one line that a database could not be written, such as on a full disk.

    Args:
        path: the file of the database.

    Raises:
        OutputError: it could not.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(
            f"{path.parent}: a database cannot be written here ({error}); make room, or set TMPDIR to another folder"
        ) from error
