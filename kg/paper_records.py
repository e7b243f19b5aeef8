"""Paper records: what one paper says, as `kg extract` prints it and `papers.jsonl` keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg import schema
from kg.records import Entity, Extraction, Link, Mention, Paper, Resolution

Assigned = Mapping[tuple[str, int], Entity]
"""The entity of each group of each paper; groups that name nothing are left out."""


def assigned_entities(resolution: Resolution) -> dict[tuple[str, int], Entity]:
    """Return the entity that each group of each paper names."""
    entities = {entity.id: entity for entity in resolution.entities}
    return {(row.paper, row.group): entities[row.entity] for row in resolution.assignments if row.entity in entities}


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
        "text": paper.text,
        "entities": [
            _entity(entity, found[entity], paper) for entity in sorted(found, key=lambda e: _place(found[e], e))
        ],
        "links": [_link(link) for link in sorted(extraction.links, key=lambda link: (link.start, link.end, link))],
    }


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
