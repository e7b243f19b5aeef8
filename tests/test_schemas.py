"""The files of schemas/: made from kg.yaml, and up to date."""

import re
from pathlib import Path

import pytest
from script_modules import imported

from kg import schema
from kg.errors import SchemaError
from kg.rdf.validation.shacl import shacl


@pytest.fixture(scope="module")
def script():
    with imported("generate_schemas") as module:
        yield module


def test_the_files_are_what_the_schema_makes(script, capsys):
    assert script.main(["--check"]) == 0
    assert capsys.readouterr().err == ""


def test_a_file_that_is_out_of_date_is_named_and_written_anew(script, tmp_path, capsys):
    assert script.main(["--root", str(tmp_path)]) == 0
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*"))
    assert made == sorted(script.FILES)
    (tmp_path / "schemas/shapes.ttl").write_text("")
    (tmp_path / "docs/rdf.md").write_text("By hand.\n<!-- table: classes -->\nold\n<!-- end -->\n")
    capsys.readouterr()
    assert script.main(["--root", str(tmp_path), "--check"]) == 1
    assert capsys.readouterr().err == "".join(
        f"{tmp_path / name} is out of date: run python scripts/generate_schemas.py\n"
        for name in ("schemas/shapes.ttl", "docs/rdf.md")
    )
    assert (tmp_path / "schemas/shapes.ttl").read_text() == ""
    assert script.main(["--root", str(tmp_path)]) == 0
    assert (tmp_path / "schemas/shapes.ttl").read_text() == shacl(schema.load())
    assert "| `kg:Task` |" in (tmp_path / "docs/rdf.md").read_text()
    assert script.main(["--root", str(tmp_path), "--check"]) == 0


def test_every_schema_file_is_made_or_is_the_source(script):
    assert {path.name for path in schema.folder().iterdir()} == {
        "kg.yaml",
        *(Path(name).name for name in script.FILES),
    } - {"rules.md"}


def test_no_term_is_described_twice():
    sections = re.split(r"^\w+:$", (schema.folder() / "kg.yaml").read_text(), flags=re.MULTILINE)
    for section in sections:
        found = re.findall(r"^  ([\w:]+): ?", section, re.MULTILINE)
        assert len(found) == len(set(found)), sorted(name for name in found if found.count(name) > 1)
    assert len(sections) > 8


def test_every_kind_of_iri_has_a_prefix():
    prefixes = schema.load().all_prefixes("https://x.org/")
    assert (prefixes["kg"], prefixes["claim"]) == ("https://w3id.org/abstract-kg/ontology#", "https://x.org/claim/")
    assert len(set(prefixes.values())) == len(prefixes)
    assert schema.load().all_prefixes()["paper"] == "https://w3id.org/abstract-kg/paper/"


def test_a_schema_that_lacks_a_part_is_an_error(monkeypatch, tmp_path):
    (tmp_path / "kg.yaml").write_text("namespace: https://x.org/\n")
    monkeypatch.setattr(schema, "folder", lambda: tmp_path)
    with pytest.raises(SchemaError, match=r"kg\.yaml: the schema cannot be read \('base'\); reinstall kg"):
        schema.load.__wrapped__()


def test_the_schema_is_the_same_without_the_fast_parser(monkeypatch):
    fast = schema.load()
    monkeypatch.delattr("yaml.CSafeLoader", raising=False)
    schema.load.cache_clear()
    try:
        assert schema.load() == fast
        assert schema.load() is not fast
    finally:
        schema.load.cache_clear()
