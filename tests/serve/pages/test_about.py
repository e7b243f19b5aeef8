"""The page about the build: how to ask it, its files, its graphs."""

from serve.pages import in_process
from serve.pages.test_entities import sections


def test_programs_are_told_the_endpoint_and_the_description(folder):
    page = in_process.client(folder, root_path="/kg").get("/about").text
    assert "http://kg.test/kg/sparql" in page
    assert 'href="/kg/.well-known/void"' in page


def test_the_files_of_the_build_stand_with_what_they_are(get):
    told = sections(get("/about").text)["Files"]
    assert told.startswith("kg.nq the whole graph with its named graphs (N-Quads)")
    assert "shapes.ttl what holds for the data (SHACL)" in told


def test_the_named_graphs_stand_with_their_sources(get):
    told = sections(get("/about").text)["Named graphs"]
    assert "graph:alpha" in told
    assert "made from alpha" in told


def test_what_the_build_was_made_from_is_told(get):
    assert "Made from alpha , beta" in sections(get("/about").text)["This build"]
