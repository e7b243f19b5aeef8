"""A server over the graphs of bridges.nq, for all tests."""

import hashlib
from pathlib import Path

import pytest
from serving import served

from kg.store import MANIFEST, Manifest, Recipe

BRIDGES = Path(__file__).with_name("bridges.nq")


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bridges")
    quads = BRIDGES.read_bytes()
    (folder / "kg.nq").write_bytes(quads)
    manifest = Manifest(Recipe("0", "", "", {}, {}, "", ()), {"kg.nq": hashlib.sha256(quads).hexdigest()}, {})
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    with served(folder, folder / "serve.log") as server:
        yield f"{server.url}/sparql"
