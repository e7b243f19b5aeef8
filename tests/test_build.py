"""The build: from sources to a folder of outputs, again and again."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from factory import plants

import kg.extract
from kg import store
from kg.build import SAMPLE, build, extract_records
from kg.config import Config
from kg.errors import ConfigError, DecisionError, KGError, OutputError, SourceError
from kg.knowledge_graph import load
from kg.query import triplestore
from kg.records import Extraction, Paper

MOSS = {"title": "Moss and Fern", "abstract": "We use Moss. Fern is mentioned.", "id": "one"}
FERN = {"title": "Fern alone", "abstract": "We use Fern.", "id": "two"}
LIGHT = Config(formats=("tables", "graphml"))


@pytest.fixture(autouse=True)
def read_texts(monkeypatch):
    """Replace the extractor by one that finds two plants, and say which texts it reads."""
    seen: list[str] = []

    def extract(papers: Iterable[Paper], *, config: Config) -> Iterator[Extraction]:
        for paper in papers:
            seen.append(paper.title)
            yield from plants([paper], config=config)

    monkeypatch.setattr(kg.extract, "extract", extract)
    return seen


@pytest.fixture
def source(tmp_path):
    """Give a function that writes a source of records."""

    def write(name, *records):
        path = tmp_path / name
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
        return path

    return write


def run(folder, *sources, config=LIGHT, fresh=False):
    errors: list[KGError] = []
    done = build(sources, config=replace(config, output=str(folder)), on_error=errors.append, fresh=fresh)
    return done, [str(error) for error in errors]


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in store.read_manifest(folder).outputs}


def ids(folder: Path) -> set[str]:
    return set(load(folder).graph)


def test_a_build_writes_records_tables_and_a_manifest(tmp_path, source):
    done, errors = run(tmp_path / "out", source("a.jsonl", MOSS, FERN))
    assert errors == []
    assert done.manifest.counts == {
        "papers": 2,
        "entities": {"Method": 2},
        "edges": {"uses": 3},
        "links": 0,
        "claims": 0,
    }
    assert [(item.name, item.records) for item in done.manifest.recipe.inputs] == [("a.jsonl", 2)]
    assert sorted(done.manifest.seconds) == ["assemble", "extract", "history", "read", "resolve", "write"]
    assert {"papers.jsonl", "ids.jsonl", "graph.graphml", "tables/entities.csv"} <= set(done.manifest.outputs)
    records = [json.loads(line) for line in (tmp_path / "out" / "papers.jsonl").read_text().splitlines()]
    assert [record["id"] for record in records] == sorted(record["id"] for record in records)
    assert {entity["name"] for record in records for entity in record["entities"]} == {"Moss", "Fern"}


def test_nothing_is_done_twice(tmp_path, source, read_texts):
    path = source("a.jsonl", MOSS, FERN)
    first, _ = run(tmp_path / "out", path)
    read_texts.clear()
    again, _ = run(tmp_path / "out", path)
    assert (first.up_to_date, again.up_to_date, read_texts) == (False, True, [])
    assert again.manifest == first.manifest


@pytest.mark.parametrize(
    "change",
    [
        lambda _, path: path.write_text(path.read_text().replace("We use Fern", "We use much Fern")),
        lambda folder, _: (folder / "graph.graphml").unlink(),
        lambda folder, _: (folder / "tables" / "links.csv").write_text("spoilt"),
        lambda folder, _: (folder / "manifest.json").write_text(
            (folder / "manifest.json").read_text().replace('"code": "', '"code": "0')
        ),
    ],
)
def test_a_change_of_input_code_or_outputs_is_noticed(tmp_path, source, change):
    path = source("a.jsonl", MOSS, FERN)
    run(tmp_path / "out", path)
    change(tmp_path / "out", path)
    assert not run(tmp_path / "out", path)[0].up_to_date
    assert store.damaged(tmp_path / "out", store.read_manifest(tmp_path / "out")) == []


@pytest.mark.parametrize(
    ("change", "is_same"),
    [({"seed": 1}, False), ({"priority": ("b",)}, False), ({"workers": 2}, True), ({"shards": 3}, True)],
)
def test_only_settings_that_change_the_outputs_make_a_new_build(tmp_path, source, change, is_same):
    path = source("a.jsonl", MOSS)
    run(tmp_path / "out", path)
    assert run(tmp_path / "out", path, config=replace(LIGHT, **change))[0].up_to_date == is_same


def test_the_source_that_a_person_prefers_wins(tmp_path, source):
    known = {"id": "2401.00001", "abstract": "We use Fern alone."}
    paths = [source("a.jsonl", {**known, "title": "Fern"}), source("b.jsonl", {**known, "title": "Moss"})]
    for number, name in enumerate(("a.jsonl", "b.*")):
        run(tmp_path / "out", *paths, config=replace(LIGHT, priority=(name,)))
        record = json.loads((tmp_path / "out" / "papers.jsonl").read_text())
        assert (record["title"], record["sources"]) == (("Fern", "Moss")[number], ["a.jsonl", "b.jsonl"])
    conflicts = (tmp_path / "out" / "tables" / "conflicts.csv").read_text().splitlines()
    assert conflicts[1:] == ["paper/arxiv-2401.00001,title,Moss,b.jsonl,Fern,a.jsonl"]


def test_only_new_texts_are_read(tmp_path, source, read_texts):
    first, second = source("a.jsonl", MOSS), source("b.jsonl", FERN)
    run(tmp_path / "out", first)
    read_texts.clear()
    run(tmp_path / "out", first, second)
    assert read_texts == ["Fern alone"]


def test_a_source_that_is_left_out_is_forgotten(tmp_path, source):
    moss, fern = source("a.jsonl", MOSS), source("b.jsonl", FERN)
    run(tmp_path / "out", moss, fern)
    assert {"method/moss", "method/fern"} <= ids(tmp_path / "out")
    run(tmp_path / "out", fern)
    run(tmp_path / "fresh", fern)
    assert ids(tmp_path / "out") == ids(tmp_path / "fresh")
    assert "method/moss" not in ids(tmp_path / "out")


def test_a_format_that_is_left_out_is_removed(tmp_path, source):
    path = source("a.jsonl", MOSS)
    run(tmp_path / "out", path)
    (tmp_path / "out" / "tables" / "mine.txt").write_text("a person's")
    run(tmp_path / "out", path, config=replace(LIGHT, formats=("graphml",)))
    assert [file.name for file in (tmp_path / "out" / "tables").iterdir()] == ["mine.txt"]


def test_step_by_step_or_at_once_gives_the_same_bytes(tmp_path, source):
    first, second = source("a.jsonl", MOSS), source("b.jsonl", FERN)
    config = replace(LIGHT, layout="fresh")  # a map that is kept has a history
    run(tmp_path / "steps", first, config=config)
    run(tmp_path / "steps", second, first, config=config)
    run(tmp_path / "once", first, second, config=replace(config, shards=1))
    assert contents(tmp_path / "steps") == contents(tmp_path / "once")


def test_a_fresh_build_reads_every_text_and_keeps_the_bytes(tmp_path, source, read_texts):
    path = source("a.jsonl", MOSS, FERN)
    run(tmp_path / "out", path)
    before = contents(tmp_path / "out")
    read_texts.clear()
    assert not run(tmp_path / "out", path, fresh=True)[0].up_to_date
    assert sorted(read_texts) == ["Fern alone", "Moss and Fern"]
    assert contents(tmp_path / "out") == before


def test_a_broken_line_costs_only_itself_and_is_in_the_manifest(tmp_path, source):
    path = source("a.jsonl", *[{"title": f"Moss number {n}", "abstract": "Moss."} for n in range(10)])
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines[:6], '{"title": "Moss num\n', *lines[7:]]))
    done, errors = run(tmp_path / "out", path)
    assert done.manifest.counts["papers"] == 9
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}:7: ")
    assert done.manifest.errors == ({"kind": "RecordError", "message": errors[0]},)
    assert run(tmp_path / "out", path)[1] == errors  # also when nothing is left to do


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\x03" * 100, b"%PDF-1.7"])
def test_a_source_that_is_no_text_is_named_and_the_others_are_built(tmp_path, source, data):
    (tmp_path / "bad.txt").write_bytes(data)
    done, errors = run(tmp_path / "out", tmp_path / "bad.txt", tmp_path / "none.txt", source("a.jsonl", MOSS, FERN))
    assert done.manifest.counts["papers"] == 2
    assert sorted(error.split(":")[0] for error in errors) == [str(tmp_path / "bad.txt"), str(tmp_path / "none.txt")]
    assert all("\n" not in error for error in errors)


def test_a_missing_source_is_looked_for_again(tmp_path, source):
    first, missing = source("a.jsonl", MOSS), tmp_path / "b.jsonl"
    assert len(run(tmp_path / "out", first, missing)[1]) == 1
    assert run(tmp_path / "out", first)[1] == []
    source("b.jsonl", FERN)
    assert run(tmp_path / "out", first, missing)[0].manifest.counts["papers"] == 2


def test_where_no_paper_can_be_read_the_outputs_stay(tmp_path, source):
    run(tmp_path / "out", source("a.jsonl", MOSS))
    before = contents(tmp_path / "out")
    with pytest.raises(SourceError) as caught:
        run(tmp_path / "out", tmp_path / "none.txt")
    assert str(caught.value).startswith(f"{tmp_path / 'none.txt'}: cannot be read")
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(SourceError) as caught:
        run(tmp_path / "out", tmp_path / "none.txt", tmp_path / "empty.txt")
    assert str(caught.value) == "no paper could be read from the sources; the lines above say why"
    assert contents(tmp_path / "out") == before


def test_an_exporter_that_fails_leaves_the_outputs(tmp_path, source, monkeypatch):
    run(tmp_path / "out", source("a.jsonl", MOSS))
    before = contents(tmp_path / "out")

    def fail(*_, **__):
        raise OSError(28, "No space left on device", "graph.graphml")

    monkeypatch.setattr("kg.exporters.graphml.export", fail)
    with pytest.raises(OutputError) as caught:
        run(tmp_path / "out", source("b.jsonl", FERN))
    assert str(caught.value) == (
        "graph.graphml: cannot be written (No space left on device); mend this, or choose another folder with --output"
    )
    assert contents(tmp_path / "out") == before
    assert not list((tmp_path / "out").glob(".staging-*"))


def test_the_outputs_are_no_source_of_the_folder_that_holds_them(tmp_path, source):
    folder = tmp_path / "papers"
    folder.mkdir()
    source("papers/a.jsonl", MOSS)
    run(folder / "outputs", folder)
    done, errors = run(folder / "outputs", folder)
    assert (done.up_to_date, errors) == (True, [])


def test_the_outputs_of_other_builds_are_no_sources(tmp_path, source):
    path = source("a.jsonl", MOSS)
    run(tmp_path / "old" / "outputs", path)
    done, errors = run(tmp_path / "new", tmp_path)
    assert (errors, [item.name for item in done.manifest.recipe.inputs]) == ([], ["a.jsonl"])
    with pytest.raises(SourceError, match="nothing but what a build wrote; name files of papers"):
        run(tmp_path / "new", tmp_path / "old" / "outputs", tmp_path / "new")


def test_ids_that_were_kept_are_gone_on_from(tmp_path, source):
    path = source("a.jsonl", MOSS)
    run(tmp_path / "first", path)
    kept = (tmp_path / "first" / "ids.jsonl").read_text().replace("method/moss", "method/moss-of-old")
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "ids.jsonl").write_text(kept)
    run(tmp_path / "second", path)
    assert "method/moss-of-old" in ids(tmp_path / "second")


def test_a_source_is_not_overwritten_by_the_outputs(tmp_path, source):
    path = source("papers.jsonl", MOSS)
    with pytest.raises(OutputError, match="this file is in the way"):
        run(tmp_path, path)
    assert json.loads(path.read_text()) == MOSS


def test_an_unknown_format_is_refused_before_any_work(tmp_path, source, read_texts):
    with pytest.raises(ConfigError) as caught:
        run(tmp_path / "out", source("a.jsonl", MOSS), config=replace(LIGHT, formats=("tables", "xls")))
    assert str(caught.value).startswith("unknown format 'xls'; choose from rdf, html, tables, graphml, gexf, ")
    assert read_texts == []


def test_a_wrong_base_is_refused_before_any_work(tmp_path, source, read_texts):
    with pytest.raises(ConfigError, match="base: 'here' must be an http address"):
        run(tmp_path / "out", source("a.jsonl", MOSS), config=replace(LIGHT, base="here"))
    assert read_texts == []


def test_decisions_are_applied_and_a_change_of_them_is_noticed(tmp_path, source):
    path, decisions = source("a.jsonl", MOSS, FERN), tmp_path / "mine.txt"
    config = replace(LIGHT, decisions=str(decisions))
    with pytest.raises(DecisionError, match=r"mine\.txt: the decisions cannot be read"):
        run(tmp_path / "out", path, config=config)
    decisions.write_text("")
    run(tmp_path / "out", path, config=config)
    decisions.write_text("drop method/moss  # a plant\ndrop method/stone\nfrobnicate\n")
    done, errors = run(tmp_path / "out", path, config=config)
    assert not done.up_to_date
    assert "method/moss" not in ids(tmp_path / "out")
    assert len(errors) == 2


def test_records_come_without_a_folder_of_outputs(tmp_path, source):
    found = extract_records([source("a.jsonl", MOSS)], config=replace(LIGHT, output=str(tmp_path / "out")))
    assert [entity["id"] for entity in found[0]["entities"]] == ["method/moss", "method/fern"]
    assert not (tmp_path / "out").exists()


def kg_build(folder: Path, seed: str, *options: str) -> None:
    command = [sys.executable, "-m", "kg", "build", "--quiet", "--sample", "-o", str(folder), *options]
    subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})


def test_neither_the_hash_seed_nor_workers_nor_shards_change_a_byte(tmp_path):
    kg_build(tmp_path / "a", "1")
    kg_build(tmp_path / "b", "2", "--workers", "2", "--shards", "5")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_what_is_up_to_date_is_known_without_the_libraries(tmp_path):
    kg_build(tmp_path, "1", "--format", "tables", "--format", "rdf")
    heavy = ("spacy", "networkx", "rdflib", "numpy", "pyoxigraph", "pyvis", "yaml")
    code = (
        "import sys; from kg.build import build; from kg.config import Config\n"
        f"done = build([{str(SAMPLE)!r}], config=Config(output={str(tmp_path)!r}, formats=('tables', 'rdf')))\n"
        f"print(done.up_to_date, [name for name in {heavy} if name in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "True []\n"
    )


def test_a_paper_that_brings_out_a_bug_is_skipped_until_a_fresh_build(tmp_path, source, monkeypatch):
    healthy = kg.extract.extract

    def faulty(papers, *, config):
        papers = list(papers)
        if any("alone" in paper.title for paper in papers):
            raise ZeroDivisionError("division by zero")
        return healthy(papers, config=config)

    monkeypatch.setattr(kg.extract, "extract", faulty)
    path = source("a.jsonl", MOSS, FERN)
    done, errors = run(tmp_path / "out", path)
    assert (done.manifest.counts["papers"], len(errors)) == (2, 1)
    assert "nothing could be extracted (ZeroDivisionError at test_build.py:" in errors[0]
    monkeypatch.setattr(kg.extract, "extract", healthy)
    assert run(tmp_path / "out", path)[1] == errors
    assert run(tmp_path / "out", path, fresh=True)[1] == []


def test_where_every_paper_brings_out_a_bug_the_outputs_stay(tmp_path, source, monkeypatch):
    run(tmp_path / "out", source("a.jsonl", MOSS))
    before = contents(tmp_path / "out")
    monkeypatch.setattr(kg.extract, "extract", lambda papers, *, config: 1 / 0)  # noqa: ARG005  the extractor's signature
    with pytest.raises(KGError, match="nothing could be extracted"):
        run(tmp_path / "out", source("b.jsonl", FERN))
    assert contents(tmp_path / "out") == before


RDF = Config(formats=("rdf",))


def stores(folder):
    return sorted(place.name for place in (folder / "store").glob("*")) if (folder / "store").exists() else []


def digest_of(done):
    return done.manifest.outputs["kg.nq"]


def test_a_build_with_rdf_keeps_a_store_that_no_manifest_lists(tmp_path, source):
    path, out = source("a.jsonl", MOSS), tmp_path / "out"
    first, errors = run(out, path, config=RDF)
    assert errors == []
    assert stores(out) == [digest_of(first)[:16]]
    assert not [name for name in first.manifest.outputs if name.startswith("store")]
    second, _ = run(out, path, source("b.jsonl", FERN), config=RDF)
    assert stores(out) == sorted([digest_of(first)[:16], digest_of(second)[:16]])
    lines = (out / "kg.nq").read_text().splitlines()
    assert sorted(f"{quad} ." for quad in triplestore.open_store(out, digest_of(second))) == lines


@pytest.mark.parametrize("loss", [shutil.rmtree, lambda place: (place / "CURRENT").unlink()])
def test_a_store_that_is_lost_or_damaged_is_made_again_though_all_is_up_to_date(tmp_path, source, read_texts, loss):
    path = source("a.jsonl", MOSS)
    done, _ = run(tmp_path / "out", path, config=RDF)
    loss(triplestore.path(tmp_path / "out", digest_of(done)))
    read_texts.clear()
    again, _ = run(tmp_path / "out", path, config=RDF)
    assert (again.up_to_date, read_texts) == (True, [])
    assert triplestore.is_whole(tmp_path / "out", digest_of(done))


def test_a_fresh_build_makes_its_store_anew_and_one_without_rdf_has_none(tmp_path, source):
    path = source("a.jsonl", MOSS)
    done, _ = run(tmp_path / "out", path, config=RDF)
    mark = triplestore.path(tmp_path / "out", digest_of(done)) / "mark"
    mark.touch()
    run(tmp_path / "out", path, config=RDF, fresh=True)
    assert (mark.exists(), stores(tmp_path / "out")) == (False, [digest_of(done)[:16]])
    run(tmp_path / "out", path)
    assert not (tmp_path / "out" / "store").exists()


def test_a_store_that_cannot_be_written_is_told_and_the_build_stands(tmp_path, source):
    out = tmp_path / "out"
    out.mkdir()
    (out / "store").write_text("in the way")
    done, errors = run(out, source("a.jsonl", MOSS), config=RDF)
    assert [error for error in errors if "the query store cannot be written" not in error] == []
    assert len(errors) == 1
    assert store.damaged(out, done.manifest) == []
    assert len(triplestore.open_store(out, digest_of(done))) > 0


def test_the_files_of_a_store_are_no_sources(tmp_path, source):
    source("a.jsonl", MOSS)
    inner, errors = run(tmp_path / "out", tmp_path, config=RDF)
    assert (errors, [item.name for item in inner.manifest.recipe.inputs]) == ([], ["a.jsonl"])
    outer, errors = run(tmp_path.with_name("other"), tmp_path, config=RDF)
    assert (errors, [item.name for item in outer.manifest.recipe.inputs]) == ([], ["a.jsonl"])
    shutil.rmtree(tmp_path.with_name("other"))
