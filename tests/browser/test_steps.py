"""Focus: only what is so many steps from what is chosen."""

import pytest
from factory import literature

pytestmark = pytest.mark.browser


def shown(view):
    return view.page.evaluate("window.kg.shown().nodes")


def test_buttons_narrow_the_map_to_what_is_near_and_a_chip_widens_it_again(opened):
    view = opened(literature(), at="#dataset/turftext")
    assert shown(view) == 13
    view.page.click("#panel .steps >> text=1")
    assert shown(view) == 3  # the dataset, its paper, and the model that was trained on it
    assert view.page.locator("#panel .steps button[aria-pressed=true]").all_inner_texts() == ["1"]
    assert view.page.evaluate("location.hash") == "#dataset/turftext?depth=1"
    assert "Only 1 step around TurfText" in view.text("#tray")
    view.page.click("#panel .steps >> text=2")
    assert shown(view) == 7
    view.page.click("#tray >> text=Only 2 steps around TurfText")
    assert shown(view) == 13
    assert "around" not in view.text("#tray")


def test_the_map_shows_all_that_is_near_inside_the_window(opened):
    view = opened(literature(), at="#dataset/turftext?depth=1")
    for key in ("dataset/turftext", "paper/acl-2023.moss-1", "model/moss"):
        x, y = view.place(key)
        assert 0 < x < 1280
        assert 58 < y < 800


def test_keys_do_the_same_and_press_twice_to_leave(opened):
    view = opened(literature(), at="#dataset/turftext")
    view.page.keyboard.press("1")
    assert shown(view) == 3
    view.page.keyboard.press("3")
    assert view.page.locator("#panel .steps button[aria-pressed=true]").all_inner_texts() == ["3"]
    view.page.keyboard.press("3")
    assert shown(view) == 13


def test_the_focus_follows_what_is_chosen_and_ends_with_it(opened):
    view = opened(literature(), at="#dataset/turftext?depth=1")
    view.page.click("#panel .fact a.to >> text=Moss: A Model Family")
    assert "Only 1 step around Moss: A Model Family" in view.text("#tray")
    view.page.keyboard.press("Escape")
    assert shown(view) == 13


def test_steps_go_only_over_facts_that_filters_leave(opened):
    view = opened(literature(), at="#dataset/turftext?depth=1&without=uses")
    assert shown(view) == 2


def test_what_the_focus_leaves_is_spoken(opened):
    view = opened(literature(), at="#dataset/turftext")
    view.page.keyboard.press("1")
    view.until("document.getElementById('spoken').textContent.includes('3 of 13 things shown')")
