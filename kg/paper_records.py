"""Paper records: what one paper says, as `kg extract` prints it and `papers.jsonl` keeps it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from kg import schema
from kg.addresses import address_key
from kg.records import ClaimedResult, Entity, Evidence, Extraction, Link, Mention, Paper, Resolution, Result

LISTING: Final = "listing"
"""What found a link that a listing gives beside the text."""
_SURE_OF_OWN: Final = 0.95
"""Authors, or the keepers of a listing, entered it as the paper's own; a project's page or a wrong one slips in."""
_SURE_OF_OTHERS: Final = 0.9
"""Those who wrote the code say which paper it implements, and nobody has checked it."""
Assigned = Mapping[tuple[str, int], Entity]
"""The entity of each group of each paper; groups that name nothing are left out."""


def assigned_entities(resolution: Resolution) -> dict[tuple[str, int], Entity]:
    """Return the entity that each group of each paper names."""
    entities = {entity.id: entity for entity in resolution.entities}
    return {(row.paper, row.group): entities[row.entity] for row in resolution.assignments if row.entity in entities}


def paper_records(
    papers: Iterable[Paper], extractions: Iterable[Extraction], resolution: Resolution
) -> Iterator[dict[str, Any]]:
    """Yield what each paper says, with the entities that it names."""
    found = {extraction.paper: extraction for extraction in extractions}
    assigned = assigned_entities(resolution)
    return (paper_record(paper, found.get(paper.id, Extraction(paper.id)), assigned) for paper in papers)


def record_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield records as lines of JSON."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return (encode(record) + "\n" for record in records)


def mentions_by_entity(extraction: Extraction, assigned: Assigned) -> dict[Entity, list[Mention]]:
    """Return the mentions of each entity that a paper names, in text order; groups of one entity are joined."""
    found: dict[Entity, list[Mention]] = {}
    for mention in sorted(
        extraction.mentions, key=lambda mention: (mention.start, mention.end, mention.group, mention)
    ):
        entity = assigned.get((mention.paper, mention.group))
        if entity:
            found.setdefault(entity, []).append(mention)
    return found


def strongest_role(mentions: Iterable[Mention]) -> str:
    """Return the first of the roles in the schema's order: `introduces`, `uses`, `compares`, `mentions`."""
    order = list(schema.load().roles)
    return min((mention.role for mention in mentions), key=order.index)


def claimed_results(paper: Paper, extraction: Extraction, assigned: Assigned) -> tuple[Result, ...]:
    """Return the results that a paper's abstract claims on what is resolved as a dataset, in text order."""
    found = (_result(paper, extraction, claim, assigned) for claim in extraction.claims)
    return tuple(sorted({result for result in found if result}))


def _result(paper: Paper, extraction: Extraction, claim: ClaimedResult, assigned: Assigned) -> Result | None:
    dataset = assigned.get((claim.paper, claim.dataset))
    if dataset is None or dataset.type != "Dataset":
        return None
    subject = None if claim.subject is None else assigned.get((claim.paper, claim.subject))
    return Result(
        paper=paper.id,
        start=claim.start,
        end=claim.end,
        dataset=dataset.id,
        subject=subject.id if subject and subject.type in ("Method", "Model") else "",
        metric=claim.metric,
        value=claim.value,
        unit=claim.unit,
        qualifier=claim.qualifier,
        kind=claim.kind,
        better=claim.better,
        evidence=_quote(paper, extraction, claim),
    )


def _quote(paper: Paper, extraction: Extraction, claim: ClaimedResult) -> Evidence:
    """Return the sentence of a claim, with the places of the number and of what the claim names."""
    sentence = next(sentence for sentence in extraction.sentences if sentence.index == claim.sentence)
    named = {
        (mention.start, mention.end)
        for mention in extraction.mentions
        if mention.sentence == claim.sentence and mention.group in (claim.dataset, claim.subject)
    }
    spans = tuple(sorted({(claim.start, claim.end), *named}))
    return Evidence(
        paper=paper.id,
        sentence=claim.sentence,
        start=sentence.start,
        end=sentence.end,
        text=paper.text[sentence.start : sentence.end],
        spans=spans,
        surfaces=tuple(paper.text[start:end] for start, end in spans),
        confidence=claim.confidence,
        by=claim.by,
    )


def paper_record(paper: Paper, extraction: Extraction, assigned: Assigned) -> dict[str, Any]:
    """Return what a paper says as plain data for JSON.

    Args:
        paper: the paper.
        extraction: what was read in it.
        assigned: the entities, as `assigned_entities` returns them.
    """
    found = mentions_by_entity(extraction, assigned)
    return {
        "id": paper.id,
        "title": paper.given_title or paper.title,
        "source": paper.sources[0] if paper.sources else "",
        "sources": list(paper.sources),
        "url": paper.url,
        "published": paper.published,
        "authors": list(paper.authors),
        "identifiers": list(paper.identifiers),
        "venue": paper.venue,
        "categories": list(paper.categories),
        "upvotes": paper.upvotes,
        "code": list(paper.code),
        "implementations": list(paper.implementations),
        "status": paper.status,
        "text": paper.text,
        "sentences": [[sentence.start, sentence.end] for sentence in sorted(extraction.sentences)],
        "entities": [
            _entity(entity, found[entity], paper) for entity in sorted(found, key=lambda e: _place(found[e], e))
        ],
        "links": [_link(link) for link in _links(paper, extraction)],
        "claims": [_claim(result) for result in claimed_results(paper, extraction, assigned)],
    }


def given_links(paper: Paper) -> list[Link]:
    """Return the repositories that listings give beside a paper's text, as links in its title; its own come first."""
    kinds = (("own", paper.code, _SURE_OF_OWN), ("other", paper.implementations, _SURE_OF_OTHERS))
    return [Link(paper.id, 0, len(paper.title), url, "code", of, 0, sure) for of, given, sure in kinds for url in given]


def _links(paper: Paper, extraction: Extraction) -> Iterator[Link]:
    """Yield the links of a text, then those that only listings give; these know what is the paper's own."""
    told, own = set(), set(map(address_key, paper.code))
    said = sorted(extraction.links, key=lambda link: (link.start, link.end, link))
    for link in said:
        told.add(key := address_key(link.url))
        yield replace(link, of="own") if key in own else link
    for link in given_links(paper):
        if (key := address_key(link.url)) not in told:
            told.add(key)
            yield link


def _place(mentions: Sequence[Mention], entity: Entity) -> tuple[int, int, str]:
    return mentions[0].start, mentions[0].end, entity.id


def _entity(entity: Entity, mentions: Sequence[Mention], paper: Paper) -> dict[str, Any]:
    texts = [paper.text[mention.start : mention.end] for mention in mentions]
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "role": strongest_role(mentions),
        "confidence": round(max(mention.confidence for mention in mentions), 4),
        "surfaces": list(dict.fromkeys(texts + [mention.form for mention in mentions])),
        "mentions": [
            {"start": mention.start, "end": mention.end, "sentence": mention.sentence, "by": mention.by}
            for mention in mentions
        ],
    }


def _link(link: Link) -> dict[str, str]:
    return {"url": link.url, "kind": link.kind, "of": link.of}


def _claim(result: Result) -> dict[str, Any]:
    names = ("dataset", "subject", "metric", "value", "unit", "qualifier", "kind", "better", "start", "end")
    told = {name: getattr(result, name) for name in names}
    evidence = result.evidence
    return told | {
        "sentence": evidence.sentence,
        "text": evidence.text,
        "confidence": evidence.confidence,
        "by": evidence.by,
        "spans": [list(span) for span in evidence.spans],
    }
