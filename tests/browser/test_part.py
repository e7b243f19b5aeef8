"""The page of a part of a large build: it never lets its numbers be taken for those of the whole."""

import pytest
from factory import literature

from kg import shown

pytestmark = pytest.mark.browser

TOLD = "Shows 3 of 119,998 papers, those most taken up and the newest, and 7 of 201,000 entities."


def part():
    """Make the small graph a part of a large one, in which 4,312 papers name LoRA."""
    graph = literature()
    graph.graph[shown.PART] = shown.part(papers=3, of_papers=119_998, entities=7, of_entities=201_000)
    graph.nodes["method/lora"][shown.NAMED_BY] = 4_312
    graph.nodes["model/moss"][shown.NAMED_BY] = 1
    return graph


@pytest.mark.parametrize("device", [{}, {"phone": True}, {"dark": True}])
def test_a_line_below_the_header_tells_what_the_page_is_a_part_of(opened, device):
    view = opened(part(), **device)
    view.shoot(f"part-{'-'.join(device) or 'usual'}")
    line = view.page.locator("#part")
    assert line.is_visible()
    assert line.inner_text().startswith(TOLD)
    assert ("build with a higher --graph-limit" in line.inner_text()) == ("phone" not in device)
    assert view.page.evaluate("document.querySelector('#part').scrollWidth <= innerWidth")
    assert view.overflow() == 0
    assert view.text("h1") == "Knowledge graph of 3 of 119,998 papers"
    assert view.text("#panel .lead").startswith("What 3 of 119,998 papers say about")


def test_what_is_shown_whole_says_nothing_of_parts(opened):
    view = opened(literature())
    assert not view.page.locator("#part").is_visible()
    view.page.click("#help")
    assert not view.page.locator("#about-part").is_visible()


def test_the_explanation_tells_it_too(opened):
    view = opened(part())
    view.page.click("#help")
    assert view.text("#about-part").startswith(TOLD)
    assert "kg serve" in view.text("#about-part")


def test_a_card_tells_how_many_papers_name_it_in_all(opened):
    view = opened(part(), at="#method/lora")
    assert view.text("#panel .in-all") == "4,312 papers name it in all; this page shows 3 of them."
    view.go("#model/moss")
    view.until("document.querySelector('#panel h2').textContent === 'Moss'")
    assert view.page.locator("#panel .in-all").count() == 0  # all that name it are here


def test_lists_and_what_is_found_tell_of_how_many_papers_only_some_are_here(opened):
    view = opened(part())
    assert "3 of 4,312 papers" in view.text("#panel")
    view.page.keyboard.press("/")
    view.page.keyboard.type("lora")
    view.until("document.querySelector('#results [role=option]')")
    assert "3 of 4,312 papers" in view.text("#results")
    view.page.keyboard.type("nothing like it")
    view.until("document.querySelector('#results').hidden")
    assert "kg show NAME looks in the whole" in view.text("#found-note")


@pytest.mark.parametrize(
    ("key", "command"),
    [("method/xyz", "kg show method/xyz"), ("method/$(touch x)", "kg show NAME"), ("-x", "kg show NAME")],
)
def test_an_address_of_what_is_not_shown_says_how_to_ask_for_it(opened, key, command):
    view = opened(part(), at=f"#{key}")
    told = view.text("#message")
    assert told.startswith(f"“{key}” is not among the 3 papers and 7 entities that this page shows.")
    assert told.endswith(f"Ask the whole for it: {command}")


def test_the_table_has_a_column_for_the_whole(opened):
    view = opened(part(), at="#?view=table")
    assert "In all papers" in view.text("#table")
    assert "4,312" in view.text("#table")


def test_answers_to_queries_are_said_to_be_of_the_part(opened):
    view = opened(part(), at="#?view=sparql")
    view.until("document.querySelector('#sparql .of-part')")
    assert view.text("#sparql .of-part") == (
        "Answers are of the part that this page holds: 3 of 119,998 papers. kg query asks all."
    )


def test_a_saved_drawing_says_so(opened):
    view = opened(part())
    with view.page.expect_download() as download:
        view.page.click("#save button")
        view.page.click("text=SVG")
    assert TOLD in download.value.path().read_text(encoding="utf-8")
