"""The map: what is drawn, how it moves, and what mouse, fingers and keys do to it."""

import pytest
from browser.synthetic import synthetic
from factory import literature

from kg.config import Config
from kg.viewer import Picture, render

pytestmark = pytest.mark.browser

TASK = "task/summarization"
PURPLE = [0x96, 0x33, 0x8E]  # of tasks
PAGE = [0xFB, 0xFB, 0xF9]
PIXEL = """([x, y]) => {
  const canvas = [...document.querySelectorAll("#base > div canvas")].find(each => !each.hidden);
  const box = canvas.getBoundingClientRect();
  const at = [(x - box.left) * canvas.width / box.width, (y - box.top) * canvas.height / box.height].map(Math.floor);
  return [...canvas.getContext("2d").getImageData(...at, 1, 1).data].slice(0, 3);
}"""
DIMMED = "document.getElementById('overlay').getContext('2d').getImageData(3, 3, 1, 1).data[3] > 150"
REST = 400  # milliseconds after which the map rests


@pytest.fixture(params=["canvas", "pyvis"])
def map_of(request, opened):
    """Open a graph by each renderer."""
    return lambda graph, **options: opened(graph, config=Config(renderer=request.param), **options)


def pixel(view, x, y):
    return view.page.evaluate(PIXEL, [x, y])


def camera(view):
    return view.page.evaluate("window.kg.camera()")


def chosen(view):
    return view.page.evaluate("window.kg.state().chosen")


def middle(view):
    box = view.page.locator("#map").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def bare(view):
    """Return a place of the map where nothing is."""
    box = view.page.locator("#map").bounding_box()
    return box["x"] + box["width"] - 8, box["y"] + 8


def test_a_dot_is_drawn_where_its_node_is_in_the_colour_of_its_type(map_of):
    view = map_of(literature())
    assert pixel(view, *view.place(TASK)) == PURPLE
    assert pixel(view, *bare(view)) in (PAGE, [0, 0, 0])  # what vis leaves transparent shows the page


def test_dragging_moves_the_picture_with_the_mouse_at_once_and_when_it_rests(map_of):
    view = map_of(literature())
    x, y = view.place(TASK)
    left, top = bare(view)
    view.page.mouse.move(left, top)
    view.page.mouse.down()
    view.page.mouse.move(left - 70, top + 40, steps=4)
    view.page.wait_for_timeout(50)
    assert pixel(view, x - 70, y + 40) == PURPLE
    view.page.mouse.up()
    view.page.wait_for_timeout(REST)
    assert view.place(TASK) == pytest.approx((x - 70, y + 40), abs=1.5)
    assert pixel(view, x - 70, y + 40) == PURPLE
    assert chosen(view) is None


def test_the_wheel_comes_nearer_to_what_is_under_it(map_of):
    view = map_of(literature())
    x, y = view.place(TASK)
    before = camera(view)["scale"]
    view.page.mouse.move(x, y)
    view.page.mouse.wheel(0, -200)
    view.page.wait_for_timeout(REST)
    assert camera(view)["scale"] > 1.3 * before
    assert view.place(TASK) == pytest.approx((x, y), abs=1.5)
    assert pixel(view, x, y) == PURPLE


def test_what_is_hidden_is_not_drawn_and_not_found(map_of):
    view = map_of(literature(), at="#?hide=Task")
    x, y = view.place(TASK)
    assert pixel(view, x, y) != PURPLE
    view.page.mouse.click(x, y)
    assert chosen(view) != TASK


def test_a_click_on_a_dot_chooses_it_and_a_click_beside_it_nothing(map_of):
    view = map_of(literature())
    view.page.mouse.click(*view.place(TASK))
    assert chosen(view) == TASK
    view.page.wait_for_timeout(REST)
    view.page.mouse.click(*bare(view))
    assert chosen(view) is None


