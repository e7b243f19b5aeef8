"""A site under a path: its pages are where the printed address says, with a proxy that strips the path and without."""

import pytest
from asgi_client import run

from kg.serve.root_path import RootPath


def seen(path, *, root_path):
    found = []

    async def app(scope, *_):
        found.append((scope["path"], scope.get("root_path", "")))

    run(RootPath(app, root_path=root_path)({"type": "http", "path": path}, None, None))
    return found[0]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", "/kg/"), ("/sparql", "/kg/sparql"), ("/kg/sparql", "/kg/sparql"), ("/kg", "/kg"), ("/kga", "/kg/kga")],
)
def test_the_path_is_there_once(path, expected):
    assert seen(path, root_path="/kg") == (expected, "/kg")


def test_a_site_without_a_root_path_is_left_alone():
    assert seen("/kg/sparql", root_path="") == ("/kg/sparql", "")
