"""The spaCy `Language` of the extractor: a tokenizer and one component for each source of candidates.

    text ─▶ tokenizer ─▶ kg_links ─▶ kg_abbreviations ─▶ kg_names ─▶ kg_gazetteer ─▶ kg_tagger ─▶ kg_convolution

Each component reads and fills `doc._.signals`; what they found is joined and judged in `candidates` and `scorer`.
"""

import gc
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pycrfsuite
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg import schema
from kg.errors import ModelError
from kg.extract import convolution, corpus, cues, gazetteer, links, tagger
from kg.extract.abbreviations import find_definitions
from kg.extract.marks import token_marks
from kg.extract.signals import Definition, Layout, Signals
from kg.extract.tokens import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

MODEL = Path(__file__).resolve().parent.parent / "model"
TAGGER_PATH = MODEL / "tagger.crfsuite"
CLUSTERS_PATH = MODEL / "clusters.tsv"

Doc.set_extension("signals", default=None, force=True)


@cache
def load() -> Language:
    """Return the extractor's `Language`, its weights loaded once a process.

    Raises:
        ModelError: shipped weights are missing or wrong.
    """
    # The collector would walk the growing tables again and again (0.7 s, not 0.1), and never finds a thing in them.
    gc.disable()
    try:
        nlp = untrained()
        nlp.add_pipe("kg_gazetteer")
        nlp.add_pipe("kg_tagger")
        nlp.add_pipe("kg_convolution")
        gazetteer.shipped()
        corpus.shipped()
    finally:
        gc.enable()
    gc.freeze()
    return nlp


def untrained() -> Language:
    """Return the `Language` with the components that need no training."""
    nlp = spacy.blank("en")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    for name in ("kg_links", "kg_abbreviations", "kg_names"):
        nlp.add_pipe(name)
    return nlp


def signals_of(doc: Doc) -> Signals:
    """Return the signals of a document, made when they are first asked for."""
    if doc._.signals is None:
        doc._.signals = Signals(Layout(doc))
    signals: Signals = doc._.signals
    return signals


@Language.component("kg_links", assigns=["doc._.signals"])
def mark_links(doc: Doc) -> Doc:
    """Find the web addresses of a document."""
    signals = signals_of(doc)
    signals.links = links.find_links(signals.layout.text)
    return doc


@Language.component("kg_abbreviations", assigns=["doc._.signals"])
def mark_abbreviations(doc: Doc) -> Doc:
    """Find the short forms that a document defines."""
    signals = signals_of(doc)
    tokens = signals.layout.tokens_of
    pairs = (
        (tokens(d.short_start, d.short_end), tokens(d.long_start, d.long_end))
        for d in find_definitions(signals.layout.text)
    )
    signals.definitions = [Definition(short, long) for short, long in pairs if short and long]
    return doc


@Language.component("kg_gazetteer", assigns=["doc._.signals"])
def mark_known(doc: Doc) -> Doc:
    """Find the known names of a document."""
    signals = signals_of(doc)
    layout = signals.layout
    signals.known = gazetteer.shipped().find(layout.words, layout.spaces)
    signals.corpus = corpus.shipped()
    return doc


@Language.component("kg_convolution", assigns=["doc._.signals"])
def mark_convolved(doc: Doc) -> Doc:
    """Find the spans that the convolutional tagger thinks likely."""
    signals = signals_of(doc)
    signals.convolved = convolution.likely(signals, convolution.shipped())
    return doc


@Language.component("kg_names", assigns=["doc._.signals"])
def mark_names(doc: Doc) -> Doc:
    """Find the runs of tokens of a document that look like proper names."""
    signals = signals_of(doc)
    layout = signals.layout
    signals.names = cues.names(layout.words, layout.spaces, frozenset(layout.starts), layout.first)
    title = cues.title_name(layout.words, layout.first)
    if title:
        signals.names = [title, *signals.names]
    return doc


