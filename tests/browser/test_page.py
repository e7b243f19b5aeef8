"""The page in a browser, opened from disk as a user opens it."""

import pytest
from browser.synthetic import synthetic
from factory import assembled, literature

from kg.records import Paper
from kg.viewer import embed

pytestmark = pytest.mark.browser


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


def test_papers_that_name_nothing_are_on_the_map(opened):
    view = opened(assembled([Paper("paper/x", "Alone", ""), Paper("paper/y", "Alone too", "")], [], [], []))
    assert "No methods, models, datasets or tasks were found" in view.text("#panel")
    view.page.mouse.click(*view.place("paper/x"))
    assert view.text("#panel h2") == "Alone"
    assert view.said == []
