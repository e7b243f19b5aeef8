"""No regular expression takes longer than a line through its text, whatever the text is (CWE-1333).

Every pattern of the package meets texts made to mislead it. Where the time of a search grows with the square of the
text, these lengths take minutes; the alarm of a second of CPU time is no measurement, it tells the two apart.
"""

import importlib
import pkgutil
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

LENGTH = 1 << 14
SECONDS = 0.4
ENDS = ("", "!\n")
UNITS = (
    "a", "A", "0", " ", "\t", "\n", ".", "-", "_", "/", "\\", "{", "}", "$", "(", "[", "<", "&", "\"", "'", "#", "~",
    "é", "A-", "a-", "a.", "0.", "a ", "A ", "Aa ", "a, ", "a/", "a:", "\\a", "\\{", "{a", "{}", "$a", "$$", "(a", "<a",
    "<a ", "</", "&a", "&#", "http://", "https://a", "www.a", "10.1/", "arXiv:", "a and ", "1.1", "1,", "1 %", "- ",
    "\n\n", "\r\n", "@a{", "a=", "\"a\",", "%a", "a;", "#a", "..", "://", "a@", "v1", "[a](", "_:", "<a:", "aA", "A1-",
    "A a", "x x-x ",
)  # fmt: skip


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(kg.__path__, "kg."):
        if not found.name.endswith("__main__"):
            yield found.name


def patterns_in(value: object, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from patterns_in(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield from patterns_in([*value, *value.values()], depth)
    elif depth and hasattr(value, "__slots__") and type(value).__module__.startswith("kg."):
        yield from patterns_in([getattr(value, name, None) for name in value.__slots__], depth - 1)


def is_anchored(module: str, variable: str) -> bool:
    """Return whether a module uses a pattern of its own only from where the pattern has to begin."""
    source = Path(importlib.import_module(module).__file__).read_text(encoding="utf-8")
    uses = set(re.findall(rf"(?<!\w){re.escape(variable)}\.(\w+)", source))
    used_otherwise = len(re.findall(rf"(?<!\w){re.escape(variable)}(?![\w.])", source)) > 1
    return variable.startswith("_") and not used_otherwise and uses <= {"match", "fullmatch"}


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every pattern that a module of the package holds, by where it was found first."""
    found: dict[tuple[str, int], str] = {}
    kept: dict[str, re.Pattern[str]] = {}
    for name in modules():
        for variable, value in sorted(vars(importlib.import_module(name)).items()):
            for number, pattern in enumerate(patterns_in(value)):
                key = (pattern.pattern, pattern.flags)
                if key not in found:
                    found[key] = f"{name}.{variable}" + (f"[{number}]" if number else "")
                    kept[found[key]] = pattern
    return kept


PATTERNS = patterns()


class TooSlowError(Exception):
    pass


def alarm(*_: object) -> None:
    raise TooSlowError


def own_units(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield the literal pieces of a pattern: what it looks for misleads it best."""
    for piece in re.findall(r"[A-Za-z@<&{$.:/-]{1,12}", pattern.pattern)[:12]:
        yield piece
        yield f"{piece} "


@pytest.mark.skipif(not hasattr(signal, "SIGVTALRM"), reason="only POSIX has alarms of CPU time")
@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_is_linear(name):
    pattern = PATTERNS[name]
    module, _, variable = name.rpartition(".")
    tries = (pattern.match, pattern.fullmatch) if is_anchored(module, variable) else (pattern.search, pattern.fullmatch)
    before = signal.signal(signal.SIGVTALRM, alarm)
    try:
        for unit in dict.fromkeys((*UNITS, *own_units(pattern))):
            for end in ENDS:
                text = unit * (LENGTH // len(unit)) + end
                signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
                try:
                    for attempt in tries:
                        attempt(text)
                except TooSlowError:
                    pytest.fail(f"{pattern.pattern!r} takes too long on {unit!r} repeated, then {end!r}")
                finally:
                    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)


def test_the_patterns_are_found():
    assert len(PATTERNS) > 100


def test_the_texts_tell_a_slow_pattern():
    """Without this, a harmless alarm would pass for a fast pattern."""
    before = signal.signal(signal.SIGVTALRM, alarm)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.2)
    try:
        with pytest.raises(TooSlowError):
            re.search(r"(\w+\s?)+x", "a" * LENGTH)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
