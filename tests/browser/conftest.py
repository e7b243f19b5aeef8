"""A Chromium that opens pages from disk and writes down all that they do."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.config import Config

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb")
WINDOW, PHONE = (1280, 800), (390, 844)
VIEWS = ("map", "timeline", "table", "sparql")


@dataclass
class Opened:
    """An open page, and what it did."""

    page: Any
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text()

    def search(self, words: str) -> None:
        """Type into the search field, and take the first that is found."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Enter")

    def until(self, expression: str) -> None:
        """Wait until an expression is true; Playwright's own waiting needs what the page's policy forbids."""
        for _ in range(300):
            if self.page.evaluate(f"Boolean({expression})"):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"never became true: {expression}; the page said {self.said}")

    def go(self, address: str) -> None:
        """Follow an address within the page, as a link to it does."""
        self.page.evaluate("address => { location.hash = address; }", address)
        self.page.wait_for_timeout(100)

    def show(self, view: str) -> None:
        """Go to the map, the timeline, the table or SPARQL, with what is chosen."""
        place, _, settings = self.page.url.partition("#")[2].partition("?")
        kept = [setting for setting in settings.split("&") if setting and not setting.startswith("view=")]
        self.go("?".join(["#" + place, "&".join([*kept, f"view={view}"])]))
        self.until(f"window.kg.state().view === {view!r}")

    def shoot(self, name: str) -> None:
        """Keep a picture of the window where the environment asks for pictures: KG_SCREENSHOTS=FOLDER."""
        if folder := os.environ.get("KG_SCREENSHOTS"):
            self.page.wait_for_timeout(300)
            self.page.screenshot(path=Path(folder) / f"{name}.png")

    def overflow(self) -> int:
        """Return by how much the page is wider than its window."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    def place(self, key: str) -> tuple[float, float]:
        """Return where a node is in the window, once the map rests."""
        self.page.wait_for_timeout(200)
        where = self.page.evaluate("key => window.kg.where(key)", key)
        return where["x"], where["y"]


def _executable() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), "")
    if not found and os.environ.get("KG_REQUIRE_BROWSER") == "1":
        pytest.fail(f"KG_REQUIRE_BROWSER=1, but none of {', '.join(NAMES)} is installed")
    if not found:
        pytest.skip(f"no browser: install one of {', '.join(NAMES)} to run these tests")
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    executable = _executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


def device(*, phone: bool, dark: bool, motion: bool, wide: int, high: int) -> dict[str, Any]:
    """Return what a browser is told of the device, the theme and the movements that somebody wants."""
    usual = PHONE if phone else WINDOW
    return {
        "viewport": {"width": wide or usual[0], "height": high or usual[1]},
        "color_scheme": "dark" if dark else "light",
        "reduced_motion": "no-preference" if motion else "reduce",
        "has_touch": phone,
        "is_mobile": phone,
    }


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Return a function that writes the page of a graph and opens it."""
    contexts = []

    def open_(
        graph: "nx.MultiDiGraph[str] | Path",
        *,
        at: str = "",
        wide: int = 0,
        high: int = 0,
        phone: bool = False,
        dark: bool = False,
        motion: bool = False,
        ready: str = "window.kg?.ready",
        config: Config | None = None,
        **context: Any,
    ) -> Opened:
        from kg.exporters.html import export

        path = graph if isinstance(graph, Path) else export(graph, tmp_path, config=config or Config())[0]
        wanted = device(phone=phone, dark=dark, motion=motion, wide=wide, high=high)
        contexts.append(chromium.new_context(**{**wanted, **context}))
        watched = Opened(contexts[-1].new_page())
        watched.page.set_default_timeout(15_000)
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        watched.page.on("console", lambda message: watched.said.append(message.text))
        watched.page.on("pageerror", lambda error: watched.said.append(str(error)))
        watched.page.on("dialog", lambda dialog: (watched.dialogs.append(dialog.message), dialog.dismiss()))
        watched.page.goto(path.as_uri() + at)
        if ready:
            watched.until(ready)
        return watched

    yield open_
    for context in contexts:
        context.close()
