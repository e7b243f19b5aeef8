"""No commands but `kg fetch` and `kg publish` reach for the network: all others work with it closed, and none tries."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parents[1]
CLIENTS = {
    "httpx",
    "httpcore",
    "http.client",
    "urllib.request",
    "urllib3",
    "requests",
    "aiohttp",
    "ftplib",
    "socket",
    "ssl",
}
CLOSED = dedent(
    """
    import os, sys

    def closed(event, arguments):
        if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
            with open(os.environ["KG_TEST_TRIED"], "a") as stream:
                stream.write(f"{event} {arguments[1:]}\\n")
            raise OSError("the network is closed")

    sys.addaudithook(closed)
    """
)
COMMANDS = (
    ("build", "--sample", "--workers", "2"),
    ("query", "--name", "most-used-datasets"),
    ("query", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"),
    ("show", "LoRA"),
    ("explain", "LoRA"),
    ("stats",),
    ("check",),
    ("export", "jsonld", "-o", "graph.jsonld"),
    ("export", "svg", "-o", "map.svg"),
    ("diff",),
    ("build", "hostile"),
    ("build", "http://127.0.0.1:9/papers.jsonl", "-o", "https://127.0.0.1:9/graph"),
    ("build", "--sample", "-o", "https://127.0.0.1:9/graph"),
)


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """Return an environment in which every Python process notes and refuses what reaches out."""
    folder = tmp_path_factory.mktemp("closed")
    (folder / "sitecustomize.py").write_text(CLOSED)
    (folder / "hostile").mkdir()
    (folder / "hostile" / "feed.xml").write_text(
        '<?xml version="1.0"?><!DOCTYPE feed SYSTEM "http://127.0.0.1:9/evil.dtd" [<!ENTITY x SYSTEM '
        '"http://127.0.0.1:9/x">]><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&x;</title></entry></feed>'
    )
    (folder / "hostile" / "list.jsonl").write_text(
        '{"title": "Fern", "abstract": "See http://127.0.0.1:9/fern."}\n' * 2
    )
    return folder


def test_the_door_is_closed(closed):
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = run(closed, [sys.executable, "-c", code])
    assert "the network is closed" in done.stderr
    assert tried(closed).unlink() is None


def tried(folder):
    return folder / "tried.txt"


def run(folder, command):
    environment = os.environ | {"PYTHONPATH": str(folder), "KG_TEST_TRIED": str(tried(folder)), "BROWSER": "true"}
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment, check=False)


def test_no_command_reaches_out(closed):
    for command in COMMANDS:
        done = run(closed, [sys.executable, "-m", "kg", *command])
        assert "Traceback" not in done.stderr, command
        assert not tried(closed).exists(), (command, tried(closed).read_text())
    assert (closed / "outputs" / "graph.html").exists()


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_only_fetch_and_publish_have_a_client_and_only_the_server_a_socket():
    users = {
        (path.relative_to(ROOT / "kg").parts[0], name)
        for path in (ROOT / "kg").rglob("*.py")
        for name in imported(path)
        if name in CLIENTS
    }
    assert {part for part, _ in users} <= {"web", "fetch", "publish", "serve"}
    assert {name for part, name in users if part == "serve"} <= {"socket"}
