"""The tabs: which ways there are to look at the graph, and what each shows."""

import pytest
from browser.synthetic import synthetic
from factory import literature

pytestmark = pytest.mark.browser


def tabs(view):
    return [text for text in view.page.locator("#views [role=tab]").all_inner_texts() if text != "SPARQL"]


def test_a_timeline_is_offered_only_where_there_are_at_least_three_months(opened):
    assert tabs(opened(literature())) == ["Map", "Table"]
    assert tabs(opened(synthetic(12))) == ["Map", "Timeline", "Table"]


def test_a_tab_shows_its_section_only_and_the_panel_stays(opened):
    view = opened(synthetic(12))
    view.page.click("#tab-table")
    assert view.page.locator("#table").is_visible()
    assert not view.page.locator("#map").is_visible()
    assert view.page.locator("#panel").is_visible()
    assert view.page.evaluate("location.hash") == "#?view=table"
    view.page.click("#tab-timeline")
    assert view.page.locator("#map").is_visible()
    assert view.page.locator("#map").get_attribute("aria-label") == "Timeline of the graph"
    view.page.go_back()
    view.until("document.getElementById('tab-table').getAttribute('aria-selected') === 'true'")
    assert not view.page.locator("#map").is_visible()


def test_arrows_home_and_end_move_between_tabs(opened):
    view = opened(synthetic(12))
    view.page.focus("#tab-map")
    view.page.keyboard.press("ArrowRight")
    assert view.page.evaluate("document.activeElement.id") == "tab-timeline"
    assert view.page.locator("#views [aria-selected=true]").inner_text() == "Timeline"
    assert view.page.locator("#views [tabindex='0']").all_inner_texts() == ["Timeline"]
    view.page.keyboard.press("Home")
    assert view.page.evaluate("document.activeElement.id") == "tab-map"
    view.page.keyboard.press("ArrowLeft")
    view.page.keyboard.press("ArrowRight")
    assert view.page.evaluate("document.activeElement.id") == "tab-map"
    view.page.keyboard.press("End")
    assert view.page.locator("#views [aria-selected=true]").get_attribute("id") == tabs_last(view)


def tabs_last(view):
    return view.page.locator("#views [role=tab]").last.get_attribute("id")


def test_an_address_opens_a_view_and_one_that_is_not_there_opens_the_map(opened):
    assert opened(literature(), at="#?view=table").page.locator("#table").is_visible()
    view = opened(literature(), at="#?view=timeline")
    assert view.page.locator("#map").is_visible()
    assert view.page.locator("#views [aria-selected=true]").inner_text() == "Map"


def test_what_was_chosen_in_the_table_is_in_sight_on_the_map(opened):
    view = opened(synthetic(40), at="#?view=table")
    view.page.evaluate("window.kg.choose('dataset/imagenet')")
    view.page.click("#tab-map")
    x, y = view.place("dataset/imagenet")
    assert 0 < x < 890
    assert 58 < y < 800


@pytest.mark.parametrize("wide", [1280, 390])
def test_the_tabs_fit_into_the_window(opened, wide):
    view = opened(synthetic(12), wide=wide, high=800)
    assert view.page.evaluate("document.documentElement.scrollWidth") <= wide
    for tab in view.page.locator("#views [role=tab]").all():
        box = tab.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= wide
        assert box["height"] >= 24


def test_the_view_is_spoken(opened):
    view = opened(synthetic(12))
    view.page.click("#tab-timeline")
    view.until("document.getElementById('spoken').textContent === 'Timeline: the same things by month.'")
