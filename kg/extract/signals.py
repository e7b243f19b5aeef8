"""What the components of the extractor leave on a document for one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from kg.extract.corpus import EMPTY, CorpusLexicon
from kg.extract.gazetteer import Known, surface_of
from kg.extract.links import FoundLink
from kg.extract.tagger import Span


@dataclass(frozen=True, slots=True, order=True)
class Definition:
    """The runs of tokens of a short form and of its long form."""

    short: tuple[int, int]
    long: tuple[int, int]


class Layout:
    """The tokens of a document with the places of its sentences; the first sentence is the title."""

    def __init__(self, doc: Doc) -> None:
        """Read a document that the extractor's tokenizer made."""
        tokens = list(doc)
        self.text: str = doc.user_data["text"]
        self.words: list[str] = [token.text for token in tokens]
        self.spaces: list[bool] = [bool(token.whitespace_) for token in tokens]
        self.offsets: list[int] = doc.user_data["offsets"]
        self.starts: list[int] = [token.i for token in tokens if token.is_sent_start] or [0]

    @cached_property
    def first(self) -> int:
        """Return the first token of the abstract."""
        return self.starts[1] if len(self.starts) > 1 else len(self.words)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Return the first token of each sentence and the token after its last."""
        return list(zip(self.starts, [*self.starts[1:], len(self.words)], strict=True))

    @cached_property
    def sentence_of(self) -> list[int]:
        """Return for each token the index of its sentence."""
        return [index for index, (start, end) in enumerate(self.sentences) for _ in range(start, end)]

    @cached_property
    def _by_start(self) -> dict[int, int]:
        return {offset: index for index, offset in enumerate(self.offsets)}

    @cached_property
    def _by_end(self) -> dict[int, int]:
        return {
            offset + len(word): index + 1
            for index, (offset, word) in enumerate(zip(self.offsets, self.words, strict=True))
        }

    def tokens_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the run of tokens of a span of characters, or None where they do not meet."""
        first, last = self._by_start.get(start), self._by_end.get(end)
        return None if first is None or last is None or first >= last else (first, last)

    def characters_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of characters of a run of tokens."""
        return self.offsets[start], self.offsets[end - 1] + len(self.words[end - 1])

    def surface(self, start: int, end: int) -> str:
        """Return the text of a run of tokens."""
        return surface_of(self.words, self.spaces, start, end)


@dataclass(slots=True)
class Signals:
    """The layout of a document, and what each source says of it."""

    layout: Layout
    links: Sequence[FoundLink] = ()
    definitions: Sequence[Definition] = ()
    known: Sequence[Known] = ()
    tagged: Sequence[Span] = ()
    faint: Sequence[Span] = ()
    """Spans that the tagger thought of and did not mark."""
    convolved: Sequence[Span] = ()
    """Spans of the convolutional tagger, less likely ones too."""
    corpus: CorpusLexicon = EMPTY
    """What is known of names from unlabelled abstracts."""
    names: Sequence[tuple[int, int]] = ()
