"""The timeline: months from left to right, a lane for each type."""

import pytest
from factory import assembled, said

from kg.records import Paper

pytestmark = pytest.mark.browser

FLIGHT = 700  # milliseconds after which nothing flies any more

# Collects what is written on the canvas above the dots.
LISTEN = """() => {
  window.written = new Set();
  const draw = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.written.add(text);
    return draw.call(this, text, ...rest);
  };
}"""


def decade():
    """Five papers from two years; Alpha is in the first three, Beta in two more and in one without a month."""
    months = ("2023-02-11", "2023-05", "2023-11", "2024-04-30", "2024-04-02", "")
    papers = [
        Paper(f"paper/p{at}", f"Paper {at}", "We use Alpha and Beta on Gamma.", ("a",), (), "", month)
        for at, month in enumerate(months)
    ]
    text = "We use Alpha and Beta on Gamma."
    edges = [
        (papers[at].id, "uses", key, [said(papers[at], text, name)])
        for key, name, named in (
            ("method/alpha", "Alpha", (0, 1, 2)),
            ("method/beta", "Beta", (3, 4, 5)),
            ("dataset/gamma", "Gamma", (2, 3)),
        )
        for at in named
    ]
    entities = [
        ("method/alpha", "Alpha", "Method", ()),
        ("method/beta", "Beta", "Method", ()),
        ("dataset/gamma", "Gamma", "Dataset", ()),
    ]
    return assembled(papers, entities, [], edges)


def written(view):
    """Return what stands on the map once it is drawn anew."""
    view.page.evaluate("window.written.clear()")
    view.page.click("#fit")
    view.page.wait_for_timeout(300)
    return set(view.page.evaluate("[...window.written]"))


def test_dots_that_fly_arrive_where_they_stand_without_flying(opened):
    there, flown = opened(decade(), at="#?view=timeline"), opened(decade(), motion=True)
    at_home = flown.place("method/beta")
    flown.page.click("#views [data-view=timeline]")
    flown.page.wait_for_timeout(FLIGHT)
    for key in ("paper/p0", "paper/p4", "method/beta"):
        assert flown.place(key) == pytest.approx(there.place(key), abs=1.5)
    flown.page.click("#views [data-view=map]")
    flown.page.wait_for_timeout(FLIGHT)
    assert flown.place("method/beta") == pytest.approx(at_home, abs=1.5)


def test_dots_that_fly_arrive_when_the_map_is_zoomed_meanwhile(opened):
    there, flown = opened(decade(), at="#?view=timeline"), opened(decade(), motion=True)
    flown.page.evaluate("""() => {
      document.querySelector("#views [data-view=timeline]").click();
      requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById("closer").click()));
    }""")
    flown.page.wait_for_timeout(2 * FLIGHT)
    flown.page.click("#fit")
    flown.page.wait_for_timeout(FLIGHT)
    assert flown.place("paper/p4") == pytest.approx(there.place("paper/p4"), abs=1.5)


def test_everything_stands_at_the_month_of_the_first_paper_that_names_it(opened):
    view = opened(decade(), at="#?view=timeline")
    x = {key: view.place(key)[0] for key in ("paper/p0", "paper/p1", "paper/p2", "paper/p3", "paper/p4")}
    assert x["paper/p0"] < x["paper/p1"] < x["paper/p2"] < x["paper/p3"]
    month = (x["paper/p2"] - x["paper/p0"]) / 9
    assert abs(x["paper/p1"] - x["paper/p0"] - 3 * month) < month / 2
    assert abs(view.place("method/alpha")[0] - x["paper/p0"]) < month / 2
    assert abs(view.place("dataset/gamma")[0] - x["paper/p2"]) < month / 2
    assert abs(view.place("method/beta")[0] - x["paper/p3"]) < month / 2


