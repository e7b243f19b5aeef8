"""In which parts of a build something is told, so that the others need not be read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kg import cache, output_files
from kg.errors import OutputError
from kg.store import Manifest

PAPER = "paper/"
_REFUSALS = (OutputError, OSError, RuntimeError, ValueError, SyntaxError)
# Who names a thing, who states something of it, and who claims a result for it; no DISTINCT, which would hold them all.
_PAPERS = """
SELECT ?paper {{
  {{ ?paper ?predicate {0} FILTER(STRSTARTS(STR(?paper), STR(paper:))) }}
  UNION {{ VALUES ?end {{ rdf:subject rdf:object }} ?claim ?end {0} ; kg:evidence/dcterms:isPartOf ?paper }}
  UNION {{ VALUES ?end {{ kg:onDataset kg:resultOf }} ?result ?end {0} ; kg:claimedIn ?paper }}
}}
"""


class Whereabouts:
    """Where a build in parts tells of what."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Take a build; its query store is opened when it is first asked."""
        self._folder = folder
        self._manifest = manifest
        self._number = int(manifest.parts.get("shards", 0))
        self._known: dict[str, frozenset[int]] = {}

    def files(self, table: str, about: str = "") -> list[str]:
        """Return the files of a table that may tell of a thing: all of them where that is not known.

        Args:
            table: the name of the table.
            about: the id of a paper or of an entity; nothing for every row.
        """
        files = output_files.table(self._manifest.outputs, table)
        if not about or len(files) == 1 or not self._number:
            return files
        shards = self._shards(about)
        return [name for name in files if (shard := output_files.shard_in(name)) is None or shard in shards]

    def _shards(self, key: str) -> frozenset[int]:
        if key not in self._known:
            self._known[key] = self._found(key)
        return self._known[key]

    def _found(self, key: str) -> frozenset[int]:
        if key.startswith(PAPER):
            return frozenset({self._shard_of(key)})
        found: set[int] = set()
        try:
            for paper in self._papers(key):
                found.add(self._shard_of(paper))
                if len(found) == self._number:
                    break
        except _REFUSALS:  # without a store that answers, all parts are read
            return frozenset(range(self._number))
        return frozenset(found)

    def _shard_of(self, paper: str) -> int:
        return cache.shard_of(paper, shards=self._number)

    def _papers(self, key: str) -> Iterator[str]:
        """Yield the papers that say something of an entity or give a link, some of them several times."""
        from kg.query import graph_file, triplestore
        from kg.rdf.vocabulary import Vocabulary

        store = triplestore.kept(self._folder, output_files.graph_digest(self._manifest.outputs))
        if store is None:
            raise OutputError(f"{self._folder}: there is no query store")
        known = dict(graph_file.prefixes(store))
        names = Vocabulary(known["paper"].removesuffix(PAPER))
        iri = names.thing(key) if key.partition("/")[0] in known else names.web(key)
        rows: Any = store.query(_PAPERS.format(iri), prefixes=known, use_default_graph_as_union=True)
        for row in rows:
            yield PAPER + unquote(row["paper"].value.removeprefix(known["paper"]))