@Language.factory("kg_tagger", assigns=["doc._.signals"], default_config={"path": "", "clusters": ""})
def make_tagger(nlp: Language, name: str, path: str, clusters: str) -> "Tagger":  # noqa: ARG001  spaCy passes both
    """Make the tagger from weights, by default the shipped ones."""
    return Tagger(Path(path) if path else TAGGER_PATH, Path(clusters) if clusters else CLUSTERS_PATH)


class Tagger:
    """Mark spans of each entity type by a conditional random field."""

    def __init__(self, path: Path, clusters: Path) -> None:
        """Load the weights.

        Raises:
            ModelError: a file is missing or wrong.
        """
        for needed in (path, clusters):
            if not needed.is_file():
                raise ModelError(
                    f"{needed}: the tagger's weights are missing; reinstall kg, or train them with scripts/train.py"
                )
        self._crf = pycrfsuite.Tagger()
        try:
            self._crf.open(str(path))
        except ValueError as error:
            raise ModelError(f"{path}: the tagger's weights cannot be read; reinstall kg") from error
        self._clusters = read_clusters(clusters)
        self._types = [kind for kind in schema.load().types if f"B-{kind}" in self._crf.labels()]

    def __call__(self, doc: Doc) -> Doc:
        """Mark the spans of a document."""
        self.mark(signals_of(doc))
        return doc

    def mark(self, signals: Signals) -> None:
        """Put the spans of a document into its signals."""
        marks = token_marks(signals)
        tagged: list[tagger.Span] = []
        faint: list[tagger.Span] = []
        for index, start in enumerate(signals.layout.starts):
            found, less_likely = self._sentence(signals.layout, marks, index)
            tagged.extend(span.moved(start) for span in found)
            faint.extend(span.moved(start) for span in less_likely)
        signals.tagged, signals.faint = tagged, faint

    def _sentence(
        self, layout: Layout, marks: "Sequence[Sequence[str]]", index: int
    ) -> tuple[list[tagger.Span], list[tagger.Span]]:
        """Return the spans of a sentence, and the less likely ones."""
        rows = sentence_features(layout, marks, index, self._clusters)
        labels = self._crf.tag(pycrfsuite.ItemSequence(rows))
        probabilities = (
            0.0 if label == "O" else self._crf.marginal(label, place) for place, label in enumerate(labels)
        )
        found = tagger.spans(labels, probabilities)
        places = {(span.start, span.end) for span in found}
        faint = tagger.faint_spans(len(labels), self._crf.marginal, self._types)
        return found, [span for span in faint if (span.start, span.end) not in places]


def sentence_features(
    layout: Layout, marks: "Sequence[Sequence[str]]", index: int, clusters: Mapping[str, tuple[str, ...]]
) -> list[list[str]]:
    """Return the features of each token of one sentence of a document."""
    start, end = layout.sentences[index]
    section = "title" if start < layout.first else "abstract"
    return tagger.features(layout.words[start:end], clusters=clusters, marks=marks[start:end], section=section)


class Clusters(Mapping[str, tuple[str, ...]]):
    """The clusters of words, from coarse to fine; of 40,000 words, those that a text holds are made ready."""

    def __init__(self, path: Path) -> None:
        """Read a file: on each line a word and the numbers of its clusters, between tabs."""
        lines = path.read_text(encoding="utf-8").splitlines()
        self._numbers = dict(line.split("\t", 1) for line in lines if "\t" in line)
        self._names: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, word: str) -> tuple[str, ...]:
        """Return the names of the clusters of a word."""
        if word not in self._names:
            numbers = self._numbers[word].split("\t")
            self._names[word] = tuple(f"c{level}={number}" for level, number in enumerate(numbers))
        return self._names[word]

    def __iter__(self) -> Iterator[str]:
        """Yield the words."""
        return iter(self._numbers)

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self._numbers)


@cache
def read_clusters(path: Path) -> Clusters:
    """Read the clusters of words."""
    return Clusters(path)