def test_a_click_on_a_name_chooses_what_it_names(opened):
    view = opened(literature(), at=f"#{TASK}")
    x, y = view.place(TASK)
    view.page.mouse.click(*bare(view))
    view.page.wait_for_timeout(REST)
    names = "document.getElementById('map').classList.contains('pointing')"
    for right in range(24, 90, 6):  # the name is somewhere at the right
        view.page.mouse.move(x + right, y)
        view.page.wait_for_timeout(150)
        if view.page.evaluate(names):
            break
    view.page.mouse.down()
    view.page.mouse.up()
    assert chosen(view) == TASK


def test_pointing_at_a_dot_dims_the_rest(opened):
    view = opened(literature())
    assert not view.page.evaluate(DIMMED)
    view.page.mouse.move(*view.place(TASK))
    view.until(DIMMED)
    view.page.mouse.move(5, 5)
    view.until(f"!({DIMMED})")


def test_a_double_click_comes_twice_as_near(opened):
    view = opened(literature())
    before = camera(view)["scale"]
    view.page.mouse.dblclick(*bare(view))
    assert camera(view)["scale"] == pytest.approx(2 * before)


def test_a_click_with_shift_asks_for_the_way_to_a_second_dot(opened):
    view = opened(literature(), at="#method/lora")
    x, y = view.place("dataset/turftext")
    view.page.keyboard.down("Shift")
    view.page.mouse.click(x, y)
    view.page.keyboard.up("Shift")
    state = view.page.evaluate("window.kg.state()")
    assert (state["chosen"], state["to"]) == ("method/lora", "dataset/turftext")


def test_two_fingers_draw_the_map_nearer(opened):
    view = opened(literature(), phone=True)
    x, y = middle(view)
    before = camera(view)["scale"]
    touch = view.page.context.new_cdp_session(view.page)

    def fingers(kind, apart):
        points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}] if apart else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", 40)
    for apart in range(45, 85, 5):
        fingers("touchMove", apart)
    fingers("touchEnd", 0)
    view.page.wait_for_timeout(REST)
    assert camera(view)["scale"] == pytest.approx(2 * before, rel=0.1)
    assert chosen(view) is None


def test_keys_move_the_map_and_zero_shows_all_of_it(opened):
    view = opened(literature())
    whole = camera(view)
    view.page.focus("#overlay")
    for key in ("+", "+", "ArrowRight", "ArrowDown"):
        view.page.keyboard.press(key)
    near = camera(view)
    assert near["scale"] == pytest.approx(1.96 * whole["scale"])
    assert near["x"] > whole["x"]
    assert near["y"] > whole["y"]
    view.page.keyboard.press("0")
    assert camera(view) == whole


def test_the_map_lets_the_focus_go_on(opened):
    view = opened(literature())
    view.page.focus("#overlay")
    view.page.keyboard.press("Tab")
    assert view.page.evaluate("document.activeElement.id") != "overlay"


def spoken(view, start):
    """Return what a screen reader is told, once it starts so."""
    view.page.wait_for_function("start => document.querySelector('#spoken').textContent.startsWith(start)", arg=start)
    return view.page.locator("#spoken").text_content()


def test_keys_step_through_what_is_connected_and_choose_it(opened):
    view = opened(literature(), at="#method/lora")
    view.page.focus("#overlay")
    view.page.keyboard.press("n")
    said = spoken(view, "1 of ")
    view.page.keyboard.press("n")
    spoken(view, "2 of ")
    view.page.keyboard.press("p")
    assert spoken(view, "1 of ") == said
    view.page.keyboard.press("Enter")
    assert chosen(view) not in (None, "method/lora")


def test_what_a_key_says_is_not_spoken_over_by_what_was_to_be_said_before(opened):
    view = opened(literature(), at="#method/lora")
    view.page.focus("#overlay")
    view.page.keyboard.press("n")
    view.page.wait_for_timeout(600)
    assert view.page.locator("#spoken").text_content().startswith("1 of ")


