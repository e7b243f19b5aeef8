#!/usr/bin/env python3
"""Bootstrap a lexicon from unlabelled abstracts, and write kg/model/corpus.tsv.

    python scripts/bootstrap_lexicon.py ANNOTATIONS.jsonl ABSTRACTS.jsonl.gz COUNTS

Taggers that were trained on annotated abstracts mark 120,000 others; what they mark in at least three of them is an
entry, with the sum of their probabilities for each type and the number of abstracts that hold the name. Each of three
taggers has not seen a third of the annotated abstracts; their counts go to the folder COUNTS, so that the judge is
trained on what such counts say of names that no tagger was told of. Abstracts that are annotated are left out.
The short forms that abstracts define, with what they stand for, go to COUNTS too.
"""

import argparse
import collections
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotated import FOLDS, PAIRS, Text, gazetteer_of, know, note, opened, read, write_aliases
from tagging import train_tagger

from kg import lexicon
from kg.extract import corpus, nlp
from kg.extract.corpus import Statistics
from kg.extract.edges import known_places, trimmed
from kg.extract.exclusions import are_excluded
from kg.extract.gazetteer import Gazetteer, case_fits, surface_of
from kg.extract.matcher import Matcher
from kg.extract.signals import Signals
from kg.names import normal_form
from kg.text import clean, folded_title

MIN_SUPPORT = 3
_AGAIN = 20_000
"""After so many abstracts the vocabulary starts anew."""


def main() -> None:
    """Train the taggers, mark the abstracts, write what was counted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("abstracts", type=Path)
    parser.add_argument("counts", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="mark only the first N abstracts, for a quick trial")
    options = parser.parse_args()
    options.counts.mkdir(parents=True, exist_ok=True)
    texts = read([options.annotations])
    know(texts, gazetteer_of(texts), own=True)
    taggers = [trained(texts, fold, options.counts) for fold in (*range(FOLDS), None)]
    known = {folded_title(clean(text.record["title"])) for text in texts}
    counted = [Counts() for _ in taggers]
    pairs: Pairs = collections.Counter()
    for signals in unlabelled(options.abstracts, options.limit, known):
        pairs.update(defined_pairs(signals))
        for tagger, counts in zip(taggers, counted, strict=True):
            counts.add(marked(signals, tagger))
    wanted = {form for counts in counted for form, number in counts.abstracts.items() if number >= MIN_SUPPORT}
    names = {
        form: name
        for form, name in counted[-1].names().items()
        if form in wanted and not are_excluded([name], introduced=False)
    }
    seen = seen_in(unlabelled(options.abstracts, options.limit, known), names)
    for name, counts in zip([*map(str, range(FOLDS)), "all"], counted, strict=True):
        corpus.write(entries(counts, names, seen), options.counts / f"{name}.tsv")
    corpus.write(entries(counted[-1], names, seen), corpus.PATH)
    write_aliases(pairs, options.counts / PAIRS)


Pairs = collections.Counter[tuple[str, str]]


@dataclass
class Counts:
    """What one tagger says of the forms in a corpus."""

    support: dict[str, dict[str, float]] = field(
        default_factory=lambda: collections.defaultdict(lambda: collections.defaultdict(float))
    )
    spellings: dict[str, collections.Counter[str]] = field(
        default_factory=lambda: collections.defaultdict(collections.Counter)
    )
    abstracts: collections.Counter[str] = field(default_factory=collections.Counter)

    def add(self, found: Mapping[tuple[str, str], float]) -> None:
        """Add the forms and types of one abstract with their probabilities."""
        best: dict[str, dict[str, float]] = {}
        for (form, kind), probability in found.items():
            types = best.setdefault(normal_form(form), {})
            types[kind] = max(types.get(kind, 0.0), probability)
            self.spellings[normal_form(form)][form] += 1
        for form, types in best.items():
            self.abstracts[form] += 1
            share = max(1.0, sum(types.values()))
            for kind, probability in types.items():
                self.support[form][kind] += probability / share

    def names(self) -> dict[str, str]:
        """Return the commonest spelling of each form."""
        return {
            form: min(spellings, key=lambda name: (-spellings[name], name))
            for form, spellings in self.spellings.items()
            if form
        }


def trained(texts: Sequence[Text], fold: int | None, folder: Path) -> nlp.Tagger:
    """Return a tagger that was trained on all texts but a fold."""
    path = folder / f"tagger-{'all' if fold is None else fold}.crfsuite"
    train_tagger([text for text in texts if text.fold != fold], path)
    return nlp.Tagger(path, nlp.CLUSTERS_PATH)


def unlabelled(path: Path, limit: int, known: set[str]) -> Iterator[Signals]:
    """Yield the signals of the abstracts that are not annotated."""
    language, finder = nlp.untrained(), Gazetteer(lexicon.entries(), [])
    with opened(path) as stream:
        for number, line in enumerate(stream):
            if limit and number == limit:
                return
            if number % _AGAIN == 0:
                note(f"{number} abstracts")
                language = nlp.untrained()
            record = json.loads(line)
            title = clean(record["title"])
            if folded_title(title) not in known:
                signals = nlp.signals_of(language(f"{title}\n{clean(record['abstract'])}"))
                signals.known = finder.find(signals.layout.words, signals.layout.spaces)
                yield signals


def marked(signals: Signals, tagger: nlp.Tagger) -> dict[tuple[str, str], float]:
    """Return the forms and types that a tagger marks, with their highest probabilities."""
    tagger.mark(signals)
    places = known_places(signals)
    found: dict[tuple[str, str], float] = {}
    for span in signals.tagged:
        start, end = trimmed(signals, span.start, span.end, known=places)
        if start < end:
            key = signals.layout.surface(start, end), span.type
            found[key] = max(found.get(key, 0.0), span.probability)
    return found


def seen_in(corpus_signals: Iterable[Signals], names: Mapping[str, str]) -> collections.Counter[str]:
    """Return in how many abstracts each name stands."""
    finder: Matcher[tuple[str, str]] = Matcher()
    for form, name in sorted(names.items()):
        finder.add(name, (form, name))
    seen: collections.Counter[str] = collections.Counter()
    for signals in corpus_signals:
        words, spaces = signals.layout.words, signals.layout.spaces
        there: set[str] = set()
        for start, end, rows in finder.find(words):
            surface = surface_of(words, spaces, start, end)
            there.update(form for form, name in rows if case_fits(name, surface))
        seen.update(there)
    return seen


def entries(counts: Counts, names: Mapping[str, str], seen: Mapping[str, int]) -> Iterator[Statistics]:
    """Yield the entries of a lexicon."""
    for form, name in names.items():
        support = {kind: round(value, 1) for kind, value in sorted(counts.support.get(form, {}).items())}
        support = {kind: value for kind, value in support.items() if value > 0}
        if support:
            yield Statistics(name, support, max(seen[form], counts.abstracts[form]))


def defined_pairs(signals: Signals) -> set[tuple[str, str]]:
    """Return the pairs of normal forms that an abstract defines one by the other."""
    surface = signals.layout.surface
    pairs = ((normal_form(surface(*one.short)), normal_form(surface(*one.long))) for one in signals.definitions)
    return {(min(pair), max(pair)) for pair in pairs if all(pair) and pair[0] != pair[1]}


if __name__ == "__main__":
    main()
