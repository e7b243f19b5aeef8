"""Oxigraph's own server (`pip install oxigraph`): it has what a build has. Skipped where it is not installed."""

import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pyoxigraph
import pytest
from builds import built
from factory import literature
from serving import eventually

from kg import store
from kg.publish.plan import UNCHANGED
from kg.publish.publication import Wishes, publish

PROGRAM = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="needs Oxigraph's server: pip install oxigraph")


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def url(tmp_path):
    place = f"127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [PROGRAM, "serve", "--location", tmp_path / "store", "--bind", place], stderr=subprocess.DEVNULL
    )
    try:
        eventually(lambda: answers(place), "Oxigraph starts")
        yield f"http://{place}/store"
    finally:
        process.terminate()
        process.wait(60)


def answers(place):
    try:
        with socket.create_connection(tuple(place.split(":"))):
            return True
    except OSError:
        return False


def there(url):
    request = urllib.request.Request(url, headers={"Accept": "application/n-quads"})  # noqa: S310  loopback
    with urllib.request.urlopen(request) as answer:  # noqa: S310  loopback
        return {str(quad) for quad in pyoxigraph.parse(answer.read(), format=pyoxigraph.RdfFormat.N_QUADS)}


def test_oxigraph_has_what_the_build_has(url, tmp_path):
    folder = built(tmp_path / "outputs", "rdf", graph=literature())
    said = []
    how = {"environment": {"NETRC": "/none"}, "say": said.append, "progress": lambda *_: None}
    steps = publish(folder, Wishes(url, triples=20), **how)
    expected = {str(quad) for quad in pyoxigraph.parse(path=folder / "kg.nq", format=pyoxigraph.RdfFormat.N_QUADS)}
    assert there(url) == expected
    assert sum(step.requests for step in steps) > len(steps) > 2
    assert {step.action for step in publish(folder, Wishes(url), **how)} == {UNCHANGED}
    urllib.request.urlopen(urllib.request.Request(f"{url}?graph={steps[0].graph}", method="DELETE"))  # noqa: S310  loopback
    assert [step.action for step in publish(folder, Wishes(url), **how)].count("send") == 1
    assert there(url) == expected
    assert said == [f"{steps[0].graph}: it was sent before, and the server has not all of it; it is sent again"]
    assert store.damaged(folder, store.open_build(folder)) == []
