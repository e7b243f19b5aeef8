"""The panel: what the page tells about what is chosen, with the sentences that say so."""

import pytest
from factory import assembled, literature, published, said

from kg.records import Paper

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement"
COPIED = "void (navigator.clipboard.writeText = async (text) => { window.copied = text; })"


def texts(view, selector):
    return [" ".join(text.split()) for text in view.page.locator(f"#panel {selector}").all_inner_texts()]


def headings(view):
    return [text.split("\n")[0] for text in view.page.locator("#panel h3").all_inner_texts()]


def section(view, heading):
    return view.page.locator("#panel section", has=view.page.get_by_role("heading", name=heading, exact=False))


def many(count):
    """Make so many papers that use one dataset."""
    papers = [Paper(f"paper/p{n:03}", f"Paper {n:03}", "We use Common Set.") for n in range(count)]
    edges = [
        (paper.id, "uses", "dataset/common-set", [said(paper, "We use Common Set.", "Common Set")]) for paper in papers
    ]
    return assembled(papers, [("dataset/common-set", "Common Set", "Dataset", ())], [], edges)


# ---- nothing chosen


def test_a_newcomer_is_told_what_this_is_what_is_new_and_where_to_begin(opened):
    view = opened(literature())
    assert view.text("h1") == "Knowledge graph of 3 papers"
    assert view.text("#panel .lead") == (
        "What 3 papers say about methods, models, datasets and tasks, each fact with the sentence that says it."
    )
    assert texts(view, ".example") == ["LoRA", "PaperStack", "summarization"]
    assert texts(view, "section a.to")[:1] == texts(view, "section:has-text('the largest groups') a.to")[:1]
    assert section(view, "New: 2025").locator("a.to").all_inner_texts() == ["A Note on Summarization with LoRA"]
    assert [" ".join(text.split()) for text in section(view, "Methods").locator("li").all_inner_texts()] == [
        "LoRA 3 papers",
        "Fernweh 2 papers",
    ]
    view.page.click("#panel .example")
    assert view.text("#panel h2") == "LoRA"


def test_what_is_named_most_counts_what_the_filters_leave(opened):
    view = opened(literature(), at="#?since=2024-01&until=2024-12")
    assert [" ".join(text.split()) for text in section(view, "Methods").locator("li").all_inner_texts()] == [
        "Fernweh 1 paper",
        "LoRA 1 paper",
    ]


def test_the_groups_count_the_papers_that_the_filters_leave(opened):
    view = opened(literature())
    sizes = section(view, "What is this about?").locator(".to .note")
    assert sizes.all_inner_texts() == ["1 paper", "1 paper", "1 paper"]
    view.go("#?since=2024-01&until=2024-12")
    assert sizes.all_inner_texts().count("1 paper") == 1
    view.go("#?hide=Paper")
    assert sizes.all_inner_texts() == ["1 paper", "1 paper", "1 paper"]


def test_a_graph_of_nothing_says_so(opened):
    graph = literature()
    graph.clear()
    view = opened(graph)
    assert "The map is empty" in view.text("#panel")
    assert view.said == []


def test_papers_that_name_nothing_are_told_to_name_nothing(opened):
    view = opened(assembled([Paper("paper/x", "Alone", ""), Paper("paper/y", "Alone too", "")], [], [], []))
    assert "No methods, models, datasets or tasks were found" in view.text("#panel")
    view.page.evaluate("window.kg.choose('paper/x')")
    assert view.text("#panel h2") == "Alone"
    assert "No fact about this was found" in view.text("#panel")


# ---- a method, model, dataset or task


def test_a_method_is_told_with_its_kind_its_names_its_part_in_papers_and_its_code(opened):
    view = opened(literature(), at="#method/fernweh")
    assert view.text("#panel h2") == "Fernweh"
    assert texts(view, ".type") == [
        "method A procedure, such as an algorithm, a training technique, a loss, a framework or a learning paradigm."
    ]
    assert view.text("#panel .summary").startswith(
        "Introduced by 1 paper and used by 1 paper, from January 2024 to 2025."
    )
    assert texts(view, ".code") == ["Code of the paper that introduces it: example/fernweh ↗"]
    assert view.page.locator("#panel .code a").get_attribute("href") == "https://github.com/example/fernweh"
    assert headings(view) == [
        "Introduced by",
        "Used together with",
        "Used by",
        "Variant of",
        "Based on",
        "Outperforms",
        "Claimed in the abstract",
    ]


def test_where_nobody_who_introduces_it_has_code_there_is_that_of_papers_that_use_it(opened):
    view = opened(literature(), at="#dataset/paperstack")
    assert texts(view, ".code") == ["Code of papers that use it: example/fernweh ↗ example/moss ↗"]


