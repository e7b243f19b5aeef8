"""A picture out of the page that shows it: a page carries all its data."""

import zlib
from pathlib import Path

from kg.errors import OutputError
from kg.viewer.checks import check, check_dense
from kg.viewer.dense import loose
from kg.viewer.embed import read_block
from kg.viewer.picture import Picture, Row


def read(page: Path) -> Picture:
    """Return the picture that a page shows.

    Raises:
        OutputError: the file cannot be read, is no page of kg, or is damaged.
    """
    try:
        text = page.read_text(encoding="utf-8")
        picture = Picture(_table(text, "graph-data"), _table(text, "graph-evidence"))
    except OSError as error:
        raise OutputError(f"{page}: the page cannot be read ({error.strerror}); mend this, or build again") from error
    except LookupError as error:
        raise OutputError(f"{page}: this is no page of this version of kg ({error.args[0]}); build again") from error
    except RecursionError as error:
        raise OutputError(
            f"{page}: the page is damaged (its data are nested too deeply); build again with --fresh"
        ) from error
    except (ValueError, zlib.error) as error:
        raise OutputError(f"{page}: the page is damaged ({error}); build again with --fresh") from error
    try:
        check_dense(picture.structure, picture.evidence)
        picture = loose(picture)
        check(picture.structure, picture.evidence)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        told = str(error).splitlines()[0][:200] if str(error) else "something is missing"
        raise OutputError(f"{page}: the page's data do not fit together ({told}); build again with --fresh") from error
    return picture


def _table(page: str, identifier: str) -> Row:
    value = read_block(page, identifier)
    if not isinstance(value, dict):
        raise ValueError(f"`{identifier}` is no table")
    return value
