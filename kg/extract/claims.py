"""Results that an abstract claims: "57.3 mIoU on ADE20K", "reduces WER from 7.2 to 5.9 on LibriSpeech".

    sketch          a sentence as letters, one for each thing in it; patterns are written over them
    claim_values    what a number measures, and whether it is a level, a gain or a reduction
    claim_places    the datasets that values were reached on
    claim_subjects  whose results they are

Precision counts more than recall: a number that no pattern explains, or whose dataset is not certain, is no claim.
"""

import re
from collections.abc import Iterator

from kg.extract.claim_places import wheres
from kg.extract.claim_subjects import subject_of
from kg.extract.claim_values import values
from kg.extract.metrics import Metric, word_class
from kg.extract.sketch import Sketch, sketch
from kg.records import ClaimedResult, Extraction, Mention, Paper, Sentence

_DIGITS = 4
# A name is known by its letters: "FernNet", "LoRA", "R2D2"; "stacked autoencoder" may be anybody's.
_NAME = re.compile(r"[a-z][A-Z]|[A-Z]{2}|\d")
_DIGIT = re.compile(r"\d")
# Longer runs of things are tables and debris, and patterns would take their time with them.
_LONGEST = 300
# Words this far from a number can still turn its metric around.
_BEFORE, _AFTER = 8, 5


def find_claims(paper: Paper, extraction: Extraction) -> list[ClaimedResult]:
    """Return the results that the sentences of an abstract claim, in the order of the text.

    Args:
        paper: the paper.
        extraction: the sentences and mentions that were read in it.
    """
    own = _own(extraction)
    inside: dict[int, list[Mention]] = {}
    for mention in extraction.mentions:
        inside.setdefault(mention.sentence, []).append(mention)
    found: set[ClaimedResult] = set()
    for sentence in extraction.sentences[1:]:
        named = inside.get(sentence.index, [])
        if any(one.type == "Dataset" for one in named) and _DIGIT.search(paper.text, sentence.start, sentence.end):
            found.update(_claims(paper, sentence, named, own))
    return sorted(found, key=lambda one: (one.start, one.end, one.dataset))


def _own(extraction: Extraction) -> int | None:
    """Return the group of the method or model that a paper introduces, where it is clear that it is one thing."""
    made = [one for one in extraction.mentions if one.role == "introduces" and one.type in ("Method", "Model")]
    titled = sorted({mention.group for mention in made if not mention.sentence})
    for choice in (sorted({mention.group for mention in made}), titled):
        named = any(_NAME.search(mention.form) for mention in made if [mention.group] == choice)
        if len(choice) == 1 and (named or choice == titled):
            return choice[0]
    return None


def _claims(paper: Paper, sentence: Sentence, mentions: list[Mention], own: int | None) -> Iterator[ClaimedResult]:
    sketched = sketch(paper.text, sentence.start, sentence.end, mentions)
    read = values(sketched) if len(sketched.items) <= _LONGEST else []
    sure = {mention.group: mention.confidence for mention in mentions}
    for value, where in zip(read, wheres(sketched, read), strict=True):
        if where is None:
            continue
        metric = value.metric or where.metric
        subject = subject_of(sketched, value, own)
        for number, dataset in where.pairs:
            yield ClaimedResult(
                paper=paper.id,
                start=sketched.items[number].start,
                end=sketched.items[number].end,
                dataset=dataset,
                metric=metric.name if metric else "",
                value=sketched.quantity(number).value,
                unit=value.unit_of(sketched, number),
                qualifier=value.qualifier_of(sketched, number),
                kind=value.kind,
                better=_better(sketched, metric, number),
                subject=subject,
                sentence=sentence.index,
                confidence=round(where.confidence * sure[dataset], _DIGITS),
                by=f"claim:{where.name}",
            )


def _better(sketched: Sketch, metric: Metric | None, number: int) -> str:
    """Return the better direction of a metric, unless a word beside it turns it around: "forget accuracy"."""
    near = sketched.items[max(0, number - _BEFORE) : number + _AFTER]
    turned = any(item.word in word_class("turning") for item in near)
    return metric.better if metric and not turned else ""
