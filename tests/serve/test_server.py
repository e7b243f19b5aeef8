"""A server's life: how it starts, how it ends, what it leaves behind, and how it takes up another build."""

import http.client
import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from builds import built
from serving import children, eventually, is_alive, served

from kg import store
from kg.digests import sha256
from kg.query import triplestore
from kg.serve import server as module

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
NAMES = "SELECT ?name { ?model a kg:Model ; skos:prefLabel ?name } ORDER BY ?name"

EVERYTHING = "SELECT * { ?s ?p ?o }"


@pytest.fixture(scope="module")
def single(folder, tmp_path_factory):
    log = tmp_path_factory.mktemp("single") / "log"
    with served(folder, log, "--workers", "1", "--waiting", "1", "--timeout", "300") as server:
        yield server


def family(server):
    """Return all processes of a server."""
    found, new = [], [server.process.pid]
    while new:
        found += new
        new = children(*new)
    return found


def busy(server):
    return server.health()["workers"]["busy"] == 1


def test_a_query_that_runs_at_the_end_is_told_so(folder, tmp_path):
    with served(folder, tmp_path / "log", "--timeout", "300", "--grace", "0.2") as server:
        everyone = family(server)
        with ThreadPoolExecutor(1) as others:
            endless = others.submit(server.ask, ENDLESS)
            eventually(lambda: busy(server), "the query runs")
            server.process.terminate()
            answer = endless.result()
        assert (answer.status, answer.text) == (503, "the server is stopping; try again when it is back\n")
        assert answer.headers["Retry-After"]
        assert server.process.wait() == 0
    eventually(lambda: not any(map(is_alive, everyone)), "all processes are gone")


def test_no_worker_outlives_a_server_that_is_killed(folder, tmp_path):
    with served(folder, tmp_path / "log", "--timeout", "300") as server:
        with ThreadPoolExecutor(1) as others:
            endless = others.submit(server.ask, ENDLESS)
            eventually(lambda: busy(server), "the query runs")
            everyone = family(server)
            server.process.kill()
            with pytest.raises((ConnectionError, http.client.HTTPException)):
                endless.result()
        eventually(lambda: not any(map(is_alive, everyone)), "all processes are gone")


def test_a_client_that_goes_frees_its_worker_and_more_than_may_wait_are_refused(single):
    (before,) = single.workers()
    with ThreadPoolExecutor(1) as others:
        connection = http.client.HTTPConnection(*single.address)
        connection.request("POST", "/sparql", ENDLESS.encode(), {"Content-Type": "application/sparql-query"})
        eventually(lambda: busy(single), "the query runs")
        waiting = others.submit(single.ask, NAMES)
        eventually(lambda: single.health()["waiting"] == 1, "another waits")
        refused = single.ask(NAMES)
        assert (refused.status, refused.headers["Retry-After"]) == (503, "150")
        assert refused.text == "all workers are busy, and enough requests wait for one; try again later\n"
        assert not waiting.done()
        connection.close()
        assert waiting.result().values == [("Moss",), ("Moss-7B",)]
    eventually(lambda: not is_alive(before), "the worker is gone")
    gone = eventually(lambda: [line for line in single.requests() if line["status"] == 499], "it is logged")
    assert gone[0]["reason"] == "the client has gone"


def test_a_worker_that_dies_is_replaced(single):
    (worker,) = eventually(single.workers, "there is a worker")
    os.kill(worker, signal.SIGKILL)
    eventually(lambda: single.workers() not in ([], [worker]), "another takes its place")
    assert single.ask(NAMES).status == 200


def test_another_build_takes_the_place_of_the_first(folder, tmp_path):
    place = tmp_path / "build"
    shutil.copytree(folder, place)
    with served(place, tmp_path / "log") as server:
        assert server.ask("ASK { kg:new ?p ?o }").body == b'{"head":{},"boolean":false}'
        first = server.workers()
        rebuilt(place)
        eventually(lambda: b"true" in server.ask("ASK { kg:new ?p ?o }").body, "the new build is served")
        eventually(lambda: not any(map(is_alive, first)), "the old workers are gone")
        assert server.health()["build"] == store.open_build(place).outputs["kg.nq"]
        assert server.health()["status"] == "ok"


def rebuilt(place):
    """Add a triple to a build as another build would have it."""
    quads = (place / "kg.nq").read_bytes()
    new = b"<https://w3id.org/abstract-kg/ontology#new> <urn:p> <urn:o> <https://w3id.org/abstract-kg/graph/meta> .\n"
    (place / "next.nq").write_bytes(b"".join(sorted([*quads.splitlines(keepends=True), new])))
    (place / "next.nq").replace(place / "kg.nq")
    digest = sha256(place / "kg.nq")
    triplestore.update(place, {"kg.nq": digest})
    manifest = json.loads((place / "manifest.json").read_text())
    manifest["outputs"]["kg.nq"] = digest
    (place / "next.json").write_text(json.dumps(manifest))
    (place / "next.json").replace(place / "manifest.json")


def test_a_store_that_breaks_is_opened_again_and_nothing_tells_where_it_is(folder, tmp_path):
    place = tmp_path / "build"
    shutil.copytree(folder, place)
    with served(place, tmp_path / "log", "--workers", "1") as server:
        for file in (place / "store").rglob("*.sst"):
            file.write_bytes(b"nonsense")
        (place / "graph.html").unlink()
        assert server.request("/").status == 404
        answer = server.ask(EVERYTHING)
        assert (answer.status, answer.text) == (
            503,
            "the files of the graph cannot be read; they are opened again, so try once more\n",
        )
        assert server.ask(EVERYTHING).status == 200


def test_a_build_without_a_store_is_served_from_its_file_until_ctrl_c(tmp_path):
    place = built(tmp_path / "build", "rdf")
    assert not (place / "store").exists()
    with served(place, tmp_path / "log", "--root-path", "kg/", "--cors", "https://a.org", "--workers", "1") as server:
        answer = server.ask(NAMES)
        assert answer.values == [("Moss",), ("Moss-7B",)]
        assert (answer.headers["Access-Control-Allow-Origin"], answer.headers["Vary"]) == (
            "https://a.org",
            "Accept, Origin",
        )
        browser = server.request("/sparql", accept="text/html")
        assert (browser.status, browser.headers["Location"]) == (303, "/kg/query")
        assert server.ask("SELECT (<> AS ?iri) {}").values == [(f"{server.url}/kg/sparql",)]
        everyone = family(server)
        assert server.end(signal.SIGINT) == 0
    assert "Traceback" not in server.log.read_text()
    eventually(lambda: not any(map(is_alive, everyone)), "all processes are gone")


def test_a_port_that_is_in_use_is_one_line(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        f"Error: 127.0.0.1:{port}: no server can listen here (Address already in use); choose another --port\n",
    )


def test_what_libraries_warn_of_is_a_line_of_the_log(monkeypatch):
    loggers, said = [logging.getLogger(name) for name in ("asyncio", "uvicorn.error")], []
    for logger in loggers:
        monkeypatch.setattr(logger, "handlers", [])
        monkeypatch.setattr(logger, "propagate", True)
    module._redirect_warnings(said.append)
    for logger in loggers:
        logger.error("no descriptors are left\n", exc_info=OSError(24, "Too many open files"))
    assert said == ["no descriptors are left"] * 2
