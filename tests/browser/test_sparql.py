"""SPARQL in the page, from disk and without a network: questions, queries, mistakes, and the way back to the map."""

import csv
import io
import json
import shutil
from urllib.parse import quote

import pytest
from browser.conftest import Opened
from browser.hostile import TEXTS, hostile
from builds import built
from factory import literature
from serving import served

from kg import schema
from kg.config import Config
from kg.exporters import exporter
from kg.query import engine, graph_file, named

pytestmark = pytest.mark.browser

NAMES = [query.name for query in named.queries()]
CELLS = """all => all.map(row => [...row.cells].map(cell => cell.title || cell.textContent))"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("built") / "out", "rdf", "html")


@pytest.fixture(scope="module")
def store(folder):
    return graph_file.load(folder)


@pytest.fixture(scope="module")
def asked(chromium, folder):
    """One page for all questions, with the engine running."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    view = Opened(context.new_page())
    view.page.set_default_timeout(15_000)
    view.page.on("request", lambda request: view.requests.append(request.url))
    view.page.on("console", lambda message: view.said.append(message.text))
    view.page.on("pageerror", lambda error: view.said.append(str(error)))
    view.page.goto((folder / "graph.html").as_uri())
    view.until("window.kg?.ready")
    view.page.click("#tab-sparql")
    view.until("document.querySelector('#sparql .status')?.textContent === 'Ready.'")
    yield view
    context.close()


@pytest.fixture
def visit(opened, folder):
    """Return a function that opens the page of the build at an address."""
    return lambda at="?view=sparql", **rest: opened(folder / "graph.html", at=f"#{at}", **rest)


def finished(view):
    view.until("/ in | after /.test(document.querySelector('#sparql .status')?.textContent)")
    return view.text("#sparql .status")


def ask(view, text):
    """Write a query and run it, as somebody with a keyboard does."""
    view.until("document.getElementById('sparql-text')")
    view.page.fill("#sparql-text", text)
    view.page.focus("#sparql-text")
    view.page.keyboard.press("Control+Enter")


def rows(view):
    return view.page.locator("#sparql table.answer tbody tr").evaluate_all(CELLS)


def shown(node, spaces):
    """Return a term as the page shows it: things by their prefixed names, values as they are."""
    if node is None:
        return ""
    value = node.value
    space = value[: max(value.rfind("/"), value.rfind("#")) + 1]
    is_name = type(node).__name__ == "NamedNode" and space in spaces and value != space
    return f"{spaces[space]}:{value[len(space) :]}" if is_name else value


@pytest.mark.parametrize("name", NAMES)
def test_each_question_has_the_answer_that_the_command_line_gives(asked, store, name):
    asked.page.click(f'#sparql [data-name="{name}"]')
    told = finished(asked)
    fields = asked.page.locator("#sparql .fields input")
    given = dict(fields.evaluate_all("all => all.map(one => [one.name, one.value])"))
    expected = engine.query(store, named.bind(named.find(name), given, store))
    spaces = {space: prefix for prefix, space in schema.load().all_prefixes().items()}
    wanted = [[shown(node, spaces) for node in row] for row in expected.rows]
    assert (sorted(rows(asked)) if expected.kind == "construct" else rows(asked)) == (
        sorted(wanted) if expected.kind == "construct" else wanted
    )
    assert told.startswith(f"{len(wanted)} {'triple' if expected.kind == 'construct' else 'row'}")
    assert asked.said == []
    assert [url for url in asked.requests if not url.startswith(("file:", "blob:", "data:"))] == []


def test_questions_are_found_by_their_words_and_run_with_other_names(visit):
    view = visit()
    view.page.fill("#sparql-find", "zebra")
    assert view.page.locator("#sparql .questions li:visible").count() == 0
    assert view.text("#sparql .questions").startswith("No question has these words.")
    view.page.fill("#sparql-find", "datasets method")
    assert (
        "Datasets of a method or model" in view.page.locator("#sparql .questions li:visible strong").all_inner_texts()
    )
    view.page.click('[data-name="datasets-of-method"]')
    finished(view)
    view.page.focus("#sparql .fields input")
    assert "Fernweh" in view.page.locator("#sparql datalist option").evaluate_all("all => all.map(one => one.value)")
    view.page.fill("#sparql .fields input", "fernweh")
    assert "VALUES ?method { method:fernweh }" in view.page.input_value("#sparql-text")
    view.page.keyboard.press("Enter")
    view.until("document.querySelectorAll('#sparql table.answer tbody tr').length === 1")
    assert rows(view) == [["dataset:paperstack", "PaperStack", "1"]]


