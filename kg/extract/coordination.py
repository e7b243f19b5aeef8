"""Coordinations that hide names: "CIFAR-10/100" stands for CIFAR-10 and CIFAR-100."""

import re

_NUMBER = re.compile(r"\d+(?:\.\d+)*[A-Za-z]?")
_NUMBERED = re.compile(
    rf"(?P<stem>[^\W\d_][\w.\- ]{{0,60}}?)(?P<joint>[\s\-]?)(?P<first>{_NUMBER.pattern})"
    rf"(?P<rest>(?:(?:\s?/\s?|,\s|\s(?:and|&)\s|,\sand\s)-?{_NUMBER.pattern})+)"
)
_SHARED_HEAD = re.compile(
    r"(?P<one>[a-z][a-z\-]*) (?:and|or|/) (?P<other>[a-z][a-z\-]*) (?P<head>[a-z][a-z\-]*)", re.IGNORECASE
)
_NOT_ALONE = frozenset(["learning", "question", "natural", "named", "knowledge"])


def expand(surface: str, kind: str) -> list[str]:
    """Return the names that a surface of an entity type stands for; mostly itself.

    >>> expand("CIFAR-10/100", "Dataset")
    ['CIFAR-10', 'CIFAR-100']
    >>> expand("image and video generation", "Task")
    ['image generation', 'video generation']
    >>> expand("question answering", "Task")
    ['question answering']
    """
    numbered = _NUMBERED.fullmatch(surface)
    if numbered and kind in ("Dataset", "Model"):
        numbers = [numbered["first"], *_NUMBER.findall(numbered["rest"])]
        return [f"{numbered['stem']}{numbered['joint']}{number}" for number in numbers]
    shared = _SHARED_HEAD.fullmatch(surface)
    if shared and kind == "Task" and not _NOT_ALONE & {shared["one"].lower(), shared["other"].lower()}:
        return [f"{shared['one']} {shared['head']}", f"{shared['other']} {shared['head']}"]
    return [surface]