def test_each_paper_is_told_with_its_year_its_sentences_and_how_sure_it_is(opened):
    view = opened(literature(), at="#method/fernweh")
    fact = section(view, "Introduced by").locator(".fact")
    assert "Fernweh: Sparse Adapters for Long Documents" in fact.inner_text()
    assert "2024" in fact.inner_text()
    assert fact.locator(".sure").inner_text() == "97 % sure"
    assert fact.locator(".sure").get_attribute("title") == (
        "How sure the program is: of a hundred facts like this, about 97 should be right."
    )
    assert fact.locator("mark").all_inner_texts() == ["Fernweh"]
    fact.get_by_role("button", name="1 more sentence").click()
    assert fact.locator("q").all_inner_texts() == [
        "Fernweh: Sparse Adapters for Long Documents",
        "We introduce Fernweh, a variant of LoRA for summarization.",
    ]


def test_names_that_differ_in_capitals_only_are_not_told(opened):
    paper = Paper("paper/x", "Title", "We use Image Net.")
    entity = ("dataset/image-net", "Image Net", "Dataset", ("IMAGE NET", "image-net", "ILSVRC", "Ilsvrc"))
    edges = [("paper/x", "uses", entity[0], [said(paper, "We use Image Net.", "Image Net")])]
    assert texts(opened(assembled([paper], [entity], [], edges), at="#dataset/image-net"), ".names") == [
        "Also written ILSVRC"
    ]


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        (
            "method/lora",
            [
                "Datasets PaperStack 2 TurfText 1",
                "Tasks summarization 2",
                "Methods Fernweh 2",
                "Models Moss 1 Moss-7B 1",
            ],
        ),
        ("dataset/turftext", ["Methods LoRA 1", "Models Moss 1", "Datasets PaperStack 1"]),
    ],
)
def test_what_the_same_papers_name_is_counted_with_what_one_asks_for_first(opened, key, rows):
    assert texts(opened(literature(), at=f"#{key}"), ".together") == rows


def test_the_papers_that_name_both_are_shown_with_a_sentence_for_each(opened):
    view = opened(literature(), at="#method/lora")
    button = view.page.get_by_role("button", name="2 papers name both LoRA and summarization: show")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert view.text("#panel .both .names") == "2 papers name both LoRA and summarization:"
    assert texts(view, ".both a.to bdi") == [
        "A Note on Summarization with LoRA",
        "Fernweh: Sparse Adapters for Long Documents",
    ]
    first = view.page.locator("#panel .both li").first
    assert first.locator("q").all_inner_texts() == ["We use LoRA and Fernweh for summarization."]
    assert first.locator("mark").all_inner_texts() == ["LoRA", "summarization"]
    button.click()
    assert view.page.locator("#panel .both").count() == 0


def test_a_relation_of_two_entities_names_the_paper_that_says_so(opened):
    view = opened(literature(), at="#model/moss")
    trained = section(view, "Trained on")
    assert trained.locator("q").all_inner_texts() == ["We present Moss, trained on TurfText."]
    assert trained.locator(".source bdi").all_inner_texts() == ["Moss: A Model Family Trained on TurfText"]


@pytest.mark.parametrize("key", ["paper/arxiv-2401.00001", "dataset/paperstack", "method/fernweh"])
def test_the_results_that_an_abstract_claims_are_told(opened, key):
    claimed = section(opened(literature(), at=f"#{key}"), "Claimed in the abstract")
    assert "up to 61.5 % accuracy" in claimed.inner_text()
    assert ("PaperStack" in claimed.locator(".claim a").all_inner_texts()) == (key != "dataset/paperstack")
    assert claimed.locator("mark").all_inner_texts() == ["61.5 %", "PaperStack"]


def test_marks_fall_on_the_right_letters_after_letters_that_browsers_count_twice(opened):
    paper = Paper("paper/x", "Title", "𝒳𝒴😀 beat Bert here.")
    evidence = [said(paper, "𝒳𝒴😀 beat Bert here.", "Bert")]
    edges = [("paper/x", "uses", "model/bert", evidence)]
    view = opened(assembled([paper], [("model/bert", "Bert", "Model", ())], [], edges), at="#model/bert")
    assert view.text("#panel mark") == "Bert"


def test_long_lists_grow_when_asked(opened):
    view = opened(many(230), at="#dataset/common-set")
    used = section(view, "Used by")
    assert used.locator("li").count() == 10
    used.get_by_role("button", name="Show 200 more of 230").click()
    assert used.locator("li").count() == 210
    assert view.page.evaluate(f"{FOCUSED}.querySelector('bdi').textContent") == "Paper 010"
    used.get_by_role("button", name="Show all 230").click()
    assert used.locator("li").count() == 230
    assert used.locator(".more").count() == 0


# ---- papers, addresses, groups


