#!/usr/bin/env python3
"""Train the extractor from annotated abstracts, measure it on abstracts that it has not seen, write kg/model/.

    python scripts/train.py ANNOTATIONS.jsonl [MORE.jsonl ...] --pretrained WORDS.npz --counts COUNTS --write

ANNOTATIONS holds one record a line: title, abstract, entities (name, type, alt, role, must, surfaces). A tenth of the
first file, by a hash of the titles, is held out: the model that is measured on it is the one that ships. The judge, the
duplicates and the roles are trained on what taggers say of abstracts that they have not seen (three folds), so that
their probabilities hold for new text. WORDS is what `train_convolution.py pretrain` wrote, COUNTS what
`bootstrap_lexicon.py` did; kg/model/README.md says how all of them follow one another.
"""

import argparse
import collections
import itertools
import json
import random
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from ablation import SOURCES, without
from annotated import FOLDS, PAIRS, Text, alias_pairs, gazetteer_of, know, matches, note, read, write_aliases
from fit import boosted, regression, write_scorer, write_trees
from measure import measure
from tagging import WHOLE, cross_tag, tag, train_all

from kg.config import Config
from kg.extract import convolution, corpus, duplicates, gazetteer, judge, mentions, nlp, roles, scorer
from kg.extract.candidates import Group, groups
from kg.extract.corpus import CorpusLexicon
from kg.extract.duplicates import Aliases
from kg.extract.gazetteer import Known
from kg.extract.judge import Judge
from kg.extract.mentions import Scored
from kg.extract.scorer import Scorer
from kg.names import normal_form

Item = TypeVar("Item")
THRESHOLD = Config().threshold
STRENGTH = 0.05
ROLE_STRENGTH = 0.3
DUPLICATE_STRENGTH = 0.3
FAME = 0.4
PARTS = 5
HELD_OUT = 1
THIRD = "the judge on a third"


@dataclass(frozen=True)
class Models:
    """The models that are trained on what the taggers say."""

    judge: Judge
    duplicates: Scorer
    roles: Scorer
    aliases: Aliases

    def read(self, text: Text) -> tuple[list[Scored], list[str]]:
        """Return the entities of a text and their roles."""
        found = mentions.accepted(text.signals, self.judge, threshold=THRESHOLD)
        found = duplicates.joined(found, text.signals, self.duplicates, self.aliases)
        return found, roles.roles_of(found, text.signals, self.roles)


