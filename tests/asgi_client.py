"""Applications and clients of ASGI that tests put around a layer."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


class Client:
    """Sends one request to an application and keeps what it is told."""

    def __init__(self, *pieces, method="GET", path="/", headers=(), stays=True):
        self._messages = [
            {"type": "http.request", "body": piece, "more_body": i + 1 < len(pieces)} for i, piece in enumerate(pieces)
        ] or [{"type": "http.request", "body": b"", "more_body": False}]
        self._stays = stays
        self.left = asyncio.Event()
        self.sent = []
        self.scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 2),
            "scheme": "http",
            "state": {},
        }

    async def receive(self):
        if self._messages:
            return self._messages.pop(0)
        if self._stays:
            await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)

    async def call(self, app):
        await app(self.scope, self.receive, self.send)
        return self

    @property
    def status(self):
        return self.sent[0]["status"] if self.sent else None

    @property
    def headers(self):
        return {name.decode().lower(): value.decode() for name, value in self.sent[0]["headers"]}

    @property
    def body(self):
        return b"".join(message.get("body", b"") for message in self.sent[1:])


def answering(body=b"hello", *, status=200, headers=(), then=None):
    """Return an application that answers, then does something."""

    async def app(_scope, receive, send):
        app.asked = (await receive())["body"]
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await send({"type": "http.response.body", "body": body})
        if then:
            await then()

    return app


def run(scene):
    """Run a scene to its end, in a thread of its own: a browser that is open in this one keeps a loop running in it."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, scene).result()
