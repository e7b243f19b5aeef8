"""Filters and legend in a browser: what they hide, what they tell, and that all of it works with keys."""

import pytest
from browser.synthetic import synthetic
from factory import assembled, literature, said

from kg.records import Paper

pytestmark = pytest.mark.browser

EVERYTHING = {"nodes": 13, "edges": 21}


def shown(view):
    view.page.wait_for_timeout(100)
    return view.page.evaluate("window.kg.shown()")


def chips(view):
    return [text.replace("×", "").strip() for text in view.page.locator("#chips button").all_inner_texts()]


def open_filters(view):
    view.page.click("#open-filters")
    assert view.page.locator("#filters").is_visible()
    return view.page.locator("#filters")


def legend(view, word):
    if not view.page.locator("#legend .lines").is_visible():
        view.page.click("#legend .relations summary")
    return view.page.locator("#legend .chips button", has_text=word)


def counts(view, word):
    """Return what a part of the legend says, once it does."""
    view.page.wait_for_timeout(500)
    return legend(view, word).inner_text().split()


def drag(view, start, end):
    """Draw from one share of the histogram's width to another."""
    box = view.page.locator(".histogram").bounding_box()
    view.page.mouse.move(box["x"] + start * box["width"], box["y"] + 20)
    view.page.mouse.down()
    view.page.mouse.move(box["x"] + end * box["width"], box["y"] + 20, steps=3)
    view.page.mouse.up()


def test_a_slider_hides_what_is_less_sure(opened):
    view = opened(literature())
    filters = open_filters(view)
    assert filters.locator(".sum").inner_text() == "13 of 13 things shown, 21 of 21 facts"
    view.page.focus("#sure")
    view.page.keyboard.press("End")
    assert shown(view) == {"nodes": 4, "edges": 2}
    assert "How sure: at least 95 %" in filters.inner_text()
    assert filters.locator(".sum").inner_text() == "4 of 13 things shown, 2 of 21 facts"
    assert chips(view) == ["At least 95 % sure"]
    assert view.page.url.endswith("#?sure=95")
    view.page.keyboard.press("ArrowLeft")
    assert shown(view) == {"nodes": 12, "edges": 12}
    view.page.keyboard.press("Home")
    assert shown(view) == EVERYTHING
    assert "How sure: any" in filters.inner_text()
    assert chips(view) == []


def test_support_hides_what_fewer_papers_name_and_say(opened):
    view = opened(literature())
    filters = open_filters(view)
    filters.locator("[role=radiogroup] label", has_text="2").click()
    # Three papers, four entities, and the three links, which are not counted; each relation has one paper.
    assert shown(view) == {"nodes": 3 + 4 + 3, "edges": 12}
    assert chips(view) == ["Named by 2 papers or more"]
    assert "Named by at least 2 papers" in filters.inner_text()
    view.page.keyboard.press("ArrowLeft")
    assert shown(view) == EVERYTHING


def test_support_counts_papers_inside_of_the_dates_only(opened):
    assert shown(opened(literature(), at="#?support=2&until=2024-12"))["nodes"] == 7
    assert shown(opened(literature(), at="#?until=2024-12"))["nodes"] == 12


def test_a_range_of_months_is_drawn_moved_and_cleared(opened):
    view = opened(synthetic(40))
    whole = shown(view)
    filters = open_filters(view)
    assert filters.locator(".told").inner_text() == "January 2023 – December 2025, 40 papers"
    drag(view, 0.01, 0.32)
    assert filters.locator(".told").inner_text() == "January 2023 – December 2023, 14 papers"
    assert chips(view) == ["January 2023 – December 2023"]
    assert view.page.url.endswith("#?until=2023-12")
    assert counts(view, "papers") == ["papers", "14", "of", "40"]
    assert 0 < shown(view)["nodes"] < whole["nodes"]
    drag(view, 0.1, 0.1 + 12 / 36)
    assert filters.locator(".told").inner_text() == "January 2024 – December 2024, 13 papers"
    filters.get_by_role("button", name="All dates").click()
    assert shown(view) == whole
    assert chips(view) == []