def main() -> None:
    """Train, measure, and write on demand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotations", type=Path, nargs="+")
    parser.add_argument("--pretrained", type=Path, required=True, help="what train_convolution.py pretrain wrote")
    parser.add_argument("--counts", type=Path, required=True, help="what bootstrap_lexicon.py wrote")
    parser.add_argument("--keep", type=Path, help="keep the taggers in this folder, and take those that are there")
    parser.add_argument("--hold-out", type=int, default=HELD_OUT, help="the tenth to measure on; 0 for development")
    parser.add_argument("--limit", type=int, default=0, help="use only the first N abstracts of each file")
    parser.add_argument("--workers", type=int, default=2, help="processes that train taggers")
    parser.add_argument("--ablate", action="store_true", help="measure the judge without each of its sources too")
    parser.add_argument("--write", action="store_true", help="write kg/model/")
    options = parser.parse_args()
    random.seed(0)
    texts = read(options.annotations, options.limit)
    train = [text for text in texts if text.tenth != options.hold_out]
    held_out = [text for text in texts if text.tenth == options.hold_out]
    note(f"{len(train)} abstracts to train on, {len(held_out)} to measure on")
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        rows = gazetteer_of(train)
        know(train, rows, own=True)
        know(held_out, rows, own=False)
        train_all(train, folder, options.pretrained, workers=options.workers)
        cross_tag(train, folder)
        tag(held_out, folder, WHOLE)
        count(texts, options.counts)
        models = trained(train, aliases_of(train, options.counts))
        report = {"all sources": measure(held_out, models.read)}
        print(json.dumps(report["all sources"], indent=1))
        if options.write:
            gazetteer.write(rows, gazetteer.PATH)
            write(models, folder)
            write_report(report)
        if options.ablate:
            report |= ablations(train, held_out, models)
            print(json.dumps({name: row["micro"] for name, row in report.items()}, indent=1))
            if options.write:
                write_report(report)


def count(texts: Sequence[Text], folder: Path) -> None:
    """Give each text the corpus lexicon that knows nothing of its annotation."""
    lexicons = {name: CorpusLexicon(corpus.read(folder / f"{name}.tsv")) for name in (WHOLE, *map(str, range(FOLDS)))}
    for text in texts:
        text.signals.corpus = lexicons[WHOLE if text.tenth < 0 else str(text.fold)]


def aliases_of(texts: Sequence[Text], folder: Path) -> Aliases:
    """Return the pairs of names that unlabelled abstracts define and annotated ones give to one thing."""
    pairs = collections.Counter(duplicates.read_aliases(folder / PAIRS))
    for text in texts:
        pairs.update(alias_pairs(text))
    return pairs


def trained(texts: Sequence[Text], aliases: Aliases) -> Models:
    """Train all models on texts that taggers have marked without having seen them."""
    found = train_judge(texts)
    note("the judge is trained")
    same = train_duplicates(texts, found, aliases)
    note("the duplicates are trained")
    return Models(found, same, train_roles(texts, found, same, aliases), aliases)


def train_judge(texts: Sequence[Text]) -> Judge:
    """Train the linear model, then the trees on what linear models say that have not seen the text."""
    found = [(text, groups(text.signals)) for text in texts]
    rows, targets = [], []
    for text, candidates in found:
        rows.append([features_of(group, text) for group in candidates])
        targets.append(labels_of(candidates, text))
    linear = regression(flat(rows), flat(targets), strength=STRENGTH)
    parts = []
    for part in range(PARTS):
        others = [index for index in range(len(texts)) if index % PARTS != part]
        parts.append(regression(flat([rows[i] for i in others]), flat([targets[i] for i in others]), strength=STRENGTH))
        note(f"linear model {part + 1} of {PARTS}")
    numbers = [
        row
        for index, (text, candidates) in enumerate(found)
        for row in judge.measured(candidates, text.signals, parts[index % PARTS])
    ]
    columns = tuple(sorted({column for row in numbers for column in row}))
    table = np.array([[row.get(column, 0.0) for column in columns] for row in numbers])
    labels, grown = boosted(table, flat(targets))
    if labels != linear.labels:
        raise SystemExit("the trees and the linear model know different labels; use more abstracts")
    return Judge(linear, columns, grown)


def features_of(group: Group, text: Text) -> list[str]:
    """Return the features of a group for the linear model."""
    return scorer.features(group, text.signals, judge.cues_of(group, text.signals))


def labels_of(found: Sequence[Group], text: Text) -> list[str]:
    """Return the annotated type of each group, or that it is none."""
    truth = matches(found, text)
    return [truth[index]["type"] if index in truth else scorer.NONE for index in range(len(found))]


def flat(lists: Sequence[Sequence[Item]]) -> list[Item]:
    """Return the items of lists, one after the other."""
    return list(itertools.chain.from_iterable(lists))


def train_duplicates(texts: Sequence[Text], found: Judge, aliases: Aliases) -> Scorer:
    """Train which pairs of accepted groups name one thing, on pairs that the annotation both has."""
    rows, targets = [], []
    for text in texts:
        scored = mentions.accepted(text.signals, found, threshold=THRESHOLD)
        own = alias_pairs(text)
        things = [things_of(one.group, text) for one in scored]
        for one, other in itertools.combinations(range(len(scored)), 2):
            if things[one] and things[other]:
                row = duplicates.features(scored[one], scored[other], text.signals, aliases, own)
                if row:
                    rows.append(row)
                    targets.append(duplicates.SAME if things[one] & things[other] else duplicates.DIFFERENT)
    return regression(rows, targets, strength=DUPLICATE_STRENGTH)


def things_of(group: Group, text: Text) -> set[int]:
    """Return the annotated entities that a group names."""
    keys = map(normal_form, group.forms)
    return {id(text.gold[key]) for key in keys if key in text.gold}


def train_roles(texts: Sequence[Text], found: Judge, same: Scorer, aliases: Aliases) -> Scorer:
    """Train the role of an entity in a paper on the groups that are accepted and annotated.

    What is well known today was introduced once: so a part of what papers introduce (`FAME`) is learnt a second time
    as if it were known, and the words around a name outweigh its fame.
    """
    rows, targets = [], []
    for text in texts:
        scored = mentions.accepted(text.signals, found, threshold=THRESHOLD)
        scored = duplicates.joined(scored, text.signals, same, aliases)
        truth = matches([one.group for one in scored], text)
        for index, one in enumerate(scored):
            if index in truth:
                rows.append(roles.features(one, text.signals))
                targets.append(truth[index]["role"])
                if targets[-1] == "introduces" and random.random() < FAME:
                    rows.append(roles.features(famous(one), text.signals))
                    targets.append("introduces")
    return regression(rows, targets, strength=ROLE_STRENGTH)


def famous(one: Scored) -> Scored:
    """Return a group as it would be if the lexicon and the gazetteer knew it well."""
    first = one.candidates[0]
    seen = random.choice([2, 3, 6, 25])
    known = Known(first.start, first.end, frozenset([one.type]), {one.type: seen}, seen)
    return replace(one, group=replace(one.group, known=(known,)))


def ablations(train: Sequence[Text], held_out: Sequence[Text], models: Models) -> dict[str, dict[str, Any]]:
    """Return the scores of judges that were trained and are measured without a source each, for time on a third."""
    some = train[::3]
    found = {THIRD: measure(held_out, replace(models, judge=train_judge(some)).read)}
    for source in SOURCES:
        note(f"without {source}")
        with without(source, [*some, *held_out]):
            found[f"without {source}"] = measure(held_out, replace(models, judge=train_judge(some)).read)
    return found


def write_report(report: Mapping[str, object]) -> None:
    """Write what was measured."""
    (nlp.MODEL / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def write(models: Models, folder: Path) -> None:
    """Write all weights."""
    write_scorer(models.judge.linear, scorer.PATH)
    write_trees(models.judge.columns, models.judge.trees, judge.PATH)
    write_scorer(models.duplicates, duplicates.PATH)
    write_scorer(models.roles, roles.PATH)
    write_aliases(models.aliases, duplicates.ALIASES_PATH)
    nlp.TAGGER_PATH.write_bytes((folder / f"{WHOLE}.crfsuite").read_bytes())
    convolution.PATH.write_bytes((folder / f"{WHOLE}.npz").read_bytes())


if __name__ == "__main__":
    main()
