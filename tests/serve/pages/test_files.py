"""The files of a build are given as they are, and nothing else of the machine."""

import json
import shutil
from urllib.parse import quote

import pytest
from serve.pages import in_process

from kg import store


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("kg.ttl", "text/turtle; charset=utf-8"),
        ("kg.nq", "application/n-quads"),
        ("ontology.ttl", "text/turtle; charset=utf-8"),
        ("shapes.ttl", "text/turtle; charset=utf-8"),
        ("queries/evidence.rq", "application/sparql-query"),
    ],
)
def test_a_file_comes_as_it_is_with_its_media_type(get, folder, name, media_type):
    answer = get(f"/files/{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.content == (folder / name).read_bytes()
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "/files/manifest.json",
        "/files/graph.html",
        "/files/",
        "/files/..%2Fkg.ttl",
        "/files/%2e%2e/%2e%2e/etc/passwd",
        "/files//etc/passwd",
        "/files/%2Fetc%2Fpasswd",
        "/files/queries%2F..%2Fkg.ttl",
        "/files/queries",
        "/files/.lock",
        "/static/..%2Fdocuments.py",
        "/static/%2e%2e/documents.py",
        "/static/templates/base.html",
        "/static/",
    ],
)
def test_what_is_not_listed_is_not_given(get, path):
    assert get(path).status_code == 404


@pytest.mark.parametrize("name", ["../secret.ttl", "/secret.ttl", "link.ttl", "gone.ttl"])
def test_no_manifest_and_no_link_leads_out_of_the_folder(folder, tmp_path, name):
    secret = tmp_path / "secret.ttl"
    secret.write_text("# secret")
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "link.ttl").symlink_to(secret)
    told = json.loads((copy / store.MANIFEST).read_text())
    told["outputs"][name] = "0"
    (copy / store.MANIFEST).write_text(json.dumps(told))
    assert in_process.client(copy).get(f"/files/{quote(name, safe='')}").status_code == 404


def test_styles_and_scripts_are_kept_by_browsers_and_change_their_address_with_their_text(get):
    page = get("/about").text
    address = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    answer = get(address)
    assert address.startswith("/static/style.css?v=")
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["etag"].strip('"') == address.partition("=")[2]


def test_types_have_the_colours_of_the_schema(get):
    style = get("/static/types.css").text
    light, _, dark = style.partition("@media (prefers-color-scheme: dark)")
    assert ".type-Method { --type: #1875c1; }" in light
    assert ".type-Method { --type: #36a0fb; }" in dark