def test_each_type_has_its_lane_and_no_dots_overlap(opened):
    view = opened(decade(), at="#?view=timeline")
    papers = [view.place(f"paper/p{at}") for at in range(5)]
    methods = [view.place("method/alpha"), view.place("method/beta")]
    assert max(y for _, y in papers) < min(y for _, y in methods)
    assert max(y for _, y in methods) < view.place("dataset/gamma")[1]
    (x3, y3), (x4, y4) = papers[3:]
    assert abs(x3 - x4) + abs(y3 - y4) > 4  # of one month: beside or above each other


def test_what_has_no_month_is_counted_and_not_drawn(opened):
    view = opened(decade(), at="#?view=timeline")
    assert "1 thing has no month and is not drawn." in view.text("#tray")
    assert not view.page.evaluate("Number.isFinite(window.kg.where('paper/p5').x)")


def test_lanes_and_months_are_named_and_months_thin_out(opened):
    view = opened(decade(), at="#?view=timeline")
    view.page.evaluate(LISTEN)
    seen = written(view)
    assert {"Papers · 5", "Methods · 2", "Datasets · 1", "2024", "Mar"} <= seen
    for _ in range(5):
        view.page.click("#away")
    view.page.evaluate("window.written.clear()")
    view.page.click("#away")
    view.page.wait_for_timeout(300)
    seen = set(view.page.evaluate("[...window.written]"))
    assert "2024" in seen
    assert "Mar" not in seen


def test_months_stay_in_sight_while_the_map_is_moved_up_and_down(opened):
    view = opened(decade(), at="#?view=timeline")
    view.page.evaluate(LISTEN)
    view.page.mouse.move(300, 300)
    view.page.mouse.down()
    view.page.mouse.move(300, 520, steps=4)
    view.page.evaluate("window.written.clear()")
    view.page.mouse.move(300, 560)
    view.page.mouse.up()
    view.page.wait_for_timeout(400)
    assert "2024" in view.page.evaluate("[...window.written]")


def test_a_dot_can_be_clicked_and_the_map_comes_back_as_it_was(opened):
    view = opened(decade())
    before = view.place("method/alpha")
    view.page.click("#tab-timeline")
    view.page.mouse.click(*view.place("method/alpha"))
    assert view.text("#panel h2") == "Alpha"
    view.page.keyboard.press("Escape")
    view.page.click("#tab-map")
    view.page.click("#fit")
    after = view.place("method/alpha")
    assert abs(before[0] - after[0]) + abs(before[1] - after[1]) < 2


def test_filters_move_things_to_the_first_paper_that_is_still_shown(opened):
    view = opened(decade(), at="#?view=timeline&since=2023-05")
    alpha, second = view.place("method/alpha"), view.place("paper/p1")
    assert abs(alpha[0] - second[0]) < 12
    view = opened(decade(), at="#?view=timeline&hide=Paper")
    assert view.place("method/alpha")[0] < view.place("dataset/gamma")[0]


def test_where_nothing_has_a_month_the_timeline_says_so(opened):
    view = opened(decade(), at="#?view=timeline&since=1990-01&until=1990-02")
    assert "Nothing that is shown now has a month" in view.text("#tray")


def test_a_way_is_shown_on_the_timeline_too(opened):
    view = opened(decade(), at="#method/alpha?to=method/beta&view=timeline")
    assert view.page.locator("#panel .way-stop bdi").all_inner_texts() == [
        "Alpha",
        "Paper 2",
        "Gamma",
        "Paper 3",
        "Beta",
    ]
    for key in ("method/alpha", "paper/p2", "dataset/gamma", "paper/p3", "method/beta"):
        x, y = view.place(key)
        assert 0 < x < 890
        assert 58 < y < 800


def test_what_is_said_of_months_is_not_said_above_the_table(opened):
    view = opened(decade(), at="#?view=timeline")
    assert view.page.locator("#timeline-note").is_visible()
    view.show("table")
    assert not view.page.locator("#timeline-note").is_visible()
    view.show("timeline")
    assert view.page.locator("#timeline-note").is_visible()