def test_an_end_of_the_range_is_dragged(opened):
    view = opened(synthetic(40))
    filters = open_filters(view)
    handle = filters.get_by_role("slider", name="Until").bounding_box()
    box = view.page.locator(".histogram").bounding_box()
    view.page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + 12)
    view.page.mouse.down()
    view.page.mouse.move(box["x"] + box["width"] * 0.49, handle["y"] + 12, steps=3)
    view.page.mouse.up()
    assert filters.locator(".told").inner_text().startswith("January 2023 – June 2024, ")


def test_a_click_takes_one_month(opened):
    view = opened(synthetic(40))
    filters = open_filters(view)
    drag(view, 0.01, 0.01)
    assert filters.locator(".told").inner_text() == "January 2023, 4 papers"
    assert view.page.url.endswith("#?until=2023-01")


def test_the_range_moves_with_keys(opened):
    view = opened(synthetic(40))
    filters = open_filters(view)
    since, until = (filters.get_by_role("slider", name=name) for name in ("From", "Until"))
    since.focus()
    view.page.keyboard.press("ArrowRight")
    view.page.keyboard.press("PageUp")
    assert since.get_attribute("aria-valuetext") == "February 2024"
    until.focus()
    view.page.keyboard.press("ArrowLeft")
    assert until.get_attribute("aria-valuetext") == "November 2025"
    assert filters.locator(".told").inner_text().startswith("February 2024 – November 2025, ")
    view.page.keyboard.press("Home")
    assert until.get_attribute("aria-valuetext") == "February 2024"
    assert filters.locator(".told").inner_text().startswith("February 2024, ")


def test_a_paper_that_tells_its_year_only_counts_in_all_its_months(opened):
    for months, papers in [("since=2025-05", 1), ("since=2024-02&until=2024-12", 0), ("until=2023-07", 1)]:
        view = opened(literature(), at=f"#?{months}")
        assert counts(view, "papers")[1] == str(papers), months


def test_papers_without_a_date_are_hidden_once_dates_are_chosen(opened):
    papers = [Paper(f"paper/{name}", name, "We use Bert.", published=date) for name, date in DATES]
    edges = [(paper.id, "uses", "model/bert", [said(paper, "We use Bert.", "Bert")]) for paper in papers]
    view = opened(assembled(papers, [("model/bert", "Bert", "Model", ())], [], edges))
    filters = open_filters(view)
    assert "2 papers have no date and are hidden once dates are chosen." in filters.inner_text()
    assert shown(view) == {"nodes": 5, "edges": 4}
    filters.get_by_role("slider", name="From").focus()
    view.page.keyboard.press("End")
    assert "2 papers have no date and are hidden now." in filters.inner_text()
    assert shown(view) == {"nodes": 2, "edges": 1}


DATES = [("a", "2024-01"), ("b", "2024-03"), ("c", ""), ("d", "")]


def test_dates_are_not_offered_where_there_is_no_choice(opened):
    papers = [Paper(f"paper/{name}", name, "", published="2024-01") for name in "ab"]
    filters = open_filters(opened(assembled(papers, [], [], [])))
    assert filters.locator(".histogram").count() == 0
    assert filters.get_by_role("group", name="Sources").count() == 0


def test_bars_are_years_where_there_are_many_months(opened):
    papers = [Paper(f"paper/{year}", f"Of {year}", "", published=f"{year}-06") for year in range(2001, 2021)]
    view = opened(assembled(papers, [], [], []))
    filters = open_filters(view)
    assert filters.locator(".column").count() == 20
    drag(view, 0.01, 0.01)
    assert filters.locator(".told").inner_text() == "January 2001 – December 2001, 1 paper"


