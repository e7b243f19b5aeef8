"""The page for those who use no mouse, do not see it, or see it on a phone: axe-core's rules, and keys alone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.conftest import VIEWS
from browser.synthetic import synthetic
from builds import built
from factory import literature

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
FOCUSED = "document.activeElement"


def violations(view, rules=RULES):
    """Return what axe-core finds: rule, element, and what is wrong with it."""
    view.page.wait_for_timeout(200)
    found = Axe().run(view.page, options=rules).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for rule in found
        for node in rule["nodes"]
    ]


def tab_to(view, selector, *, back=False):
    """Press Tab until what a selector names has the focus."""
    for _ in range(150):
        view.page.keyboard.press("Shift+Tab" if back else "Tab")
        if view.page.evaluate(f"selector => Boolean({FOCUSED}?.matches(selector))", selector):
            return
    pytest.fail(f"no number of tabs leads to {selector}")


def heading(view, text):
    view.until(f"document.querySelector('#panel h2')?.textContent === {text!r}")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_any_view(opened, dark, phone):
    view, rules = (
        opened(synthetic(60), dark=dark, phone=phone),
        COLOURS if dark else RULES,
    )  # all else is as in the light
    found = {"map": violations(view, rules)}
    device = f"{'dark' if dark else 'light'}-{'phone' if phone else 'desktop'}"
    view.shoot(f"map-{device}")
    view.page.evaluate("key => window.kg.choose(key)", "model/transformer")
    heading(view, "Transformer")
    for name in VIEWS:
        view.show(name)
        found[f"{name}, something chosen"] = violations(view, rules)
        view.shoot(f"{name}-chosen-{device}")
    view.go("#")
    for name in VIEWS[1:]:
        view.show(name)
        found[name] = violations(view, rules)
        view.shoot(f"{name}-{device}")
    view.show("map")
    view.page.keyboard.press("?")
    found["about"] = violations(view, rules)
    view.shoot(f"about-{device}")
    view.page.keyboard.press("Escape")
    view.page.keyboard.press("/")
    view.page.keyboard.type("trans")
    found["search"] = violations(view, rules)
    assert {name: rows for name, rows in found.items() if rows} == {}


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_open_menus_and_filters(opened, phone):
    view = opened(synthetic(60), phone=phone)
    view.page.click("#save-open")
    found = {"save": violations(view)}
    view.page.keyboard.press("Escape")
    open_filters(view)
    found["filters"] = violations(view)
    view.shoot(f"filters-{'phone' if phone else 'desktop'}")
    assert {name: rows for name, rows in found.items() if rows} == {}


@pytest.mark.parametrize("name", VIEWS)
def test_what_can_be_pressed_on_a_phone_is_large_enough(opened, name):
    view = opened(synthetic(60), phone=True)
    view.show(name)
    boxes = view.page.evaluate("""() => [...document.querySelectorAll("button, input, select, summary, [role=tab]")]
        .filter(each => each.checkVisibility() && each.getBoundingClientRect().width > 1)
        .map(each => [each, each.getBoundingClientRect()])
        .map(([each, box]) => [each.id || each.textContent.trim().slice(0, 20), box.width, box.height])""")
    assert [box for box in boxes if min(box[1:]) < 24] == []


def open_filters(view):
    view.page.get_by_role("button", name=re.compile("^filter", re.IGNORECASE)).first.click()


# ---- keys alone


def test_every_stop_of_the_tab_key_has_a_name_and_is_seen(opened):
    view = opened(literature(), at="#method/lora")
    heading(view, "LoRA")
    seen, nameless, unseen = set(), set(), set()
    for _ in range(80):
        view.page.keyboard.press("Tab")
        tag, stop, name, outline, drawn = view.page.evaluate("""() => {
          const at = document.activeElement, box = at.getBoundingClientRect(), { outlineStyle } = getComputedStyle(at);
          const name = at.ariaLabel || at.textContent.trim() || at.labels?.[0]?.textContent || at.title;
          return [at.tagName, at.id || at.className || at.tagName, name, outlineStyle, box.width && box.height];
        }""")
        if tag == "BODY":
            continue
        seen.add(stop)
        nameless |= set() if name else {stop}
        unseen |= {stop} if outline == "none" or not drawn else set()
    assert nameless == unseen == set()
    assert {"query", "theme", "help", "overlay", "panel", "to"} <= seen


def test_something_is_found_chosen_and_left(opened):
    view = opened(literature())
    view.page.keyboard.press("/")
    view.page.keyboard.type("moss")
    view.page.keyboard.press("ArrowDown")
    second = view.text("#results [aria-selected=true] .label")
    view.page.keyboard.press("Enter")
    heading(view, second)
    view.page.keyboard.press("Escape")
    view.until("!window.kg.state().chosen")


def test_one_goes_from_neighbour_to_neighbour_and_back(opened):
    view = opened(literature())
    view.search("fernweh")
    heading(view, "Fernweh")
    tab_to(view, "#panel .fact a.to")
    name = view.page.evaluate(f"{FOCUSED}.querySelector('bdi').textContent")
    view.page.keyboard.press("Enter")
    heading(view, name)
    view.page.go_back()
    heading(view, "Fernweh")
    view.page.go_forward()
    heading(view, name)


def test_tabs_are_walked_by_arrows(opened):
    view = opened(literature())
    tab_to(view, "#views [role=tab][aria-selected=true]")
    order = view.page.locator("#views [role=tab]").evaluate_all("all => all.map(each => each.dataset.view)")
    for name in [*order[1:], order[0]]:
        view.page.keyboard.press("ArrowRight")
        view.until(f"window.kg.state().view === {name!r}")
        assert view.page.evaluate(f"{FOCUSED}.dataset.view") == name
    view.page.keyboard.press("End")
    view.until(f"window.kg.state().view === {order[-1]!r}")


def test_the_map_is_narrowed_to_what_is_near_and_widened_again(opened):
    view = opened(synthetic(60))
    view.search("transformer")
    heading(view, "Transformer")
    every = view.page.evaluate("window.kg.shown().nodes")
    tab_to(view, "#panel a, #panel button")  # away from the search field
    view.page.keyboard.press("1")
    view.until(f"window.kg.state().depth === 1 && window.kg.shown().nodes < {every}")
    near = view.page.evaluate("window.kg.shown().nodes")
    view.page.keyboard.press("2")
    view.until(f"window.kg.shown().nodes > {near}")
    view.page.keyboard.press("2")
    view.until(f"window.kg.state().depth === 0 && window.kg.shown().nodes === {every}")


def test_the_map_is_moved_and_zoomed(opened):
    view = opened(literature())
    before = view.page.evaluate("window.kg.where('method/lora')")
    view.page.keyboard.press("ArrowRight")
    view.until(f"window.kg.where('method/lora').x < {before['x']} - 40")
    view.page.keyboard.press("0")
    view.until(f"Math.abs(window.kg.where('method/lora').x - {before['x']}) < 2")
    view.page.keyboard.press("+")
    scale = view.page.evaluate("window.kg.camera().scale")
    view.page.keyboard.press("-")
    view.until(f"window.kg.camera().scale < {scale}")


def test_a_type_is_hidden_and_shown(opened):
    view = opened(literature())
    every = view.page.evaluate("window.kg.shown().nodes")
    tab_to(view, "#legend button[aria-pressed=true]")
    view.page.keyboard.press("Space")
    view.until(f"window.kg.shown().nodes < {every}")
    view.page.keyboard.press("Space")
    view.until(f"window.kg.shown().nodes === {every}")


def test_the_explanation_opens_keeps_the_focus_and_gives_it_back(opened):
    view = opened(literature())
    tab_to(view, "#help")
    view.page.keyboard.press("Enter")
    view.until("document.getElementById('about').open")
    for _ in range(5):
        view.page.keyboard.press("Tab")
        assert view.page.evaluate(f"{FOCUSED} === document.body || Boolean({FOCUSED}.closest('#about'))")
    view.page.keyboard.press("Escape")
    view.until("!document.getElementById('about').open")
    assert view.page.evaluate(f"{FOCUSED}.id") == "help"


def test_the_menu_to_save_opens_and_closes(opened):
    view = opened(literature())
    tab_to(view, "#save-open")
    view.page.keyboard.press("Enter")
    view.until("!document.getElementById('save-menu').hidden")
    view.page.keyboard.press("Escape")
    view.until("document.getElementById('save-menu').hidden")
    assert view.page.evaluate(f"{FOCUSED}.id") == "save-open"


def test_a_way_between_two_is_asked_for_and_told(opened):
    view = opened(literature())
    view.search("fernweh")
    heading(view, "Fernweh")
    tab_to(view, "#panel .connect")
    view.page.keyboard.press("Enter")
    view.page.keyboard.type("turftext")
    view.until("document.querySelector('#ends [role=option]')")
    view.page.keyboard.press("Enter")
    view.until("window.kg.state().to === 'dataset/turftext'")
    panel = view.text("#panel")
    assert "Fernweh" in panel
    assert "TurfText" in panel
    assert "Moss" in panel


def test_a_filter_is_opened_set_and_taken_back(opened):
    view = opened(synthetic(60))
    every = view.page.evaluate("window.kg.shown().edges")
    tab_to(view, "#tray button")
    view.page.keyboard.press("Enter")
    tab_to(view, "#tray input[type=range], #tray input[type=number]")
    for _ in range(5):
        view.page.keyboard.press("ArrowUp")
    view.until(f"window.kg.shown().edges < {every}")
    view.page.go_back() if view.page.evaluate("history.length") > 2 else view.go("#")
    view.until(f"window.kg.shown().edges === {every}")


def test_the_table_is_sorted_and_a_row_chosen(opened):
    view = opened(literature(), at="#?view=table")
    tab_to(view, "#table th button, #table th[tabindex]")
    view.page.keyboard.press("Enter")
    view.until("document.querySelector('#table th[aria-sort=ascending], #table th[aria-sort=descending]')")
    first = view.page.evaluate("document.querySelector('#table th[aria-sort]:not([aria-sort=none])').ariaSort")
    view.page.keyboard.press("Enter")
    view.until(f"document.querySelector('#table th[aria-sort]:not([aria-sort=none])').ariaSort !== {first!r}")
    tab_to(view, "#table tbody a, #table tbody button, #table tbody tr[tabindex]")
    view.page.keyboard.press("Enter")
    view.until("window.kg.state().chosen")


def test_a_question_in_sparql_is_written_run_and_leads_to_a_thing(opened, tmp_path):
    view = opened(built(tmp_path / "out", "rdf", "html") / "graph.html", at="#?view=sparql")
    view.until("document.querySelector('#sparql .status')?.textContent === 'Ready.'")
    tab_to(view, "#sparql textarea")
    view.page.keyboard.press("Control+A")
    view.page.keyboard.type(
        "PREFIX kg: <https://w3id.org/abstract-kg/ontology#> SELECT ?d WHERE { ?d a kg:Dataset } ORDER BY ?d"
    )
    view.page.keyboard.press("Control+Enter")
    view.until("document.querySelector('#sparql table tbody tr')")
    view.page.keyboard.press("Escape")  # or Tab indents
    tab_to(view, "#sparql tbody a, #sparql tbody button")
    view.page.keyboard.press("Enter")
    view.until("window.kg.state().chosen?.startsWith('dataset/')")


def test_what_is_chosen_is_spoken(opened):
    view = opened(literature())
    view.search("fernweh")
    view.until("document.getElementById('spoken').textContent.includes('Fernweh')")
    assert view.page.get_attribute("#spoken", "aria-live") == "polite"


@pytest.mark.parametrize("motion", [False, True])
def test_the_map_jumps_where_no_movement_is_wanted(opened, motion):
    view = opened(synthetic(60), motion=motion)
    view.page.evaluate("window.kg.choose('model/transformer')")
    after = view.page.evaluate("JSON.stringify(window.kg.camera())")
    view.page.wait_for_timeout(700)
    moved = view.page.evaluate("JSON.stringify(window.kg.camera())") != after
    assert moved == motion
