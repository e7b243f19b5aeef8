"""Sightings: which links the papers of a shard give, and what all papers together say of them.

One paper is enough to know an address as a repository, the first one spells it, and the first one's source describes
it: that is about all papers, so it has to be known before a shard can be written.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from kg import cache, shards
from kg.assemble import Place, read_places
from kg.parts.inputs import given_links, read_rows
from kg.parts.kept import Told, keep, key_of
from kg.parts.packing import place
from kg.rdf.places import first_source, sources_of
from kg.rdf.vocabulary import graph_names
from kg.work_folder import WorkFolder

_FILE: Final = "links.jsonl"


@dataclass(frozen=True, slots=True)
class Link:
    """A web address that papers give."""

    key: str
    place: Place
    source: str
    """The source of the first paper."""


@dataclass(frozen=True, slots=True)
class Sighted:
    """What the papers of all shards say together."""

    papers: int
    sources: dict[str, int]
    """How many papers each source lists; those of no source count for ``""``."""
    first: frozenset[str]
    """The sources under which papers are filed."""
    links: tuple[Link, ...]
    """By their keys."""


def sight_links(shard: str, *, work: WorkFolder, code: str) -> Told:
    """Write which links the papers of a shard give.

    Args:
        shard: the name of the shard.
        work: where its papers and what they say are.
        code: the digest of the code.

    Returns:
        The shard's name, its sources, and how many papers each of them lists.
    """
    key = key_of([work.papers(shard)], shards.content_digest(work, shard), code)
    kept = keep(work, "sightings", shard, key=key, make=partial(_sight, shard, work))
    place(kept.folder / _FILE, _sightings(shard, work))
    return {"shard": shard, **kept.told}


def _sight(shard: str, work: WorkFolder, folder: Path) -> Told:
    papers = cache.read_papers(work.papers(shard))
    by_id = {paper.id: paper for paper in papers}
    places = read_places(by_id, given_links(shard, work))
    rows = (
        [key, place.paper, place.url, sorted(place.kinds), first_source(by_id[place.paper])]
        for key, place in sorted(places.items())
    )
    with (folder / _FILE).open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{json.dumps(row)}\n" for row in rows)
    return {
        "papers": len(papers),
        "sources": dict(sorted(Counter(name for paper in papers for name in sources_of(paper)).items())),
        "first": sorted({first_source(paper) for paper in papers}),
    }


def merge_sightings(told: Iterable[Told], *, work: WorkFolder) -> Sighted:
    """Join what is said of the links of all shards, and write for each shard what its part has to know of it.

    Args:
        told: what `sight_links` returned of each shard, in any order.
        work: where the sightings are.
    """
    found = sorted(told, key=lambda item: item["shard"])
    links: dict[str, Link] = {}
    for item in found:
        for link in _links(item["shard"], work):
            links[link.key] = _joined(link, links[link.key]) if link.key in links else link
    sources: Counter[str] = Counter()
    for item in found:
        sources.update(item["sources"])
    names = graph_names(sources)
    for item in found:
        known = {
            "names": {source: names[source] for source in item["sources"]},
            "links": {link.key: _said(links[link.key].place) for link in _links(item["shard"], work)},
        }
        known_places(item["shard"], work=work).write_text(json.dumps(known, sort_keys=True), encoding="utf-8")
    return Sighted(
        papers=sum(item["papers"] for item in found),
        sources=dict(sorted(sources.items())),
        first=frozenset(name for item in found for name in item["first"]),
        links=tuple(links[key] for key in sorted(links)),
    )


def known_places(shard: str, *, work: WorkFolder) -> Path:
    """Return the file of what is known of a shard's sources and links: `names` and `links`, each by its key."""
    return work.of("places", f"{shard}.json")


def _sightings(shard: str, work: WorkFolder) -> Path:
    return work.of("sightings", f"{shard}.jsonl")


def _links(shard: str, work: WorkFolder) -> Iterator[Link]:
    for key, paper, url, kinds, source in read_rows(_sightings(shard, work)):
        yield Link(key, Place(url, set(kinds), paper), source)


def _joined(one: Link, other: Link) -> Link:
    first = min(one, other, key=lambda link: link.place.paper)
    place = Place(first.place.url, one.place.kinds | other.place.kinds, first.place.paper)
    return Link(one.key, place, first.source)


def _said(place: Place) -> tuple[str, str]:
    return place.url, place.kind
