"""The shape of the package: which way imports point, which library lives where, how long modules are."""

import ast
import functools
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "kg"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = ["readers", "extract", "resolve", "assemble", "analyse", "rdf", "query", "viewer"]
GROUND = [
    "addresses",
    "arxiv_ids",
    "atomic",
    "config",
    "digests",
    "errors",
    "exported",
    "json_text",
    "latex",
    "lexicon",
    "multiway_merge",
    "names",
    "numbers",
    "open_files",
    "output_files",
    "paper_records",
    "provenance",
    "records",
    "remote",
    "schema",
    "shown",
    "table_headers",
    "tags",
    "text",
    "user_cache",
]
HOMES = {
    "spacy": {"extract"},
    "duckdb": {"exporters"},
    "pycrfsuite": {"extract"},
    "rdflib": {"rdf", "query", "exporters"},
    "pyoxigraph": {"rdf", "query"},
    "pyshacl": {"rdf"},
    "pyvis": {"viewer"},
    "click": {"cli"},
    "rich": {"cli"},
    "yaml": {"schema", "readers"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
    "jinja2": {"serve"},
    "httpcore": {"web"},
    "httpx": set(),
    "bibtexparser": {"readers"},
    "lxml": {"readers", "fetch"},
    "pyarrow": {"readers", "executors"},
    "pyspark": {"executors"},
    "grpc": {"executors"},
    "dask": {"executors"},
    "distributed": {"executors"},
    "fsspec": {"remote"},
    "watchfiles": {"watching"},
    "zstandard": {"readers", "history"},
}
BANNED = {"utils", "helpers", "core", "common", "manager", "processor", "service"}


def part(path):
    """Return the part of the package that a module belongs to: its folder, or its own name."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@functools.cache
def imports(path):
    """Return the dotted names that a module imports, wherever it does; not those for the type checker alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def parts_used(path):
    return {name.split(".")[1] for name in imports(path) if name.startswith("kg.")} - {part(path), "__version__"}


@pytest.mark.parametrize("path", [p for p in MODULES if part(p) in STAGES], ids=lambda p: str(p.relative_to(ROOT)))
def test_no_stage_imports_another(path):
    assert parts_used(path) <= {*GROUND}


@pytest.mark.parametrize("path", [p for p in MODULES if part(p) in GROUND], ids=lambda p: str(p.relative_to(ROOT)))
def test_what_stages_share_imports_no_stage(path):
    assert parts_used(path) <= {*GROUND}


def test_records_and_errors_import_nothing_of_the_package():
    assert parts_used(PACKAGE / "records.py") == parts_used(PACKAGE / "errors.py") == set()


def test_only_the_command_line_is_above_the_build():
    above = {part(path) for path in MODULES if "build" in parts_used(path)}

    assert above <= {"cli", "__init__", "knowledge_graph"}


def test_only_the_build_makes_parts():
    assert {part(path) for path in MODULES if "parts" in parts_used(path)} == {"build"}


@pytest.mark.parametrize("path", [p for p in MODULES if part(p) == "executors"], ids=lambda p: str(p.relative_to(ROOT)))
def test_executors_know_nothing_of_the_work(path):
    assert parts_used(path) <= {*GROUND}


@pytest.mark.parametrize("path", [p for p in MODULES if part(p) == "serve"], ids=lambda p: str(p.relative_to(ROOT)))
def test_the_server_stands_on_the_stages_and_below_the_command_line(path):
    assert parts_used(path) <= {*GROUND, "query", "rdf", "store", "exporters"}


@pytest.mark.parametrize("path", [p for p in MODULES if part(p) == "fetch"], ids=lambda p: str(p.relative_to(ROOT)))
def test_what_fetches_stands_on_the_ground_alone(path):
    assert parts_used(path) <= {*GROUND, "atomic", "lock", "web"}


@pytest.mark.parametrize(
    "path", [p for p in MODULES if part(p) in ("web", "publish")], ids=lambda p: str(p.relative_to(ROOT))
)
def test_what_publishes_stands_on_the_ground_and_knows_the_folder_of_a_build(path):
    assert parts_used(path) <= {*GROUND} | ({"atomic", "lock", "web", "store"} if part(path) == "publish" else set())


def test_only_the_command_line_fetches_and_publishes():
    assert {part(path) for path in MODULES if {"fetch", "publish"} & parts_used(path)} == {"cli"}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_stays_in_its_package(library):
    users = {part(path) for path in MODULES if library in {name.split(".")[0] for name in imports(path)}}

    assert users <= HOMES[library]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_is_short_and_named_after_what_is_in_it(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert not BANNED & {*path.relative_to(PACKAGE).with_suffix("").parts}


def test_help_needs_none_of_the_heavy_libraries():
    code = "import sys, kg.cli; print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "'kg'" in loaded
    for library in ("spacy", "networkx", "rdflib", "pyoxigraph", "pyvis", "numpy", "yaml", "pycrfsuite", "starlette"):
        assert f"'{library}'" not in loaded


def test_nothing_unpickles_or_evaluates():
    calls = {
        (path.name, ast.unparse(node.func))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }

    assert not {call for call in calls if call[1] in {"eval", "exec", "pickle.load", "pickle.loads", "yaml.load"}}
