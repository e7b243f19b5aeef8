"""An IRI gives a page or RDF, by what the client prefers."""

import pyoxigraph
import pytest
from serve.pages.in_process import BASE

from kg.query import graph_file

FORMATS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
}
KG = f"{BASE}ontology#"


def triples(answer, format):
    return {(str(row.subject), str(row.predicate), str(row.object)) for row in pyoxigraph.parse(answer, format=format)}


def said(get, path):
    return triples(get(path, params={"format": "nt"}).content, FORMATS["nt"])


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", "text/html; charset=utf-8"),
        ("*/*", "text/html; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("text/html;q=0.5, application/n-triples;q=0.7, text/turtle;q=0.6", "application/n-triples"),
        ("application/ld+json, */*;q=0.1", "application/ld+json"),
        ("application/rdf+xml, text/html;q=0", "application/rdf+xml"),
    ],
)
def test_a_client_gets_what_it_prefers(get, accept, content_type):
    answer = get("/method/lora", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert answer.headers["vary"] == "Accept"


def test_an_answer_tells_its_own_address_its_other_formats_and_what_it_is_about(get):
    answer = get("/method/lora", headers={"Accept": "text/turtle"})
    assert answer.headers["content-location"] == "/method/lora?format=ttl"
    assert answer.headers["link"].split(", ") == [
        '</method/lora?format=html>; rel="alternate"; type="text/html"',
        '</method/lora?format=nt>; rel="alternate"; type="application/n-triples"',
        '</method/lora?format=jsonld>; rel="alternate"; type="application/ld+json"',
        '</method/lora?format=rdfxml>; rel="alternate"; type="application/rdf+xml"',
        f'<{BASE}method/lora>; rel="describes"',
    ]


def test_a_format_in_the_address_goes_before_what_the_client_prefers(get):
    answer = get("/method/lora?format=nt", headers={"Accept": "text/html"})
    assert answer.headers["content-type"] == "application/n-triples"


@pytest.mark.parametrize(
    ("address", "accept", "status"),
    [("/method/lora?format=pdf", "text/html", 400), ("/method/lora", "image/png", 406)],
)
def test_a_format_that_there_is_not_is_refused_in_one_line(get, address, accept, status):
    answer = get(address, headers={"Accept": accept})
    assert answer.status_code == status
    assert "ttl (text/turtle)" in answer.text


@pytest.mark.parametrize("path", ["/method/fernweh", "/paper/arxiv-2401.00001", "/dataset/paperstack"])
def test_all_formats_say_the_same(get, path):
    found = [triples(get(path, params={"format": name}).content, format) for name, format in FORMATS.items()]
    assert found[0] == found[1] == found[2] == found[3]
    assert found[0]


def test_the_rdf_of_an_entity_holds_what_is_said_of_it_by_it_and_why(get):
    found = said(get, "/method/fernweh")
    this, fern = f"<{BASE}method/fernweh>", f"<{BASE}paper/arxiv-2401.00001>"
    assert (this, "<http://www.w3.org/2004/02/skos/core#prefLabel>", '"Fernweh"') in found
    assert (this, f"<{KG}variantOf>", f"<{BASE}method/lora>") in found
    assert (fern, f"<{KG}introduces>", this) in found
    assert (f"<{BASE}method/lora>", "<http://www.w3.org/2000/01/rdf-schema#label>", '"LoRA"') in found
    claims = {row[0] for row in found if row[1].endswith("#object>") and row[2] == this}
    assert len(claims) == 2
    assert {row[2] for row in found if row[0] in claims and row[1] == f"<{KG}confidence>"} == {
        '"0.97"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        '"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>',
    }
    assert '"We use LoRA and Fernweh for summarization."' in {row[2] for row in found if row[1].endswith("anchorOf>")}
    assert f"<{KG}ClaimedResult>" in {row[2] for row in found}


def test_the_rdf_of_a_paper_holds_its_claims_and_their_sentences(get):
    found = said(get, "/paper/arxiv-2401.00001")
    this = f"<{BASE}paper/arxiv-2401.00001>"
    claims = {row[0] for row in found if row[1].endswith("#subject>") and row[2] == this}
    sentences = {row[2] for row in found if row[0] in claims and row[1] == f"<{KG}evidence>"}
    assert len(claims) == 7
    assert sentences <= {row[0] for row in found if row[1].endswith("anchorOf>")}


def test_everything_that_the_build_describes_under_its_base_has_a_page_and_rdf(get, folder):
    rows = graph_file.load(folder).query("SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } }")
    iris = sorted(row["s"].value for row in rows if row["s"].value.startswith(BASE))
    retired = [f"{BASE}method/low-rank-adaptation", f"{BASE}method/nothing"]
    paths = [iri.removeprefix(BASE[:-1]) for iri in iris if iri not in retired]
    kinds = {path.split("/")[1] for path in paths}
    assert {"paper", "method", "claim", "sentence", "result", "source", "run", "graph", "scheme", "about"} <= kinds
    shown = [path for n, path in enumerate(paths) if n % 5 == 0 or not path.startswith(("/about/", "/claim/"))]
    for path in shown:
        page = get(path)
        assert (path, page.status_code, page.headers["content-type"]) == (path, 200, "text/html; charset=utf-8")
        assert f'<code class="iri">{BASE[:-1]}{path}</code>' in page.text
    for kind in kinds:
        path = next(path for path in paths if path.startswith(f"/{kind}/"))
        assert any(row[0] == f"<{BASE[:-1]}{path}>" for row in said(get, path))


def test_a_retired_iri_leads_to_what_stands_for_it(get):
    answer = get("/method/low-rank-adaptation", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["location"]) == (301, "/method/lora")
    assert get("/method/low-rank-adaptation?format=nt").headers["location"] == "/method/lora?format=nt"


def test_a_retired_iri_without_a_successor_is_gone(get):
    assert get("/method/nothing").status_code == 410


def test_what_is_not_there_has_a_page_with_near_names(get):
    answer = get("/method/fernwehh")
    assert answer.status_code == 404
    assert '<a class="main" href="/method/fernweh"><bdi>Fernweh</bdi></a>' in answer.text


@pytest.mark.parametrize(
    "path", ["/nonsense/lora", "/method/", "/method/a%00b", "/ontology", "/resource?iri=a%20b", "/resource?iri=x:y>z"]
)
def test_no_address_breaks_the_server(get, path):
    assert get(path).status_code in (200, 404)


def test_head_tells_what_get_would(folder):
    from serve.pages.in_process import client

    one = client(folder)
    head, full = one.request("HEAD", "/method/lora"), one.get("/method/lora")
    assert (head.status_code, head.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert head.headers["link"] == full.headers["link"]


@pytest.mark.parametrize("path", ["/model/%E6%96%87%E5%BF%83%E4%B8%80%E8%A8%80", "/model/文心一言"])
def test_names_of_all_scripts_work_both_ways(get_odd, path):
    answer = get_odd(path)
    assert answer.status_code == 200
    assert "<h1><bdi>文心一言</bdi></h1>" in answer.text
    assert answer.headers["content-location"] == "/model/%E6%96%87%E5%BF%83%E4%B8%80%E8%A8%80?format=html"
    paper = get_odd("/paper/arxiv-2402.00001").text
    assert 'href="/model/%E6%96%87%E5%BF%83%E4%B8%80%E8%A8%80"' in paper


def test_an_id_may_have_dots(get_odd):
    assert "<h1><bdi>Moss-7.5</bdi></h1>" in get_odd("/model/moss-7.5").text


def test_a_thing_of_another_place_has_a_page_here(get):
    answer = get("/resource", params={"iri": "https://github.com/example/fernweh"})
    assert "<bdi>example/fernweh</bdi>" in answer.text
    assert '<a class="button" href="https://github.com/example/fernweh" rel="nofollow noopener">' in answer.text
    assert '<a href="/paper/arxiv-2401.00001">' in answer.text
    assert get("/resource", params={"iri": "https://example.org/unknown"}).status_code == 404


def test_another_spelling_of_an_address_leads_to_the_one_that_the_build_has(get):
    answer = get("/resource", params={"iri": "https://github.com/Example/Fernweh.git", "format": "ttl"})
    assert answer.status_code == 301
    assert answer.headers["location"] == "/resource?iri=https%3A%2F%2Fgithub.com%2Fexample%2Ffernweh&format=ttl"
    assert get("/resource", params={"iri": "https://github.com/example/nothing.git"}).status_code == 404
