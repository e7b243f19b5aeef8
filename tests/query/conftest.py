"""The small literature as a build folder and as a store."""

import pytest
from factory import literature

from kg.config import Config
from kg.exporters import rdf
from kg.query import graph_file


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("build")
    rdf.export(literature(), folder, config=Config(base="https://x.org/"))
    return folder


@pytest.fixture(scope="session")
def store(folder):
    return graph_file.load(folder)
