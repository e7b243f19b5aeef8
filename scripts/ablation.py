"""Take a source of the judge away, to measure what it brings."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any
from unittest.mock import patch

from annotated import Text

from kg.extract import cues
from kg.extract.corpus import EMPTY
from kg.extract.gazetteer import Known

SOURCES = (
    *("the tagger", "the convolution", "the written lexicon", "the annotated names", "the corpus lexicon"),
    *("the definitions", "the cues"),
)


@contextmanager
def without(source: str, texts: Sequence[Text]) -> Iterator[None]:
    """Let texts be read without a source; on leaving they have it again."""
    kept = [{field.name: getattr(text.signals, field.name) for field in fields(text.signals)} for text in texts]
    heard = (lambda *_: ()) if source == "the cues" else cues.span_cues
    try:
        for text in texts:
            _take(source, text.signals)
        with patch.object(cues, "span_cues", heard):
            yield
    finally:
        for text, values in zip(texts, kept, strict=True):
            for name, value in values.items():
                setattr(text.signals, name, value)


def _take(source: str, signals: Any) -> None:  # noqa: ANN401  Signals, whose fields are set by name
    if source == "the tagger":
        signals.tagged, signals.faint = [], []
    elif source == "the convolution":
        signals.convolved = []
    elif source == "the corpus lexicon":
        signals.corpus = EMPTY
    elif source == "the definitions":
        signals.definitions = []
    elif source == "the written lexicon":
        signals.known = [replace(one, types=frozenset()) for one in signals.known if one.seen]
    elif source == "the annotated names":
        signals.known = [Known(one.start, one.end, one.types, {}, 0) for one in signals.known if one.types]