def test_a_paper_is_told_with_its_authors_its_links_and_what_it_introduces_first(opened):
    view = opened(literature(), at="#paper/arxiv-2401.00001")
    assert "Ada Moore, Bo Lind · 3 January 2024" in texts(view, ".names")
    assert view.text("#panel .summary").startswith(
        "Introduces 1 method; names 1 method, 1 model, 1 dataset and 1 task besides."
    )
    links = view.page.locator("#panel .links a")
    assert [(link.inner_text(), link.get_attribute("href")) for link in links.all()] == [
        ("arXiv ↗", "https://arxiv.org/abs/2401.00001"),
        ("DOI ↗", "https://doi.org/10.1234/fern"),
        ("Code: example/fernweh ↗", "https://github.com/example/fernweh"),
    ]
    assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer"}
    assert {link.get_attribute("target") for link in links.all()} == {"_blank"}
    assert headings(view) == [
        "Introduces",
        "Uses",
        "Compares with",
        "Has code",
        "Links to",
        "Claimed in the abstract",
        "Papers that name the same",
    ]
    assert [
        " ".join(text.split()) for text in section(view, "Papers that name the same").locator("li").all_inner_texts()
    ] == [
        "A Note on Summarization with LoRA 3 in common",
        "Moss: A Model Family Trained on TurfText 2 in common",
    ]
    view.page.click("#panel .fact a.to >> text=PaperStack")
    assert view.text("#panel h2") == "PaperStack"


def test_an_address_is_told_with_the_papers_that_link_to_it(opened):
    view = opened(literature(), at="#https://github.com/example/moss")
    assert texts(view, ".links a") == ["Open github.com ↗"]
    assert headings(view) == ["Code of"]
    assert section(view, "Code of").locator("q").all_inner_texts() == ["Our code: https://github.com/example/moss."]


def test_a_group_is_told_with_what_is_in_it_and_its_papers_newest_first(opened):
    papers = [Paper(f"paper/p{n}", f"Paper {n}", "We use Alpha.", published=f"2024-0{n}") for n in (1, 2, 3)]
    edges = [(paper.id, "uses", "method/alpha", [said(paper, "We use Alpha.", "Alpha")]) for paper in papers]
    view = opened(assembled(papers, [("method/alpha", "Alpha", "Method", ())], [], edges))
    view.page.locator("#panel section", has_text="the largest groups").locator("a.to").click()
    assert texts(view, ".type b") == ["group"]
    assert view.text("#panel h2") == "Alpha"
    assert view.text("#panel .summary") == "3 papers and 1 method, from January 2024 to March 2024."
    assert [" ".join(text.split()) for text in section(view, "Papers").locator("li").all_inner_texts()] == [
        "Paper 3 March 2024",
        "Paper 2 February 2024",
        "Paper 1 January 2024",
    ]


# ---- filters, focus, places


def test_facts_that_filters_hide_are_counted_and_shown_again(opened):
    view = opened(literature(), at="#method/lora?sure=60")
    assert "Mentioned by" not in headings(view)
    assert view.text("#panel .hidden-facts").startswith("1 more fact is hidden by filters.")
    view.page.click("#panel .hidden-facts button")
    assert "Mentioned by" in headings(view)
    assert view.page.locator("#panel .hidden-facts").count() == 0
    assert view.page.evaluate("window.kg.state().sure") == 0


def test_filters_leave_the_panel_where_it_is_and_a_new_choice_begins_at_its_top(opened):
    view = opened(many(30), high=500, at="#dataset/common-set")
    view.page.evaluate("document.getElementById('panel').scrollTop = 300")
    view.go("#dataset/common-set?sure=20")
    assert view.page.evaluate("document.getElementById('panel').scrollTop") == 300
    view.go("#paper/p000")
    assert view.page.evaluate("document.getElementById('panel').scrollTop") == 0


def test_the_focus_goes_along_with_what_is_chosen_and_back_to_the_map(opened):
    view = opened(literature(), at="#method/lora")
    view.page.focus("#panel .fact a.to")
    view.page.keyboard.press("Enter")
    assert view.page.evaluate(f"{FOCUSED}.textContent") == "A Note on Summarization with LoRA"
    view.page.go_back()
    view.until("document.querySelector('#panel h2').textContent === 'LoRA'")
    assert view.page.evaluate(f"{FOCUSED}.textContent") == "LoRA"
    view.page.keyboard.press("Escape")
    assert view.text("#panel h2") == "Nothing chosen yet"
    assert view.page.evaluate(f"{FOCUSED}.id") == "overlay"


