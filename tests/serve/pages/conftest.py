"""Builds whose pages the tests look at, each made once."""

import pytest
from serve.pages import in_process


@pytest.fixture(scope="session")
def get(folder):
    return in_process.client(folder).get


@pytest.fixture(scope="session")
def odd(tmp_path_factory):
    return in_process.odd(tmp_path_factory.mktemp("odd") / "out")


@pytest.fixture(scope="session")
def get_odd(odd):
    return in_process.client(odd).get


@pytest.fixture(scope="session")
def get_popular(tmp_path_factory):
    return in_process.client(in_process.popular(tmp_path_factory.mktemp("popular") / "out", 28)).get
