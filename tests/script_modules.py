"""The modules of scripts/, which are no package: for tests of what is in them."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

SCRIPTS = Path(__file__).parents[1] / "scripts"


@contextmanager
def imported(name: str) -> Iterator[ModuleType]:
    """Import a module of scripts/, and forget it with all that it imports from there."""
    sys.path.insert(0, str(SCRIPTS))
    try:
        yield importlib.import_module(name)
    finally:
        sys.path.remove(str(SCRIPTS))
        for found, module in [*sys.modules.items()]:
            if str(getattr(module, "__file__", None) or "").startswith(f"{SCRIPTS}/"):
                del sys.modules[found]
