"""A part: what the papers of one shard say, as the files of the outputs that hold it, and as runs for the whole."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg import cache, shards
from kg.assemble import assemble
from kg.config import Config
from kg.exporters import tables
from kg.history import facts
from kg.json_text import from_json
from kg.paper_records import paper_records, record_lines
from kg.parts import runs
from kg.parts.inputs import read_resolution, read_rows
from kg.parts.kept import Told, keep, key_of
from kg.parts.packing import pack, packing, place
from kg.parts.sightings import known_places
from kg.provenance import Conflict, Listed
from kg.rdf import write
from kg.rdf.counts import counts_of_all
from kg.rdf.lines import line
from kg.rdf.places import places
from kg.rdf.rows import rows_of_papers
from kg.rdf.vocabulary import Vocabulary, data_base
from kg.table_headers import HEADERS
from kg.work_folder import WorkFolder

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

_RUNS: Final = "runs"
_READ: Final = {"listed": Listed, "conflicts": Conflict}
"""What the readers tell of the papers of a shard, by the step that wrote it: a JSON array a line, its fields."""
_FORMATS: Final = ("rdf", "tables")


def write_part(shard: str, *, work: WorkFolder, stage: Path, config: Config, code: str) -> Told:
    """Write the part of a shard, unless it is kept already.

    Args:
        shard: the name of the shard.
        work: where the papers, what they say and name, and the merged sightings are, and where runs go to.
        stage: where outputs are staged.
        config: the settings of the build.
        code: the digest of the code.

    Returns:
        The name of the shard, how much of what its part says, the digests of the outputs, whether it was kept.

    Raises:
        OutputError: a file cannot be written, or a strict reader refuses one.
    """
    kept = keep(work, "part", shard, key=_key(shard, work, config, code), make=partial(_make, shard, work, config))
    outputs = {}
    for name, digest in kept.files.items():
        if (run := Path(name)).parent.name == _RUNS:
            place(kept.folder / name, work.of(run.name.removesuffix(runs.ENDING), f"{shard}{runs.ENDING}"))
        else:
            place(kept.folder / name, stage / name)
            outputs[name] = digest
    return {"shard": shard, **kept.told, "outputs": outputs, "kept": kept.again}


def _key(shard: str, work: WorkFolder, config: Config, code: str) -> str:
    inputs = [work.papers(shard), work.assigned(shard), known_places(shard, work=work)]
    listed = [work.of(name, f"{shard}.jsonl") for name in _READ]
    formats = [name for name in _FORMATS if name in config.formats]
    return key_of([*inputs, *listed], shards.content_digest(work, shard), code, config.base, *formats)


def _make(shard: str, work: WorkFolder, config: Config, folder: Path) -> Told:
    papers, extractions = cache.read_papers(work.papers(shard)), list(shards.extractions(work, shard))
    resolution = read_resolution(shard, work)
    known = from_json(known_places(shard, work=work).read_bytes())
    graph = assemble(papers, extractions, resolution, known=known["links"])
    graph.graph.update({name: tuple(_read(name, shard, work)) for name in _READ})
    pack(folder / "papers" / f"{shard}.jsonl.gz", record_lines(paper_records(papers, extractions, resolution)))
    told = _tally(graph)
    _write_runs(graph, folder / _RUNS)
    if "tables" in config.formats:
        _write_tables(shard, graph, folder / tables.FOLDER)
    if "rdf" in config.formats:
        told["rdf"] = _write_rdf(shard, graph, known["names"], folder, base=config.base)
    return told


def _read(name: str, shard: str, work: WorkFolder) -> Iterator[Listed | Conflict]:
    return (_READ[name](*row) for row in read_rows(work.of(name, f"{shard}.jsonl")))


def _tally(graph: "Graph") -> dict[str, Any]:
    said = Counter(data["predicate"] for subject, _, data in graph.edges(data=True) if "paper" in graph.nodes[subject])
    papers = [node for _, node in graph.nodes(data=True) if "paper" in node]
    claims = sum(len(node.get("results", ())) for node in papers)
    return {"papers": len(papers), "edges": dict(sorted(said.items())), "claims": claims}


def _write_runs(graph: "Graph", folder: Path) -> None:
    found: dict[str, Sequence[str]] = {
        runs.NAMINGS: runs.namings(graph),
        runs.RELATIONS: runs.relations(graph),
        runs.FACTS: [f"{fact}\n" for fact in facts.lines_of_papers(graph)],
    }
    for name, lines in found.items():
        pack(folder / f"{name}{runs.ENDING}", lines)


def _write_tables(shard: str, graph: "Graph", folder: Path) -> None:
    for name, rows in tables.rows_of_papers(graph).items():
        with packing(folder / name / f"{shard}.csv.gz") as stream:
            tables.write_to(stream, HEADERS[name], rows)


def _write_rdf(shard: str, graph: "Graph", names: dict[str, str], folder: Path, *, base: str) -> Told:
    where = places(graph, Vocabulary(data_base(base)), names)
    rows = dict.fromkeys(rows_of_papers(graph, where))  # a set is read in the order of hashes, three times as slowly
    path = pack(folder / "kg" / f"papers-{shard}.nq.gz", sorted(map(line, rows)))
    write.reread(path, count=len(rows))
    return counts_of_all(rows).to_json()
