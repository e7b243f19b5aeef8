"""A folder as a build leaves it, without building."""

from pathlib import Path
from typing import TYPE_CHECKING

from factory import literature

from kg import store
from kg.config import Config
from kg.exporters import exporter
from kg.tally import counts

if TYPE_CHECKING:
    import networkx as nx


def built(folder: Path, *formats: str, graph: "nx.MultiDiGraph[str] | None" = None) -> Path:
    """Make a folder as a build of a graph, by default `literature` as tables and GraphML, leaves it."""
    config = Config(formats=formats or ("tables", "graphml"))
    graph = literature() if graph is None else graph
    with store.writing(folder), store.staging(folder) as stage:
        for name in config.formats:
            exporter(name)(graph, stage, config=config)
        recipe = store.Recipe("0.1.0", "", "", {}, {}, "", (store.Input("alpha", "0"), store.Input("beta", "1")))
        manifest = store.Manifest(recipe, store.digests(stage, store.files(stage)), counts(graph))
        store.publish(folder, stage, manifest)
    return folder
