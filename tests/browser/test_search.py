"""Search: what is found as one types, and how one gets there by keys and by clicks."""

import pytest
from factory import assembled, literature, said

from kg.records import Paper

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement"


def typed(view, text):
    view.page.keyboard.press("/")
    view.page.keyboard.type(text)
    return view.page.locator("#results .label").all_inner_texts()


def alike(count):
    """Make a paper that uses so many methods of nearly the same name."""
    names = [f"Alpha step {chr(97 + n)}" for n in range(count)]
    paper = Paper("paper/x", "One paper", f"We use {', '.join(names)}.")
    entities = [(f"method/alpha-step-{name[-1]}", name, "Method", ()) for name in names]
    edges = [("paper/x", "uses", key, [said(paper, paper.abstract, name)]) for key, name, *_ in entities]
    return assembled([paper], entities, [], edges)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("fernw", "Fernweh"),
        ("LORA", "LoRA"),
        ("low-rank", "LoRA"),
        ("documents sparse", "Fernweh: Sparse Adapters for Long Documents"),
        ("moss7b", "Moss-7B"),
        ("moss 7B", "Moss-7B"),
        ("stack", "PaperStack"),
        ("turf text", "TurfText"),
        ("example/moss", "example/moss"),
    ],
)
def test_names_other_names_and_words_of_titles_are_found(opened, text, first):
    view = opened(literature())
    assert typed(view, text)[0] == first
    view.page.keyboard.press("Enter")
    assert view.text("#panel h2") == first
    assert view.page.evaluate(f"{FOCUSED}.tagName") == "H2"
    assert view.page.locator("#found").is_hidden()


def test_the_same_name_comes_before_longer_ones_and_these_before_words_within(opened):
    found = typed(opened(literature()), "moss")
    assert found[:3] == ["Moss", "Moss-7B", "Moss: A Model Family Trained on TurfText"]
    assert "example/moss" in found[3:]


def test_of_names_that_fit_equally_the_one_in_most_papers_comes_first(opened):
    papers = [Paper(f"paper/p{n}", f"Title {n}", "We use Net One and Net Two.") for n in range(3)]
    entities = [("model/net-one", "Net One", "Model", ()), ("model/net-two", "Net Two", "Model", ())]
    uses = [(0, 0), (0, 1), (1, 1), (2, 1)]
    edges = [
        (papers[paper].id, "uses", entities[at][0], [said(papers[paper], papers[paper].abstract, entities[at][1])])
        for paper, at in uses
    ]
    view = opened(assembled(papers, entities, [], edges))
    assert typed(view, "model: net") == ["Net Two", "Net One"]
    assert view.page.locator("#results .note").all_inner_texts() == ["model · 3 papers", "model · 1 paper"]


def test_the_letters_that_fit_are_marked_also_in_another_name(opened):
    view = opened(literature())
    typed(view, "rank low")
    row = view.page.locator("#results li").first
    assert row.locator(".label").inner_text() == "LoRA"
    assert row.locator(".other").inner_text() == "also written Low-Rank Adaptation"
    assert row.locator("mark").all_inner_texts() == ["Low", "Rank"]
    assert row.locator(".note").inner_text() == "method · 3 papers"


@pytest.mark.parametrize("text", ["fernwhe", "fernwe", "fernwehh", "farnweh"])
def test_a_letter_that_is_wrong_missing_or_too_many_is_forgiven(opened, text):
    assert typed(opened(literature()), text)[0] == "Fernweh"


def test_what_fits_nearly_is_said_to_fit_nearly(opened):
    view = opened(literature())
    assert typed(view, "dataset: paperstakc") == ["PaperStack"]
    assert view.text("#found-note") == "Nothing is called “paperstakc”. These come close."


