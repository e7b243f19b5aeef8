"""The page for queries in a browser, on a server as a user starts it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.conftest import Opened
from builds import built
from serving import served

pytestmark = pytest.mark.browser

TABLE = "document.querySelector('#editor .tabPanel.active table.dataTable tbody td span')"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = built(tmp_path_factory.mktemp("built") / "out", "rdf", "html")
    with served(folder, tmp_path_factory.mktemp("log") / "serve.log") as running:
        yield running


@pytest.fixture
def visit(chromium, server):
    """Return a function that opens a path of the server, and writes down all that the page does."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")

    def visit(path):
        view = Opened(context.new_page())
        view.page.set_default_timeout(15_000)
        view.page.on("request", lambda request: view.requests.append(request.url))
        view.page.on("console", lambda message: view.said.append(message.text))
        view.page.on("pageerror", lambda error: view.said.append(str(error)))
        view.page.goto(server.url.rstrip("/") + path)
        return view

    yield visit
    context.close()


@pytest.fixture
def behind_a_proxy(chromium, tmp_path):
    """Return a page of a server below `/deep/kg`, which a proxy takes away before it passes requests on."""
    folder = built(tmp_path / "out", "rdf")
    context = chromium.new_context()
    with served(folder, tmp_path / "serve.log", "--root-path", "/deep/kg") as running:

        def passed_on(route):
            path = urlsplit(route.request.url)
            view.requests.append(path.path)
            below = path._replace(path=path.path.removeprefix("/deep/kg"))
            route.continue_(url=below.geturl()) if below != path else route.abort()

        view = Opened(context.new_page())
        view.page.set_default_timeout(15_000)
        context.route("**/*", passed_on)
        view.page.on("pageerror", lambda error: view.said.append(str(error)))
        view.page.on("console", lambda message: view.said.append(message.text))
        view.page.goto(f"{running.url}/deep/kg/query?name=most-used-datasets")
        yield view
    context.close()


def rows(view):
    view.until(TABLE)
    cells = "all => all.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    return view.page.locator("#editor .tabPanel.active table.dataTable tbody tr").evaluate_all(cells)


def type_text(view, text):
    view.page.evaluate("kg.yasgui.getTab().getYasqe().setValue('')")
    view.page.click("#editor .CodeMirror")
    view.page.keyboard.type(text)


def query_of(view):
    return view.page.evaluate("kg.yasgui.getTab().getQuery()")


def test_a_question_is_opened_run_and_leads_to_the_page_of_an_entity(visit, server):
    view = visit("/query")
    view.until("window.kg")
    view.page.click('[data-name="most-used-datasets"]')
    assert rows(view) == [["dataset:paperstack", "PaperStack", "2"], ["dataset:turftext", "TurfText", "1"]]
    link = view.page.locator("#editor a.iri").first
    assert link.get_attribute("title") == "https://w3id.org/abstract-kg/dataset/paperstack"
    link.click()
    view.page.wait_for_url("**/dataset/paperstack")
    assert view.text("h1") == "PaperStack"
    view.page.click("text=Show on the map")
    view.until("window.kg && window.kg.where")
    assert view.text("#panel h2") == "PaperStack"
    assert {urlsplit(url).netloc for url in view.requests if not url.startswith("data:")} == {
        urlsplit(server.url).netloc
    }
    assert view.said == []


def test_a_question_with_parameters_takes_names_and_suggests_them(visit):
    view = visit("/query?name=datasets-of-method")
    view.until("window.kg")
    assert view.page.input_value("#settings input") == "LoRA"
    assert view.text("#settings p") == "Which datasets are used in papers that introduce or use the method or model?"
    view.page.fill("#settings input", "fern")
    view.until("document.querySelector('#settings option')")
    assert view.page.locator("#settings option").evaluate_all("all => all.map(one => one.value)") == ["Fernweh"]
    view.page.fill("#settings input", "fernweh")
    view.page.keyboard.press("Enter")
    assert rows(view) == [["dataset:paperstack", "PaperStack", "1"]]
    assert "VALUES ?method { method:fernweh }" in query_of(view)
    assert view.said == []


def test_a_name_that_nothing_has_is_told_and_nothing_is_asked(visit):
    view = visit("/query?name=datasets-of-method&method=Fern")
    view.until("!document.getElementById('message').hidden")
    assert view.text("#message") == "No entity of this build is called “Fern”; “Fernweh” come near."
    assert not [url for url in view.requests if url.endswith("/sparql")]


def test_a_name_of_several_things_is_told_with_their_ids(visit):
    view = visit("/query?name=datasets-of-method")
    view.until("window.kg")
    base = "https://w3id.org/abstract-kg/method/"
    found = [{"iri": f"{base}{one}", "name": "SAM", "form": "SAM", "type": "method"} for one in ("sam", "sam--aware")]
    view.page.route("**/search?*", lambda route: route.fulfill(json=found))
    view.page.fill("#settings input", "SAM")
    view.page.keyboard.press("Enter")
    view.until("!document.getElementById('message').hidden")
    assert view.text("#message") == "Several are called “SAM”: method/sam, method/sam--aware; give one of these."


