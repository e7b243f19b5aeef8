"""Pages of small builds, answered in this process."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
from asgi_client import run
from builds import built
from factory import assembled, said
from starlette.applications import Starlette

from kg.errors import QueryError
from kg.query import graph_file
from kg.query.job import Job, evaluate
from kg.records import Paper, Redirect
from kg.serve.pages import routes
from kg.serve.refusal import Refusal
from kg.serve.site import Ask, Site

BASE = "https://w3id.org/abstract-kg/"
SCRIPT = "<script>window.hit='script'</script>"
QUOTES = "\"><img src=x onerror=window.hit='img'>' style='position:fixed"
BIDI = "\u202egnitsiwt\u2066"


def asking(folder: Path) -> Ask:
    """Return what evaluates jobs on the graph of a build."""
    store = graph_file.load(folder)

    async def ask(job: Job) -> bytes:
        try:
            return evaluate(store, job)
        except QueryError as error:
            raise Refusal(400, str(error)) from error

    return ask


def site_of(folder: Path, **rest: Any) -> Site:
    """Return the site of a build."""
    page = folder / "graph.html"
    site = Site(folder, BASE, graph_file.prefixes(graph_file.load(folder)), page=page if page.is_file() else None)
    return replace(site, **rest)


class Client:
    """A client of pages in this process; it follows no redirect."""

    def __init__(self, app: Starlette) -> None:
        self._transport = httpx.ASGITransport(app=app)

    def get(self, path: str, **rest: Any) -> httpx.Response:
        return self.request("GET", path, **rest)

    def request(self, method: str, path: str, **rest: Any) -> httpx.Response:
        return run(self._request(method, path, **rest))

    async def _request(self, method: str, path: str, **rest: Any) -> httpx.Response:
        async with httpx.AsyncClient(transport=self._transport, base_url="http://kg.test", trust_env=False) as client:
            return await client.request(method, path, **rest)


def client(folder: Path, ask: Ask | None = None, **rest: Any) -> Client:
    """Return a client of the pages of a build."""
    app = Starlette(routes=routes(site_of(folder, **rest), ask or asking(folder)))
    app.router.redirect_slashes = False
    return Client(app)


def odd(folder: Path) -> Path:
    """Make a build of a graph whose texts are made to do harm, and whose names are of all scripts."""
    paper = Paper(
        "paper/arxiv-2402.00001",
        f"{SCRIPT} {BIDI}",
        f"We introduce 文心一言. We use {QUOTES} here. It is in javascript:window.hit='url' too.",
        ("odd",),
        ("arXiv:2402.00001", f"doi:10.1/{QUOTES}", f"local:{SCRIPT}"),
        "javascript:window.hit='paper'",
        "2024-02-01",
        (f"Eve {SCRIPT}", "Ña"),
    )
    uses = said(paper, f"We use {QUOTES} here.", QUOTES, sentence=2)
    edges = [
        (paper.id, "introduces", "model/文心一言", [said(paper, "We introduce 文心一言.", "文心一言")]),
        (paper.id, "uses", "dataset/quotes", [uses]),
        (paper.id, "uses", "model/moss-7.5", [uses]),
        (paper.id, "linksTo", "javascript:window.hit='link'", [uses]),
        (paper.id, "hasCode", "https://example.org/'/style='position:fixed'/x", [uses]),
        ("model/文心一言", "evaluatedOn", "dataset/quotes", [uses]),
    ]
    graph = assembled(
        [paper],
        [
            ("model/文心一言", "文心一言", "Model", ("ERNIE Bot", BIDI)),
            ("dataset/quotes", QUOTES, "Dataset", (SCRIPT,)),
            ("model/moss-7.5", "Moss-7.5", "Model", ()),
            ("method/sam", "SAM", "Method", ()),
            ("method/sam--other", "Sam", "Method", ()),
        ],
        [
            ("javascript:window.hit='link'", SCRIPT, "demo"),
            ("https://example.org/'/style='position:fixed'/x", QUOTES, "code"),
        ],
        edges,
        redirects=[Redirect("model/ernie-bot", "model/文心一言")],
    )
    return built(folder, "rdf", graph=graph)


def popular(folder: Path, count: int) -> Path:
    """Make a build in which many papers use one dataset, one a day."""
    papers = [
        Paper(f"paper/local-{n:03}", f"Paper {n:03}", "We use Stack.", ("many",), published=f"2024-01-{n + 1:02}")
        for n in range(count)
    ]
    edges = [(paper.id, "uses", "dataset/stack", [said(paper, "We use Stack.", "Stack")]) for paper in papers]
    return built(folder, "rdf", graph=assembled(papers, [("dataset/stack", "Stack", "Dataset", ())], [], edges))
