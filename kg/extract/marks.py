"""The marks on tokens that tell the tagger what the other sources say of them."""

from collections import Counter

from kg.extract.signals import Signals

_OFTEN = 3


def token_marks(signals: Signals) -> list[list[str]]:
    """Return the marks of each token of a document."""
    layout = signals.layout
    marks: list[list[str]] = [[] for _ in layout.words]
    _mark_known(marks, {(known.start, known.end): sorted(known.types) for known in signals.known if known.types})
    _mark_definitions(marks, signals)
    _mark_title(marks, signals)
    _mark_often(marks, layout.words)
    for start, end in signals.names:
        for index in range(start, end):
            marks[index].append("name:B" if index == start else "name:I")
    return marks


def _mark_known(marks: list[list[str]], labels: dict[tuple[int, int], list[str]]) -> None:
    """Mark the names of the lexicon, the longest of those that overlap.

    The gazetteer is left to the scorer: with its marks the tagger leans on the annotated names (F1 0.727, not 0.734).
    """
    taken: set[int] = set()
    for start, end in sorted(labels, key=lambda span: (span[0] - span[1], span)):
        if not taken.isdisjoint(range(start, end)):
            continue
        taken.update(range(start, end))
        for label in labels[start, end]:
            marks[start].append(f"lex:{label}:B")
            for index in range(start + 1, end):
                marks[index].append(f"lex:{label}:I")
        marks[end - 1].append("lex:E")


def _mark_definitions(marks: list[list[str]], signals: Signals) -> None:
    for definition in signals.definitions:
        for index in range(*definition.short):
            marks[index].append("short")
        start, end = definition.long
        marks[start].append("long:B")
        for index in range(start + 1, end):
            marks[index].append("long:I")


def _mark_title(marks: list[list[str]], signals: Signals) -> None:
    """Mark the words before the colon of a title, and wherever they come again."""
    words = signals.layout.words[: signals.layout.first]
    if ":" not in words[1:9]:
        return
    colon = words.index(":", 1)
    for index in range(colon):
        marks[index].append("colon")
    own = {word for word in words[:colon] if any(c.isupper() for c in word)}
    for index, word in enumerate(signals.layout.words):
        if word in own:
            marks[index].append("own")


def _mark_often(marks: list[list[str]], words: list[str]) -> None:
    counts = Counter(words)
    for index, word in enumerate(words):
        if counts[word] >= _OFTEN and any(c.isupper() or c.isdigit() for c in word[1:]):
            marks[index].append("often")