def test_an_address_opens_and_runs_a_question_with_its_parameters(visit):
    view = visit("/query?name=find&text=%22stack%22%20%7D")
    view.until("document.querySelector('#editor .yasr_response_chip')?.textContent.includes('0 results')")
    assert 'VALUES ?text { "\\"stack\\" }" }' in query_of(view)
    assert view.said == []


def test_a_thing_in_the_address_is_shown_by_its_id(visit):
    view = visit("/query?name=connection&first=https%3A%2F%2Fw3id.org%2Fabstract-kg%2Fmethod%2Ffernweh")
    view.until("window.kg")
    assert view.page.input_value("#settings input[name=first]") == "method/fernweh"
    view.page.fill("#settings input[name=second]", "dataset/paperstack")
    view.page.keyboard.press("Enter")
    assert [row[0] for row in rows(view)] == ["paper:arxiv-2401.00001"]
    assert "VALUES ?first { method:fernweh }" in query_of(view)


def test_a_query_in_the_address_opens_and_runs_as_it_stands(visit):
    text = 'SELECT ?a WHERE { VALUES ?a { "<b>1</b>" "</script>" } }'
    view = visit(f"/query?query={text.replace(' ', '%20').replace('<', '%3C').replace('?', '%3F')}")
    assert sorted(rows(view)) == [["</script>"], ["<b>1</b>"]]
    assert query_of(view) == text
    assert view.said == []


def test_a_shared_address_opens_the_same_query(visit):
    view = visit("/query?name=sources")
    rows(view)
    view.page.click(".yasqe_share")
    shared = view.page.input_value(".yasqe_sharePopup input")
    assert parse_qs(urlsplit(shared).query) == {"query": [query_of(view)]}
    again = visit(f"/query?{urlsplit(shared).query}")
    assert rows(again) == rows(view)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("SELECT * WHERE { ?x a kg:Da", "kg:Dataset"),
        ("SELECT * WHERE { ?x kg:eval", "kg:evaluatedOn"),
        ("SELECT * WHERE { ?x evaluated", "kg:evaluatedOn"),
    ],
)
def test_classes_and_properties_are_completed_from_the_graph_itself(visit, server, typed, hint):
    view = visit("/query")
    view.until("window.kg")
    view.page.evaluate(
        "kg.yasgui.getTab().getYasqe().setValue('PREFIX kg: <https://w3id.org/abstract-kg/ontology#>\\n')"
    )
    view.page.click("#editor .CodeMirror")
    view.page.keyboard.press("Control+End")
    view.page.keyboard.type(typed)
    view.page.keyboard.press("Control+Space")
    view.until("document.querySelector('.CodeMirror-hint')")
    assert view.text(".CodeMirror-hint").startswith(f"{hint}  ")
    assert {urlsplit(url).netloc for url in view.requests if not url.startswith("data:")} == {
        urlsplit(server.url).netloc
    }
    assert view.said == []


def test_prefixes_of_the_schema_are_added_as_they_are_typed(visit):
    view = visit("/query")
    view.until("window.kg")
    type_text(view, "SELECT * WHERE { ?x skos:")
    view.until("kg.yasgui.getTab().getQuery().startsWith('PREFIX skos: <http://www.w3.org/2004/02/skos/core#>')")
    assert view.said == []


def test_an_error_is_shown_where_the_results_would_stand(visit):
    view = visit("/query?query=SELECT%20%2A%20WHERE%20%7B%20%3Fs%20foo%20%3Fo%20%7D")
    view.until("document.querySelector('#editor .errorResult pre')")
    assert "is not expected here" in view.text("#editor .errorResult pre")
    view.page.hover("#editor .parseErrorIcon")
    view.page.wait_for_timeout(200)
    assert [one for one in view.said if "status of 400" not in one] == []


def test_tabs_are_there_again_after_a_visit(visit):
    view = visit("/query?name=sources")
    rows(view)
    view.page.click('[data-name="confidence"]')
    rows(view)
    view.page.goto(view.page.url.partition("?")[0])
    view.until("window.kg")
    assert [re.sub(r"\W+$", "", name) for name in view.page.locator(".tabsList .tab").all_inner_texts()] == [
        "Sources",
        "Confidence",
    ]
    assert view.said == []


@pytest.mark.parametrize(
    "path", ["/query?name=evidence&entity=LoRA", "/dataset/paperstack", "/browse", "/about", "/ontology"]
)
def test_no_page_is_wider_than_a_phone(visit, path):
    view = visit("/about")
    view.page.set_viewport_size({"width": 375, "height": 800})
    view.page.goto(view.page.url.replace("/about", path))
    view.page.wait_for_timeout(300)
    assert view.page.evaluate("document.documentElement.scrollWidth") == 375
    assert view.said == []


def test_behind_a_proxy_everything_is_below_the_root(behind_a_proxy):
    view = behind_a_proxy
    assert rows(view)[0] == ["dataset:paperstack", "PaperStack", "2"]
    view.page.click("#editor a.iri >> nth=0")
    view.page.wait_for_url("**/deep/kg/dataset/paperstack")
    assert view.text("h1") == "PaperStack"
    view.page.click("text=Query its evidence")
    assert {row[1] for row in rows(view)} == {"kg:uses"}
    assert {path for path in view.requests if not path.startswith("/deep/kg/")} == set()
    assert view.said == []
