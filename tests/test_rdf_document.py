"""docs/rdf.md and docs/rules.md: what they show is so."""

import re
from pathlib import Path

import pyoxigraph
import pytest
from builds import built
from click.testing import CliRunner
from factory import literature, nquads, quads

from kg import schema
from kg.cli.group import cli
from kg.rdf.formats import FORMATS

DOCS = Path(__file__).parents[1] / "docs"
TEXT = (DOCS / "rdf.md").read_text(encoding="utf-8")
BASE = "https://w3id.org/abstract-kg/"


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_the_example_of_a_claim_is_what_a_build_writes():
    (example,) = (block for block in blocks("turtle") if "a kg:Claim" in block)
    written = {tuple(row[:3]) for row in quads(literature(), BASE)}
    shown = [
        tuple(map(str, (quad.subject, quad.predicate, quad.object)))
        for quad in pyoxigraph.parse(example.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    ]
    assert len(shown) == 17
    assert [triple for triple in shown if triple not in written] == []


def test_the_example_of_a_retired_iri_is_what_a_build_writes():
    (example,) = (block for block in blocks("turtle") if "owl:deprecated" in block)
    header = "".join(f"@prefix {name}: <{space}> .\n" for name, space in schema.load().all_prefixes().items())
    written = {tuple(row[:3]) for row in quads(literature(), BASE)}
    parsed = pyoxigraph.parse((header + example).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    assert {tuple(map(str, (quad.subject, quad.predicate, quad.object))) for quad in parsed} <= written


def test_every_turtle_and_sparql_block_can_be_read():
    header = "".join(f"@prefix {name}: <{space}> .\n" for name, space in schema.load().all_prefixes().items())
    for block in blocks("turtle"):
        assert list(pyoxigraph.parse((header + block).encode(), format=pyoxigraph.RdfFormat.TURTLE))
    store = pyoxigraph.Store()
    store.load(nquads(quads(literature(), BASE)).encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    (query,) = blocks("sparql")
    query = query.replace("dataset:imagenet", "dataset:paperstack")
    rows = list(store.query(query, use_default_graph_as_union=True))
    assert [str(row["sentence"]) for row in rows] == ['"Moss is evaluated on PaperStack against LoRA."']


def test_the_named_graphs_and_kinds_of_iris_are_those_of_a_build():
    used = {row[3].removeprefix(f"<{BASE}").rstrip(">") for row in quads(literature(), BASE)}
    assert {"graph/entities", "graph/meta"} < used
    kinds = {re.match(r"[a-z]+", row[0].removeprefix(f"<{BASE}"))[0] for row in quads(literature(), BASE)
             if row[0].startswith(f"<{BASE}")}  # fmt: skip
    for kind in kinds - {"method", "model", "dataset", "task"}:
        assert f"`{kind}/" in TEXT or f"`{kind}:" in TEXT, kind


@pytest.mark.parametrize("block", blocks("bash"))
def test_the_options_of_the_commands_exist(block):
    for command, line in re.findall(r"^kg (check|export)(.*?)(?=#|>|\||$)", block, re.MULTILINE):
        for option in re.findall(r"--[a-z0-9-]+", line):
            assert option in CliRunner().invoke(cli, [command, "--help"]).output


def test_the_formats_of_kg_export_are_listed():
    rows = {
        f"| {found.title} | `{name}` |{' yes' * found.named_graphs} |{' with `--rdf12`' * found.rdf12} |"
        for name, found in FORMATS.items()
    }
    section = TEXT.split("## Other formats")[1].split("## ")[0]
    assert {line for line in section.splitlines() if line.startswith("|")} - rows == {
        "| Format | Name | Named graphs | RDF 1.2 |",
        "| --- | --- | --- | --- |",
    }
    assert rows <= set(section.splitlines())


def test_the_python_blocks_load_a_build(tmp_path, monkeypatch):
    built(tmp_path / "outputs", "rdf")
    monkeypatch.chdir(tmp_path)
    sizes = set()
    for block in blocks("python"):
        names = {}
        exec(compile(block, "rdf.md", "exec"), names)  # noqa: S102  the document is ours
        sizes.add(len(names["dataset"]))
    assert len(sizes) == 1
    assert sizes.pop() > 500
