"""The table in a browser: rows of what is shown, sorted, searched, chosen with keys, and saved as CSV."""

from pathlib import Path

import pytest
from browser.synthetic import synthetic
from factory import assembled, literature, published, said

from kg.records import Paper

pytestmark = pytest.mark.browser


def rows(view, *columns):
    """Return the cells of all rows, or of some columns of them."""
    found = [row.split("\t") for row in view.page.locator("#table tbody tr").all_inner_texts()]
    return [[row[column].strip() for column in columns] for row in found] if columns else found


def names(view):
    return [row[0] for row in rows(view, 0)]


def look(view, kind):
    view.page.locator(".kinds button", has_text=kind).click()


def sort(view, title):
    view.page.locator("#table thead button", has_text=title).click()
    return view.page.locator("#table th[aria-sort]").get_attribute("aria-sort")


def saved(view, tmp_path):
    """Return the file that a click downloads, and its name."""
    with view.page.expect_download() as download:
        view.page.click("#table .download")
    path = Path(tmp_path) / "saved.csv"
    download.value.save_as(path)
    return download.value.suggested_filename, path.read_bytes().decode("utf-8")


def test_things_are_listed_with_what_is_known_of_them(opened):
    view = opened(literature(), at="#?view=table")
    assert view.page.locator("#map").is_hidden()
    assert [text.split() for text in view.page.locator(".kinds button").all_inner_texts()] == [
        ["Things", "10"],
        ["Papers", "3"],
        ["Facts", "21"],
    ]
    assert rows(view, 0, 1, 2, 3, 4)[:3] == [
        ["LoRA", "method", "3", "5", "2023-07"],
        ["Fernweh", "method", "2", "5", "2024-01-03"],
        ["PaperStack", "dataset", "2", "3", "2023-07"],
    ]
    assert view.page.locator("#table th[aria-sort]").inner_text().strip() == "Papers\n↓"
    assert view.page.locator("#table table").get_attribute("aria-rowcount") == "11"
    assert view.said == []


def test_heads_sort_both_ways(opened):
    view = opened(literature(), at="#?view=table")
    assert sort(view, "Name") == "ascending"
    assert names(view)[:4] == ["example.org/stack", "example/fernweh", "example/moss", "Fernweh"]
    assert sort(view, "Name") == "descending"
    assert names(view)[0] == "TurfText"
    assert sort(view, "Facts") == "descending"
    facts = [int(row[0]) for row in rows(view, 3)]
    assert facts == sorted(facts, reverse=True)
    assert view.page.evaluate("document.activeElement.textContent") == "Facts↓"


def test_papers_are_listed_newest_first(opened):
    view = opened(literature(), at="#?view=table")
    look(view, "Papers")
    assert rows(view, 0, 1, 2, 3, 4) == [
        ["A Note on Summarization with LoRA", "2025", "", "0", "3"],
        ["Fernweh: Sparse Adapters for Long Documents", "2024-01-03", "Ada Moore; Bo Lind", "1", "6"],
        ["Moss: A Model Family Trained on TurfText", "2023-07", "Cy Dane", "1", "4"],
    ]
    code = view.page.locator("#table tbody td a[target=_blank]")
    assert [link.get_attribute("href") for link in code.all()] == [
        "https://github.com/example/fernweh",
        "https://github.com/example/moss",
    ]


def test_what_has_no_value_comes_last_both_ways(opened):
    view = opened(literature(), at="#?view=table")
    look(view, "Papers")
    for order in ("ascending", "descending"):
        assert sort(view, "Authors") == order
        assert names(view)[-1] == "A Note on Summarization with LoRA"


def test_facts_show_their_sentence_on_demand(opened):
    view = opened(literature(), at="#?view=table")
    look(view, "Facts")
    assert sort(view, "How sure") == "descending"
    first = view.page.locator("#table tbody tr").first
    first.locator("button").click()
    sentences = view.page.locator("#table .opened q").all_inner_texts()
    assert "We introduce Fernweh, a variant of LoRA for summarization." in sentences
    assert {*view.page.locator("#table .opened mark").all_inner_texts()} == {"Fernweh"}
    assert first.locator("button").get_attribute("aria-expanded") == "true"
    first.locator("button").click()
    assert view.page.locator("#table .opened").count() == 0


def test_a_fact_of_two_entities_tells_which_paper_says_so(opened):
    view = opened(literature(), at="#?view=table&hide=Paper")
    look(view, "Facts")
    view.page.fill(".table-tools input", "trained on")
    view.until("document.querySelectorAll('#table tbody tr').length === 1")
    view.page.click("#table tbody button")
    assert view.text("#table .opened .name") == "Moss: A Model Family Trained on TurfText"


def test_rows_are_found_by_words_of_any_column(opened):
    view = opened(literature(), at="#?view=table")
    view.page.fill(".table-tools input", "low-rank")
    view.until("document.querySelectorAll('#table tbody tr').length === 1")
    assert names(view) == ["LoRA"]
    assert view.text(".table-tools .count") == "1 of 10 rows"
    view.page.fill(".table-tools input", "dataset")
    view.until("document.querySelectorAll('#table tbody tr').length === 2")
    view.page.fill(".table-tools input", "zebra")
    view.until("!document.querySelector('#table .empty').hidden")
    assert view.text("#table .empty") == "No row has these words."


def test_filters_and_legend_apply_to_the_table(opened):
    view = opened(literature(), at="#?view=table&hide=Task&sure=95")
    assert sorted(names(view)) == ["Fernweh", "Moss"]
    look(view, "Facts")
    assert rows(view, 1, 3) == [["introduces", "97 %"], ["introduces", "95 %"]]