def test_a_kind_is_asked_for_in_words_or_by_a_click(opened):
    view = opened(literature())
    assert typed(view, "datasets: t") == ["TurfText"]
    view.page.fill("#query", "dataset:")
    assert view.page.locator("#results .label").all_inner_texts() == ["PaperStack", "TurfText"]
    view.page.fill("#query", "moss")
    view.page.get_by_role("group", name="Find only").get_by_role("button", name="papers").click()
    assert view.page.input_value("#query") == "paper: moss"
    assert view.page.locator("#results .label").all_inner_texts() == ["Moss: A Model Family Trained on TurfText"]
    assert view.page.locator("#kinds [aria-pressed=true]").inner_text().split() == ["papers", "1"]
    view.page.get_by_role("button", name="all").click()
    assert view.page.input_value("#query") == "moss"


def test_a_group_is_found(opened):
    view = opened(literature())
    (first, *_) = typed(view, "group: lora")
    view.page.keyboard.press("Enter")
    assert view.text("#panel h2") == first
    assert view.text("#panel .type b") == "group"


def test_no_more_than_a_dozen_are_listed_and_the_rest_is_counted(opened):
    view = opened(alike(15))
    assert len(typed(view, "method: alpha s")) == 12
    assert view.text("#found-note") == "and 3 more: type on to narrow it down"
    assert view.page.locator("#found-status").text_content() == "15 found"


def test_nothing_of_that_name_and_escape_clears_then_leaves(opened):
    view = opened(literature())
    assert typed(view, "zzzz") == []
    assert view.text("#found-note") == "Nothing of that name. Try fewer letters, or a word of a title."
    view.page.keyboard.press("Enter")
    assert view.text("#panel h2") == "Nothing chosen yet"
    view.page.keyboard.press("Escape")
    assert view.page.input_value("#query") == ""
    assert view.page.locator("#found").is_hidden()
    assert view.page.evaluate(f"{FOCUSED}.id") == "query"
    view.page.keyboard.press("Escape")
    assert view.page.evaluate(f"{FOCUSED}.id") != "query"


def test_keys_walk_through_the_list_as_screen_readers_expect(opened):
    view = opened(alike(10))
    field = view.page.locator("#query")
    assert field.get_attribute("aria-expanded") == "false"
    names = typed(view, "method: alpha")
    assert field.get_attribute("aria-expanded") == "true"

    def at():
        option = view.page.locator("#results [aria-selected=true]")
        assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
        return names.index(option.locator(".label").inner_text())

    assert at() == 0
    places = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "PageDown", "PageDown", "PageUp", "End", "ArrowDown"):
        view.page.keyboard.press(key)
        places.append(at())
    assert places == [1, 2, 1, 6, 9, 4, 4, 5]
    view.page.keyboard.press("Enter")
    assert view.text("#panel h2") == names[5]
    assert field.get_attribute("aria-expanded") == "false"


def test_a_click_takes_what_is_clicked(opened):
    view = opened(literature())
    typed(view, "moss")
    view.page.locator("#results li").nth(1).click()
    assert view.text("#panel h2") == "Moss-7B"
    assert view.page.input_value("#query") == ""


def test_what_was_chosen_before_is_offered_in_an_empty_field(opened):
    view = opened(literature())
    view.search("fernweh")
    view.search("turftext")
    view.page.keyboard.press("/")
    assert view.page.locator("#results .label").all_inner_texts() == ["TurfText", "Fernweh"]
    assert view.text("#found-note") == "What you chose before"
    view.page.keyboard.press("ArrowDown")
    view.page.keyboard.press("ArrowDown")
    view.page.keyboard.press("Enter")
    assert view.text("#panel h2") == "Fernweh"


def test_what_is_found_is_shown_even_if_its_type_was_hidden(opened):
    view = opened(literature(), at="#?hide=Method")
    view.search("lora")
    assert view.text("#panel h2") == "LoRA"
    assert "We use LoRA and Fernweh for summarization." in view.text("#panel")


def test_on_a_phone_the_list_leaves_half_of_the_screen(opened):
    view = opened(alike(15), phone=True)
    view.page.tap("#query")
    view.page.keyboard.type("alpha")
    box = view.page.locator("#found").bounding_box()
    assert box["height"] <= 844 / 2
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
