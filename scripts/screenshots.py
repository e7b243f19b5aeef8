#!/usr/bin/env python3
"""Take pictures of a page, so that people can look at it: every view, light and dark, in three sizes of window.

    python scripts/screenshots.py FOLDER outputs/graph.html
    python scripts/screenshots.py FOLDER outputs/graph.html --choose method/lora --size 390x844

What is chosen is the most connected entity of the page, where nothing else is asked for. Pictures are called after the
size, the theme and the view: `1600x1000-dark-table-chosen.png`.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.chromium import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = ("1600x1000", "1280x720", "390x844")
VIEWS = ("map", "timeline", "table", "sparql")
_RESTS = 700
_PHONE = 500
_LARGEST = """() => {
  const links = [...document.querySelectorAll("#panel a.to")].map(link => link.hash.slice(1).split("?")[0]);
  return links.find(key => /^(method|model|dataset|task)\\//.test(key)) || links[0] || "";
}"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pictures and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("page", type=Path, help="a graph.html")
    parser.add_argument("--choose", default="", help="the key of what is chosen, such as method/lora")
    parser.add_argument("--size", nargs="+", default=SIZES, help="width x height of the window (%(default)s)")
    given = parser.parse_args(arguments)
    if not given.page.is_file():
        sys.exit(f"{given.page}: there is no such file; `kg build` writes one")
    given.folder.mkdir(parents=True, exist_ok=True)
    with opened() as browser:
        for path in _pictures(browser, given):
            print(path)


def _pictures(browser: "Browser", given: argparse.Namespace) -> Iterator[Path]:
    for size in given.size:
        for theme in ("light", "dark"):
            wide, high = map(int, size.split("x"))
            phone = wide < _PHONE
            context = browser.new_context(
                viewport={"width": wide, "height": high},
                color_scheme="dark" if theme == "dark" else "light",
                reduced_motion="reduce",
                has_touch=phone,
                is_mobile=phone,
            )
            page = context.new_page()
            page.goto(given.page.resolve().as_uri())
            for name in _states(page, given.choose):
                path = given.folder / f"{size}-{theme}-{name}.png"
                page.screenshot(path=path)
                yield path
            context.close()


def _states(page: "Page", key: str) -> Iterator[str]:
    """Bring the page into one state after the other, and yield their names."""
    page.wait_for_timeout(2 * _RESTS)
    key = key or str(page.evaluate(_LARGEST))
    for chosen in ("", key):
        for view in VIEWS:
            page.evaluate("address => { location.hash = address; }", f"#{chosen}?view={view}")
            page.wait_for_timeout(_RESTS)
            yield f"{view}-chosen" if chosen else view
    page.evaluate("address => { location.hash = address; }", f"#{key}?depth=1")
    page.wait_for_timeout(_RESTS)
    yield "map-near"
    page.evaluate("location.hash = ''")
    page.click("#help")
    page.wait_for_timeout(_RESTS)
    yield "about"


if __name__ == "__main__":
    main()
