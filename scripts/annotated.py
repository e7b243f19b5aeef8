"""Annotated abstracts as the training reads them: signals, labels by token, and the gazetteer that they make."""

import collections
import gzip
import hashlib
import itertools
import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from kg import lexicon
from kg.extract import nlp
from kg.extract.candidates import Group
from kg.extract.gazetteer import Gazetteer, Row
from kg.extract.signals import Signals
from kg.names import normal_form
from kg.text import clean

FOLDS = 3
PAIRS = "pairs.tsv"
"""The file of short forms with what they stand for, among what scripts/bootstrap_lexicon.py counts."""
MIN_PAIRS = 2


@dataclass
class Text:
    """An annotated abstract, read by the untrained components."""

    record: dict[str, Any]
    signals: Signals
    labels: list[str]
    fold: int
    tenth: int
    """A tenth of the abstracts, by a hash of the title; -1 for those that are never held out."""
    gold: dict[str, dict[str, Any]] = field(default_factory=dict)


def read(paths: Sequence[Path], limit: int = 0) -> list[Text]:
    """Read annotated abstracts, cleaned as the readers clean papers; only those of the first file are ever held out."""
    language = nlp.untrained()
    texts: list[Text] = []
    for number, path in enumerate(paths):
        lines = path.read_text(encoding="utf-8").splitlines()[: limit or None]
        texts.extend(text_of(json.loads(line), language, first=number == 0) for line in lines)
    return texts


def text_of(record: dict[str, Any], language: Any, *, first: bool) -> Text:  # noqa: ANN401  spaCy's Language
    """Return an abstract with its signals, its labels by token and its annotation by normal form."""
    title, abstract = clean(record["title"]), clean(record["abstract"])
    for entity in record["entities"]:
        entity["surfaces"] = [clean(surface) for surface in entity["surfaces"]]
    signals = nlp.signals_of(language(f"{title}\n{abstract}"))
    number = int(hashlib.sha256(title.encode()).hexdigest(), 16)
    gold = {
        normal_form(form): entity
        for entity in reversed(record["entities"])
        for form in (entity["name"], *entity["surfaces"])
    }
    tenth = number % 10 if first else -1
    return Text(record, signals, labels(signals, record["entities"]), (number // 10) % FOLDS, tenth, gold)


def labels(signals: Signals, entities: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the label of each token: the surfaces of the annotation wherever they stand, the longest first."""
    layout = signals.layout
    found = ["O"] * len(layout.words)
    forms = {(surface, entity["type"]) for entity in entities for surface in entity["surfaces"] if surface}
    for surface, kind in sorted(forms, key=lambda pair: (-len(pair[0]), pair)):
        for start, end in places(layout.text, surface):
            tokens = layout.tokens_of(start, end) or layout.tokens_of(start, end + layout.text.startswith("s", end))
            if tokens and set(found[slice(*tokens)]) == {"O"}:
                found[tokens[0]] = f"B-{kind}"
                found[tokens[0] + 1 : tokens[1]] = [f"I-{kind}"] * (tokens[1] - tokens[0] - 1)
    return found


def places(text: str, surface: str) -> Iterable[tuple[int, int]]:
    """Yield where a surface stands; short ones and acronyms by their letter case."""
    exact = len(surface) <= 5 or (" " not in surface and sum(c.isupper() for c in surface) >= 2)
    where, what = (text, surface) if exact or len(text.lower()) != len(text) else (text.lower(), surface.lower())
    start = where.find(what)
    while start >= 0:
        yield start, start + len(what)
        start = where.find(what, start + 1)


def gazetteer_of(texts: Sequence[Text]) -> list[Row]:
    """Return the names that texts are annotated with, their types, and in how many texts they stand."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    spellings: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for text in texts:
        for key, entity in text.gold.items():
            counts[key][entity["type"]] += 1
        for entity in text.record["entities"]:
            for form in {entity["name"], *entity["surfaces"]}:
                spellings[normal_form(form)][form] += 1
    names = {key: commonest(spellings[key]) for key in counts if key}
    rows = [Row(names[key], dict(counts[key]), 1) for key in sorted(names)]
    return seen(rows, texts)


def commonest(forms: collections.Counter[str]) -> str:
    """Return the form with the highest count; the first by spelling of equal ones."""
    return min(forms, key=lambda form: (-forms[form], form))


def seen(rows: Sequence[Row], texts: Sequence[Text]) -> list[Row]:
    """Return rows with the number of texts that hold their names, annotated or not."""
    found: collections.Counter[str] = collections.Counter()
    finder = Gazetteer([], rows)
    keys = {normal_form(row.name) for row in rows}
    for text in texts:
        layout = text.signals.layout
        there = {normal_form(layout.surface(k.start, k.end)) for k in finder.find(layout.words, layout.spaces)}
        found.update((there | set(text.gold)) & keys)
    return [Row(row.name, row.counts, max(found[normal_form(row.name)], sum(row.counts.values()))) for row in rows]


def know(texts: Sequence[Text], rows: Sequence[Row], *, own: bool) -> None:
    """Let texts be read by a gazetteer; where it was made from them, less their own names."""
    finder = Gazetteer(lexicon.entries(), rows)
    for text in texts:
        layout = text.signals.layout
        mine = {key: entity["type"] for key, entity in text.gold.items()} if own else None
        text.signals.known = finder.find(layout.words, layout.spaces, own=mine)


def matches(found: Sequence[Group], text: Text) -> dict[int, dict[str, Any]]:
    """Return the annotated entity of each group; of several groups of one entity the one with most places has it."""
    best: dict[int, tuple[int, int]] = {}
    entities = {id(entity): entity for entity in text.gold.values()}
    for index, group in enumerate(found):
        hits = collections.Counter(
            id(text.gold[key]) for candidate in group.candidates if (key := normal_form(candidate.form)) in text.gold
        )
        if hits:
            entity, count = min(
                hits.items(), key=lambda item: (-item[1], item[0] not in entities, entities[item[0]]["name"])
            )
            if entity not in best or count > best[entity][1]:
                best[entity] = (index, count)
    return {index: entities[entity] for entity, (index, _) in best.items()}


def alias_pairs(text: Text) -> set[tuple[str, str]]:
    """Return the pairs of normal forms that an annotation gives as names of one thing."""
    found: set[tuple[str, str]] = set()
    for entity in {id(entity): entity for entity in text.gold.values()}.values():
        forms = sorted({normal_form(form) for form in (entity["name"], *entity["surfaces"])} - {""})
        found.update(itertools.combinations(forms, 2))
    return found


def write_aliases(pairs: Mapping[tuple[str, str], int], path: Path) -> None:
    """Write the pairs of normal forms that at least two abstracts give as names of one thing."""
    rows = [f"{one}\t{other}\t{count}\n" for (one, other), count in sorted(pairs.items()) if count >= MIN_PAIRS]
    path.write_text("".join(rows), encoding="utf-8")


def opened(path: Path) -> TextIO:
    """Open a text file, plain or gzipped."""
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def note(words: str) -> None:
    """Print progress."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)
