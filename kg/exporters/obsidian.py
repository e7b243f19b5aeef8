"""A vault for Obsidian: a note a paper, an entity and a group of the map, with the sentences, linked both ways."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.config import Config
from kg.exporters import notes
from kg.exporters.facts import entities, papers
from kg.exporters.file_names import file_names
from kg.exporters.notes import Vault

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

FOLDER = "obsidian"
INDEX = "Index"
PAPERS, GROUPS = "Papers", "Groups"
_ENDING = ".md"
_SMALLEST_GROUP = 3
"""Fewer nodes are no group."""


def export(graph: "Graph", folder: Path, *, config: Config) -> list[Path]:  # noqa: ARG001  every exporter takes the settings
    """Write the notes and return their paths; Obsidian's own folder is not touched."""
    written = []
    for name, text in vault(graph):
        path = folder / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return sorted(written)


def vault(graph: "Graph") -> Iterator[tuple[str, str]]:
    """Yield the path in the vault and the text of every note."""
    groups = _groups(graph)
    names = _names(graph, groups)
    members = {key: group for group, (_, some) in groups.items() for key in some}
    made = Vault(graph, names, members)
    folders = {name: found.plural.capitalize() for name, found in schema.load().types.items()}
    yield f"{INDEX}{_ENDING}", notes.index(made, {key: name for key, (name, _) in groups.items()})
    for paper in papers(graph):
        yield f"{PAPERS}/{names[paper.id]}{_ENDING}", notes.paper(made, paper)
    for key, node in entities(graph):
        yield f"{folders[node['type']]}/{names[key]}{_ENDING}", notes.entity(made, key)
    for key, (name, some) in groups.items():
        yield f"{GROUPS}/{names[key]}{_ENDING}", notes.group(made, name, some)


def _groups(graph: "Graph") -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return name and members of each group of the map, by a key; none where the graph has no map."""
    found: Any = graph.graph.get("map")
    named = [item for item in (found.communities if found else ()) if item.name]
    return {
        f"group/{number}": (item.name, item.members)
        for number, item in enumerate(named, 1)
        if len(item.members) >= _SMALLEST_GROUP
    }


def _names(graph: "Graph", groups: dict[str, tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Return the name of each note without its ending: the names of entities stay, those of papers give way."""
    wanted = [("", INDEX, "")]
    wanted += [(key, node["label"], node["type"].lower()) for key, node in entities(graph)]
    wanted += [(paper.id, paper.title, "paper") for paper in papers(graph)]
    wanted += [(key, name, "group") for key, (name, _) in groups.items()]
    return {key: name.removesuffix(_ENDING) for key, name in file_names(wanted, ending=_ENDING).items()}
