import json
import threading

import pytest

from kg import lock, store
from kg.errors import OutputError
from kg.standing import open_standing
from kg.store import Manifest, Recipe


def manifest(built="2026-01-01"):
    recipe = Recipe("1", "code", "extractor", {}, {}, "", ())
    return Manifest(recipe, {"a.txt": "0", "b.txt": "0"}, {}, built=built)


def publish(folder, text):
    with store.writing(folder), store.staging(folder) as stage:
        (stage / "a.txt").write_text(text)
        (stage / "b.txt").write_text(text)
        store.publish(folder, stage, manifest(text))


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path, "one")
    return tmp_path


def test_a_build_that_stands_is_what_it_was(folder):
    standing = open_standing(folder)
    standing.check()
    assert standing.manifest.built == "one"


def test_a_build_that_was_replaced_is_noticed(folder):
    standing = open_standing(folder)
    publish(folder, "two")
    with pytest.raises(OutputError, match="a new build has just replaced the one that was read"):
        standing.check()


def test_a_build_that_is_being_replaced_is_noticed(folder):
    standing = open_standing(folder)
    (folder / store.JOURNAL).write_text("{}")
    with pytest.raises(OutputError, match="has just replaced"):
        standing.check()


def test_no_reader_sees_two_builds_at_once(folder):
    """A reader opens both files whenever it likes; what `check` lets pass is of one build."""
    stop, seen = threading.Event(), []

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            publish(folder, f"build {number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len({*seen}) < 20:
            standing = open_standing(folder)
            with (folder / "a.txt").open() as first, (folder / "b.txt").open() as second:
                try:
                    standing.check()
                except OutputError:
                    continue
                seen.append((first.read(), second.read(), standing.manifest.built))
    finally:
        stop.set()
        writer.join()
    assert [texts for texts in seen if len({*texts}) > 1] == []


def test_a_publication_that_was_cut_off_is_completed(folder):
    stage = folder / f"{store.STAGING}x"
    stage.mkdir()
    (folder / "a.txt").write_text("two")  # moved before the program was killed
    (stage / "b.txt").write_text("two")
    (stage / store.MANIFEST).write_text(manifest("two").to_json())
    journal = {"staging": stage.name, "files": ["a.txt", "b.txt", store.MANIFEST], "obsolete": []}
    (folder / store.JOURNAL).write_text(json.dumps(journal))

    assert open_standing(folder).manifest.built == "two"
    assert ((folder / "a.txt").read_text(), (folder / "b.txt").read_text()) == ("two", "two")
    assert not (folder / store.JOURNAL).exists()


def test_a_publication_that_does_not_end_is_not_waited_for_for_ever(folder):
    (folder / store.JOURNAL).write_text("{}")
    with lock.held(folder), pytest.raises(OutputError, match="being published here all the time"):
        open_standing(folder, wait=0)


def test_a_publication_that_was_cut_off_where_nobody_may_write_is_told(folder, monkeypatch):
    (folder / store.JOURNAL).write_text("{}")

    def refused(*_):
        raise OutputError("read-only")

    monkeypatch.setattr(store, "writing", refused)
    with pytest.raises(OutputError, match="a build was cut off while it was published; run `kg build`"):
        open_standing(folder)
