"""A build in parts, made by cutting up an ordinary one: what is about a paper goes to the shard of the paper."""

import gzip
import re
from collections import defaultdict
from csv import reader
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from kg import output_files, shown, store
from kg.cache import shard_of
from kg.json_text import from_json
from kg.query import triplestore
from kg.table_headers import HEADERS
from kg.work_folder import shard_name

SHARDS = 4
_OF_PAPERS = ("papers", "edges", "evidence", "links", "claims", "listed", "conflicts")
_SUBJECT = re.compile(r"<[^<>]*/(paper|claim|sentence|result)/([^/<>]+)> ")
_LINK = re.compile(r"<(?![^<> ]*/(?:about|graph|scheme|run|source|extractor)/)[^<>]+> \S+linkKind> ")


def partitioned(whole: Path, folder: Path, *, shards: int = SHARDS, kept: bool = True) -> Path:
    """Make a build in parts of the papers of an ordinary build.

    Args:
        whole: the folder of the ordinary build.
        folder: where it goes.
        shards: over how many shards the papers are spread.
        kept: whether a query store is made of it.
    """
    manifest = store.open_build(whole)
    with store.writing(folder), store.staging(folder) as stage:
        for name in manifest.outputs:
            for part, data in _cut(whole, name, shards).items():
                path = stage / part
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(gzip.compress(data, 1, mtime=0) if part.endswith(".gz") else data)
        papers = manifest.counts["papers"]
        entities = sum(manifest.counts["entities"].values())
        whole_of = shown.part(papers=papers, of_papers=papers, entities=entities, of_entities=entities)
        parts = {"shards": shards, "shown": whole_of, "partial": []}
        made = replace(manifest, outputs=store.digests(stage, store.files(stage)), parts=parts)
        store.publish(folder, stage, made)
    if kept and output_files.graph(made.outputs):
        triplestore.update(folder, output_files.graph(made.outputs))
    return folder


def _cut(whole: Path, name: str, shards: int) -> dict[str, bytes]:
    if name == output_files.GRAPH:
        return _graph((whole / name).read_text(encoding="utf-8").splitlines(keepends=True), shards)
    if name == output_files.RECORDS:
        return _records((whole / name).read_text(encoding="utf-8").splitlines(keepends=True), shards)
    if name.startswith("tables/"):
        return _table(name, (whole / name).read_text(encoding="utf-8"), shards)
    return {} if name == "kg.ttl" else {name: (whole / name).read_bytes()}


def _graph(lines: list[str], shards: int) -> dict[str, bytes]:
    links = {line.partition(" ")[0] for line in lines if _LINK.match(line)}
    parts = defaultdict(list)
    for line in lines:
        parts[_home(line, links, shards)].append(line)
    return {name: "".join(found).encode() for name, found in parts.items()}


def _home(line: str, links: set[str], shards: int) -> str:
    if line.endswith("/graph/meta> .\n"):
        return output_files.META
    if of_paper := _SUBJECT.match(line):
        kind, local = of_paper.groups()
        paper = local if kind == "paper" else local.rpartition("-")[0]
        return f"kg/papers-{_shard(f'paper/{unquote(paper)}', shards)}.nq.gz"
    return "kg/links.nq.gz" if line.partition(" ")[0] in links else "kg/entities.nq.gz"


def _shard(paper: str, shards: int) -> str:
    return shard_name(shard_of(paper, shards=shards))


def _records(lines: list[str], shards: int) -> dict[str, bytes]:
    parts = defaultdict(list)
    for line in lines:
        parts[_shard(from_json(line)["id"], shards)].append(line)
    return {f"papers/{name}.jsonl.gz": "".join(found).encode() for name, found in parts.items()}


def _table(name: str, text: str, shards: int) -> dict[str, bytes]:
    table = name.removeprefix("tables/").removesuffix(".csv")
    header, *lines = text.splitlines(keepends=True)
    if table not in _OF_PAPERS:
        return {f"{name}.gz": text.encode()}
    column = next(HEADERS[table].index(known) for known in ("paper", "subject", "id") if known in HEADERS[table])
    parts = {shard_name(number): [header] for number in range(shards)}
    for line in lines:
        paper = next(reader([line]))[column]
        key = _shard(paper, shards) if paper.startswith("paper/") else "relations"
        parts.setdefault(key, [header]).append(line)
    return {f"tables/{table}/{key}.csv.gz": "".join(found).encode() for key, found in parts.items()}
