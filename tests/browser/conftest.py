"""A Chromium that opens pages from disk and writes down all that they do."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb")


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
        pytest.fail(f"never became true: {expression}")

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


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Return a function that writes the page of a graph and opens it."""
    contexts = []

    def open_(
        graph: "nx.MultiDiGraph[str]",
        *,
        at: str = "",
        wide: int = 1280,
        high: int = 800,
        ready: str = "window.kg",
        **context: Any,
    ) -> Opened:
        from kg.config import Config
        from kg.exporters.html import export

        (path,) = export(graph, tmp_path, config=Config())
        contexts.append(
            chromium.new_context(viewport={"width": wide, "height": high}, reduced_motion="reduce", **context)
        )
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
