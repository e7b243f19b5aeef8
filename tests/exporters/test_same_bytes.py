"""Exports are the same bytes, whatever the hash seed and the order of the records."""

import os
import subprocess
import sys
from pathlib import Path

from kg.exporters import EXPORTERS, OUTPUTS

FORMATS = sorted(EXPORTERS.keys() & OUTPUTS.keys())
CODE = """
import sys
from pathlib import Path
from exporters import made
from kg.analyse import map_of
from kg.config import Config
from kg.exporters import exporter
folder, backwards, formats = sys.argv[1:]
graph, _ = made.graph(backwards=backwards == "yes")
map_of(graph, seed=0)
for name in formats.split(","):
    exporter(name)(graph, Path(folder), config=Config())
"""


def exported(folder, *, seed, backwards):
    folder.mkdir()
    here = Path(__file__).parents[1]
    setting = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)])}
    words = [sys.executable, "-c", CODE, str(folder), backwards, ",".join(FORMATS)]
    subprocess.run(words, env=setting, check=True)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_machines_write_the_same(tmp_path):
    one = exported(tmp_path / "one", seed="1", backwards="no")
    two = exported(tmp_path / "two", seed="2", backwards="yes")
    assert {name for name in one if one[name] != two.get(name)} == set()
    assert one.keys() == two.keys()
    assert {name.split("/")[0] for name in one} == {OUTPUTS[name].name for name in FORMATS}
