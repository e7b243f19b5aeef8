"""The menu that saves, in a real browser."""

import struct
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from factory import literature

pytestmark = pytest.mark.browser


def saved(watched, entry: str) -> tuple[str, bytes]:
    watched.page.locator("#save-open").click()
    with watched.page.expect_download() as waiting:
        watched.page.locator("#save-menu button", has_text=entry).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_a_drawing_holds_what_the_map_shows(opened):
    watched = opened(literature())
    name, content = saved(watched, "Drawing (SVG)")
    assert name == "knowledge-graph-of-3-papers.svg"
    root = ET.fromstring(content)  # noqa: S314  what the page wrote
    texts = [element.text for element in root.findall(".//{*}text")]
    assert {"Fernweh", "LoRA", "PaperStack", "3 papers", "2 methods", "Knowledge graph of 3 papers"} <= set(texts)
    assert not list(root.findall(".//{*}script"))
    assert (watched.requests[1:], watched.said) == ([], [])


def test_a_drawing_leaves_out_what_is_hidden_and_marks_what_is_chosen(opened):
    watched = opened(literature(), at="#method/lora?hide=Paper")
    _, content = saved(watched, "Drawing (SVG)")
    texts = [element.text for element in ET.fromstring(content).findall(".//{*}text")]  # noqa: S314  what the page wrote
    assert "3 papers" not in texts
    assert "LoRA" in texts
    assert b'stroke="#d9480f"' in content


def test_hostile_names_are_text_in_a_drawing(opened):
    graph = literature()
    graph.nodes["method/lora"]["label"] = "</text><script>alert(1)</script>\u202e\ufffe"
    watched = opened(graph)
    _, content = saved(watched, "Drawing (SVG)")
    root = ET.fromstring(content)  # noqa: S314  what the page wrote
    assert "</text><script>alert(1)</sc…" in [element.text for element in root.findall(".//{*}text")]
    assert not list(root.findall(".//{*}script"))
    assert watched.dialogs == []


def test_a_picture_is_twice_as_fine_and_not_blank(opened):
    watched = opened(literature())
    name, content = saved(watched, "Picture (PNG)")
    assert name == "knowledge-graph-of-3-papers.png"
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", content[16:24])
    assert wide == 2 * watched.page.evaluate("document.getElementById('map').clientWidth")
    assert high > wide / 3
    assert len(content) > 20_000
    assert watched.said == []


def test_the_menu_works_with_the_keyboard_alone(opened):
    watched = opened(literature())
    page = watched.page
    page.locator("#save-open").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Picture (PNG)"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "Link to this view"
    page.keyboard.press("Escape")
    assert page.evaluate("[document.activeElement.id, document.getElementById('save-menu').hidden]") == [
        "save-open",
        True,
    ]


def test_the_link_is_the_address_of_the_view(opened):
    watched = opened(literature(), at="#method/lora", permissions=["clipboard-read", "clipboard-write"])
    watched.page.locator("#save-open").click()
    watched.page.locator("#save-menu button", has_text="Link").click()
    watched.until("document.getElementById('message').textContent")
    assert watched.text("#message") == "The address of this view is copied."
    assert watched.page.evaluate("navigator.clipboard.readText()").endswith("graph.html#method/lora")


def test_the_table_is_saved_from_the_menu_too(opened):
    watched = opened(literature())
    name, content = saved(watched, "Table (CSV)")
    assert name.endswith(".csv")
    assert b"LoRA" in content
