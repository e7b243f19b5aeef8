"""The folder of a build: staged, published together, described by a manifest."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from kg import store
from kg.errors import OutputError
from kg.lock import LOCK
from kg.store import Input, Manifest, Recipe

RECIPE = Recipe(
    version="0.1.0",
    code="c",
    extractor="e",
    libraries={"spacy": "3.8"},
    config={"seed": 0, "formats": ["html"]},
    decisions="",
    inputs=(Input("a.jsonl", "digest", records=3),),
)


def publish(folder: Path, contents: dict[str, str]) -> Manifest:
    with store.writing(folder), store.staging(folder) as stage:
        for name, text in contents.items():
            (stage / name).parent.mkdir(parents=True, exist_ok=True)
            (stage / name).write_text(text)
        manifest = Manifest(RECIPE, store.digests(stage, contents), {"papers": len(contents)})
        store.publish(folder, stage, manifest)
    return manifest


def contents(folder: Path) -> dict[str, str]:
    hidden = (LOCK, store.MANIFEST)
    return {name: (folder / name).read_text() for name in store.files(folder) if name not in hidden}


def test_a_manifest_comes_back_as_it_was_written(tmp_path):
    written = publish(tmp_path, {"graph.html": "page"})
    assert store.read_manifest(tmp_path) == written
    assert store.read_manifest(tmp_path).recipe.inputs[0].records == 3


def test_the_number_of_records_does_not_make_a_recipe_differ():
    assert Input("a", "d", records=1) == Input("a", "d", records=2)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"outputs": 3}', "\x00", "[" * 100_000])
def test_a_damaged_manifest_is_no_manifest(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    assert store.read_manifest(tmp_path) is None


@pytest.mark.parametrize(
    "change", [('"papers": 1', '"papers": 9'), ('"seed": 0', '"seed": 1'), ("graph.html", "graph.htmm")]
)
def test_a_manifest_with_a_letter_changed_is_damage_and_the_next_build_replaces_it(tmp_path, change):
    publish(tmp_path, {"graph.html": "page"})
    path = tmp_path / "manifest.json"
    text = path.read_text()
    assert change[0] in text
    path.write_text(text.replace(*change))
    assert store.damaged(tmp_path, store.open_build(tmp_path))[0] == "manifest.json: changed since the build"
    publish(tmp_path, {"graph.html": "page"})  # which is there already, even if the manifest denies that it is ours
    assert path.read_text() == text


def test_a_manifest_that_cannot_be_read_is_named(tmp_path):
    publish(tmp_path, {"graph.html": "page"})
    path = tmp_path / "manifest.json"
    path.write_text(path.read_text().replace('"version"', '"versiom"'))
    with pytest.raises(OutputError) as caught:
        store.open_build(tmp_path)
    assert str(caught.value) == f"{path}: this is damaged, or not what a build writes; build again"
    publish(tmp_path, {"graph.html": "page"})
    assert store.open_build(tmp_path).outputs.keys() == {"graph.html"}


@pytest.mark.parametrize("text", ["{", '{"outputt": {}}'])
def test_who_reads_a_manifest_that_no_build_can_replace_is_told_what_the_build_says(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    said = []
    for opened in (store.open_build, lambda folder: store.writing(folder).__enter__()):
        with pytest.raises(OutputError) as caught:
            opened(tmp_path)
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert "restore it, move it and the outputs away" in said[0]


def test_a_manifest_of_a_version_that_gave_no_digest_is_read(tmp_path):
    publish(tmp_path, {"graph.html": "page"})
    path = tmp_path / "manifest.json"
    old = json.loads(path.read_text())
    del old["sum"]
    path.write_text(json.dumps(old))
    assert store.damaged(tmp_path, store.open_build(tmp_path)) == []


def test_a_manifest_from_before_there_were_parts_has_none(tmp_path):
    old = json.loads(Manifest(RECIPE, {}, {"papers": 3}).to_json())
    del old["parts"]
    (tmp_path / "manifest.json").write_text(json.dumps(old))
    assert store.read_manifest(tmp_path) == Manifest(RECIPE, {}, {"papers": 3}, parts={})


def test_a_manifest_says_how_much_of_a_build_in_parts_is_shown(tmp_path):
    parts = {"shards": 128, "shown": {"papers": 3000, "of_papers": 119998}}
    (tmp_path / "manifest.json").write_text(Manifest(RECIPE, {}, {}, parts=parts).to_json())
    assert store.read_manifest(tmp_path).parts == parts


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../b", "a\\b"])
def test_a_manifest_that_lists_files_elsewhere_is_no_manifest(tmp_path, name):
    (tmp_path / "manifest.json").write_text(Manifest(RECIPE, {name: "d"}, {}).to_json())
    assert store.read_manifest(tmp_path) is None


def test_a_folder_without_a_build_says_how_to_make_one(tmp_path):
    with pytest.raises(OutputError) as caught:
        store.open_build(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: there is no build in this folder; make one with `kg build SOURCE -o {tmp_path}`"
    )


def test_publishing_replaces_files_and_removes_those_of_the_build_before_only(tmp_path):
    publish(tmp_path, {"graph.html": "old", "tables/old.csv": "x", "queries/a.rq": "q"})
    (tmp_path / "tables" / "mine.txt").write_text("a person's file")
    publish(tmp_path, {"graph.html": "new", "tables/new.csv": "y"})
    assert contents(tmp_path) == {"graph.html": "new", "tables/new.csv": "y", "tables/mine.txt": "a person's file"}
    assert not (tmp_path / "queries").exists()


def test_a_file_that_no_build_wrote_is_not_overwritten(tmp_path):
    (tmp_path / "papers.jsonl").write_text("the source")
    with pytest.raises(OutputError) as caught:
        publish(tmp_path, {"papers.jsonl": "records"})
    assert str(caught.value) == (
        f"{tmp_path / 'papers.jsonl'}: this file is in the way and no build wrote it; move it, or choose another "
        "folder with --output"
    )
    assert contents(tmp_path) == {"papers.jsonl": "the source"}


def test_a_file_where_a_folder_has_to_go_is_noticed_before_anything_is_moved(tmp_path):
    publish(tmp_path, {"a": "old"})
    (tmp_path / "kg").write_text("a person's file")
    with pytest.raises(OutputError, match=r"kg: this file is in the way and no build wrote it"):
        publish(tmp_path, {"a": "new", "kg/papers.nq.gz": "x"})
    assert contents(tmp_path) == {"a": "old", "kg": "a person's file"}


def test_a_build_of_another_version_is_replaced(tmp_path):
    publish(tmp_path, {"a": "old", "b": "old"})
    raw = json.loads((tmp_path / "manifest.json").read_text())
    (tmp_path / "manifest.json").write_text(json.dumps({"format": "another", "outputs": raw["outputs"]}))
    assert store.read_manifest(tmp_path) is None
    publish(tmp_path, {"a": "new"})
    assert contents(tmp_path) == {"a": "new"}


def test_what_is_not_published_vanishes(tmp_path):
    with store.writing(tmp_path), store.staging(tmp_path) as stage:
        (stage / "graph.html").write_text("half")
    assert contents(tmp_path) == {}


def test_damage_is_named(tmp_path):
    manifest = publish(tmp_path, {"a": "1", "b": "2", "c": "3"})
    (tmp_path / "a").write_text("other")
    (tmp_path / "b").unlink()
    assert store.damaged(tmp_path, manifest) == ["a: changed since the build", "b: missing"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError) as caught, store.writing(tmp_path / "file"):
        pass
    assert str(caught.value) == (
        f"{tmp_path / 'file'}: cannot be written (File exists); mend this, or choose another folder with --output"
    )


def test_a_second_build_is_told_that_another_one_writes(tmp_path):
    pytest.importorskip("fcntl")
    code = f"""
        from pathlib import Path
        from kg import store
        from kg.errors import OutputError
        try:
            with store.writing(Path({str(tmp_path)!r})):
                print("both write")
        except OutputError as error:
            print(error)
    """
    with store.writing(tmp_path):
        printed = subprocess.run(
            [sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True
        ).stdout
    assert printed == (
        f"{tmp_path}: another build is writing here; wait until it ends, or choose another folder with --output\n"
    )


KILLED = """
    import os, shutil, signal, sys
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    from kg import store
    from test_store import publish

    step = 0

    def counted(function):
        def call(*args, **options):
            global step
            step += 1
            if step == {fatal}:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*args, **options)
        return call

    for module, name in ((os, "replace"), (os, "unlink"), (os, "rmdir"), (shutil, "rmtree")):
        setattr(module, name, counted(getattr(module, name)))
    publish(Path({folder!r}), {{"a": "new", "tables/b.csv": "new", "c": "new"}})
    print(step)
