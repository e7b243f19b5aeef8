"""The build: read, extract, resolve, assemble, export; the only package that knows every stage.

A build whose recipe and outputs are unchanged returns without importing any of the libraries behind the stages.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from kg import inputs, output_files, recipes, shards, store
from kg.build import copying
from kg.build.finishing import IDS, MAP, PAPERS, keep_store
from kg.build.in_memory import build_in_memory
from kg.build.reading import read, stream
from kg.build.run import Build, OnError, Progress, Run, clear_work, ignore, work_folder
from kg.config import Config
from kg.digests import sha256
from kg.errors import KGError, OutputError
from kg.exporters import EXPORTERS, exporter
from kg.history import past
from kg.paper_records import paper_records
from kg.query import triplestore
from kg.readers.sources import Source
from kg.remote import is_url
from kg.user_cache import folder_of_outputs
from kg.work_folder import shard_count

__all__ = ["IDS", "MAP", "PAPERS", "SAMPLE", "Build", "build", "extract_records", "read"]

SAMPLE = Path(__file__).resolve().parents[1] / "sample" / "papers.jsonl"


def build(
    sources: Sequence[str | Path],
    *,
    config: Config,
    on_error: OnError = ignore,
    progress: Progress = ignore,
    fresh: bool = False,
) -> Build:
    """Bring the outputs of a folder up to date with sources, reading only texts that are new or changed.

    Args:
        sources: files, folders, patterns, or `-` for standard input; what a source that is left out said is forgotten.
        config: the settings; `config.output` is the folder, or a URL, which a folder of this machine is copied to.
        on_error: is told of each record and source that cannot be read; the rest is built.
        progress: is told the stage, and how much of it is done.
        fresh: build although nothing changed, read every text again, and draw a new map.

    Raises:
        KGError: no paper could be read, or the outputs cannot be written; the outputs of before are untouched.
    """
    url, run = config.output, Run(config, on_error, progress)
    if not is_url(url):
        return _build(sources, run, fresh=fresh)
    folder = folder_of_outputs(url)
    copying.fetch(url, folder)
    done = _build(sources, replace(run, config=replace(config, output=str(folder))), fresh=fresh)
    copying.copy(folder, url, told=partial(progress, "copy"))
    return done


def _build(sources: Sequence[str | Path], run: Run, *, fresh: bool) -> Build:
    folder, config = run.folder, run.config
    _check(config)
    with store.writing(folder):
        found, unreadable = inputs.expand(sources, config=config)
        recipe = recipes.recipe(found, unreadable, config=config)
        last = store.read_manifest(folder)
        if last and not fresh and last.recipe == recipe and _has_its_parts(last, config) and _is_whole(folder, last):
            clear_work(folder)
            run.repeat(last)
            keep_store(folder, last.outputs, run)
            return Build(folder, last, up_to_date=True)
        _tell_of_changed(last, run)
        with store.reported(folder):
            done = _built(found, unreadable, recipe, run, fresh=fresh)
        if not output_files.graph(done.manifest.outputs):
            triplestore.remove(folder)
        return done


def _tell_of_changed(last: store.Manifest | None, run: Run) -> None:
    """Tell which files that a build goes on from are no longer as the last one wrote them."""
    written = last.outputs if last else {}
    for name in (IDS, MAP):
        path = run.folder / name
        if name in written and path.is_file() and sha256(path) != written[name]:
            run.report(
                OutputError(
                    f"{path}: was changed since the last build, and counts as it is; restore it if nobody meant to"
                )
            )


def _is_whole(folder: Path, manifest: store.Manifest) -> bool:
    return not store.damaged(folder, manifest) and past.is_whole(folder)


def _has_its_parts(manifest: store.Manifest, config: Config) -> bool:
    """Tell whether a build is in as many parts as the settings want, which say nothing of one that is in none."""
    if "shards" not in manifest.parts:
        return True
    return bool(manifest.parts["shards"] == shard_count(manifest.counts["papers"], least=config.shards))


def _check(config: Config) -> None:
    """Refuse settings that an exporter would refuse, before any work is done and mostly without an import."""
    for name in config.formats:
        if name not in EXPORTERS:
            exporter(name)
    if config.base:
        from kg.rdf.vocabulary import data_base

        data_base(config.base)


def _built(
    sources: Sequence[Source], unreadable: list[KGError], recipe: store.Recipe, run: Run, *, fresh: bool
) -> Build:
    with work_folder(run.folder, recipe.extractor) as work:
        with run.stage("read"):
            found = stream(
                sources,
                unreadable,
                config=run.config,
                spool=work.folder / "read",
                cache=work.extractions.parent / "read",
                on_error=run.on_error,
                progress=run.progress,
            )
        if found.count > run.config.graph_limit:
            from kg.build.in_shards import build_in_shards

            return build_in_shards(found, work, recipe, run, fresh=fresh)
        from kg.parts import kept  # not where a build is up to date

        done = build_in_memory(found.reading(), recipe, run, fresh=fresh)
        kept.forget(work)
        return done


def extract_records(
    sources: Sequence[str | Path], *, config: Config, on_error: OnError = ignore, progress: Progress = ignore
) -> list[dict[str, Any]]:
    """Return what each paper of some sources says, resolved among them, without a folder of outputs.

    The arguments are those of `build`; all papers are held in memory.

    Raises:
        KGError: no paper could be read.
    """
    from kg import resolve

    papers = read(*inputs.expand(sources, config=config), config=config, on_error=on_error, progress=progress).papers
    extractions = []
    for extraction in shards.extract_each(papers, config=config, on_failure=lambda line: on_error(KGError(line))):
        extractions.append(extraction)
        progress("extract", len(extractions), len(papers))
    return list(paper_records(papers, extractions, resolve.resolve(extractions)))