def test_on_a_phone_the_panel_is_a_sheet_that_leaves_the_map_to_be_seen(opened):
    view = opened(literature(), phone=True, at="#method/lora")
    panel, map_ = (view.page.locator(part).bounding_box() for part in ("#panel", "#map"))
    assert panel["y"] >= map_["y"] + map_["height"] - 1
    assert 0.3 < panel["height"] / 844 < 0.55
    assert map_["height"] > 150
    view.page.tap("#panel .close")
    assert view.text("#panel h2") == "Nothing chosen yet"


# ---- what is copied


def test_a_reference_is_copied_as_a_line_and_as_an_entry_for_bibtex(opened):
    view = opened(literature(), at="#paper/arxiv-2401.00001")
    view.page.evaluate(COPIED)
    view.page.get_by_role("button", name="Copy as citation").click()
    assert view.page.evaluate("window.copied") == (
        "Ada Moore and Bo Lind. Fernweh: Sparse Adapters for Long Documents. arXiv:2401.00001, 2024. "
        "https://doi.org/10.1234/fern"
    )
    assert view.text("#message") == "Copied"
    view.page.get_by_role("button", name="Copy BibTeX").click()
    assert view.page.evaluate("window.copied") == (
        "@misc{moore2024fernweh,\n"
        "  title = {{Fernweh: Sparse Adapters for Long Documents}},\n"
        "  author = {Ada Moore and Bo Lind},\n"
        "  year = {2024},\n"
        "  eprint = {2401.00001},\n"
        "  archivePrefix = {arXiv},\n"
        "  doi = {10.1234/fern},\n"
        "  url = {https://doi.org/10.1234/fern},\n"
        "}"
    )


def test_what_means_something_to_latex_is_escaped(opened):
    paper = Paper("paper/x", r"50 % of {x} & \y_1", "", authors=("Research and Development", "Ann O'Neil"))
    view = opened(assembled([paper], [], [], []), at="#paper/x")
    view.page.evaluate(COPIED)
    view.page.get_by_role("button", name="Copy BibTeX").click()
    assert view.page.evaluate("window.copied").splitlines()[1:3] == [
        r"  title = {{50 \% of \textbraceleft{}x\textbraceright{} \& \textbackslash{}y\_1}},",
        "  author = {{Research and Development} and Ann O'Neil},",
    ]


def test_a_sentence_is_copied_with_its_paper(opened):
    view = opened(literature(), at="#dataset/turftext")
    view.page.evaluate(COPIED)
    view.page.locator("#panel .said").first.get_by_role("button").click()
    assert view.page.evaluate("window.copied") == (
        "“We present Moss, trained on TurfText.” — Moss: A Model Family Trained on TurfText (2023), "
        "https://aclanthology.org/2023.moss-1"
    )


def test_a_browser_that_keeps_the_clipboard_to_itself_copies_from_a_field(opened):
    view = opened(literature(), at="#method/lora")
    view.page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    view.page.evaluate(
        "void (document.execCommand = (what) => Boolean(window.copied = [what, document.activeElement.value]))"
    )
    view.page.get_by_role("button", name="Copy link to this").click()
    view.until("window.copied")
    assert view.page.evaluate("window.copied") == ["copy", view.page.url]
    assert view.page.locator("textarea.hidden-visually").count() == 0


# ---- what listings tell


def test_a_paper_that_was_taken_back_says_so_and_where_it_appeared(opened):
    view = opened(published(), at="#paper/arxiv-2401.00001")
    assert texts(view, ".taken-back") == ["This paper was retracted."]
    assert "Journal of <Moss> · cs.CL, cs.LG · 1,234 votes" in texts(view, ".names")
    view.go("#method/fernweh")
    assert texts(view, ".taken-back") == []
    assert "Fernweh of the Woods retracted · 2024" in texts(view, "a.to")
    view.shoot("taken-back")


def test_an_address_that_a_listing_gives_says_so_after_the_sentence(opened):
    view = opened(published(), at="#paper/arxiv-2401.00001")
    told = "A listing of the paper gives this address, beside its text."
    view.until("document.querySelector('#panel .proof q')")
    assert texts(view, "section:has-text('Has code') .proof")[0] == told
    section(view, "Has code").get_by_role("button", name="1 more sentence").click()
    assert texts(view, "section:has-text('Has code') .proof")[-1] == told
    assert view.said == []


def test_a_reference_names_where_a_paper_appeared(opened):
    view = opened(published(), at="#paper/arxiv-2401.00001")
    view.page.evaluate(COPIED)
    view.page.get_by_role("button", name="Copy as citation").click()
    view.until("window.copied")
    cited = view.page.evaluate("window.copied")
    assert cited.startswith("Fernweh of the Woods. Journal of <Moss>, arXiv:2401.00001, 2024.")
    view.page.get_by_role("button", name="Copy BibTeX").click()
    view.until("window.copied.startsWith('@')")
    assert "  howpublished = {Journal of <Moss>}," in view.page.evaluate("window.copied").splitlines()
