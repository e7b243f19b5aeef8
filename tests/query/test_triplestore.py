"""The query store beside a build: made anew or from the last one, whole or not there, never in anybody's way."""

import hashlib
import json
import os
import subprocess
import sys
import textwrap
import time

import pyoxigraph
import pytest

from kg.errors import OutputError
from kg.query import triplestore


def line(number, graph="one", word="a"):
    return f'<https://x.org/s{number:04}> <https://x.org/p> "{word}" <https://x.org/graph/{graph}> .\n'


LINES = [line(number, "one" if number % 3 else "two") for number in range(300)]


@pytest.fixture
def publish(tmp_path):
    """Give a function that puts a `kg.nq` in place as a build does, and makes its store."""

    def put(lines, *, store=True):
        part = tmp_path / "kg.nq.new"
        part.write_text("".join(sorted(lines)))
        part.replace(tmp_path / "kg.nq")
        digest = hashlib.sha256((tmp_path / "kg.nq").read_bytes()).hexdigest()
        if store:
            assert triplestore.update(tmp_path, {"kg.nq": digest}) == triplestore.path(tmp_path, digest)
        return digest

    return put


@pytest.fixture
def loads(monkeypatch):
    """Count how often a store is loaded as a whole."""
    calls = []
    load = triplestore._load
    monkeypatch.setattr(triplestore, "_load", lambda part, *given: (calls.append(part.name), load(part, *given)))
    return calls


def quads(store):
    return sorted(f"{quad} .\n" for quad in store)


def stores(folder):
    return sorted(place.name for place in (folder / "store").iterdir())


def test_a_store_has_the_quads_of_its_file_and_is_for_reading(tmp_path, publish):
    digest = publish(LINES)
    assert triplestore.path(tmp_path, digest) == tmp_path / "store" / digest[:16]
    assert triplestore.is_whole(tmp_path, digest)
    store = triplestore.open_store(tmp_path, digest)
    assert quads(store) == sorted(LINES)
    with pytest.raises((OSError, RuntimeError), match="read-write"):
        store.add(pyoxigraph.Quad(pyoxigraph.NamedNode("a:a"), pyoxigraph.NamedNode("a:b"), pyoxigraph.Literal("c")))


def test_a_store_is_opened_without_its_file(tmp_path, publish):
    digest = publish(LINES)
    (tmp_path / "kg.nq").unlink()
    assert len(triplestore.open_store(tmp_path, digest)) == 300


def test_what_changed_little_is_patched_and_nobody_who_reads_is_disturbed(tmp_path, publish, loads):
    before = publish(LINES)
    reader = triplestore.open_store(tmp_path, before)
    changed = [*LINES[5:], line(1, "one", "b"), line(999, "three"), line(5, "three")]
    after = publish(changed)
    assert len(loads) == 1
    assert quads(triplestore.open_store(tmp_path, after)) == sorted(changed)
    assert quads(reader) == quads(triplestore.open_store(tmp_path, before)) == sorted(LINES)


def test_patches_on_patches_stay_right_and_are_compacted_now_and_then(tmp_path, publish, loads):
    lines = list(LINES)
    patches = []
    for number in range(6):
        lines = [*lines[2:], line(number, "new")]
        digest = publish(lines)
        assert quads(triplestore.open_store(tmp_path, digest)) == sorted(lines)
        patches.append(json.loads((triplestore.path(tmp_path, digest) / "index.json").read_text())["patches"])
    assert (len(loads), patches) == (1, [0, 1, 2, 3, 0, 1])


def test_what_changed_much_is_loaded_anew(tmp_path, publish, loads):
    publish(LINES)
    digest = publish([line(number, "one", "b") for number in range(300)])
    assert len(loads) == 2
    assert len(triplestore.open_store(tmp_path, digest)) == 300


def test_this_store_and_the_one_of_before_are_kept(tmp_path, publish, loads):
    first, second, third = (publish(LINES[number:]) for number in (0, 1, 2))
    assert stores(tmp_path) == sorted([second[:16], third[:16]])
    publish(LINES[1:])
    assert len(loads) == 1
    publish(LINES)
    assert stores(tmp_path) == sorted([first[:16], second[:16]])