def test_sources_are_ticked_off(opened):
    view = opened(literature())
    filters = open_filters(view)
    assert [" ".join(text.split()) for text in filters.locator(".sources label").all_inner_texts()] == [
        "alpha 2",
        "beta 2",
    ]
    filters.get_by_label("alpha").uncheck()
    assert chips(view) == ["From beta"]
    assert counts(view, "papers") == ["papers", "2", "of", "3"]
    assert shown(view)["nodes"] == 10
    assert view.page.url.endswith("#?not=alpha")
    filters.get_by_role("button", name="All of them").click()
    assert shown(view) == EVERYTHING


def test_many_sources_can_be_searched(opened):
    papers = [Paper(f"paper/{letter}", letter, "", (f"folder/{letter}{letter}.html",)) for letter in "abcdefghijklm"]
    filters = open_filters(opened(assembled(papers, [], [], [])))
    assert filters.locator(".sources li:visible").count() == 13
    filters.get_by_label("Search a source").fill("cc")
    assert filters.locator(".sources li:visible").all_inner_texts() == ["cc.html\n1"]
    filters.get_by_label("Search a source").fill("zz")
    assert "No source of that name." in filters.inner_text()


def test_a_chip_takes_its_filter_away_and_keys_go_on_from_the_button(opened):
    view = opened(literature(), at="#?sure=70&support=2&hide=Task")
    assert chips(view) == ["At least 70 % sure", "Named by 2 papers or more", "Without tasks"]
    assert view.text("#open-filters").split() == ["Filters", "3"]
    view.page.get_by_role("button", name="Named by 2 papers or more").click()
    assert chips(view) == ["At least 70 % sure", "Without tasks"]
    assert view.page.evaluate("document.activeElement.id") == "open-filters"
    assert view.page.url.endswith("#?hide=Task&sure=70")


def test_escape_closes_the_filters_and_nothing_else(opened):
    view = opened(literature(), at="#method/lora")
    open_filters(view)
    view.page.keyboard.press("Escape")
    assert view.page.locator("#filters").is_hidden()
    assert view.page.evaluate("document.activeElement.id") == "open-filters"
    assert view.page.evaluate("window.kg.state().chosen") == "method/lora"
    assert view.page.locator("#open-filters").get_attribute("aria-expanded") == "false"


def test_an_address_sets_the_filters(opened):
    view = opened(literature(), at="#?sure=80&support=2&since=2023-08&not=beta")
    filters = open_filters(view)
    assert view.page.locator("#sure").input_value() == "80"
    assert filters.get_by_role("radio", checked=True).input_value() == "2"
    assert filters.get_by_role("slider", name="From").get_attribute("aria-valuetext") == "August 2023"
    assert not filters.get_by_label("beta").is_checked()
    filters.get_by_role("button", name="Show everything again").click()
    assert shown(view) == EVERYTHING
    assert view.page.url.partition("#")[2] == ""


def test_where_nothing_is_left_the_map_says_so(opened):
    view = opened(literature(), at="#?since=2024-02&until=2024-12")
    assert shown(view) == {"nodes": 0, "edges": 0}
    assert "Nothing is left to show." in view.text("#nothing")
    view.page.click("#nothing button")
    assert view.page.locator("#nothing").is_hidden()
    assert shown(view) == EVERYTHING


def test_what_loses_all_its_facts_is_hidden_and_what_never_had_any_stays(opened):
    papers = [Paper("paper/x", "Uses Bert", "We use Bert."), Paper("paper/y", "Names nothing", "")]
    edges = [("paper/x", "uses", "model/bert", [said(papers[0], "We use Bert.", "Bert", confidence=0.6)])]
    graph = assembled(papers, [("model/bert", "Bert", "Model", ())], [], edges)
    assert shown(opened(graph, at="#?sure=60")) == {"nodes": 3, "edges": 1}
    assert shown(opened(graph, at="#?sure=61")) == {"nodes": 1, "edges": 0}


