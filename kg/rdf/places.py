"""Where things stand: the IRI of each node of a graph, and the named graph that describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import __version__
from kg.rdf.vocabulary import Vocabulary, graph_names
from kg.records import LINK_TYPES, Paper

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


@dataclass(frozen=True, slots=True)
class Places:
    """The IRIs of a graph's nodes and sources, and the named graph of each IRI that is not an entity's."""

    vocabulary: Vocabulary
    names: Mapping[str, str]
    """The last part of the IRIs of each source; papers of no source have the source ``""``."""
    graphs: Mapping[str, str]
    """The named graph of each source."""
    runs: Mapping[str, str]
    """The build of each source."""
    entities: str
    """The named graph of the entities."""
    meta: str
    """The named graph of the description."""
    iris: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        """Return the IRI of all graphs together."""
        return self.about("kg")

    def about(self, local: str) -> str:
        """Return the IRI of something that only the description is about."""
        return self.vocabulary.iri("about", local)

    def graph(self, source: str) -> str:
        """Return the named graph of a source."""
        return self.graphs[source]

    def run(self, source: str) -> str:
        """Return the build of a source."""
        return self.runs[source]

    def source(self, source: str) -> str:
        """Return the IRI of a source."""
        return self.vocabulary.iri("source", self.names[source])

    def home(self, iri: str) -> str:
        """Return the named graph that describes a thing."""
        return self.homes.get(iri, self.entities)


def first_source(paper: Paper) -> str:
    """Return the source that a paper is filed under, or nothing where it has none."""
    return sources_of(paper)[0]


def extractor(vocabulary: Vocabulary) -> str:
    """Return the IRI of the software that made the claims."""
    return vocabulary.iri("extractor", f"kg-{__version__}")


def empty_places(vocabulary: Vocabulary, names: Mapping[str, str]) -> Places:
    """Return the places of sources, without those of nodes.

    Args:
        vocabulary: what makes IRIs.
        names: the last part of the IRIs of each source, as `graph_names` gives them.
    """
    return Places(
        vocabulary,
        names,
        graphs={source: vocabulary.iri("graph", name) for source, name in names.items()},
        runs={source: vocabulary.iri("run", name) for source, name in names.items()},
        entities=vocabulary.iri("graph", "entities"),
        meta=vocabulary.iri("graph", "meta"),
    )


def places(graph: "Graph", vocabulary: Vocabulary, names: Mapping[str, str] | None = None) -> Places:
    """Give every node of a graph its IRI and its named graph.

    A link is described in the graph of the first paper that gives it.

    Args:
        graph: the graph.
        vocabulary: what makes IRIs.
        names: the last part of the IRIs of each source, where more sources than those of the graph decide about them.
    """
    found = empty_places(vocabulary, graph_names(_sources(graph)) if names is None else names)
    for key, node in graph.nodes(data=True):
        found.iris[key] = vocabulary.web(key) if node["type"] in LINK_TYPES else vocabulary.thing(key)
        if node["type"] == "Paper":
            found.homes[found.iris[key]] = found.graph(first_source(node["paper"]))
    for key, target in graph.edges():
        if graph.nodes[target]["type"] in LINK_TYPES:
            found.homes.setdefault(found.iris[target], found.home(found.iris[key]))
    return found


def _sources(graph: "Graph") -> set[str]:
    papers = (node["paper"] for _, node in graph.nodes(data=True) if node["type"] == "Paper")
    return {name for paper in papers for name in sources_of(paper)}.union(graph.graph.get("sources", ()))


def sources_of(paper: Paper) -> tuple[str, ...]:
    """Return the sources of a paper; that of a paper of no source is ``""``."""
    return paper.sources or ("",)