@pytest.mark.parametrize(
    ("right", "wrong"), [('"patches"', '"patcher"'), ('"kg.nq": "', '"kg.nr": "'), (": 0,", ": 1,")]
)
def test_one_letter_wrong_in_the_index_of_a_store_costs_a_load(tmp_path, publish, loads, right, wrong):
    index = triplestore.path(tmp_path, publish(LINES)) / "index.json"
    index.write_text(index.read_text().replace(right, wrong, 1))
    digest = publish(LINES[1:])
    assert len(loads) == 2
    assert quads(triplestore.kept(tmp_path, digest)) == sorted(LINES[1:])


@pytest.mark.parametrize("kind", ["missing", "cut", "without an index"])
def test_a_damaged_store_is_passed_over_and_made_again(tmp_path, publish, loads, kind):
    digest = publish(LINES)
    place = triplestore.path(tmp_path, digest)
    victim = max(place.glob("*.sst"), key=lambda file: file.stat().st_size)
    if kind == "missing":
        victim.unlink()
    elif kind == "cut":
        victim.write_bytes(victim.read_bytes()[:-10])
    else:
        (place / "index.json").write_text("{")
    assert not triplestore.is_whole(tmp_path, digest)
    assert quads(triplestore.open_store(tmp_path, digest)) == sorted(LINES)
    publish(LINES)
    assert triplestore.is_whole(tmp_path, digest)
    assert len(loads) == 2


def test_a_store_that_the_engine_refuses_is_passed_over_and_made_again(tmp_path, publish, loads):
    digest = publish(LINES)
    for file in triplestore.path(tmp_path, digest).glob("*.sst"):
        before = file.stat()
        file.write_bytes(bytes(byte ^ 0x55 for byte in file.read_bytes()))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # as a disk does it that fails
    assert triplestore.is_whole(tmp_path, digest)
    assert quads(triplestore.open_store(tmp_path, digest)) == sorted(LINES)
    publish(LINES[1:])
    assert len(loads) == 2