def test_what_is_chosen_is_always_shown(opened):
    assert shown(opened(literature(), at="#model/moss-7b?support=2"))["nodes"] == 11
    assert shown(opened(literature(), at="#method/lora?hide=Method&without=uses"))["nodes"] == 10


def test_focus_keeps_what_is_near_among_what_the_filters_leave(opened):
    assert shown(opened(literature(), at="#model/moss-7b?depth=1")) == {"nodes": 4, "edges": 4}
    assert shown(opened(literature(), at="#model/moss-7b?depth=1&sure=70")) == {"nodes": 2, "edges": 1}


def test_filters_are_at_hand_above_the_table_too(opened):
    view = opened(literature(), at="#?view=table&sure=95")
    assert chips(view) == ["At least 95 % sure"]
    assert view.page.locator("#table tbody tr").count() == 2
    open_filters(view).get_by_role("button", name="Show everything again").click()
    view.until("document.querySelectorAll('#table tbody tr').length === 10")


def test_the_filters_fit_on_a_phone(opened):
    view = opened(synthetic(40), phone=True)
    view.page.tap("#open-filters")
    box = view.page.locator("#filters").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844
    assert view.overflow() == 0


# ---- the legend


def test_the_legend_hides_and_shows_types(opened):
    view = opened(literature())
    place = view.place("dataset/turftext")
    chip = legend(view, "datasets")
    assert chip.inner_text().split() == ["datasets", "2"]
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    assert shown(view) == {"nodes": 11, "edges": 16}
    view.page.mouse.click(*place)
    assert view.page.evaluate("window.kg.state().chosen") != "dataset/turftext"
    view.page.click("#legend .everything")
    assert chip.get_attribute("aria-pressed") == "true"
    view.page.mouse.click(*place)
    assert view.page.evaluate("window.kg.state().chosen") == "dataset/turftext"


def test_hiding_papers_leaves_what_hangs_on_them(opened):
    view = opened(literature())
    legend(view, "papers").click()
    assert shown(view) == {"nodes": 10, "edges": 6}


def test_the_legend_hides_and_shows_relations(opened):
    view = opened(literature())
    chip = legend(view, "uses")
    assert chip.inner_text().split() == ["uses", "8"]
    chip.click()
    # Summarization is only ever used, and so is the paper that uses all it names.
    assert shown(view) == {"nodes": 11, "edges": 13}
    assert counts(view, "uses") == ["uses", "8"]
    assert counts(view, "task") == ["task", "0", "of", "1"]
    chip.click()
    assert shown(view) == EVERYTHING


def test_the_legend_counts_what_other_filters_leave(opened):
    view = opened(literature(), at="#?sure=90&hide=Dataset")
    assert counts(view, "datasets") == ["datasets", "2"]
    assert counts(view, "methods") == ["methods", "2"]
    assert counts(view, "models") == ["models", "1", "of", "2"]
    assert counts(view, "uses") == ["uses", "3", "of", "8"]


@pytest.mark.parametrize("way", ["double click", "alt", "keys"])
def test_the_legend_shows_only_one_type(opened, way):
    view = opened(literature())
    chip = legend(view, "methods")
    if way == "double click":
        chip.dblclick()
    elif way == "alt":
        chip.click(modifiers=["Alt"])
    else:
        chip.press("Shift+Enter")
    assert shown(view) == {"nodes": 2, "edges": 2}
    assert chip.get_attribute("aria-pressed") == "true"
    assert legend(view, "papers").get_attribute("aria-pressed") == "false"
    chip.press("Shift+Enter")
    assert shown(view) == EVERYTHING


def test_the_legend_folds_away(opened):
    view = opened(literature())
    assert view.page.locator("#legend .dots").is_visible()
    view.page.click("#legend .all > summary")
    assert view.page.locator("#legend .dots").is_hidden()
