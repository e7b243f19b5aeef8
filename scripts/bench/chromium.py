"""A Chromium whose renderers are watched: what a page costs, in CPU seconds of the threads that draw and run it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WIDE, HIGH = 1600, 1000
_RESTS, _REST_CPU, _REST_WAIT = 3, 0.004, 400
"""A browser rests that so many times uses less CPU, in seconds, in so many milliseconds."""
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-features=SpareRendererForSitePerProcess",  # it starts, and costs, when it likes
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no network, and no wait for one
)
_NANO = 1e-9
_COUNTING = """() => {
  window.benchFrames = 0;
  const count = () => { window.benchFrames += 1; window.benchCounting = requestAnimationFrame(count); };
  window.benchCounting = requestAnimationFrame(count);
}"""
_COUNTED = "() => { cancelAnimationFrame(window.benchCounting); return window.benchFrames; }"


class Watched:
    """A browser of its own process."""

    def __init__(self, browser: "Browser") -> None:
        """Watch a browser."""
        self.browser = browser
        self._session = browser.new_browser_cdp_session()

    def cpu(self) -> float:
        """Return the CPU seconds that the main threads of all its renderers have used."""
        found: Any = self._session.send("SystemInfo.getProcessInfo")
        return sum(_main_thread(row["id"]) for row in found["processInfo"] if row["type"] == "renderer")

    def first_draw(self, page: "Page", path: Path, drawn: str, *, patience: float) -> float:
        """Open a page and return what it costs until it is drawn; infinity where it needs more than the patience.

        Args:
            page: a new one.
            path: the file.
            drawn: JavaScript that calls `done` when the picture is there.
            patience: in CPU seconds.
        """
        ends: list[float] = []
        page.expose_binding("benchDrawn", lambda _: ends.append(self.cpu()))
        page.add_init_script(f"(done => {{ {drawn} }})(() => window.benchDrawn())")
        self._wait_for_rest(page)
        start = self.cpu()
        page.goto(path.as_uri(), wait_until="commit")
        while not ends and self.cpu() - start < patience:
            page.wait_for_timeout(20)
        return ends[0] - start if ends else float("inf")

    def _wait_for_rest(self, page: "Page") -> None:
        """Wait until the browser has done what it does when it starts: it loads a page of its own beside ours."""
        rests = 0
        while rests < _RESTS:
            before = self.cpu()
            page.wait_for_timeout(_REST_WAIT)
            rests = rests + 1 if self.cpu() - before < _REST_CPU else 0

    def page(self) -> "Page":
        """Return a new page."""
        return self.browser.new_page(viewport={"width": WIDE, "height": HIGH})

    @contextmanager
    def frames(self, page: "Page") -> Iterator["Frames"]:
        """Measure the frames that are drawn in the block."""
        page.evaluate(_COUNTING)
        frames = Frames(-self.cpu())
        yield frames
        frames.cpu += self.cpu()
        frames.number = page.evaluate(_COUNTED)


class Frames:
    """What some frames cost."""

    def __init__(self, cpu: float) -> None:
        """Begin to count."""
        self.cpu = cpu
        self.number = 0

    @property
    def each(self) -> float:
        """Return the CPU seconds of one."""
        return self.cpu / max(self.number, 1)


@contextmanager
def opened() -> Iterator["Browser"]:
    """Start a browser, and end it."""
    from playwright.sync_api import sync_playwright

    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if not path:
        raise SystemExit(f"none of {', '.join(NAMES)} is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def chromium() -> Iterator[Watched]:
    """Start a browser that is watched, and end it."""
    with opened() as browser:
        yield Watched(browser)


def heap(page: "Page") -> float:
    """Return the megabytes that the page's objects take once nothing is left over."""
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    found: Any = session.send("Runtime.getHeapUsage")
    session.detach()
    return float(found["usedSize"]) / 1e6


@contextmanager
def profiled(page: "Page", function: str) -> Iterator[list[float]]:
    """Measure the seconds spent in a function of the page and all that it calls; the list holds them afterwards."""
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": 100})
    session.send("Profiler.start")
    spent: list[float] = []
    yield spent
    found: Any = session.send("Profiler.stop")
    spent.append(_within(found["profile"], function))
    session.detach()


def _within(profile: dict[str, Any], function: str) -> float:
    children = {node["id"]: node.get("children", ()) for node in profile["nodes"]}
    waiting = [node["id"] for node in profile["nodes"] if node["callFrame"]["functionName"] == function]
    inside: set[int] = set()
    while waiting:
        node = waiting.pop()
        inside.add(node)
        waiting += children[node]
    samples = zip(profile["samples"], profile["timeDeltas"], strict=True)
    return sum(max(float(delta), 0.0) for node, delta in samples if node in inside) * 1e-6


def _main_thread(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/task/{process}/schedstat").read_text(encoding="ascii").split()[0]) * _NANO
    except FileNotFoundError:  # it has just ended
        return 0.0
