"""Invented graphs of an exact size, without the records behind them: for measuring pages and maps.

Topics share few edges, a few entities have most of them, and each edge has a sentence of its own. Its words and
its stock phrases follow a Zipf law, so that sentences pack about as well as those of abstracts do: to a third.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from invented.names import person, word, zipf
from kg.names import slug
from kg.records import Alias, Entity, Evidence, Paper
from kg.schema import load

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]

DENSITY = 2.8
"""Edges per node."""
_SHARES = {"Paper": 16, "Task": 8, "Method": 32, "Model": 18, "Dataset": 16, "Repository": 8, "WebResource": 2}
_LINKS = {"Repository": "hasCode", "WebResource": "linksTo"}
_ROLES = ("introduces", "uses", "uses", "uses", "comparesWith", "mentions")
_ENDINGS = {"Method": "Tune Mix Prune Loop", "Model": "Net Former LM GAN", "Dataset": "Bench QA Set Corpus"}
_WITHIN = 0.8  # of a paper's facts are about its own topic
_RELATIONS = 0.2  # of all edges join two entities
_LENGTH = 120  # of a sentence, about
_STOCK = 0.45  # of what is said, others have said in the same words


class _Node(NamedTuple):
    key: str
    type: str
    label: str
    topic: int
    fitness: float


def graph(nodes: int, *, sentences: bool = True, seed: int = 0) -> "Graph":
    """Return a graph of so many nodes and 2.8 times as many edges, as a build assembles it.

    Args:
        nodes: how many there are, at least 100.
        sentences: whether each edge has the sentence that says it.
        seed: what all chance comes from.
    """
    import networkx as nx

    random = Random(seed)
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph(redirects=(), sources=("invented.jsonl",))
    every = _nodes(nodes, random)
    for node in sorted(every):
        made.add_node(node.key, **_attributes(node, random))
    chosen = sorted(_edges(every, round(DENSITY * nodes), random), key=lambda edge: (edge[0].key, edge[2].key, edge[1]))
    language = _Language(random)
    for number, (subject, predicate, object_, paper) in enumerate(chosen):
        sure = round(0.995 - 0.49 * random.random() ** 2, 4)
        said = (language.evidence(paper, number, (subject, object_), sure),) if sentences else ()
        made.add_edge(subject.key, object_.key, key=predicate, predicate=predicate, evidence=said, confidence=sure)
    return made


def _nodes(number: int, random: Random) -> list[_Node]:
    topics = max(3, round(number**0.5 / 4))
    kinds = [kind for kind, share in _SHARES.items() for _ in range(share)]
    return [_node(index, kinds[index % len(kinds)], index * 7919 % topics, random) for index in range(number)]


def _node(number: int, kind: str, topic: int, random: Random) -> _Node:
    name = word(number).capitalize()
    fitness = random.paretovariate(1.6)
    if kind == "Paper":
        title = f"{name}: {' '.join(word(random.randrange(4000)).capitalize() for _ in range(7))}"
        return _Node(f"paper/arxiv-{14 + number % 12}{1 + number % 9:02}.{number:05}", kind, title, topic, fitness)
    if kind in _LINKS:
        label = f"{word(number % 997)}/{name.lower()}"
        host = "github.com" if kind == "Repository" else "data.example.org"
        return _Node(f"https://{host}/{label}", kind, label, topic, fitness)
    ending = random.choice(_ENDINGS[kind].split()) if kind in _ENDINGS else f" {word(topic)}"
    return _Node(f"{kind.lower()}/{slug(name + ending)}", kind, name + ending, topic, fitness)


def _attributes(node: _Node, random: Random) -> dict[str, Any]:
    about: dict[str, Any] = {"type": node.type, "label": node.label}
    if node.type == "Paper":
        number = node.key.removeprefix("paper/arxiv-")
        authors = tuple(person(random) for _ in range(random.randrange(2, 5)))
        about["paper"] = Paper(
            id=node.key,
            title=node.label,
            abstract="",
            sources=("invented.jsonl",),
            identifiers=(f"arXiv:{number}",),
            published=f"20{number[:2]}-{number[2:4]}",
            authors=authors,
        )
        return about | {"sentences": (), "results": ()}
    if node.type in _LINKS:
        return about | {"url": node.key, "kind": "code" if node.type == "Repository" else "data"}
    aliases = [Alias(node.key, node.label, "name")]
    if random.random() < 0.2:
        aliases.append(Alias(node.key, f"{node.label} {word(random.randrange(999))}", "abbreviation"))
    return about | {"entity": Entity(node.key, node.label, node.type), "aliases": tuple(aliases)}


Edge = tuple[_Node, str, _Node, _Node]
"""Subject, predicate, object, and the paper that says so."""


def _edges(every: Sequence[_Node], number: int, random: Random) -> Iterator[Edge]:
    """Yield so many different edges: first one for each entity, so that nothing stands alone."""
    papers = _Drawn([node for node in every if node.type == "Paper"], random)
    entities = _Drawn([node for node in every if node.type != "Paper" and node.type not in _LINKS], random)
    known: set[tuple[str, str, str]] = set()
    waiting = [node for node in every if node.type != "Paper"]
    while len(known) < number:
        first = waiting.pop() if waiting else None
        paper = papers.one(first.topic if first else random.choice(every).topic)
        if first is None and random.random() < _RELATIONS * 1.4:
            edge = _relation(entities, paper, random)
        else:
            thing = first or entities.one(paper.topic if random.random() < _WITHIN else None)
            edge = (paper, _LINKS.get(thing.type) or random.choice(_ROLES), thing, paper)
        key = edge[0].key, edge[1], edge[2].key
        if edge[1] and key not in known:
            known.add(key)
            yield edge


def _relation(entities: "_Drawn", paper: _Node, random: Random) -> Edge:
    subject, object_ = entities.one(paper.topic), entities.one(paper.topic)
    kinds = [kind.name for kind in load().relations.values() if kind.allows(subject.type, object_.type)]
    return subject, random.choice(kinds) if kinds and subject is not object_ else "", object_, paper


class _Drawn:
    """Nodes of which some are drawn more often than others."""

    def __init__(self, every: Sequence[_Node], random: Random) -> None:
        self.random = random
        self.every = self._weighed(every)
        self.topics: dict[int, tuple[Sequence[_Node], list[float]]] = {}
        for topic in sorted({node.topic for node in every}):
            self.topics[topic] = self._weighed([node for node in every if node.topic == topic])

    def one(self, topic: int | None) -> _Node:
        """Return a node of a topic, or of any."""
        nodes, sums = self.topics.get(topic, self.every) if topic is not None else self.every
        return self.random.choices(nodes, cum_weights=sums)[0]

    def _weighed(self, nodes: Sequence[_Node]) -> tuple[Sequence[_Node], list[float]]:
        total, sums = 0.0, []
        for node in nodes:
            total += node.fitness
            sums.append(total)
        return nodes, sums


class _Language:
    """Sentences of invented words."""

    def __init__(self, random: Random) -> None:
        self.random = random
        # Frequent words are short, as in every language.
        self.words = [word(rank)[: 2 if rank < 30 else 4 if rank < 400 else 6] for rank in range(6000)]
        self.phrases = [" ".join(zipf(self.words, random) for _ in range(2 + rank % 3)) for rank in range(9000)]

    def evidence(self, paper: _Node, number: int, named: tuple[_Node, _Node], sure: float) -> Evidence:
        """Return a sentence that names two things, or only the second where the first is a paper."""
        shown = [node.label for node in named if node.type != "Paper"]
        text, spans = self._sentence(shown)
        start = 1000 + number * 200
        places = tuple((start + one, start + other) for one, other in spans)
        return Evidence(
            paper.key, 1 + number % 8, start, start + len(text), text, places, tuple(shown), sure, "lexicon"
        )

    def _sentence(self, named: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
        text, spans = self._phrase().capitalize(), []
        for name in named:
            text = f"{text} {self._phrase()} "
            spans.append((len(text), len(text) + len(name)))
            text += name
        while len(text) < _LENGTH - 6:
            text = f"{text} {self._phrase()}"
        return f"{text}.", spans

    def _phrase(self) -> str:
        return zipf(self.phrases if self.random.random() < _STOCK else self.words, self.random)
