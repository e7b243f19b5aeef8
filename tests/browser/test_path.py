"""How two things are connected: asked in the panel, on the map or by an address, and told step by step."""

import pytest
from factory import assembled, literature, said

from kg.records import Paper

pytestmark = pytest.mark.browser

WAY = "#method/lora?to=dataset/turftext"


def paper(number, title, abstract):
    return Paper(f"paper/arxiv-240{number}.00001", title, abstract, ("alpha",), (), "", f"2024-0{number}")


def apart():
    """Two papers that have nothing in common."""
    one, two = paper(1, "One", "We use Alpha."), paper(2, "Two", "We use Beta.")
    return assembled(
        [one, two],
        [("method/alpha", "Alpha", "Method", ()), ("method/beta", "Beta", "Method", ())],
        [],
        [
            (one.id, "uses", "method/alpha", [said(one, "We use Alpha.", "Alpha")]),
            (two.id, "uses", "method/beta", [said(two, "We use Beta.", "Beta")]),
        ],
    )


def braid():
    """Alpha and Beta have three papers in common: the surest is the third, and the second names a hub."""
    papers = [paper(number, f"Paper {number}", "We use Alpha and Beta.") for number in (1, 2, 3)]
    sure = {1: 0.6, 2: 0.7, 3: 0.95}
    text = "We use Alpha and Beta."
    edges = [
        (each.id, "uses", f"method/{name.lower()}", [said(each, text, name, confidence=sure[number])])
        for number, each in enumerate(papers, start=1)
        for name in ("Alpha", "Beta")
    ]
    return assembled(
        papers, [("method/alpha", "Alpha", "Method", ()), ("method/beta", "Beta", "Method", ())], [], edges
    )


def stops(view):
    return view.page.locator("#panel .way-stop bdi").all_inner_texts()


def relations(view):
    return view.page.locator("#panel .way-step .relation").all_inner_texts()


def ask(view, words):
    view.page.click("text=How is this connected to …?")
    view.page.keyboard.type(words)
    view.page.keyboard.press("Enter")


def test_the_panel_tells_each_step_with_its_sentence_and_paper(opened):
    view = opened(literature(), at="#method/lora")
    ask(view, "turf")
    assert view.text("#panel h2") == "From LoRA to TurfText"
    assert stops(view) == ["LoRA", "Moss: A Model Family Trained on TurfText", "TurfText"]
    assert relations(view) == ["is mentioned by", "uses"]
    view.until("document.querySelectorAll('#panel .way-step q').length === 2")
    assert view.page.locator("#panel .way-step q").all_inner_texts() == [
        "Moss is evaluated on PaperStack against LoRA.",
        "We present Moss, trained on TurfText.",
    ]
    assert view.page.locator("#panel .way-step mark").all_inner_texts() == ["LoRA", "TurfText"]
    assert "2 steps, through 1 paper" in view.text("#panel")
    assert view.page.evaluate("location.hash") == WAY


def test_an_address_restores_the_way_and_swap_reads_it_from_the_other_end(opened):
    view = opened(literature(), at=WAY)
    assert relations(view) == ["is mentioned by", "uses"]
    view.page.click("#panel >> text=Swap")
    assert stops(view) == ["TurfText", "Moss: A Model Family Trained on TurfText", "LoRA"]
    assert relations(view) == ["is used by", "mentions"]
    view.page.go_back()
    view.until("document.querySelector('#panel .way-stop bdi').textContent === 'LoRA'")
    view.page.click("#panel >> text=Clear")
    assert view.text("#panel h2") == "LoRA"


def test_relations_between_entities_are_read_in_words_and_their_paper_is_named(opened):
    view = opened(literature(), at="#dataset/turftext?to=model/moss")
    assert relations(view) == ["is used to train"]
    view.until("document.querySelector('#panel .way-step .source')")
    assert "Moss: A Model Family" in view.text("#panel .way-step .source")
    assert "1 step: they are connected directly." in view.text("#panel")


def test_the_surest_of_the_short_ways_comes_first_and_others_are_one_press_away(opened):
    view = opened(braid(), at="#method/alpha?to=method/beta")
    seen = [stops(view)[1]]
    for number in (1, 2):
        view.page.click(f"text=Another way ({number} of 3)")
        seen.append(stops(view)[1])
    assert seen == ["Paper 3", "Paper 2", "Paper 1"]
    view.page.click("text=Another way (3 of 3)")
    assert stops(view)[1] == "Paper 3"


def test_the_other_end_can_be_picked_on_the_map_or_not(opened):
    view = opened(literature(), at="#method/lora")
    view.page.click("text=How is this connected to …?")
    view.page.click("text=Pick on the map")
    assert "Click the other end" in view.text("#message")
    view.page.keyboard.press("Escape")
    assert not view.page.locator("#message").is_visible()
    assert view.text("#panel h2") == "LoRA"
    view.page.click("text=Pick on the map")
    view.page.mouse.click(*view.place("dataset/paperstack"))
    assert view.text("#panel h2") == "From LoRA to PaperStack"


def test_the_field_is_left_with_escape_and_the_chosen_stays(opened):
    view = opened(literature(), at="#method/lora")
    view.page.click("text=How is this connected to …?")
    view.page.keyboard.type("zzz")
    assert view.text("#ends") == "Nothing of that name"
    view.page.keyboard.press("Escape")
    assert view.text("#panel h2") == "LoRA"
    assert view.page.evaluate("document.activeElement.textContent") == "How is this connected to …?"


def test_where_nothing_connects_two_things_the_panel_says_so(opened):
    view = opened(apart(), at="#method/alpha?to=method/beta")
    assert "Nothing connects them" in view.text("#panel")
    view.page.click("#panel >> text=Other end")
    view.page.keyboard.type("One")
    view.page.keyboard.press("Enter")
    assert relations(view) == ["is used by"]


def test_where_only_hidden_facts_connect_them_one_press_shows_these(opened):
    view = opened(braid(), at="#method/alpha?to=method/beta&hide=Paper&sure=50")
    assert "Only facts that are hidden now connect them (2 steps)." in view.text("#panel")
    view.page.click("text=Show all facts")
    assert relations(view) == ["is used by", "uses"]
    assert view.page.evaluate("location.hash") == "#method/alpha?to=method/beta"


def test_the_way_is_spoken(opened):
    view = opened(literature(), at="#method/lora")
    view.until("document.getElementById('spoken').textContent.startsWith('LoRA, method.')")
    assert view.page.locator("#spoken").text_content() == (
        "LoRA, method. Used by 1 paper, compared in 1, mentioned by 1. In the group Fernweh, LoRA."
    )
    ask(view, "turf")
    view.until("document.getElementById('spoken').textContent.startsWith('2 steps from LoRA to TurfText')")
    assert view.page.locator("#spoken").text_content() == (
        "2 steps from LoRA to TurfText: LoRA is mentioned by the paper “Moss: A Model Family Trained on TurfText”, "
        "which uses TurfText."
    )
