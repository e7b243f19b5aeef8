"""The files of schemas/: made from kg.yaml, and up to date."""

import importlib.util
from pathlib import Path

import pytest

from kg import schema
from kg.errors import SchemaError
from kg.rdf.shapes import shacl

SCRIPT = Path(__file__).parents[1] / "scripts" / "generate_schemas.py"


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("generate_schemas", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_files_are_what_the_schema_makes(script, capsys):
    assert script.main(["--check"]) == 0
    assert capsys.readouterr().err == ""


def test_a_file_that_is_out_of_date_is_named_and_written_anew(script, tmp_path, capsys):
    assert script.main(["--folder", str(tmp_path)]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "context.jsonld",
        "kg.ttl",
        "paper.schema.json",
        "shapes.ttl",
    ]
    (tmp_path / "shapes.ttl").write_text("")
    capsys.readouterr()
    assert script.main(["--folder", str(tmp_path), "--check"]) == 1
    assert (
        capsys.readouterr().err == f"{tmp_path / 'shapes.ttl'} is out of date: run python scripts/generate_schemas.py\n"
    )
    assert (tmp_path / "shapes.ttl").read_text() == ""
    assert script.main(["--folder", str(tmp_path)]) == 0
    assert (tmp_path / "shapes.ttl").read_text() == shacl(schema.load())


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
