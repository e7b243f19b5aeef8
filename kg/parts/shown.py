"""The graph of a part: an ordinary graph of the papers and entities that were chosen."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg import cache, shown
from kg.addresses import address_key
from kg.assemble import assemble
from kg.json_text import from_json
from kg.multiway_merge import read_lines
from kg.paper_records import given_links
from kg.parts.choice import NODES, Choice, choose
from kg.parts.entities import read_known
from kg.parts.inputs import read_rows
from kg.parts.sightings import known_places
from kg.records import Alias, Assignment, Entity, Extraction, Paper, Redirect, Resolution
from kg.work_folder import WorkFolder

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def shown_graph(
    shards: Sequence[str],
    *,
    work: WorkFolder,
    entities: Path,
    namings: Path,
    redirects: Iterable[Redirect] = (),
    limit: int,
    nodes: int = NODES,
) -> "Graph":
    """Return the graph of the papers and entities of a build in parts that matter most.

    Args:
        shards: the names of all shards, whose parts are written.
        work: where their papers are, what these say and name, what is known of their links, and the runs.
        entities: the file of all entities that `write_whole` returns.
        namings: the file of which papers name which of them that it returns.
        redirects: the ids that stand for others now.
        limit: the most papers.
        nodes: the most nodes.
    """
    papers = (paper for shard in shards for paper in cache.read_papers(work.papers(shard)))
    ids = (paper for shard in shards for paper, _ in cache.read_texts(work.papers(shard)))
    choice = choose(partial(read_lines, namings), papers, ids, limit=limit, nodes=nodes)
    return graph_of(choice, shards, work=work, entities=entities, redirects=redirects, nodes=nodes)


def graph_of(
    choice: Choice,
    shards: Sequence[str],
    *,
    work: WorkFolder,
    entities: Path,
    redirects: Iterable[Redirect] = (),
    nodes: int = NODES,
) -> "Graph":
    """Return the graph of what was chosen; its attribute `part` tells of how much.

    What it says is what the whole says: it only lacks what leads to something that was not chosen. The attribute
    `named_by` of an entity is the number of all papers that name it.

    Args:
        choice: what was chosen.
        shards: the names of all shards.
        work: where their papers are, what these say and name, and what is known of their links.
        entities: the file of all entities that `write_whole` returns.
        redirects: the ids that stand for others now.
        nodes: how many nodes the graph may have; the last entities make room for links.
    """
    read = _Read()
    for shard in shards:
        read.add(shard, choice.papers, work)
    kept = dict(islice(choice.entities.items(), max(nodes - len(read.papers) - len(read.places), 0)))
    resolution = read.resolution(kept, entities, redirects)
    graph = assemble(read.papers, read.extractions, resolution, known=read.places)
    for key, count in kept.items():
        graph.nodes[key][shown.NAMED_BY] = count
    graph.graph[shown.PART] = shown.part(
        papers=len(read.papers), of_papers=choice.of_papers, entities=len(kept), of_entities=choice.of_entities
    )
    return graph


@dataclass(slots=True)
class _Read:
    """The chosen papers of shards, what they say and name, and what is known of the links that they give."""

    papers: list[Paper] = field(default_factory=list)
    extractions: list[Extraction] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, shard: str, chosen: Collection[str], work: WorkFolder) -> None:
        """Add the chosen papers of a shard; of the others, only the ids are looked at."""
        texts = cache.read_texts(work.papers(shard))
        at = [place for place, (paper, _) in enumerate(texts) if paper in chosen]
        if not at:
            return
        wanted = {texts[place] for place in at}
        papers = {paper.id: paper for paper in cache.read_papers(work.papers(shard), at)}
        found = {line.paper: line for line in cache.lines(work.extracted(shard)) if line.text in wanted}
        said = [found[paper].extraction() for paper in sorted(found)]
        self.papers += papers.values()
        self.extractions += said
        self.assignments += (Assignment(*row[:3]) for row in read_rows(work.assigned(shard)) if row[0] in papers)
        if keys := set(_links(papers, said)):
            known = from_json(known_places(shard, work=work).read_bytes())["links"]
            self.places |= {key: known[key] for key in sorted(keys)}

    def resolution(self, kept: Mapping[str, int], entities: Path, redirects: Iterable[Redirect]) -> Resolution:
        """Return which of the entities that are kept the papers name."""
        named, aliases = list[Entity](), list[Alias]()
        for known in read_known(entities):
            if known.entity.id in kept:
                named.append(known.entity)
                aliases += known.aliases
        here = tuple(redirect for redirect in redirects if redirect.new in kept)
        return Resolution(tuple(named), tuple(aliases), tuple(self.assignments), here)


def _links(papers: Mapping[str, Paper], extractions: Iterable[Extraction]) -> Iterator[str]:
    for said in extractions:
        for link in (*said.links, *given_links(papers[said.paper])):
            yield address_key(link.url)
