"""A small build, and one server over it for all tests that do not change it."""

import pytest
from builds import built
from serving import served

from kg import store
from kg.query import triplestore


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = built(tmp_path_factory.mktemp("served"), "rdf", "html")
    triplestore.update(folder, {"kg.nq": store.open_build(folder).outputs["kg.nq"]})
    return folder


@pytest.fixture(scope="session")
def server(folder, tmp_path_factory):
    log = tmp_path_factory.mktemp("log") / "serve.log"
    with served(folder, log, "--timeout", "6", "--memory", "256", "--max-rows", "1000", "--max-answer", "1") as running:
        yield running
