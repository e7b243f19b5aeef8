"""The page holds the engine, the graph and the questions; above a size a file beside it does."""

import base64
import gzip
import json
import re
from types import SimpleNamespace

import pyoxigraph
import pytest

from kg.viewer import sparql
from kg.viewer.sparql import block

BASE = "https://example.org/kg/"
QUESTION = SimpleNamespace(
    name="uses-of",
    title="Uses",
    explanation="What uses it?",
    text="# Uses\n# What?\n# param thing: LoRA (Method)\nSELECT ?x { VALUES ?thing { method:lora } ?x ?y ?thing }\n",
    parameters=(SimpleNamespace(name="thing", default="LoRA", type="Method"),),
)
LINE = f'<{BASE}method/lora> <{BASE}ontology#name> "</script> <!-- \\u2028 LoRA" <{BASE}graph/one> .\n'


@pytest.fixture
def nquads(tmp_path):
    path = tmp_path / "kg.nq"
    path.write_text(LINE, encoding="utf-8")
    return path


def made(nquads, where="auto"):
    prefixes = {"method": f"{BASE}method/", "kg": f"{BASE}ontology#"}
    return block(nquads, questions=[QUESTION], prefixes=prefixes, base=BASE, where=where)


def data(found):
    opening, text, end = re.split(r"(?<=>)(?=\{)|(?<=\})(?=<)", found.html)
    assert (opening, end) == ('<script type="application/json" id="sparql-data">', "</script>")
    assert "<" not in text
    return json.loads(text)


def unpacked(text):
    return gzip.decompress(base64.b64decode(text))


def test_a_page_that_is_to_have_none_has_none(nquads):
    assert made(nquads, "none") is None


def test_a_small_graph_is_inside_of_the_page_with_engine_worker_and_questions(nquads):
    found = made(nquads)
    held = data(found)
    assert found.beside == ""
    assert (found.script_sources, found.worker_sources) == (("'wasm-unsafe-eval'",), ("blob:",))
    assert unpacked(held["engine"])[:4] == b"\0asm"
    assert set(pyoxigraph.parse(unpacked(held["graph"]), format=pyoxigraph.RdfFormat.TRIG)) == set(
        pyoxigraph.parse(LINE, format=pyoxigraph.RdfFormat.N_QUADS)
    )
    assert held["base"] == BASE
    assert held["questions"] == [
        {
            "name": "uses-of",
            "title": "Uses",
            "explanation": "What uses it?",
            "text": "SELECT ?x { VALUES ?thing { method:lora } ?x ?y ?thing }",
            "parameters": [{"name": "thing", "default": "LoRA", "type": "Method"}],
        }
    ]


def test_the_worker_has_the_licence_of_the_engine_and_neither_imports_nor_fetches(nquads):
    script = unpacked(data(made(nquads))["worker"]).decode()
    assert "Copyright (c) 2018 Oxigraph developers" in script
    assert not re.search(r"\b(?:import|export)\b\s*[({*\w]|\bfetch\(|XMLHttpRequest|importScripts|\beval\(", script)


def test_a_file_beside_the_page_is_known_by_a_nonce_that_comes_from_what_is_in_it(nquads):
    found = made(nquads, "beside")
    held = data(found)
    script = found.beside.removeprefix("globalThis.kgSparql=").removesuffix(";\n")
    digest = held["beside"]["digest"]
    assert held["beside"]["file"] == "graph-sparql.js"
    assert json.loads(script)["digest"] == digest
    assert found.script_sources == ("'wasm-unsafe-eval'", f"'nonce-{digest}'")
    assert re.fullmatch("[0-9a-f]{32}", digest)
    assert "graph" not in held
    nquads.write_text(LINE.replace("LoRA", "QLoRA"), encoding="utf-8")
    assert data(made(nquads, "beside"))["beside"]["digest"] != digest


def test_auto_goes_by_the_size_of_the_packed_graph(nquads, monkeypatch):
    size = len(data(made(nquads))["graph"])
    monkeypatch.setattr(sparql, "INSIDE_LIMIT", size)
    assert made(nquads).beside == ""
    monkeypatch.setattr(sparql, "INSIDE_LIMIT", size - 1)
    assert made(nquads).beside
    monkeypatch.setattr(sparql, "BESIDE_LIMIT", size - 1)
    assert made(nquads) is None
    assert made(nquads, "beside").beside


def test_the_same_graph_gives_the_same_bytes(nquads):
    assert made(nquads) == made(nquads)
