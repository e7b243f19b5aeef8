"""A build as a Python object: a networkx graph, an rdflib dataset, a pyoxigraph store, and answers to queries."""

import warnings
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kg import output_files
from kg.errors import KGError, OutputError, QueryError
from kg.standing import open_standing

if TYPE_CHECKING:
    import networkx
    import pyoxigraph
    import rdflib

    from kg.exporters.notebook import Figure
    from kg.viewer.picture import Picture

    Graph = networkx.MultiDiGraph[str]


Content = TypeVar("Content")


def load(folder: str | Path = "outputs") -> "KnowledgeGraph":
    """Open a build.

        import kg

        build = kg.load("outputs")
        for row in build.query(name="datasets-of-method", method="LoRA"):
            print(row["name"], row["papers"])

    Args:
        folder: the folder of the build.

    Raises:
        OutputError: the folder holds no build.
    """
    return KnowledgeGraph(folder)


class KnowledgeGraph:
    """What a build wrote, read when it is first asked for; after another build, load it again."""

    def __init__(self, folder: str | Path) -> None:
        """Open the build of a folder.

        Raises:
            OutputError: the folder holds no build.
        """
        self.folder = Path(folder)
        self._standing = open_standing(self.folder)
        self.manifest = self._standing.manifest

    def __repr__(self) -> str:
        """Return how to make it."""
        return f"KnowledgeGraph({str(self.folder)!r})"

    def _repr_html_(self) -> str | None:
        from kg.exporters import notebook
        from kg.exporters.html import FILE

        try:
            return notebook.card(self._picture, self.folder / FILE)
        except KGError:  # without a page there is no map; notebooks then show the line of `repr`
            return None

    def picture(self, name: str | None = None, *, depth: int | None = None) -> "Figure":
        """Return the map, or a map of what is near a name; notebooks show it, and `save` writes it.

            build.picture("LoRA").save("lora.svg")

        Args:
            name: an entity or a paper, by name, title, id or address.
            depth: how many steps from it, 1 to 3; by default one, or two where little is so near.

        Raises:
            OutputError: it is a build without a page or tables, or nothing is called so.
            ConfigError: it is another depth.
        """
        from kg.exporters import notebook, pictures

        picture = self._picture
        if name is not None:
            from kg.lookup import Build

            key = Build(self.folder).find(name)[0]
            picture = pictures.ego(picture, key, depth=depth)
        return notebook.Figure(picture)

    @cached_property
    def _picture(self) -> "Picture":
        from kg.exporters.html import FILE
        from kg.viewer import reading

        self._digest(FILE, "html")
        return self._checked(reading.read(self.folder / FILE))

    @cached_property
    def graph(self) -> "Graph":
        """The graph in networkx: nodes are ids such as `method/lora`, edges have predicates as keys.

        Of a build that is too large for memory it is the most important part, and a warning says so; `query` and
        `store` have all of it.

        Raises:
            OutputError: it is a build without GraphML.
        """
        from kg.exporters import graphml

        self._digest(graphml.FILE, "graphml")
        graph = self._checked(graphml.read(self.folder / graphml.FILE))
        if "graphml" in self.manifest.parts.get("partial", ()):
            shown = self.manifest.parts["shown"]
            papers = f"{shown['papers']:,} of {shown['of_papers']:,} papers"
            warnings.warn(f"{self.folder}: the graph has {papers}; `store` has all", stacklevel=2)
        return graph

    @cached_property
    def dataset(self) -> "rdflib.Dataset":
        """The RDF in rdflib, with its named graphs; `query` answers about a hundred times faster than this does.

        Raises:
            OutputError: it is a build without RDF, or one that is too large for memory.
        """
        from kg import config
        from kg.rdf import dataset

        files = self._graph()
        papers, most = self.manifest.counts["papers"], config.Config().graph_limit
        if self.manifest.parts and papers > most:
            raise OutputError(
                f"{self.folder}: rdflib would hold the RDF of {papers:,} papers in memory, and {most:,} are the most; "
                "use `store` or `query`, which read from disk"
            )
        return self._checked(dataset.load_dataset(self.folder, files))

    @cached_property
    def store(self) -> "pyoxigraph.Store":
        """The RDF in pyoxigraph, for reading: named graphs, of which `query` asks the union.

        Raises:
            OutputError: it is a build without RDF.
        """
        from kg.query import triplestore

        self._graph()
        return self._checked(triplestore.open_store(self.folder, output_files.graph_digest(self.manifest.outputs)))

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The namespace of every prefix that a query need not declare.

        Raises:
            OutputError: it is a build without RDF.
        """
        from kg.query import graph_file, triplestore

        self._graph()
        known = triplestore.prefixes(self.folder, output_files.graph_digest(self.manifest.outputs))
        return graph_file.prefixes(self.store) if known is None else known

    def query(self, text: str | None = None, /, *, name: str | None = None, **settings: object) -> Any:  # noqa: ANN401  rows, triples or a truth: the query says which
        """Answer a query in SPARQL, or one of the questions that come with kg.

            build.query("SELECT ?title { ?paper kg:uses dataset:glue ; dcterms:title ?title } ORDER BY ?title")
            build.query("ASK { model:bert a kg:Model }")
            build.query(name="evidence", entity="LoRA")

        Args:
            text: SPARQL; the `prefixes` need no declaration.
            name: the name of a question, or a unique beginning of it; `kg queries` lists them.
            settings: the values of its parameters.

        Returns:
            For SELECT a list with a dictionary a row, by variable; for ASK whether it is so; for CONSTRUCT and DESCRIBE
            a list of triples. IRIs and strings are `str`, numbers `int`, `Decimal` or `float`, dates `date`, and what
            is not bound is `None`.

        Raises:
            QueryError: the query cannot be read or answered, or there is no such question, parameter or value.
            OutputError: it is a build without RDF.
        """
        from kg.query import engine
        from kg.query.values import value

        asked, label = self._asked(text, name, settings)
        found = engine.query(self.store, asked, name=label, known=self.prefixes)
        if found.kind == "ask":
            return found.truth
        rows = [tuple(map(value, row)) for row in found.rows]
        if found.kind == "construct":
            return rows
        return [dict(zip(found.variables, row, strict=True)) for row in rows]

    def _asked(self, text: str | None, name: str | None, settings: Mapping[str, object]) -> tuple[str, str]:
        from kg.query import named

        if (text is None) == (name is None):
            raise QueryError("give one query: SPARQL, or name= of a question; `kg queries` lists the names")
        if name is not None:
            values = {parameter: str(setting) for parameter, setting in settings.items()}
            question = named.find(name)
            return named.bind(question, values, self.store, known=self.prefixes), question.name
        if settings:
            raise QueryError(f"{next(iter(settings))}= sets a parameter of a question; give name= as well")
        return str(text), "query"

    def _checked(self, content: Content) -> Content:
        """Return what was read, where it is of the build that was opened and of no later one."""
        self._standing.check()
        return content

    def _digest(self, file: str, format: str) -> str:
        if file not in self.manifest.outputs:
            raise OutputError(f"{self.folder}: this build has no {file}; build with `--format {format}` as well")
        return self.manifest.outputs[file]

    def _graph(self) -> list[str]:
        """Return the names of the N-Quads files."""
        return list(output_files.graph(self.manifest.outputs)) or [self._digest(output_files.GRAPH, "rdf")]