"""
OLD = {"a": "old", "tables/b.csv": "old", "gone.txt": "old", "folder/gone.txt": "old"}
NEW = {"a": "new", "tables/b.csv": "new", "c": "new"}


def run_killed(folder: Path, *, fatal: int) -> subprocess.CompletedProcess[str]:
    code = dedent(KILLED).format(tests=str(Path(__file__).parent), fatal=fatal, folder=str(folder))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_a_build_that_is_killed_at_any_step_leaves_the_old_outputs_or_is_completed(tmp_path):
    steps = int(run_killed(tmp_path / "whole", fatal=0).stdout)
    assert steps >= 5  # else the faults below meet nothing
    outcomes = set()
    for fatal in range(1, steps + 3):
        folder = tmp_path / str(fatal)
        publish(folder, OLD)
        result = run_killed(folder, fatal=fatal)
        if result.returncode != -signal.SIGKILL:
            break
        was_published = (folder / store.JOURNAL).exists() or store.read_manifest(folder).counts == {"papers": 3}
        if not was_published:
            assert {name: text for name, text in contents(folder).items() if not name.startswith(".")} == OLD
        with store.writing(folder):
            pass  # what the next build does first
        assert contents(folder) == (NEW if was_published else OLD)
        assert store.damaged(folder, store.read_manifest(folder)) == []
        outcomes.add(was_published)
    assert outcomes == {False, True}


def test_a_journal_cannot_reach_outside_the_folder(tmp_path):
    (tmp_path / "victim").write_text("whole")
    folder = tmp_path / "outputs"
    (folder / ".staging-x").mkdir(parents=True)
    journal = {"staging": ".staging-x", "files": ["../victim"], "obsolete": ["../victim"]}
    (folder / ".commit.json").write_text(json.dumps(journal))
    with store.writing(folder):
        pass
    assert (tmp_path / "victim").read_text() == "whole"
    assert store.files(folder) == [".lock"]


@pytest.mark.parametrize(
    "text", ["{", "[]", "null", '{"staging": ".staging-x", "files": 3}', '{"files": [], "obsolete": []}']
)
def test_a_damaged_journal_is_dropped(tmp_path, text):
    (tmp_path / ".commit.json").write_text(text)
    with store.writing(tmp_path):
        pass
    assert store.files(tmp_path) == [".lock"]


@pytest.mark.parametrize("text", ["garbage", "[]", '{"name": "a web app"}'])
def test_a_manifest_that_is_no_builds_is_refused_before_any_work(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(OutputError, match=r"manifest\.json: this is not what a build writes"), store.writing(tmp_path):
        pytest.fail("the folder was opened")
    assert (tmp_path / "manifest.json").read_text() == text


def test_a_manifest_of_another_version_tells_its_files(tmp_path):
    (tmp_path / "old.csv").write_text("old")
    (tmp_path / "manifest.json").write_text('{"outputs": {"old.csv": ""}}')
    publish(tmp_path, {"new.csv": "new"})
    assert contents(tmp_path) == {"new.csv": "new"}
