"""Texts of papers and addresses that try to run, to be markup, or to break the page, in every view of it."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest
from browser.conftest import VIEWS
from browser.hostile import TEXTS, hostile
from factory import assembled, literature, said

from kg.records import Paper

pytestmark = pytest.mark.browser

LIVE = "img, iframe, object, embed, base, form[action], svg[onload], [onerror], [onload], [onclick], [onmouseover]"
FRAGMENTS = (
    "<img src=x onerror=alert(1)>",
    "__proto__",
    "constructor",
    "hasOwnProperty?to=__proto__&depth=3",
    "?since=<script>alert(1)</script>&until=<script>",
    "?hide=__proto__,constructor&without=__proto__,toString&not=%3Cscript%3E",
    "?sure=1e999&support=-1&depth=99&view=__proto__",
    "?sure=NaN&support=99999999999&depth=-1&view=constructor",
    "%",
    "%E0%A4%A",
    "method/lora?to=%&depth=%",
    "method/lora?to=method/lora",
    "group/__proto__",
    "group/",
    "?",
    "??&&==&to&=",
    "\u202e\u200b\u0000",
    "javascript:alert(1)",
    "?view=sparql&q=<script>alert(1)</script>",
    "?view=table&view=map",
    "x" * 100_000,
    "?hide=" + "Paper," * 16_000,
    "?q=" + "%3Cimg src=x onerror=alert(1)%3E" * 3_000,
)


@pytest.fixture
def graph():
    return hostile()


def harmless(view):
    """Assert that nothing of a text ran, asked for anything, complained, or made the page wider than its window."""
    assert view.page.evaluate("window.hit") is None
    assert view.page.locator(LIVE).count() == 0
    assert view.dialogs == view.said == []
    assert [url for url in view.requests if not url.startswith(("file:", "blob:", "data:"))] == []
    assert view.overflow() <= 0


@pytest.mark.parametrize("phone", [False, True], ids=["window", "phone"])
@pytest.mark.parametrize("name", VIEWS)
def test_in_no_view_does_a_text_run_or_break_the_page(opened, graph, name, phone):
    view = opened(graph, phone=phone)
    view.show(name)
    view.page.wait_for_timeout(300)
    harmless(view)
    for key in ("method/x0", "method/x6", "paper/x13"):
        view.page.evaluate("key => window.kg.choose(key)", key)
        view.page.wait_for_timeout(100)
        harmless(view)
    view.shoot(f"hostile-{name}-{'phone' if phone else 'window'}")


def test_the_panel_shows_all_as_text(opened, graph):
    view = opened(graph)
    for key in graph:
        view.page.evaluate("key => window.kg.choose(key)", key)
        for more in view.page.locator("#panel .more").all():
            more.click()
    view.page.evaluate("key => window.kg.choose(key)", "method/x0")
    view.until(f"document.querySelector('#panel h2').textContent.includes({TEXTS[0]!r})")
    addresses = view.page.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    known = ("#", "https://doi.org/", "https://arxiv.org/abs/")
    assert [address for address in addresses if not address.startswith(known)] == []
    harmless(view)


def test_texts_are_searched_for_and_pointed_at_as_they_are(opened, graph):
    view = opened(graph)
    for text in TEXTS:
        view.search(text[:30].replace("\ud800", ""))
        view.page.keyboard.press("Escape")
    view.page.mouse.move(*view.place("method/x0"))
    view.page.wait_for_timeout(300)
    harmless(view)


def test_scripts_are_those_of_the_page_and_none_holds_a_text(opened, graph):
    view = opened(graph)
    running = view.page.evaluate("[...document.scripts].filter(s => !s.type).map(s => s.textContent)")
    assert 1 <= len(running) <= 2
    assert [text for script in running for text in ("window.hit", "x" * 200, "is good.") if text in script] == []


def test_a_name_of_five_thousand_letters_is_cut(opened, graph):
    view = opened(graph, at="#method/x6")
    view.until("document.querySelector('#panel h2').textContent.startsWith('xxx')")
    assert len(view.text("#panel h2")) <= 400
    harmless(view)


@pytest.mark.parametrize("number", range(len(FRAGMENTS)))
def test_no_address_runs_or_breaks_the_page(opened, number):
    view = opened(literature(), at=f"#{FRAGMENTS[number]}")
    view.page.wait_for_timeout(200)
    harmless(view)
    view.search("lora")
    view.until("document.querySelector('#panel h2').textContent === 'LoRA'")
    assert view.page.evaluate("({}).polluted") is None
    harmless(view)


@pytest.mark.parametrize("key", ["method/nobody", "%", "%E0%A4%A", "__proto__", "<img src=x onerror=alert(1)>"])
def test_an_address_that_is_not_on_the_map_is_said_to_be_so(opened, key):
    view = opened(literature(), at=f"#{key}")
    assert "is not in this map" in view.text("#message")
    harmless(view)


def test_an_address_that_comes_later_is_as_harmless(opened):
    view = opened(literature())
    for fragment in FRAGMENTS:
        view.go(f"#{fragment}")
        harmless(view)


def saved(view, label):
    """Choose an entry of the menu `Save`, and return what is downloaded."""
    view.page.click("#save button >> nth=0")
    with view.page.expect_download() as download:
        view.page.get_by_role("menuitem", name=label).or_(
            view.page.locator("#save button", has_text=label)
        ).first.click()
    return download.value.path().read_text(encoding="utf-8")


def test_the_picture_that_is_saved_is_well_formed_and_runs_nothing(opened, graph):
    view = opened(graph, at="#method/x0")
    root = ET.fromstring(saved(view, "SVG"))  # noqa: S314  made by the page a moment ago
    parts = list(root.iter())
    assert {part.tag.rpartition("}")[2] for part in parts}.isdisjoint({"script", "foreignObject", "image", "a"})
    assert [name for part in parts for name in part.attrib if name.lower().startswith("on") or "href" in name] == []
    assert any((part.text or "").startswith("<img src=x") for part in parts)
    harmless(view)


def test_the_table_that_is_saved_holds_no_formula(opened, graph):
    view = opened(graph, at="#?view=table")
    with view.page.expect_download() as download:
        view.page.get_by_role("button", name="CSV").first.click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    harmless(view)


def of_a_paper(title, date, *urls):
    """Return a graph of a paper with a repository at each of some addresses."""
    paper = Paper("paper/p", title, "Code is there.", ("A",), (), "https://example.org/p", date, ("s",))
    evidence = [said(paper, "Code is there.", "Code")]
    links = [(url, f"repository {number}", "code") for number, url in enumerate(urls)]
    return assembled([paper], [], links, [("paper/p", "hasCode", url, evidence) for url in urls])


def test_an_address_cannot_look_like_another(opened):
    urls = ("https://arxiv.org@example.org/abs/1", "https://user:word@example.org/", "https://\u0430rxiv.org/abs/1")
    view = opened(of_a_paper("P", "2024-01-05", *urls))
    shown = []
    for url in urls:
        view.page.evaluate("url => window.kg.choose(url)", url)
        view.until("document.querySelector('#panel h2') !== null")
        shown.append(view.page.locator("#panel a[target=_blank]").all_inner_texts())
    assert shown[:2] == [[], []]
    assert [text for text in shown[2] if "(xn--rxiv-43d.org)" in text]


def test_marks_upon_marks_and_letters_that_nobody_sees_leave_the_name(opened):
    unseen = "\u200b\u3164\u2060\U000e0041" * 1000
    view = opened(of_a_paper(f"{unseen}a{chr(0x301) * 500} tower", "2024-01-05"), at="#paper/p")
    view.until("document.querySelector('#panel h2') !== null")
    assert view.text("#panel h2") == "a\u0301\u0301\u0301\u0301 tower"


def test_a_date_that_is_none_ends_no_entry_for_bibtex(opened):
    view = opened(of_a_paper("P", "}}\n@misc{x"), at="#paper/p")
    view.page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    view.page.get_by_role("button", name="Copy BibTeX").click()
    view.until("window.copied !== undefined")
    lines = view.page.evaluate("window.copied").split("\n")
    assert [re.match(r"@misc\{[a-z0-9]*,|  \w+ = \{.*\},|\}", line) is not None for line in lines] == [True] * len(
        lines
    )
    assert lines[-1] == "}"
    assert not any("year" in line for line in lines)


QUERIES = {
    "digits": "SELECT " + "1" * 60_000,
    "a string that is never closed": "SELECT " + '\\"' * 20_000,
    "dots and dashes": "SELECT " + "a.-" * 20_000,
    "broken escapes": "%E0%A4%A" * 8_000,
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_long_query_in_the_address_leaves_the_page_at_work(opened, name):
    view = opened(literature(), at=f"#?view=sparql&q={QUERIES[name].replace(' ', '%20')}")
    view.until("document.querySelector('#sparql .status, #sparql .empty') !== null")
    view.show("map")
    view.search("lora")
    view.until("document.querySelector('#panel h2').textContent === 'LoRA'")
    harmless(view)


def test_a_browser_that_cannot_unpack_the_page_says_so(opened, chromium):
    view = opened(literature())
    other = chromium.new_page()
    other.add_init_script("delete globalThis.DecompressionStream")
    other.goto(view.page.url)
    other.wait_for_function("document.body.innerText.startsWith('This browser cannot unpack the map.')")
    assert other.evaluate("getComputedStyle(document.body).visibility") == "visible"
    other.close()