def test_a_file_of_the_store_that_was_changed_is_noticed_and_one_that_was_only_touched_is_not(tmp_path, publish, loads):
    digest = publish(LINES)
    first, *_ = sorted(triplestore.path(tmp_path, digest).glob("*.sst"))
    later = time.time_ns() + 10**9  # two writes of one tick of the disk's clock would look like one
    os.utime(first, ns=(later, later))
    assert triplestore.is_whole(tmp_path, digest)
    data = bytearray(first.read_bytes())
    data[len(data) // 2] ^= 1
    first.write_bytes(data)
    os.utime(first, ns=(later, later))
    assert not triplestore.is_whole(tmp_path, digest)
    assert quads(triplestore.open_store(tmp_path, digest)) == sorted(LINES)
    publish(LINES)
    assert len(loads) == 2
    assert triplestore.is_whole(tmp_path, digest)


def test_nquads_that_were_changed_in_place_are_not_asked(tmp_path, publish):
    """They share their place on the disk with those beside the store, which answers as before."""
    digest = publish(LINES)
    later = time.time_ns() + 10**9
    with (tmp_path / "kg.nq").open("r+") as stream:
        stream.write("<https://x.org/s9")
    os.utime(tmp_path / "kg.nq", ns=(later, later))
    assert quads(triplestore.kept(tmp_path, digest)) == sorted(LINES)
    triplestore.remove(tmp_path)
    with pytest.raises(OutputError, match=r"the N-Quads were changed since the build; `kg build` writes them again"):
        triplestore.open_store(tmp_path, digest)


def test_a_clock_that_was_set_back_costs_no_store_that_is_needed(tmp_path, publish, monkeypatch):
    now = time.time_ns()
    publish(LINES)
    publish(LINES[1:])
    monkeypatch.setattr(time, "time_ns", lambda: now - 10**15)
    digest = publish(LINES[2:])
    assert triplestore.is_whole(tmp_path, digest)
    assert len(stores(tmp_path)) == 2


def test_the_store_of_the_build_that_stands_is_kept_whatever_was_made_since(tmp_path, publish):
    standing = publish(LINES)
    publish(LINES[1:])  # by a build that was killed before it was published
    new = hashlib.sha256(b"".join(line.encode() for line in LINES[2:])).hexdigest()
    (tmp_path / "stage").mkdir()
    (tmp_path / "stage" / "kg.nq").write_text("".join(LINES[2:]))
    triplestore.update(tmp_path, {"kg.nq": new}, at=tmp_path / "stage", standing=standing)
    assert stores(tmp_path) == sorted((standing[:16], new[:16]))
    assert quads(triplestore.open_store(tmp_path, new)) == sorted(LINES[2:])


def test_a_file_that_was_edited_in_place_is_not_compared_with(tmp_path, publish, loads):
    publish(LINES)
    with (tmp_path / "kg.nq").open("r+") as stream:
        stream.write(LINES[0].replace("s0000", "s9999"))
    digest = publish(LINES[1:])
    assert len(loads) == 2
    assert quads(triplestore.open_store(tmp_path, digest)) == sorted(LINES[1:])


@pytest.mark.parametrize(
    ("step", "start"), [("_load", 200), ("_apply", 2), ("_link", 2), ("_write_index", 2), ("_note_prefixes", 2)]
)
def test_a_build_that_is_killed_leaves_what_can_be_asked(tmp_path, publish, step, start):
    publish(LINES)
    digest = publish(LINES[start:], store=False)
    script = textwrap.dedent("""
        import os, sys
        from pathlib import Path
        from kg.query import triplestore
        folder, digest, step = Path(sys.argv[1]), *sys.argv[2:]
        act = getattr(triplestore, step)
        def killed(*given, **options):
            act(*given, **options)
            os._exit(9)
        setattr(triplestore, step, killed)
        triplestore.update(folder, {"kg.nq": digest})
    """)
    died = subprocess.run([sys.executable, "-c", script, str(tmp_path), digest, step], check=False)
    assert died.returncode == 9
    assert quads(triplestore.open_store(tmp_path, digest)) == sorted(LINES[start:])
    publish(LINES[start:])
    assert not list((tmp_path / "store").glob("*.part"))
    assert quads(triplestore.open_store(tmp_path, digest)) == sorted(LINES[start:])
    assert triplestore.is_whole(tmp_path, digest)


def test_the_prefixes_of_the_build_are_noted(tmp_path, publish):
    about = [
        "<https://x.org/about/d> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://rdfs.org/ns/void#Dataset> "
        "<https://x.org/graph/meta> .\n",
        '<https://x.org/about/d> <http://rdfs.org/ns/void#uriSpace> "https://x.org/" <https://x.org/graph/meta> .\n',
    ]
    digest = publish(about)
    assert triplestore.prefixes(tmp_path, digest)["method"] == "https://x.org/method/"
    noted = triplestore.path(tmp_path, digest) / "prefixes.json"
    noted.write_text(noted.read_text().replace("x.org/method", "x.org/methoe"))
    assert triplestore.prefixes(tmp_path, digest) is None
    noted.unlink()
    assert triplestore.prefixes(tmp_path, digest) is None
    publish(about)
    assert triplestore.prefixes(tmp_path, digest)["paper"] == "https://x.org/paper/"


def test_a_file_system_without_hard_links_gets_a_copy(tmp_path, publish, loads, monkeypatch):
    def refused(*_):
        raise OSError("not supported")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refused)
    publish(LINES)
    digest = publish(LINES[1:])
    assert len(loads) == 1
    assert quads(triplestore.open_store(tmp_path, digest)) == sorted(LINES[1:])


def test_what_cannot_be_loaded_is_an_error_in_one_line(tmp_path):
    (tmp_path / "kg.nq").write_text("no graph\n")
    with pytest.raises(OutputError, match=r"/store/abc: the query store cannot be written \(.+\); mend this") as caught:
        triplestore.update(tmp_path, {"kg.nq": "abc"})
    assert "\n" not in str(caught.value)
    assert not triplestore.is_whole(tmp_path, "abc")


def test_stores_are_removed_where_there_are_any(tmp_path, publish):
    triplestore.remove(tmp_path)
    publish(LINES)
    triplestore.remove(tmp_path)
    assert not (tmp_path / "store").exists()
