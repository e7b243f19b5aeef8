"""The page in a browser, opened from disk as a user opens it."""

import pytest
from browser.synthetic import synthetic
from factory import assembled, literature, result, said

from kg.records import Paper
from kg.viewer import embed

pytestmark = pytest.mark.browser

HOSTILE = (
    "<img src=x onerror=\"window.hit='img'\">",
    "</script><script>window.hit='script'</script>",
    '"><svg onload="window.hit=\'svg\'">',
    "javascript:window.hit='url'",
    "{{7*7}} ${window.hit='template'} href",
    "\u202eevil\u202c\u200b\u0000\x1b[31m\ud800",
    "x" * 5000,
    "__proto__",
    "-->]]><!--",
)


def hostile_graph():
    """Each text of a paper, an entity and a link is made to do harm."""
    papers, entities, links, edges, results = [], [], [], [], []
    for number, text in enumerate(HOSTILE):
        paper = Paper(f"paper/x{number}", text, f"{text} is good.", (text,), (f"doi:{text}",), text, text, (text,))
        papers.append(paper)
        entities.append((f"method/x{number}", text, "Method", (text + "!",)))
        links.append((f"javascript:window.hit='{number}'", text, "code"))
        evidence = [said(paper, f"{text} is good.", text)]
        edges += [
            (paper.id, "introduces", f"method/x{number}", evidence),
            (paper.id, "hasCode", links[-1][0], evidence),
            (f"method/x{number}", "basedOn", "method/x0", evidence),
        ]
        entities.append((f"dataset/x{number}", text, "Dataset", ()))
        results.append(result(evidence[0], f"dataset/x{number}", 1.0, subject=f"method/x{number}", metric=text))
    return assembled(papers, entities, links, [edge for edge in edges if edge[0] != edge[2]], results=results)


def test_a_page_from_disk_asks_for_nothing_and_complains_about_nothing(opened):
    view = opened(literature())
    for key in ("paper/arxiv-2401.00001", "method/lora", "https://github.com/example/moss", "dataset/paperstack"):
        view.page.evaluate("key => window.kg.choose(key)", key)
    view.search("summarization")
    view.page.click("#theme")
    view.page.click("#fit")
    view.page.mouse.move(400, 400)
    view.page.mouse.wheel(0, -300)
    view.page.wait_for_timeout(500)
    assert [url.partition("#")[0] for url in view.requests] == [view.page.url.partition("#")[0]]
    assert view.said == []


def test_a_newcomer_is_told_what_this_is_and_where_to_begin(opened):
    view = opened(synthetic(40))
    assert view.text("h1") == "Knowledge graph of 40 papers"
    assert view.text("#counts").startswith("40 papers · ")
    assert view.text("#panel h2") == "Nothing chosen yet"
    assert "What is this about?" in view.text("#panel")
    first_group = view.text("#panel section a.to bdi")
    view.page.click("#panel section a.to")
    assert view.text("#panel h2") == first_group
    view.page.click("#help")
    assert "Each fact comes with the sentence that says it." in view.text("#about")
    assert "Made from made-up.jsonl." in view.text("#about")


@pytest.mark.parametrize("key", ["paper/arxiv-2401.00001", "dataset/paperstack", "method/fernweh"])
def test_the_panel_shows_the_results_that_an_abstract_claims(opened, key):
    view = opened(literature())
    view.page.evaluate("key => window.kg.choose(key)", key)
    claimed = view.page.locator("#panel section", has_text="Claimed in the abstract")
    assert "up to 61.5 % accuracy" in claimed.inner_text()
    assert ("PaperStack" in claimed.locator("a.to").all_inner_texts()) == (key != "dataset/paperstack")
    assert claimed.locator("mark").all_inner_texts() == ["61.5 %", "PaperStack"]


def test_search_finds_a_method_and_the_panel_shows_the_sentences(opened):
    view = opened(literature())
    view.search("fernw")
    assert view.text("#panel h2") == "Fernweh"
    assert view.text("#panel .type").strip() == "method"
    panel = view.text("#panel")
    assert "Introduced by" in panel
    assert "Used by" in panel
    assert "We use LoRA and Fernweh for summarization." in panel
    assert "97 %" in panel
    assert "Fernweh" in view.page.locator("#panel mark").all_inner_texts()
    assert view.page.locator("#panel .links a").get_attribute("href") == "https://github.com/example/fernweh"


def test_search_knows_other_names_and_words_of_titles(opened):
    view = opened(literature())
    view.search("low rank")
    assert view.text("#panel h2") == "LoRA"
    assert "Also written Low-Rank Adaptation" in view.text("#panel")
    view.search("sparse adapters")
    assert view.text("#panel h2") == "Fernweh: Sparse Adapters for Long Documents"


