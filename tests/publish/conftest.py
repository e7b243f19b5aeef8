"""A server that takes graphs, and a publication to it that waits for nobody."""

import pytest
from graph_store import running
from replay import FakeClock, seeded

from kg.publish.credentials import Credentials, credentials
from kg.publish.publication import Wishes, address, publish
from kg.publish.requests import Server


@pytest.fixture(autouse=True)
def apart(tmp_path, monkeypatch):
    """Keep the machine's own proxies and credentials out of tests."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    for name in ("KG_PUBLISH_USER", "KG_PUBLISH_PASSWORD", "KG_PUBLISH_TOKEN", "KG_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


@pytest.fixture
def server():
    with running() as found:
        yield found


@pytest.fixture
def words():
    return []


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def send(server, words, clock):
    """Publish a folder, and return what was done with each graph."""

    def send(folder, *, environment=None, path="/store", progress=lambda *_: None, **wanted):
        place = address(server.url + path)
        known = credentials(environment, place, insecure=False) if environment else Credentials()
        asking = Server(place, known, say=words.append, clock=clock, chance=seeded())
        wishes = Wishes(place.url, **{"query_url": f"{server.url}/query", **wanted})
        found = publish(folder, wishes, environment={}, say=words.append, progress=progress, server=asking)
        return {step.graph: (step.action, step.requests) for step in found}

    return send
