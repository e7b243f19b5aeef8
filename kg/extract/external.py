"""Another spaCy pipeline in the place of the tagger and the scorer.

    text ─▶ its tokenizer and components ─▶ doc.ents, doc.spans ─▶ our tokens ─▶ groups ─▶ roles, relations …

Its entities decide what a text names. Links, abbreviations, roles, coordinations, overlaps and relations are ours.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Entity

from kg.config import Config, override
from kg.errors import ConfigError, ModelError
from kg.extract import nlp
from kg.extract.candidates import Candidate, Group, groups
from kg.extract.labels import LabelMap
from kg.extract.mentions import Scored, without_overlaps
from kg.extract.origin import Origin, find
from kg.extract.reading import extraction_of
from kg.extract.signals import Layout, Signals
from kg.extract.tagger import Span
from kg.records import Extraction, Paper

UNSCORED = 0.8
"""The confidence of an entity that its pipeline gives no score: about what a tagger trained on such texts earns."""
_MARKED = frozenset(["doc.ents", "doc.spans"])
_SPANS_KEY = "sc"
_MAX_REASON = 200
_GROUNDS = frozenset(["tagger", "abbreviation"])
_PROPOSALS = frozenset(["lexicon", "corpus", "name", "repeat"])
"""Sources of candidates that need a scorer to accept them."""
# A vocabulary only grows; past this many new strings the pipeline is loaded anew.
_MAX_STRINGS = 400_000


def extractions(papers: Iterable[Paper], *, config: Config) -> Iterator[Extraction]:
    """Yield what each paper's text says by the entities of another pipeline, in the order of the papers.

    Texts are read one by one: in batches, a network's figures would depend on the neighbours of a text.

    Raises:
        KGError: the pipeline cannot be loaded or marks no entities, or its labels stand for no types.
    """
    origin, labels = configured(config)
    for paper in papers:
        pipeline = load(origin, labels)
        signals = pipeline.read(paper.text, threshold=config.threshold)
        found = accepted(signals, by=origin.by, threshold=config.threshold)
        yield extraction_of(paper, signals, threshold=config.threshold, found=found)
        if pipeline.is_full:
            load.cache_clear()


def configured(config: Config) -> tuple[Origin, tuple[tuple[str, str], ...]]:
    """Return the pipeline that the settings name, and the types of its labels: what `load` takes.

    Raises:
        KGError: there is no such pipeline, or its labels stand for no types.
    """
    return find(config.model), tuple(sorted(override(config, {"labels": config.labels}).labels.items()))


@lru_cache(maxsize=1)
def load(origin: Origin, labels: tuple[tuple[str, str], ...]) -> "Pipeline":
    """Return a pipeline, loaded once a process; on a GPU where spaCy can use one.

    Raises:
        ModelError: the pipeline cannot be loaded, or marks no entities.
        ConfigError: its labels stand for no types.
    """
    spacy.prefer_gpu()  # type: ignore[attr-defined]  # a part of its API that it does not mark as exported
    try:
        language = spacy.load(origin.folder or origin.name)
    except Exception as error:  # what a pipeline's components raise while they load can be anything
        raise ModelError(
            f"{origin.given}: the pipeline cannot be loaded ({_said(error)}); "
            "install what its components need, or write it again with this version of spaCy"
        ) from error
    return Pipeline(language, origin.given, dict(labels))


def _said(error: Exception) -> str:
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return text if len(text) <= _MAX_REASON else f"{text[:_MAX_REASON]}…"


class Pipeline:
    """A spaCy pipeline of others with its map of labels, beside the components of ours that need no judgement."""

    def __init__(self, language: Language, model: str, labels: Mapping[str, str]) -> None:
        """Take a pipeline that was loaded.

        Raises:
            ModelError: it marks no entities.
            ConfigError: its labels stand for no types.
        """
        self._model, self._language, self._ours = model, language, nlp.untrained()
        self._ours.add_pipe("kg_gazetteer")  # the roles rest on how well a name is known
        marking = [name for name in language.pipe_names if _marks_entities(language, name)]
        declared = {name: tuple(language.pipe_labels.get(name, ())) for name in marking}
        is_open = any(not labels and not _is_built_in(language, name) for name, labels in declared.items())
        if not any(declared.values()) and not is_open:
            there = ", ".join(language.pipe_names) or "none"
            raise ModelError(
                f"{model}: no component of this pipeline marks entities with labels (its components: {there}); "
                "name one with an ner, a spancat or an entity_ruler, say"
            )
        self._labels = LabelMap(model, labels, tuple(sorted({one for some in declared.values() for one in some})))
        self._labels.check(is_open=is_open)
        keys = (getattr(language.get_pipe(name), "key", None) for name in marking)
        self._keys = sorted({_SPANS_KEY, *(key for key in keys if isinstance(key, str))})
        self._strings = len(language.vocab.strings)

    @property
    def is_full(self) -> bool:
        """Tell whether the vocabularies have grown so much that the pipeline should be loaded anew."""
        return len(self._language.vocab.strings) + len(self._ours.vocab.strings) > self._strings + _MAX_STRINGS

    def read(self, text: str, *, threshold: float) -> Signals:
        """Return the signals of a text, in which the pipeline's entities stand for what our tagger would mark.

        Raises:
            ModelError: the pipeline's tokenizer changes the text.
            ConfigError: a label stands for no type, or the threshold leaves out all that has no score.
        """
        signals = nlp.signals_of(self._ours(text))
        if signals.layout.words:
            signals.tagged = list(self._spans(self._language(text), signals.layout, threshold))
        return signals

    def _spans(self, doc: Doc, layout: Layout, threshold: float) -> Iterator[Span]:
        for entity, score in self._entities(doc):
            kind = self._labels.type_of(entity.label_)
            run = aligned(layout, entity.start_char, entity.end_char)
            if not kind or run is None:
                continue
            if layout.text[entity.start_char : entity.end_char].split() != entity.text.split():
                raise ModelError(f"{self._model}: its tokenizer changes the text, so places are lost; use another one")
            if score is None and threshold > UNSCORED:
                raise ConfigError(
                    f"{self._model}: this pipeline gives its entities no scores, so they count {UNSCORED}, and the "
                    f"threshold {threshold} leaves all of them out; lower it with --threshold"
                )
            yield Span(*run, kind, UNSCORED if score is None else score)

    def _entities(self, doc: Doc) -> Iterator[tuple[Entity, float | None]]:
        """Yield what the pipeline marks, with its score where it has one."""
        for entity in doc.ents:
            yield entity, _score(entity)
        for key in self._keys:
            if key not in doc.spans:
                continue
            spans = doc.spans[key]
            listed = _numbers(spans.attrs.get("scores"), len(spans))
            for span, score in zip(spans, listed, strict=True):
                if span.label_:
                    yield span, _score(span) if score is None else score


def _marks_entities(language: Language, name: str) -> bool:
    """Tell whether a component may mark entities; one of another library that says nothing about it may."""
    assigned = language.get_pipe_meta(name).assigns
    return bool(_MARKED & {*assigned}) or not (assigned or _is_built_in(language, name))


def _is_built_in(language: Language, name: str) -> bool:
    return str(getattr(language.get_pipe(name), "__module__", "")).split(".")[0] == "spacy"


def _numbers(scores: Any, count: int) -> Sequence[float | None]:  # noqa: ANN401  an array of any library, a list, nothing
    listed = scores.ravel().tolist() if hasattr(scores, "ravel") else list(scores or ())
    return [_probability(score) for score in listed] if len(listed) == count else [None] * count


def _score(span: Entity) -> float | None:
    """Return the score in `span._.score`, where zero-shot taggers put it."""
    return _probability(span._.score) if Entity.has_extension("score") else None


def _probability(score: object) -> float | None:
    return float(score) if isinstance(score, (int, float)) and 0 < score <= 1 else None


def aligned(layout: Layout, start: int, end: int) -> tuple[int, int] | None:
    """Return the run of our tokens that a span of characters touches, or None where there is none in one sentence."""
    first, last = bisect_right(layout.offsets, start) - 1, bisect_left(layout.offsets, end)
    if first < 0 or layout.offsets[first] + len(layout.words[first]) <= start:
        first += 1
    if first >= last or layout.sentence_of[first] != layout.sentence_of[last - 1]:
        return None
    return first, last


def accepted(signals: Signals, *, by: str, threshold: float) -> list[Scored]:
    """Return the groups that the entities of another pipeline name, in the order of their first places.

    Args:
        signals: what was found in the text.
        by: the name of the pipeline, for the provenance.
        threshold: the least confidence, between 0 and 1.
    """
    signals.names = [*signals.names, *_short_forms(signals)]
    scored = [_judged(group, by) for group in groups(signals) if group.tagged]
    return without_overlaps([found for found in scored if found.probability >= threshold])


def _short_forms(signals: Signals) -> Iterator[tuple[int, int]]:
    """Yield all places of the short forms that a text defines."""
    words = signals.layout.words
    forms = {tuple(words[slice(*definition.short)]) for definition in signals.definitions}
    for size in sorted({len(form) for form in forms}):
        for start in range(len(words) - size + 1):
            if tuple(words[start : start + size]) in forms:
                yield start, start + size


def _judged(group: Group, by: str) -> Scored:
    """Return a group with the type that most of its entities have, weighed by their scores."""
    scores: dict[str, list[float]] = defaultdict(list)
    for span in group.tagged:
        scores[span.type].append(span.probability)
    kind = min(scores, key=lambda name: (-sum(scores[name]), name))
    return Scored(replace(group, candidates=tuple(_grounded(group, by))), kind, max(scores[kind]))


def _grounded(group: Group, by: str) -> Iterator[Candidate]:
    """Yield the candidates that rest on the pipeline, on an abbreviation or on a form of these elsewhere in the text.

    As with our tagger, only forms with a capital are repeated: a common word may mean something else elsewhere.
    """
    forms = {one.form for one in group.candidates if _GROUNDS & {*one.sources} and not one.form.islower()}
    for one in group.candidates:
        kept = {by if source == "tagger" else source for source in one.sources} - _PROPOSALS
        if _GROUNDS & {*one.sources}:
            yield replace(one, sources=tuple(sorted(kept)))
        elif one.form in forms:
            yield replace(one, sources=tuple(sorted({*kept, "repeat"})))
