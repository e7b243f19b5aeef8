"""spaCy without its command line, which `import spacy` brings along with typer, requests and httpx: 0.2 s of 0.7."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_LEFT_OUT = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> None:
    """Import spaCy, if nobody has; its command line is imported when somebody asks for it."""
    if "spacy" in sys.modules:
        return
    package, module = map(ModuleType, _LEFT_OUT)
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]  # the one name that spaCy takes from there
    sys.modules |= dict(zip(_LEFT_OUT, (package, module), strict=True))
    try:
        import spacy

        vars(spacy).pop("cli", None)
    finally:
        for name in _LEFT_OUT:
            del sys.modules[name]


def _info(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  those of `spacy.info`, whatever they are
    return import_module("spacy.cli.info").info(*arguments, **options)