def test_another_size_of_the_window_shows_the_whole_again(map_of):
    view = map_of(literature())
    view.page.set_viewport_size({"width": 1000, "height": 620})
    view.page.wait_for_timeout(REST)
    box = view.page.locator("#map").bounding_box()
    for key in literature():
        x, y = view.place(key) if key == TASK else view.page.evaluate("k => Object.values(window.kg.where(k))", key)
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]
    assert pixel(view, *view.place(TASK)) == PURPLE


def test_the_map_is_drawn_in_the_colours_of_the_dark_theme(opened):
    view = opened(literature(), dark=True)
    assert pixel(view, *bare(view)) == [0x14, 0x17, 0x1C]


AREAS = """() => {
  const canvas = [...document.querySelectorAll("#base > div canvas")].find(each => !each.hidden);
  const seen = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let count = 0;
  for (let at = 0; at < seen.length; at += 4) count += seen[at] === 233 && seen[at + 1] === 236 && seen[at + 2] === 242;
  return count;
}"""


def test_the_area_of_a_group_goes_when_filters_hide_most_of_the_group(map_of):
    view = map_of(synthetic(60))
    assert view.page.evaluate(AREAS) > 5000
    view.page.evaluate("location.hash = '?hide=Paper'")
    view.page.wait_for_timeout(REST)
    assert view.page.evaluate(AREAS) > 5000
    view.page.evaluate("location.hash = '?hide=Paper,Method,Model,Dataset,Repository'")
    view.page.wait_for_timeout(REST)
    assert view.page.evaluate(AREAS) == 0


def test_pyvis_draws_a_large_graph_without_complaint(opened):
    graph = synthetic(900)
    assert len(graph) > 5000
    view = opened(graph, config=Config(renderer="pyvis"))
    view.search("transformer")
    assert view.text("#panel h2") == "Transformer"
    assert view.said == []


def huge(tmp_path, number=20_100):
    """Write the page of a grid of dots in two groups with one long line from one to the other."""
    side = 150
    kind = {"comment": "", "shape": "dot", "colour": "#96338e", "dark": "#d98fd2"}
    word = {"name": "uses", "label": "uses", "heading": "Uses", "inverse": "Used by", "comment": "", "count": 1}
    structure = {
        "title": "A grid",
        "types": [
            {"name": "Paper", "plural": "papers", **kind, "count": 0},
            {"name": "Task", "plural": "tasks", **kind, "count": number},
        ],
        "predicates": [word],
        "nodes": {
            "label": [f"t{at}" for at in range(number)],
            "type": [1] * number,
            "x": [20 * (at % side) for at in range(number)],
            "y": [40 * (at // side) for at in range(number)],
            "community": [0 if at < number // 2 else 1 for at in range(number)],
            "key": [0] * number,
        },
        "names": {},
        "dates": {},
        "authors": {},
        "links": {},
        "listings": {},
        "edges": {
            "count": [1] + [0] * (number - 1),
            "to": [number - 1],
            "predicate": [0],
            "confidence": [90],
            "support": [1],
        },
        "papers": {"0": []},
        "communities": ["", ""],
        "redirects": {},
        "sources": [],
    }
    path = tmp_path / "grid.html"
    path.write_text(
        render(Picture(structure, {"sentences": [], "edges": [[]], "claims": []}), renderer="canvas"), encoding="utf-8"
    )
    return path


LINES = """() => {
  const canvas = [...document.querySelectorAll("#base > div canvas")].find(each => !each.hidden);
  const colours = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  const grey = colour => colour !== 0xfff9fbfb && Math.abs((colour & 255) - ((colour >> 8) & 255)) < 8;
  return colours.some(grey);
}"""


def test_lines_between_groups_of_a_huge_map_are_drawn_from_near_only(opened, tmp_path):
    view = opened(huge(tmp_path))
    assert not view.page.evaluate(LINES)
    x, y = middle(view)
    view.page.mouse.move(x, y)
    for _ in range(4):
        view.page.mouse.wheel(0, -200)
    view.page.wait_for_timeout(1000)
    assert view.page.evaluate(LINES)
