"""What exports wrote: how files and folders of theirs are told from the listings that people have."""

from pathlib import Path
from typing import Final

LIST: Final = ".kg-export.json"
"""The list in a folder of the files that an export wrote there."""
MARK: Final = "Written by kg; kg build reads this file only where it is named."
"""What the first line says of a file that a reader of listings would take for one."""
_LONGEST_OPENING: Final = 200


def is_export(path: Path) -> bool:
    """Return whether a path is a folder that an export wrote, or a file whose first line says so."""
    if path.is_dir():
        return (path / LIST).is_file()
    try:
        with path.open("rb") as stream:
            return MARK.encode() in stream.readline(_LONGEST_OPENING)
    except OSError:  # whoever reads it tells
        return False
