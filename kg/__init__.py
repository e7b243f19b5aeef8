"""Turn paper abstracts into a knowledge graph of methods, models, datasets, tasks and code.

    import kg

    done = kg.build_graph(["papers.jsonl"], config=kg.Config(output="outputs"))
    build = kg.load("outputs")
    rows = build.query(name="datasets-of-method", method="LoRA")
    news = kg.diff("outputs", "7d").changes

Names are imported when they are used, so that `import kg` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import Build as Build
    from kg.build import build as build_graph
    from kg.build import extract_records as extract_records
    from kg.config import Config as Config
    from kg.errors import KGError as KGError
    from kg.history.comparison import Comparison as Comparison
    from kg.history.comparison import diff as diff
    from kg.knowledge_graph import KnowledgeGraph as KnowledgeGraph
    from kg.knowledge_graph import load as load
    from kg.records import Alias as Alias
    from kg.records import ClaimedResult as ClaimedResult
    from kg.records import Entity as Entity
    from kg.records import Evidence as Evidence
    from kg.records import Extraction as Extraction
    from kg.records import Link as Link
    from kg.records import Mention as Mention
    from kg.records import Paper as Paper
    from kg.records import Relation as Relation

__version__ = "0.1.0"

_HOMES = {
    "Alias": "kg.records:Alias",
    "Build": "kg.build:Build",
    "ClaimedResult": "kg.records:ClaimedResult",
    "Comparison": "kg.history.comparison:Comparison",
    "Config": "kg.config:Config",
    "Entity": "kg.records:Entity",
    "Evidence": "kg.records:Evidence",
    "Extraction": "kg.records:Extraction",
    "KGError": "kg.errors:KGError",
    "KnowledgeGraph": "kg.knowledge_graph:KnowledgeGraph",
    "Link": "kg.records:Link",
    "Mention": "kg.records:Mention",
    "Paper": "kg.records:Paper",
    "Relation": "kg.records:Relation",
    "build_graph": "kg.build:build",  # `kg.build` is the module
    "diff": "kg.history.comparison:diff",
    "extract_records": "kg.build:extract_records",
    "load": "kg.knowledge_graph:load",
}

__all__ = [
    "Alias",
    "Build",
    "ClaimedResult",
    "Comparison",
    "Config",
    "Entity",
    "Evidence",
    "Extraction",
    "KGError",
    "KnowledgeGraph",
    "Link",
    "Mention",
    "Paper",
    "Relation",
    "build_graph",
    "diff",
    "extract_records",
    "load",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  public names are of many types
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute '{name}'")
    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