def test_the_panel_of_a_paper_leads_to_its_text_its_code_and_what_it_names(opened):
    view = opened(literature())
    view.search("Fernweh: Sparse")
    links = view.page.locator("#panel .links a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://arxiv.org/abs/2401.00001",
        "https://doi.org/10.1234/fern",
        "https://github.com/example/fernweh",
    ]
    assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer"}
    assert {link.get_attribute("target") for link in links.all()} == {"_blank"}
    headings = [text.split("\n")[0] for text in view.page.locator("#panel h3").all_inner_texts()]
    assert headings == ["Has code", "Introduces", "Uses", "Compares with", "Links to", "Claimed in the abstract"]
    view.page.click("#panel .fact a.to >> text=PaperStack")
    assert view.text("#panel h2") == "PaperStack"


def test_a_relation_of_two_entities_names_the_paper_that_says_so(opened):
    view = opened(literature(), at="#model/moss")
    panel = view.text("#panel")
    assert "Trained on" in panel
    assert "We present Moss, trained on TurfText." in panel
    sources = view.page.locator("#panel .source").all_inner_texts()
    assert any("Moss: A Model Family Trained on TurfText" in source for source in sources)


def test_arrows_choose_among_what_was_found_and_escape_closes(opened):
    view = opened(literature())
    view.page.keyboard.press("/")
    view.page.keyboard.type("moss")
    view.page.keyboard.press("ArrowDown")
    second = view.text("#results li[aria-selected=true] .label")
    view.page.keyboard.press("Enter")
    assert view.text("#panel h2") == second
    view.page.keyboard.press("Escape")
    assert view.text("#panel h2") == "Nothing chosen yet"
    view.page.keyboard.press("/")
    view.page.keyboard.type("zzzz")
    assert "Nothing of that name" in view.text("#results")
    view.page.keyboard.press("Escape")
    assert view.page.locator("#results").is_hidden()


def test_a_click_on_a_dot_chooses_it_and_a_click_beside_it_nothing(opened):
    view = opened(literature())
    view.page.mouse.click(*view.place("task/summarization"))
    assert view.text("#panel h2") == "summarization"
    x, y = view.place("task/summarization")
    view.page.mouse.click(x, y)
    edge = view.page.locator("#map").bounding_box()
    view.page.mouse.click(edge["x"] + 8, edge["y"] + 8)
    assert view.text("#panel h2") == "Nothing chosen yet"


def test_the_legend_hides_and_shows_types_and_relations(opened):
    view = opened(literature())
    place = view.place("dataset/turftext")
    chip = view.page.locator("#legend button", has_text="datasets")
    assert chip.inner_text().split() == ["datasets", "2"]
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    view.page.mouse.click(*place)
    assert view.text("#panel h2") != "TurfText"
    view.page.click("#legend .everything")
    assert chip.get_attribute("aria-pressed") == "true"
    view.page.mouse.click(*place)
    assert view.text("#panel h2") == "TurfText"


def test_the_legend_hides_and_shows_relations(opened):
    view = opened(literature())
    assert view.page.evaluate("window.kg.lines()") == 21
    if not view.page.locator("#legend .lines").is_visible():
        view.page.click("#legend summary")
    chip = view.page.locator("#legend .lines button", has_text="uses")
    assert chip.inner_text().split() == ["uses", "8"]
    chip.click()
    assert view.page.evaluate("window.kg.lines()") == 13


def test_pointing_at_a_dot_dims_the_rest(opened):
    view = opened(literature())
    corner = "document.getElementById('overlay').getContext('2d').getImageData(3, 3, 1, 1).data[3]"
    assert view.page.evaluate(corner) == 0
    view.page.mouse.move(*view.place("task/summarization"))
    view.until(f"{corner} > 200")
    view.page.mouse.move(5, 5)
    view.until(f"{corner} === 0")


def test_what_search_finds_is_shown_even_if_its_type_was_hidden(opened):
    view = opened(literature())
    chip = view.page.locator("#legend button", has_text="methods")
    chip.click()
    view.search("lora")
    assert chip.get_attribute("aria-pressed") == "true"


def test_dots_and_lines_are_drawn(opened):
    view = opened(literature())
    x, y = view.place("task/summarization")
    edge = view.page.locator("#map").bounding_box()
    colour = view.page.evaluate(
        "([x, y]) => [...document.querySelector('#network canvas').getContext('2d').getImageData(x, y, 1, 1).data]",
        [round(x - edge["x"]), round(y - edge["y"])],
    )
    assert colour == [0x96, 0x33, 0x8E, 255]


def test_an_address_leads_to_the_same_place_again(opened):
    view = opened(literature(), at="#method/lora")
    assert view.text("#panel h2") == "LoRA"
    view.page.click("#panel .fact a.to >> text=Moss: A Model")
    assert view.page.url.endswith("#paper/acl-2023.moss-1")
    view.page.go_back()
    view.until("document.querySelector('#panel h2').textContent === 'LoRA'")
    view.page.keyboard.press("Escape")
    assert not view.page.url.endswith("lora")


@pytest.mark.parametrize(
    ("key", "name"), [("method/low-rank-adaptation", "LoRA"), ("https://github.com/example/moss", "example/moss")]
)
def test_old_ids_and_addresses_are_addresses_of_places_too(opened, key, name):
    assert opened(literature(), at=f"#{key}").text("#panel h2") == name


