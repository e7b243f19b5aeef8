"""The page in a browser, opened from disk as a user opens it."""

import pytest
from factory import assembled, literature

from kg.records import Paper
from kg.viewer import embed

pytestmark = pytest.mark.browser


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