def test_a_click_chooses_and_the_table_stays(opened):
    view = opened(literature(), at="#?view=table")
    view.page.click("#table tbody tr >> nth=2")
    assert view.text("#panel h2") == "PaperStack"
    assert view.page.locator("#table tr[aria-current]").inner_text().startswith("PaperStack")
    assert view.page.url.endswith("#dataset/paperstack?view=table")
    look(view, "Facts")
    view.page.click("#table tbody tr >> nth=0 >> td a.name")
    assert view.text("#panel h2") == rows(view, 2)[0][0]


def test_keys_go_from_row_to_row_and_choose(opened):
    view = opened(literature(), at="#?view=table")
    assert view.page.locator("#table tbody [tabindex='0']").count() == 2
    view.page.locator("#table tbody tr").first.focus()
    view.page.keyboard.press("ArrowDown")
    view.page.keyboard.press("Enter")
    assert view.text("#panel h2") == "Fernweh"
    view.page.keyboard.press("End")
    assert view.page.evaluate("document.activeElement.rowIndex") == 10
    view.page.keyboard.press("Home")
    assert view.page.evaluate("document.activeElement.rowIndex") == 1


def test_long_tables_come_in_parts_and_the_chosen_row_is_brought_into_view(opened):
    graph = synthetic(40)
    view = opened(graph, at="#?view=table")
    sort(view, "Name")
    every = int(view.page.locator("#table table").get_attribute("aria-rowcount")) - 1
    assert every > 200
    assert len(names(view)) == 100
    view.page.click("#table .step:visible")
    assert len(names(view)) == 200
    assert view.page.evaluate("document.activeElement.getAttribute('aria-rowindex')") == "102"
    view.page.keyboard.press("End")
    view.page.keyboard.press("ArrowDown")
    assert len(names(view)) == min(300, every)
    view.page.evaluate("document.activeElement.blur()")
    sort(view, "Name")
    view.page.evaluate("document.activeElement.blur()")
    first = min((node["label"] for _, node in graph.nodes(data=True) if node["type"] == "Method"), key=str.lower)
    view.search(first)
    current = view.page.locator("#table tr[aria-current]")
    assert current.inner_text().startswith(first)
    box, window = current.bounding_box(), view.page.locator(".table-scroll").bounding_box()
    assert window["y"] <= box["y"] <= window["y"] + window["height"]


def test_the_file_holds_the_rows_as_filtered_and_sorted(opened, tmp_path):
    view = opened(literature(), at="#?view=table")
    look(view, "Papers")
    sort(view, "Title")
    name, text = saved(view, tmp_path)
    assert name == "papers.csv"
    assert text.startswith("\ufeffTitle,Date,Authors,Introduces,Names,Code,Source,Link,Id\r\n")
    assert text.split("\r\n")[1] == "A Note on Summarization with LoRA,2025,,0,3,,beta,,paper/sha256-00112233445566ff"
    fern = text.split("\r\n")[2]
    assert fern.startswith("Fernweh: Sparse Adapters for Long Documents,2024-01-03,Ada Moore; Bo Lind,1,6,https://")
    assert ',"alpha, beta",https://arxiv.org/abs/2401.00001,paper/arxiv-2401.00001' in fern
    look(view, "Facts")
    view.page.fill(".table-tools input", "introduces")
    view.until("document.querySelectorAll('#table tbody tr').length === 2")
    name, text = saved(view, tmp_path)
    assert name == "facts.csv"
    assert [line.split(",")[1:5] for line in text.split("\r\n")[1:3]] == [
        ["introduces", "Fernweh", "97 %", "1"],
        ["introduces", "Moss", "95 %", "1"],
    ]
    assert ',"We present Moss, trained on TurfText.",' in text


def test_the_file_runs_nothing_in_a_spreadsheet(opened, tmp_path):
    titles = ["=1+1", "@cmd", 'says "no", twice', "'=1"]
    papers = [Paper(f"paper/{at}", title, "We use Bert.") for at, title in enumerate(titles)]
    edges = [(paper.id, "uses", "model/bert", [said(paper, "We use Bert.", "Bert")]) for paper in papers]
    view = opened(assembled(papers, [("model/bert", "Bert", "Model", ())], [], edges), at="#?view=table")
    look(view, "Papers")
    _, text = saved(view, tmp_path)
    cells = {line.split(",,")[0] for line in text.split("\r\n")[1:5]}
    assert cells == {"'=1+1", "'@cmd", '"says ""no"", twice"', "''=1"}


def test_the_first_column_stays_in_sight_on_a_phone(opened):
    view = opened(literature(), at="#?view=table", phone=True)
    assert view.overflow() == 0
    view.page.evaluate("document.querySelector('.table-scroll').scrollLeft = 300")
    head = view.page.locator("#table tbody th").first.bounding_box()
    assert head["x"] == 0
    assert head["width"] < 195


def test_papers_tell_where_they_appeared_where_that_is_known(opened):
    view = opened(published(), at="#?view=table")
    look(view, "Papers")
    heads = [text.split("\n")[0].strip() for text in view.page.locator("#table thead th").all_inner_texts()]
    told = dict(zip(heads, rows(view, *range(len(heads)))[0], strict=True))
    assert [told[name] for name in ("Venue", "Categories", "Votes", "Status")] == [
        "Journal of <Moss>",
        "cs.CL, cs.LG",
        "1,234",
        "retracted",
    ]
    view = opened(literature(), at="#?view=table")
    look(view, "Papers")
    assert "Venue" not in " ".join(view.page.locator("#table thead th").all_inner_texts())


def test_a_paper_is_found_by_where_it_appeared(opened):
    view = opened(published(), at="#?view=table")
    look(view, "Papers")
    view.page.fill("#table input[type=search]", "journal moss cs.lg")
    view.page.wait_for_timeout(300)
    assert names(view) == ["Fernweh of the Woods"]