def test_a_name_that_nothing_has_is_told_and_nothing_runs(visit):
    view = visit("?view=sparql&q=datasets-of-method")
    finished(view)
    view.page.fill("#sparql .fields input", "Fern } INSERT")
    assert view.text("#sparql .status") == "Nothing here is called “Fern } INSERT”; choose a name from the list."
    assert "INSERT" not in view.page.input_value("#sparql-text")


def test_a_text_is_bound_as_a_term_whatever_it_says(visit):
    view = visit("?view=sparql&q=find")
    finished(view)
    view.page.fill("#sparql .fields input", 'a" } ?x ?y ?z . { "')
    view.page.keyboard.press("Enter")
    view.until("document.querySelector('#sparql .answers .empty')")
    assert 'VALUES ?text { "a\\" } ?x ?y ?z . { \\"" }' in view.page.input_value("#sparql-text")
    assert view.text("#sparql .status").startswith("0 rows in ")


def test_a_thing_in_an_answer_is_chosen_by_a_click_and_shown_on_the_map(visit):
    view = visit("?view=sparql&q=most-used-datasets")
    finished(view)
    view.page.click("#sparql table.answer a.to >> nth=0")
    assert view.text("#panel h2") == "PaperStack"
    assert view.page.evaluate("kg.state().chosen") == "dataset/paperstack"
    assert view.page.evaluate("kg.state().view") == "sparql"
    view.page.click("#sparql >> text=Show on the map")
    view.until("kg.state().view === 'map'")
    assert view.page.evaluate("kg.state().chosen") == "dataset/paperstack"
    view.page.go_back()
    view.until("kg.state().view === 'sparql'")
    assert rows(view)[0][0] == "dataset:paperstack"


def test_links_and_papers_are_things_of_the_map_too(visit):
    view = visit()
    ask(view, "SELECT ?x ?y { ?x kg:hasCode ?y } ORDER BY ?x")
    finished(view)
    found = view.page.locator("#sparql table.answer a.to").all_inner_texts()
    assert [text.strip() for text in found] == [
        "Moss: A Model Family Trained on TurfText",
        "example/moss",
        "Fernweh: Sparse Adapters for Long Documents",
        "example/fernweh",
    ]


