"""What a page costs while somebody uses it: real events of mouse and keys, and the CPU of what answers them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.chromium import Watched, chromium, heap, profiled

if TYPE_CHECKING:
    from playwright.sync_api import Page

_RESTS = 900
_TWO_FRAMES = "requestAnimationFrame(() => requestAnimationFrame(done))"
OURS = f"const look = () => window.kg?.ready ? {_TWO_FRAMES} : setTimeout(look, 4); look();"
STOCK = f"""const look = () => window.network?.once
  ? window.network.once("stabilizationIterationsDone", () => {_TWO_FRAMES}) : setTimeout(look, 4); look();"""


@dataclass(slots=True)
class Visit:
    """What a visit cost: CPU seconds of the renderer's main thread, and megabytes."""

    first_draw: float
    pan: float = math.nan
    zoom: float = math.nan
    rest: float = math.nan
    hover: float = math.nan
    search: float = math.nan
    path: float = math.nan
    heap: float = math.nan


def of_kg(path: Path, entities: Sequence[tuple[str, str]], runs: int, patience: float) -> Visit:
    """Visit a page of ours; the first draw is the least of some, all else happens on the last page."""
    draws = []
    for run in range(runs):
        with chromium() as watched:
            page = watched.page()
            draws.append(watched.first_draw(page, path, OURS, patience=patience))
            if run < runs - 1 or math.isinf(draws[-1]):
                continue
            page.wait_for_timeout(2 * _RESTS)  # the sentences are unpacked meanwhile
            visit = Visit(min(draws), heap=heap(page))
            visit.pan, visit.rest = _pan(watched, page)
            visit.zoom = _zoom(watched, page)
            visit.hover = _hover(watched, page, [key for key, _ in entities])
            visit.search = _search(watched, page, [name for _, name in entities[:60:20]])
            visit.path = _paths(page, [key for key, _ in entities])
            return visit
    return Visit(min(draws))


def of_stock(path: Path, patience: float) -> Visit:
    """Visit a page of pyvis, as far as it is drawn in time."""
    with chromium() as watched:
        page = watched.page()
        visit = Visit(watched.first_draw(page, path, STOCK, patience=patience))
        if not math.isinf(visit.first_draw):
            visit.heap = heap(page)
            visit.pan, _ = _pan(watched, page)
            visit.zoom = _zoom(watched, page)
    return visit


def _pan(watched: Watched, page: "Page") -> tuple[float, float]:
    """Return what a frame costs while the map is moved, and what it costs until it rests again."""
    x, y = 500.0, 400.0
    page.mouse.move(x, y)
    page.mouse.down()
    with watched.frames(page) as frames:
        for step in range(150):
            page.mouse.move(x + 120 * math.sin(step / 12), y + 90 * math.cos(step / 9) - 90)
            page.wait_for_timeout(5)
    start = watched.cpu()
    page.mouse.up()
    page.wait_for_timeout(_RESTS)
    return frames.each, watched.cpu() - start


def _zoom(watched: Watched, page: "Page") -> float:
    page.mouse.move(500, 400)
    with watched.frames(page) as frames:
        for step in range(120):
            page.mouse.wheel(0, -60 if step // 10 % 2 == 0 else 60)
            page.wait_for_timeout(5)
    page.wait_for_timeout(_RESTS)
    return frames.each


def _hover(watched: Watched, page: "Page", keys: Sequence[str]) -> float:
    """Return what it costs to point at a dot."""
    page.keyboard.press("0")
    page.wait_for_timeout(_RESTS)
    found: Any = page.evaluate("keys => keys.map(key => window.kg.where(key))", list(keys))
    inside = [place for place in found if place and 20 < place["x"] < 1000 and 160 < place["y"] < 800][:40]
    page.mouse.move(5, 5)
    start = watched.cpu()
    for place in inside:
        page.mouse.move(place["x"], place["y"])
        page.wait_for_timeout(130)
    return (watched.cpu() - start) / len(inside) if inside else math.nan


def _search(watched: Watched, page: "Page", names: Sequence[str]) -> float:
    """Return what a key stroke costs, in the middle, with the list that it brings."""
    costs = []
    for name in names:
        page.keyboard.press("/")
        for letter in name[:7]:
            start = watched.cpu()
            page.keyboard.press(letter)
            page.wait_for_timeout(150)
            costs.append(watched.cpu() - start)
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.keyboard.press("Escape")
        page.wait_for_timeout(_RESTS)
    return median(costs)


def _paths(page: "Page", keys: Sequence[str]) -> float:
    """Return the seconds that the page looks for the way between two things, in the middle."""
    return median(map(partial(_path, page), keys[:10], keys[-10:]))


def _path(page: "Page", one: str, other: str) -> float:
    with profiled(page, "pathBetween") as spent:
        page.evaluate("address => { location.hash = address; }", f"#{one}?to={other}")
        page.wait_for_timeout(_RESTS)
    return spent[0]
