"""Assemble: from records to a graph with the evidence on every edge."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.addresses import address_key, address_label
from kg.paper_records import (
    LISTING,
    Assigned,
    assigned_entities,
    claimed_results,
    given_links,
    mentions_by_entity,
    strongest_role,
)
from kg.records import Alias, Entity, Evidence, Extraction, Link, Mention, Paper, Resolution, Sentence

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

Triple = tuple[str, str, str]
"""Subject, predicate, object."""
Fact = tuple[Triple, Evidence]

_DIGITS = 4
_OWN, _OTHER = "own", "other"


def assemble(
    papers: Iterable[Paper],
    extractions: Iterable[Extraction],
    resolution: Resolution,
    *,
    known: Mapping[str, tuple[str, str]] | None = None,
) -> "Graph":
    """Return the graph of papers, entities and links, nodes and edges in sorted order.

    Args:
        papers: all papers, also those that name nothing.
        extractions: what was read in them.
        resolution: which entities they name.
        known: the address and the kind of links by their keys, where these papers are not all that give them.
    """
    by_id = {paper.id: paper for paper in papers}
    read = sorted((found for found in extractions if found.paper in by_id), key=lambda found: found.paper)
    places = read_places(by_id, read)
    for key, (url, kind) in (known or {}).items():
        places[key].url, places[key].kinds = url, {kind}
    facts: dict[Triple, list[Evidence]] = defaultdict(list)
    assigned = assigned_entities(resolution)
    for extraction in read:
        for triple, evidence in _facts(by_id[extraction.paper], extraction, assigned, places):
            facts[triple].append(evidence)
    nodes = _nodes(by_id, read, resolution, places)
    for extraction in read:
        nodes[extraction.paper]["results"] = claimed_results(by_id[extraction.paper], extraction, assigned)
    return _graph(nodes, facts, places, resolution)


@dataclass(slots=True)
class Place:
    """A web address that papers give."""

    url: str
    """The first spelling."""
    kinds: set[str]
    paper: str
    """The first paper."""
    owners: set[str] = field(default_factory=set)
    """The papers whose own release it is."""

    @property
    def kind(self) -> str:
        """Return the kind that the schema lists first, so that one paper is enough to know a repository."""
        return min(self.kinds, key=list(schema.load().link_kinds).index)

    @property
    def node_type(self) -> str:
        """Return the type of its node: that of its kind."""
        return schema.load().link_kinds[self.kind].node_class

    def node(self) -> dict[str, str]:
        """Return the node of the graph that it is."""
        return {"type": self.node_type, "label": address_label(self.url), "url": self.url, "kind": self.kind}


Places = dict[str, Place]


def read_places(papers: Mapping[str, Paper], extractions: Iterable[Extraction]) -> Places:
    """Return the web addresses that papers give, by their keys.

    Args:
        papers: the papers by their ids.
        extractions: what was read in them, in the order of their ids.
    """
    places: Places = {}
    for extraction in extractions:
        said = sorted(extraction.links, key=lambda link: (link.start, link))
        for link in [*said, *given_links(papers[extraction.paper])]:
            place = places.setdefault(address_key(link.url), Place(link.url, set(), link.paper))
            place.kinds.add(link.kind)
            if link.of == _OWN:
                place.owners.add(link.paper)
    return places


def _facts(paper: Paper, extraction: Extraction, assigned: Assigned, places: Places) -> Iterator[Fact]:
    """Yield what one paper says, with one evidence a sentence."""
    title = Sentence(paper.id, 0, 0, len(paper.title))
    reader = _Reader(paper, {0: title} | {sentence.index: sentence for sentence in extraction.sentences})
    named = mentions_by_entity(extraction, assigned)
    for entity, mentions in named.items():
        predicate = schema.load().roles[strongest_role(mentions)].predicate
        for evidence in reader.evidence(mentions):
            yield (paper.id, predicate, entity.id), evidence
    yield from _relation_facts(reader, extraction, assigned, named)
    yield from _link_facts(reader, extraction.links, places)
    yield from _given_facts(reader, places)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Quotes the sentences of a paper."""

    paper: Paper
    sentences: dict[int, Sentence]

    def quote(self, index: int, spans: Iterable[tuple[int, int]], confidence: float, rules: Iterable[str]) -> Evidence:
        """Return a sentence as evidence, with the spans in it that count."""
        sentence, text = self.sentences[index], self.paper.text
        places = tuple(sorted(set(spans)))
        return Evidence(
            paper=self.paper.id,
            sentence=index,
            start=sentence.start,
            end=sentence.end,
            text=text[sentence.start : sentence.end],
            spans=places,
            surfaces=tuple(text[start:end] for start, end in places),
            confidence=confidence,
            by="+".join(sorted(set(rules))),
        )

    def evidence(self, mentions: Iterable[Mention]) -> Iterator[Evidence]:
        """Yield one evidence for each sentence that has some of the mentions."""
        by_sentence: dict[int, list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_sentence[mention.sentence].append(mention)
        for index, said in by_sentence.items():
            confidence = max(mention.confidence for mention in said)
            yield self.quote(index, map(_span, said), confidence, (mention.by for mention in said))


def _span(item: Mention | Link) -> tuple[int, int]:
    return item.start, item.end


def _relation_facts(
    reader: _Reader, extraction: Extraction, assigned: Assigned, named: dict[Entity, list[Mention]]
) -> Iterator[Fact]:
    """Yield the relations between entities; those that the schema does not allow between their types are left out."""
    known = schema.load().relations
    for relation in sorted(extraction.relations):
        subject, object_ = (assigned.get((relation.paper, group)) for group in (relation.subject, relation.object))
        if not subject or not object_ or subject == object_ or relation.predicate not in known:
            continue
        if known[relation.predicate].allows(subject.type, object_.type):
            said = [mention for mention in named[subject] + named[object_] if mention.sentence == relation.sentence]
            evidence = reader.quote(relation.sentence, map(_span, said), relation.confidence, [relation.by])
            yield (subject.id, relation.predicate, object_.id), evidence


def _link_facts(reader: _Reader, links: Iterable[Link], places: Places) -> Iterator[Fact]:
    for link in links:
        key = address_key(link.url)
        place = places[key]
        is_code = place.node_type == schema.load().links["hasCode"].range and link.paper in place.owners
        predicate = "hasCode" if is_code else "linksTo"
        yield (link.paper, predicate, key), reader.quote(link.sentence, [_span(link)], link.confidence, ["link"])


def _given_facts(reader: _Reader, places: Places) -> Iterator[Fact]:
    """Yield the repositories that a listing gives beside the text; the title stands for the record that has them."""
    paper = reader.paper
    for link in given_links(paper):
        key = address_key(link.url)
        own = paper.id in places[key].owners
        if own == (link.of == _OWN):  # what the text calls its own is no implementation by others
            evidence = reader.quote(link.sentence, [_span(link)], link.confidence, [LISTING])
            yield (paper.id, "hasCode" if own else "linksTo", key), evidence


def _nodes(
    papers: dict[str, Paper], extractions: Iterable[Extraction], resolution: Resolution, places: Places
) -> dict[str, dict[str, Any]]:
    sentences = {
        found.paper: tuple((s.index, s.start, s.end) for s in sorted(found.sentences)) for found in extractions
    }
    aliases: dict[str, list[Alias]] = defaultdict(list)
    for alias in resolution.aliases:
        aliases[alias.entity].append(alias)
    nodes: dict[str, dict[str, Any]] = {}
    for key, place in places.items():
        nodes[key] = place.node()
    for entity in resolution.entities:
        forms = tuple(sorted(aliases[entity.id]))
        nodes[entity.id] = {"type": entity.type, "label": entity.name, "entity": entity, "aliases": forms}
    for key, paper in papers.items():
        nodes[key] = {"type": "Paper", "label": paper.title, "paper": paper, "sentences": sentences.get(key, ())}
    return nodes


def _graph(
    nodes: dict[str, dict[str, Any]], facts: dict[Triple, list[Evidence]], places: Places, resolution: Resolution
) -> "Graph":
    import networkx

    graph: Graph = networkx.MultiDiGraph()
    graph.add_nodes_from((key, nodes[key]) for key in sorted(nodes))
    for subject, object_, predicate in sorted((triple[0], triple[2], triple[1]) for triple in facts):
        evidence = _joined(facts[subject, predicate, object_])
        confidence = round(max(item.confidence for item in evidence), _DIGITS)
        of = {"of": _OWN if subject in places[object_].owners else _OTHER} if object_ in places else {}
        graph.add_edge(
            subject, object_, key=predicate, predicate=predicate, confidence=confidence, evidence=evidence, **of
        )
    sources = {source for node in nodes.values() if "paper" in node for source in node["paper"].sources}
    graph.graph.update(redirects=resolution.redirects, sources=tuple(sorted(sources)))
    graph.graph.update(rulings=resolution.rulings, doubts=resolution.doubts)
    return graph


def _joined(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Join the evidence that one sentence gives several times, and sort."""
    by_sentence: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for item in evidence:
        by_sentence[item.paper, item.sentence].append(item)
    return tuple(sorted(_join(items) for items in by_sentence.values()))


def _join(items: Sequence[Evidence]) -> Evidence:
    if len(items) == 1:
        return items[0]
    said = dict(sorted(pair for item in items for pair in zip(item.spans, item.surfaces, strict=True)))
    return replace(
        items[0],
        spans=tuple(said),
        surfaces=tuple(said.values()),
        confidence=max(item.confidence for item in items),
        by="+".join(sorted({rule for item in items for rule in item.by.split("+")})),
    )
