"""Builds whose outputs are on a store: made here, and what changed is copied, the manifest last."""

import json
from dataclasses import replace

import pytest
from factory import plants

import kg.extract
from kg import remote, store
from kg.build import build
from kg.config import Config, load
from kg.errors import KGError, OutputError
from kg.user_cache import folder_of_outputs

fsspec = pytest.importorskip("fsspec")

URL = "memory://shelf/graph"
MOSS = {"title": "Moss and Fern", "abstract": "We use Moss. Fern is mentioned.", "id": "one"}
FERN = {"title": "Fern alone", "abstract": "We use Fern.", "id": "two"}


@pytest.fixture
def memory(monkeypatch, tmp_path):
    """Give the store in memory, and a machine without any build."""
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path / "machine"))
    monkeypatch.setattr(kg.extract, "extract", plants)
    memory = fsspec.filesystem("memory")
    yield memory
    memory.store.clear()


@pytest.fixture
def run(memory, tmp_path):  # noqa: ARG001  the store
    """Give a function that builds records at the URL, and returns the build and which files were copied, in order."""

    def run(*records, **settings):
        source = tmp_path / "a.jsonl"
        source.write_text("".join(json.dumps(record) + "\n" for record in records))
        copied, errors = [], list[KGError]()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(remote, "write", lambda url, path: copied.append(url) or write(url, path))
            config = Config(output=URL, **{"formats": ("tables",)} | settings)
            done = build([source], config=config, on_error=errors.append)
        assert errors == []
        return done, [url.removeprefix("memory:///shelf/graph/") for url in copied]

    write = remote.write
    return run


def there(memory):
    return {name.removeprefix("/shelf/graph/"): memory.cat(name) for name in memory.find("/shelf/graph")}


def test_what_is_at_the_url_is_what_a_folder_would_hold(memory, run, tmp_path):
    done, copied = run(MOSS, FERN)
    build([tmp_path / "a.jsonl"], config=Config(output=str(tmp_path / "out"), formats=("tables",)))
    found = there(memory)
    local = store.read_manifest(tmp_path / "out").outputs
    assert {name: found[name] for name in local} == {name: (tmp_path / "out" / name).read_bytes() for name in local}
    assert set(found) == {*local, "manifest.json", "history/builds.jsonl", "history/facts.zst"}
    assert copied[-1] == "manifest.json"
    assert sorted(copied) == sorted(found)
    assert done.folder == folder_of_outputs(URL)


def test_only_what_changed_is_copied_and_what_is_gone_is_removed(memory, run):
    run(MOSS, FERN, formats=("tables", "graphml"))
    assert run(MOSS, FERN, formats=("tables", "graphml"))[1] == []
    memory.pipe("/shelf/graph/mine.txt", b"a note")
    done, copied = run(MOSS)
    assert done.news == {"papers": 0, "entities": 0, "code": 0, "gone": 1}
    assert "tables/papers.csv" in copied
    assert "tables/datapackage.json" not in copied
    assert "graph.graphml" not in there(memory)
    assert memory.cat("/shelf/graph/mine.txt") == b"a note"


def test_a_file_that_no_build_wrote_is_not_overwritten(memory, run):
    memory.pipe("/shelf/graph/papers.jsonl", b"mine")
    with pytest.raises(
        OutputError, match=r"^memory:///shelf/graph/papers\.jsonl: this file is in the way and no build"
    ):
        run(MOSS)
    assert there(memory) == {"papers.jsonl": b"mine"}


def test_another_machine_goes_on_from_what_is_at_the_url(run, monkeypatch, tmp_path):
    run(MOSS)
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path / "other"))
    assert run(MOSS)[0].up_to_date
    done, _ = run(MOSS, FERN)
    assert done.news == {"papers": 1, "entities": 0, "code": 0, "gone": 0}
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path / "machine"))
    assert run(MOSS, FERN) == (replace(done, news=None, up_to_date=True, folder=folder_of_outputs(URL)), [])


def test_a_copying_that_failed_is_completed_by_the_next_build(memory, run, monkeypatch):
    put = type(memory).put_file

    def fail(self, here, path, **options):
        if path.endswith("papers.jsonl"):
            raise OSError("no room")
        put(self, here, path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(type(memory), "put_file", fail)
        with pytest.raises(OutputError, match=r"cannot be copied \(no room\); mend this and build"):
            run(MOSS)
    assert "manifest.json" not in there(memory)
    done, copied = run(MOSS)
    assert done.up_to_date
    assert "papers.jsonl" in copied
    assert "ids.jsonl" not in copied
    assert copied[-1] == "manifest.json"


def test_a_manifest_of_something_else_is_left_alone(memory, run):
    memory.pipe("/shelf/graph/manifest.json", b'{"name": "a web app"}')
    with pytest.raises(OutputError, match=r"manifest\.json: this is not what a build writes; move it away"):
        run(MOSS)
    assert there(memory) == {"manifest.json": b'{"name": "a web app"}'}


def test_names_at_the_url_lead_nowhere_else(memory, run, tmp_path, monkeypatch):
    run(MOSS)
    manifest = json.loads(memory.cat("/shelf/graph/manifest.json"))
    manifest["outputs"]["../../../evil"] = "0"
    memory.pipe("/shelf/graph/manifest.json", json.dumps(manifest).encode())
    memory.store["/shelf/graph/../../../evil"] = memory.store["/shelf/graph/papers.jsonl"]
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path / "other"))
    run(MOSS)
    assert not list(tmp_path.rglob("evil"))


def test_urls_of_the_settings_stay_as_they_are(tmp_path):
    (tmp_path / "kg.toml").write_text(f'sources = ["s3://bucket/*.jsonl", "a.jsonl"]\noutput = "{URL}"\n')
    config = load(tmp_path / "kg.toml")
    assert (config.sources, config.output) == (("s3://bucket/*.jsonl", str(tmp_path / "a.jsonl")), URL)