@pytest.mark.parametrize(
    ("text", "told", "marked"),
    [
        ("SELECT ?x WHERE {\n  ?x foo ?y\n}", "Line 2, column 6: “foo” is no word of SPARQL", "foo"),
        ("SELEC ?x { ?x ?y ?z }", "Line 1, column 1: “SELEC” begins no query; did you mean SELECT?", "SELEC"),
        ("SELECT ?x {\n ?x ?y ?z", "Line 1, column 11: “{” is never closed.", "{"),
        ("SELECT ?x { ?x skso:prefLabel ?y }", "“skso:” is not known; did you mean skos:?", "skso:prefLabel"),
        ('SELECT ?x { ?x ?y "abc }', "Line 1, column 19: This string is never closed.", '"'),
        ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "this page asks nobody", "SERVICE"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE would change the graph, and this page only reads it.", "DELETE"),
        ("PREFIX a: <urn:a:> ASK { a:b c:d ?x }", "The prefix “c:” is not known", "c:d"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_marked(asked, text, told, marked):
    ask(asked, text)
    asked.until("!document.getElementById('sparql-mistake').hidden")
    assert told in asked.text("#sparql-mistake p")
    assert "".join(asked.page.locator("#sparql .mirror .wrong").all_inner_texts()) == marked
    line, caret = asked.page.locator("#sparql-mistake pre").text_content().split("\n")
    assert line[caret.index("^")] == marked[0]
    assert asked.page.get_attribute("#sparql-text", "aria-invalid") == "true"


def test_what_the_engine_alone_knows_is_told_in_its_words(asked):
    ask(asked, "SELECT ?x (COUNT(?y) AS ?n) { ?x ?y ?z }")
    asked.until("!document.getElementById('sparql-mistake').hidden")
    assert asked.text("#sparql-mistake p") == "The SELECT contains a variable that is unbound."
    ask(asked, "SELECT (<urn:f>(1) AS ?x) {}")
    asked.until("document.getElementById('sparql-mistake').textContent.includes('custom')")
    assert asked.text("#sparql-mistake p") == "The custom function <urn:f> is not supported"


def test_forms_of_answers_yes_no_and_triples(asked):
    ask(asked, "ASK { ?s a kg:Method }")
    finished(asked)
    assert asked.text("#sparql .answers") == "Yes"
    ask(asked, 'CONSTRUCT { <urn:a> <urn:b> "x\\ny" , 2 , "z"@en } WHERE {}')
    asked.until("document.querySelectorAll('#sparql tbody tr').length === 3")
    assert [row[2] for row in rows(asked)] == ["2", "x y", "z en"]
    asked.page.click("#sparql .answers summary")
    asked.until("document.querySelector('#sparql .answers pre').textContent")
    assert asked.page.text_content("#sparql .answers pre").split("\n")[2] == '<urn:a> <urn:b> "z"@en .'


def test_the_default_graph_is_all_graphs_and_a_graph_can_be_named(asked, store):
    for text in (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
        "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/abstract-kg/graph/entities> { ?s ?p ?o }",
    ):
        spaces = {space: prefix for prefix, space in schema.load().all_prefixes().items()}
        ask(asked, text)
        finished(asked)
        assert rows(asked) == [[shown(node, spaces) for node in row] for row in engine.query(store, text).rows]


def test_many_rows_are_drawn_a_thousand_at_a_time(asked):
    ask(asked, "SELECT ?a ?b { ?a a ?x . ?b a ?y } LIMIT 2500")
    assert finished(asked).startswith("2,500 rows in ")
    assert len(rows(asked)) == 1000
    asked.page.click("#sparql .more")
    assert len(rows(asked)) == 2000
    assert asked.text("#sparql .more") == "Show 500 more"
    asked.page.click("#sparql .more")
    assert len(rows(asked)) == 2500
    assert not asked.page.is_visible("#sparql .more")


def test_a_query_can_be_stopped_and_the_next_one_runs(visit):
    view = visit("?view=sparql&q=sources")
    finished(view)
    ask(view, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    view.until("document.querySelector('#sparql .status').textContent === 'Running…'")
    view.page.click("#sparql >> text=Stop")
    assert view.text("#sparql .status") == "Stopped."
    assert not view.page.is_visible("#sparql >> text=Stop")
    ask(view, "SELECT (1 AS ?one) {}")
    finished(view)
    assert rows(view) == [["1"]]
    assert view.said == []


def test_the_address_brings_a_question_with_its_values_and_a_query_back(visit):
    view = visit(f"?view=sparql&q={quote('datasets-of-method?method=Fernweh')}")
    finished(view)
    assert view.page.input_value("#sparql .fields input") == "Fernweh"
    assert rows(view) == [["dataset:paperstack", "PaperStack", "1"]]
    text = 'SELECT ?x WHERE {\n  VALUES ?x { "a&b=c#d?e%41" }\n}'
    ask(view, text)
    view.until("document.querySelector('#sparql tbody td')?.textContent === 'a&b=c#d?e%41'")
    again = visit(view.page.url.partition("#")[2])
    again.until(
        "document.querySelector('#sparql .status')?.textContent.startsWith('This query came with the address.')"
    )
    assert rows(again) == []
    again.page.click("#sparql .main")
    finished(again)
    assert again.page.input_value("#sparql-text") == text
    assert rows(again) == [["a&b=c#d?e%41"]]


def test_answers_are_saved_as_files(asked, tmp_path):
    ask(asked, 'SELECT ?x ?y { VALUES (?x ?y) { ("=1+1" -2) ("a,\\"b\\"" UNDEF) (<urn:x> 2.5) } }')
    finished(asked)

    def saved(label):
        with asked.page.expect_download() as download:
            asked.page.click(f"#sparql .files >> text={label}")
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        return path

    table = saved("CSV")
    assert table.name == "answer.csv"
    assert list(csv.reader(io.StringIO(table.read_bytes().decode(), newline=""))) == [
        ["x", "y"],
        ["'=1+1", "-2"],
        ['a,"b"', ""],
        ["urn:x", "2.5"],
    ]
    document = json.loads(saved("JSON").read_text(encoding="utf-8"))
    assert document["head"] == {"vars": ["x", "y"]}
    assert document["results"]["bindings"][1] == {"x": {"type": "literal", "value": 'a,"b"'}}


def test_the_editor_holds_nobody_who_uses_the_keyboard(visit):
    view = visit()
    view.until("document.getElementById('sparql-text')")
    view.page.focus("#sparql-text")
    view.page.keyboard.press("Control+A")
    view.page.keyboard.type("ASK {")
    view.page.keyboard.press("Enter")
    view.page.keyboard.press("Tab")
    view.page.keyboard.type("/+?0")
    assert view.page.input_value("#sparql-text") == "ASK {\n  /+?0"
    view.page.keyboard.press("Escape")
    view.page.keyboard.press("Tab")
    assert view.page.evaluate("document.activeElement.textContent") == "Run"


def test_hostile_texts_are_texts_in_questions_and_answers(opened, tmp_path):
    for name in ("rdf", "html"):
        exporter(name)(hostile(), tmp_path, config=Config())
    view = opened(tmp_path / "graph.html", at="#?view=sparql&q=redirects")
    finished(view)
    ask(view, "SELECT ?x ?n { ?x rdfs:label ?n } # </script><img src=x onerror=alert(1)>")
    assert int(finished(view).split()[0]) > 3 * len(TEXTS)
    told = "".join(view.page.locator("#sparql tbody td").all_inner_texts())
    assert "</script><script>window.hit='script'</script>" in told
    assert "<img src=x onerror=\"window.hit='img'\">" in told
    view.page.click('#sparql [data-name="evidence"]')
    finished(view)
    view.page.fill("#sparql .fields input", TEXTS[1])
    assert view.text("#sparql .status").startswith(f"Several are called “{TEXTS[1]}”: ")
    view.page.fill("#sparql .fields input", "method/x1")
    view.page.keyboard.press("Enter")
    finished(view)
    assert view.page.evaluate("window.hit") is None
    assert view.page.locator("#sparql :is(img, script, iframe, [onerror], [onclick])").count() == 0
    assert view.overflow() <= 0
    assert view.dialogs == view.said == []


@pytest.fixture(scope="module")
def beside(tmp_path_factory, folder):
    """A folder with a page whose engine and graph are in a file beside it."""
    made = tmp_path_factory.mktemp("beside") / "out"
    shutil.copytree(folder, made)
    exporter("html")(literature(), made, config=Config(sparql="beside"))
    return made


def test_engine_and_graph_may_be_in_a_file_beside_the_page(opened, beside):
    view = opened(beside / "graph.html", at="#?view=sparql&q=most-used-datasets")
    finished(view)
    assert rows(view)[0] == ["dataset:paperstack", "PaperStack", "2"]
    files = [url.partition("#")[0].rpartition("/")[2] for url in view.requests if url.startswith("file:")]
    assert files == ["graph.html", "graph-sparql.js"]
    assert view.said == []


def test_the_file_beside_the_page_is_not_asked_for_until_it_is_needed(opened, beside):
    view = opened(beside / "graph.html")
    assert [url for url in view.requests if "graph-sparql" in url] == []


def test_a_page_without_its_file_says_what_is_missing(opened, beside, tmp_path):
    shutil.copy(beside / "graph.html", tmp_path / "graph.html")
    view = opened(tmp_path / "graph.html", at="#?view=sparql")
    view.until("document.querySelector('#sparql .status')?.textContent.includes('graph-sparql.js')")
    assert (
        view.text("#sparql .status") == "SPARQL needs the file graph-sparql.js beside this page, and it is not there."
    )
    (tmp_path / "graph-sparql.js").write_text('globalThis.kgSparql={"digest":"0"};')
    ask(view, "ASK {}")
    view.until("document.querySelector('#sparql .status').textContent.includes('another build')")


def test_a_page_without_sparql_says_so(opened):
    view = opened(literature(), config=Config(sparql="none"), at="#?view=sparql")
    assert view.page.locator("#tab-sparql").count() == 0


def test_it_works_from_a_server_too(chromium, folder, tmp_path):
    context = chromium.new_context()
    with served(folder, tmp_path / "serve.log") as running:
        view = Opened(context.new_page())
        view.page.on("console", lambda message: view.said.append(message.text))
        view.page.goto(f"{running.url.rstrip('/')}/#?view=sparql&q=most-used-datasets")
        finished(view)
        assert rows(view)[0] == ["dataset:paperstack", "PaperStack", "2"]
        assert view.said == []
    context.close()
