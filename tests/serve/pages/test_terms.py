"""The ontology has a page on which every term has a place, and its Turtle."""

from kg import schema


def test_every_class_and_property_has_a_place(get):
    page = get("/ontology").text
    known = schema.load()
    for name in (*known.types, *known.classes, *known.predicates, *known.properties):
        assert f'<section class="term" id="{name}">' in page
    assert 'from <a href="#Paper"><code>Paper</code></a> to <a href="#Entity"><code>Entity</code></a>' in page


def test_those_who_prefer_turtle_get_the_ontology_of_the_build(get, folder):
    answer = get("/ontology", headers={"Accept": "text/turtle"})
    assert answer.content == (folder / "ontology.ttl").read_bytes()
    assert answer.headers["content-location"] == "/ontology?format=ttl"
    assert answer.headers["vary"] == "Accept"


def test_there_is_no_other_format(get):
    assert get("/ontology", headers={"Accept": "application/rdf+xml"}).status_code == 406


def test_a_version_leads_to_it(get):
    answer = get("/ontology/0.1.0")
    assert (answer.status_code, answer.headers["location"]) == (303, "/ontology")


def test_the_namespace_of_the_shapes_leads_to_the_shapes(get, folder):
    answer = get("/shapes")
    assert (answer.status_code, answer.headers["location"]) == (303, "/files/shapes.ttl")
    assert get("/files/shapes.ttl").content == (folder / "shapes.ttl").read_bytes()
