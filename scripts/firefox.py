#!/usr/bin/env python3
"""Open a page from disk in Firefox, use it, and print what it did; the tests use Chromium alone.

    pip install websockets
    python scripts/firefox.py outputs/graph.html [--picture FILE] [--search WORDS]

Firefox runs without a window and is steered by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/). Printed are a
line for each step, and every error and warning of the page. The exit status is 1 where either goes wrong.
"""

import argparse
import base64
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

NAMES = ("firefox", "firefox-esr")
_PREFERENCES = {
    "browser.shell.checkDefaultBrowser": "false",
    "datareporting.policy.dataSubmissionEnabled": "false",
    "network.captive-portal-service.enabled": "false",
    "network.connectivity-service.enabled": "false",
    "app.update.enabled": "false",
    "browser.startup.page": "0",
}
_READY = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_START = 60.0
_PATIENCE = 20.0
ENTER = "\ue007"


class Firefox:
    """A session of WebDriver BiDi with one window."""

    def __init__(self, socket: "ClientConnection") -> None:
        """Listen to what pages say and ask for."""
        self._socket = socket
        self._number = 0
        self.said: list[str] = []
        self.requests: list[str] = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.context = str(self.send("browsingContext.getTree")["contexts"][0]["context"])

    def send(self, method: str, **params: object) -> dict[str, Any]:
        """Send a command and return its result; what happens meanwhile is noted."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=_START))
            if message.get("id") == self._number:
                break
            self._note(message)
        if message["type"] == "error":
            raise RuntimeError(f"{method}: {message['message']}")
        return dict(message["result"])

    def _note(self, message: Mapping[str, Any]) -> None:
        params = message.get("params", {})
        if message.get("method") == "log.entryAdded" and params["level"] in ("error", "warn"):
            self.said.append(f"{params['level']}: {params['text']}")
        if message.get("method") == "network.beforeRequestSent":
            self.requests.append(params["request"]["url"])

    def open(self, address: str, *, wide: int = 1280, high: int = 800) -> None:
        """Open an address in a window of a size."""
        self.send("browsingContext.setViewport", context=self.context, viewport={"width": wide, "height": high})
        self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def value(self, expression: str) -> Any:  # noqa: ANN401  what JavaScript gives
        """Return what an expression of JavaScript gives, by way of JSON."""
        found = self.send(
            "script.evaluate",
            expression=f"JSON.stringify({expression}) ?? 'null'",
            target={"context": self.context},
            awaitPromise=False,
        )
        if found["type"] == "exception":
            raise RuntimeError(f"{expression}: {found['exceptionDetails']['text']}")
        return json.loads(found["result"]["value"])

    def until(self, expression: str) -> bool:
        """Return whether an expression becomes true in time."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if self.value(f"Boolean({expression})"):
                return True
            time.sleep(0.05)
        return False

    def type(self, keys: str) -> None:
        """Press keys one after the other."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keyboard", "actions": actions}
        self.send("input.performActions", context=self.context, actions=[source])

    def click(self, x: float, y: float) -> None:
        """Press the mouse's button at a place."""
        actions = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        source = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}
        self.send("input.performActions", context=self.context, actions=[source])

    def picture(self) -> bytes:
        """Return a picture of the window."""
        return base64.b64decode(self.send("browsingContext.captureScreenshot", context=self.context)["data"])


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Start Firefox with a profile of its own, and end it."""
    from websockets.sync.client import connect

    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if not path:
        sys.exit(f"none of {', '.join(NAMES)} is installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = [f'user_pref("{name}", {value});\n' for name, value in _PREFERENCES.items()]
        Path(profile, "user.js").write_text("".join(lines), encoding="utf-8")
        command = [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # noqa: S603  a browser
        try:
            with connect(f"{_address(process)}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
            process.wait()


def _address(process: "subprocess.Popen[str]") -> str:
    for line in process.stderr or ():
        if found := _READY.search(line):
            return found[1]
    sys.exit("Firefox ended before it listened")


def steps(browser: Firefox, words: str) -> Iterator[tuple[str, bool]]:
    """Use the page as somebody would; yield what was tried, and whether it came to pass."""
    yield "the map is drawn", browser.until("window.kg?.ready")
    browser.type("/" + words)
    yield (
        f"searching for “{words}” finds something",
        browser.until("document.querySelector('#results [role=option], #results li')"),
    )
    browser.type(ENTER)
    yield "the first is chosen", browser.until("window.kg.state().chosen && document.querySelector('#panel h2')")
    yield "its sentences are shown", browser.until("document.querySelector('#panel q')")
    key = str(browser.value("window.kg.state().chosen"))
    browser.value("(window.kg.choose(''), 1)")
    time.sleep(1)
    place = browser.value(f"window.kg.where({json.dumps(key)})")
    browser.click(place["x"], place["y"])
    yield "a click on its dot chooses it", browser.until(f"window.kg.state().chosen === {json.dumps(key)}")
    for view, part in (
        ("timeline", "#map"),
        ("table", "#table tbody tr"),
        ("sparql", "#sparql textarea, #sparql button"),
    ):
        if browser.value(f"!document.querySelector('#views [data-view={view}]')"):
            yield f"the view {view}: the page has none", view == "sparql"
            continue
        browser.value(f"(document.querySelector('#views [data-view={view}]').click(), 1)")
        yield f"the view {view}", browser.until(f"document.querySelector('{part}')?.checkVisibility()")
        if view == "sparql":
            browser.value(
                "([...document.querySelectorAll('#sparql button')].find(each => each.textContent === 'Run').click(), 1)"
            )
            yield (
                "a question in SPARQL has an answer",
                browser.until("document.querySelector('#sparql .answers tbody tr')"),
            )
    browser.value("(document.getElementById('theme').click(), 1)")
    yield "the theme changes", browser.until("document.documentElement.dataset.theme")


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the page, print what happened, and return 1 where something failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path, help="a graph.html")
    parser.add_argument("--search", default="transformer", help="what is searched for (%(default)s)")
    parser.add_argument("--picture", type=Path, help="where a picture of the map with something chosen goes")
    given = parser.parse_args(arguments)
    with firefox() as browser:
        address = given.page.resolve().as_uri()
        browser.open(address)
        failed = 0
        for step, passed in steps(browser, given.search):
            print(f"{'ok    ' if passed else 'FAILED'}  {step}")
            failed += not passed
            if given.picture and step.startswith("its sentences"):
                given.picture.write_bytes(browser.picture())
        away = [url for url in browser.requests if not url.startswith((address, "blob:", "data:"))]
        for line in [*browser.said, *(f"asked for {url}" for url in away)]:
            print(line)
        version = browser.value("navigator.userAgent")
        print(f"{failed} steps failed; {len(browser.said)} errors and warnings; {len(away)} requests; {version}")
    return int(bool(failed or browser.said or away))


if __name__ == "__main__":
    sys.exit(main())
