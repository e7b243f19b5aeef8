import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from factory import literature

from kg.config import Config
from kg.exporters.html import export

COMMAND = """
import sys
from pathlib import Path
from factory import literature
from kg.config import Config
from kg.exporters.html import export
export(literature(), Path(sys.argv[1]), config=Config())
"""


def test_export_writes_one_page_and_says_where(tmp_path):
    assert export(literature(), tmp_path, config=Config()) == [tmp_path / "graph.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["graph.html"]
    assert b"\r" not in (tmp_path / "graph.html").read_bytes()


def test_the_page_is_the_same_to_the_byte_whatever_the_hash_seed(tmp_path):
    pages = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])}
        subprocess.run([sys.executable, "-c", COMMAND, folder], env=environment, check=True)
        pages.append((folder / "graph.html").read_bytes())
    assert pages[0] == pages[1]


def test_the_seed_of_the_settings_decides_the_map(tmp_path):
    pages = [export(literature(), tmp_path, config=replace(Config(), seed=seed))[0].read_bytes() for seed in (0, 0, 1)]
    assert pages[0] == pages[1] != pages[2]


def test_a_graph_of_nothing_is_a_page(tmp_path):
    graph = literature()
    graph.clear()
    (path,) = export(graph, tmp_path, config=Config())
    assert "Knowledge graph of 0 papers" in path.read_text(encoding="utf-8")


def test_importing_the_exporter_brings_no_heavy_library():
    command = (
        "import sys, kg.exporters.html; print(sorted({'numpy', 'networkx', 'pyvis', 'IPython'} & set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True)
    assert said.stdout == "[]\n"
