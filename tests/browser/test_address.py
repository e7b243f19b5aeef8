"""The address of the page: a permalink to a place and to what is filtered, for a file that no server serves."""

import pytest
from browser.synthetic import synthetic
from factory import literature
from pictures import picture

from kg.viewer import cuts, render

pytestmark = pytest.mark.browser


def chosen(view):
    return view.page.evaluate("window.kg.state().chosen")


def address(view):
    return view.page.evaluate("location.hash")


def test_an_address_leads_to_the_same_place_again(opened):
    view = opened(literature(), at="#method/lora")
    assert view.text("#panel h2") == "LoRA"
    view.page.click("#panel a.to >> text=Moss: A Model >> nth=0")
    assert view.page.url.endswith("#paper/acl-2023.moss-1")
    view.page.go_back()
    view.until("document.querySelector('#panel h2').textContent === 'LoRA'")
    view.page.go_forward()
    view.until("document.querySelector('#panel h2').textContent.startsWith('Moss')")
    view.page.keyboard.press("Escape")
    assert (address(view), chosen(view)) == ("", None)


@pytest.mark.parametrize(
    ("key", "name"), [("method/low-rank-adaptation", "LoRA"), ("https://github.com/example/moss", "example/moss")]
)
def test_old_ids_and_addresses_are_addresses_of_places_too(opened, key, name):
    assert opened(literature(), at=f"#{key}").text("#panel h2") == name


def test_an_address_that_is_not_on_the_map_is_said_to_be_so(opened):
    view = opened(literature(), at="#method/nobody")
    assert view.text("#message").startswith("“method/nobody” is not in this map.")


def test_the_address_of_a_group_leads_back_to_it(opened):
    view = opened(synthetic(40))
    view.page.click("#panel a.to[href^='#group/'] >> nth=0")
    name, place = view.text("#panel h2"), address(view)
    assert place.startswith("#group/")
    assert opened(synthetic(40), at=place).text("#panel h2") == name


SETTINGS = [
    ("to=dataset/paperstack", "to", "dataset/paperstack"),
    ("depth=2", "depth", 2),
    ("sure=60", "sure", 60),
    ("support=2", "support", 2),
    ("since=2024-01", "since", "2024-01"),
    ("until=2024-06", "until", "2024-06"),
    ("view=table", "view", "table"),
]


@pytest.mark.parametrize(("part", "name", "value"), SETTINGS)
def test_what_is_filtered_and_how_it_is_looked_at_is_in_the_address(opened, part, name, value):
    view = opened(literature(), at=f"#method/lora?{part}")
    assert view.page.evaluate("name => window.kg.state()[name]", name) == value
    assert address(view) == f"#method/lora?{part}"
    view.page.evaluate("window.kg.choose('method/fernweh')")
    kept = "" if name == "to" else f"?{part}"  # a path ends where something else is chosen
    assert address(view) == f"#method/fernweh{kept}"


def test_hidden_types_relations_and_sources_are_in_the_address(opened):
    view = opened(literature(), at="#?hide=Paper,Task&without=uses&not=beta")
    state = view.page.evaluate(
        "(({ hiddenTypes, hiddenPredicates, hiddenSources }) => "
        "[[...hiddenTypes], [...hiddenPredicates].length, [...hiddenSources]])(window.kg.state())"
    )
    assert state == [["Paper", "Task"], 1, [1]]


@pytest.mark.parametrize(
    "part",
    [
        "depth=9",
        "depth=-1",
        "sure=abc",
        "support=",
        "since=2024-13",
        "until=yesterday",
        "view=pictures",
        "hide=Nothing,__proto__",
        "without=constructor",
        "to=method/nobody",
        "unknown=1",
        "&&==&",
    ],
)
def test_settings_that_make_no_sense_are_passed_over(opened, part):
    view = opened(literature(), at=f"#method/lora?{part}")
    assert (chosen(view), view.said) == ("method/lora", [])
    state = view.page.evaluate("window.kg.state()")
    assert state["depth"] in (0, 3)
    assert (state["sure"], state["support"], state["since"], state["until"], state["view"]) == (0, 1, "", "", "map")
    assert state["to"] is None


def test_filters_make_no_steps_back(opened):
    view = opened(literature(), at="#method/lora")
    view.page.evaluate("window.kg.choose('method/fernweh')")
    view.page.click("#legend button:has-text('datasets')")
    view.page.click("#legend button:has-text('papers')")
    assert address(view) == "#method/fernweh?hide=Dataset,Paper"
    view.page.go_back()
    view.until("window.kg.state().chosen === 'method/lora'")


@pytest.mark.parametrize("depth", [1, 2])
def test_a_page_of_one_thing_begins_with_it_and_comes_back_to_it(opened, tmp_path, depth):
    path = tmp_path / "lora.html"
    path.write_text(render(cuts.ego(picture(), "method/lora", depth=depth), renderer="canvas"), encoding="utf-8")
    view = opened(path)
    begun = view.page.evaluate("window.kg.state()")
    assert (begun["chosen"], begun["depth"], address(view)) == ("method/lora", depth, "")
    view.page.keyboard.press(str(depth))  # shows all
    view.page.keyboard.press("Escape")
    view.page.wait_for_timeout(100)
    assert chosen(view) is None
    view.page.go_back()
    view.page.go_back()
    view.until(f"window.kg.state().chosen === 'method/lora' && window.kg.state().depth === {depth}")