@pytest.mark.parametrize("key", ["method/nobody", "%", "%E0%A4%A", "__proto__", "<img src=x onerror=alert(1)>"])
def test_an_address_that_is_not_on_the_map_is_said_to_be_so(opened, key):
    view = opened(literature(), at=f"#{key}")
    assert "is not in this map" in view.text("#message")
    assert view.said == view.dialogs == []


def test_the_address_of_a_group_leads_back_to_it(opened):
    view = opened(synthetic(40))
    view.page.click("#panel section a.to")
    name, address = view.text("#panel h2"), view.page.url.partition("#")[2]
    assert address.startswith("group/")
    assert opened(synthetic(40), at=f"#{address}").text("#panel h2") == name


def test_hostile_texts_are_shown_and_never_run(opened):
    graph = hostile_graph()
    view = opened(graph)
    for key in graph:
        view.page.evaluate("key => window.kg.choose(key)", key)
        for more in view.page.locator("#panel .more").all():
            more.click()
    for text in HOSTILE[:5]:
        view.search(text[:30])
    view.page.mouse.move(*view.place("method/x0"))
    view.page.wait_for_timeout(300)
    view.page.evaluate("key => window.kg.choose(key)", "method/x0")
    assert HOSTILE[0] == view.text("#panel h2")
    assert view.page.evaluate("window.hit") is None
    assert view.page.locator("img, iframe, svg[onload], object, embed").count() == 0
    assert view.page.locator("script").count() == 3
    addresses = view.page.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert [address for address in addresses if not address.startswith(("#", "https://doi.org/"))] == []
    assert view.dialogs == view.said == []
    assert len(view.requests) == 1


def test_a_name_of_five_thousand_letters_breaks_no_layout(opened):
    view = opened(hostile_graph(), at="#method/x6")
    assert view.page.evaluate("document.documentElement.scrollWidth") == 1280
    assert len(view.text("#panel h2")) == 400


def test_marks_fall_on_the_right_letters_after_letters_that_browsers_count_twice(opened):
    paper = Paper("paper/x", "Title", "𝒳𝒴😀 beat Bert here.")
    evidence = [said(paper, "𝒳𝒴😀 beat Bert here.", "Bert")]
    edges = [("paper/x", "uses", "model/bert", evidence)]
    view = opened(assembled([paper], [("model/bert", "Bert", "Model", ())], [], edges), at="#model/bert")
    assert view.text("#panel mark") == "Bert"


def test_the_page_is_dark_where_the_system_is_and_where_one_wants(opened):
    background = "getComputedStyle(document.body).backgroundColor"
    view = opened(literature(), color_scheme="dark")
    assert view.page.evaluate(background) == "rgb(20, 23, 28)"
    view.page.click("#theme")
    assert view.page.evaluate(background) == "rgb(251, 251, 249)"
    assert opened(literature(), color_scheme="light").page.evaluate(background) == "rgb(251, 251, 249)"


def test_packed_data_are_unpacked(opened, monkeypatch):
    monkeypatch.setattr(embed, "PLAIN_LIMIT", 0)
    view = opened(literature(), at="#method/lora")
    assert view.text("#panel h2") == "LoRA"
    assert view.said == []


def test_a_phone_shows_map_and_panel_without_scrolling_sideways(opened):
    view = opened(literature(), wide=390, high=844, has_touch=True, at="#method/lora")
    assert view.page.evaluate("document.documentElement.scrollWidth") == 390
    panel, map_ = (view.page.locator(part).bounding_box() for part in ("#panel", "#map"))
    assert panel["y"] >= map_["y"] + map_["height"] - 1
    assert map_["height"] > 200
    view.page.touchscreen.tap(*view.place("method/lora"))
    assert view.text("#panel h2") == "LoRA"


def test_without_scripts_the_page_says_why_it_is_empty(opened):
    view = opened(literature(), ready="", java_script_enabled=False)
    assert "needs JavaScript" in view.text("noscript")


def test_a_graph_of_nothing_says_so(opened):
    graph = literature()
    graph.clear()
    view = opened(graph)
    assert "The map is empty" in view.text("#panel")
    assert view.said == []


def test_papers_that_name_nothing_are_on_the_map(opened):
    view = opened(assembled([Paper("paper/x", "Alone", ""), Paper("paper/y", "Alone too", "")], [], [], []))
    assert "No methods, models, datasets or tasks were found" in view.text("#panel")
    view.page.mouse.click(*view.place("paper/x"))
    assert view.text("#panel h2") == "Alone"
    assert view.said == []


def test_a_large_graph_is_drawn_with_the_lines_inside_of_communities_only(opened):
    graph = synthetic(900)
    assert len(graph) > 5000
    view = opened(graph)
    drawn = view.page.evaluate("window.kg.lines()")
    assert 0 < drawn < graph.number_of_edges()
    view.search("transformer")
    assert view.text("#panel h2") == "Transformer"
    assert view.said == []
