"""The query store of a build in parts: loaded in batches, patched by the parts that changed."""

import gzip
import hashlib
import json
import subprocess
import sys
import textwrap

import pytest

from kg import output_files
from kg.errors import OutputError
from kg.query import difference, graph_file, loading, triplestore


def line(number, word="a", kind="s"):
    return f'<https://x.org/{kind}{number:04}> <https://x.org/p> "{word}" <https://x.org/graph/one> .\n'


PARTS = {
    "kg/entities.nq.gz": [line(number, kind="e") for number in range(40)],
    "kg/papers-00000.nq.gz": [line(number) for number in range(0, 200, 2)],
    "kg/papers-00001.nq.gz": [line(number) for number in range(1, 200, 2)],
}


@pytest.fixture
def publish(tmp_path):
    """Give a function that puts parts in place as a build does, and makes their store."""

    def put(parts, *, store=True):
        files = {}
        (tmp_path / "kg").mkdir(exist_ok=True)
        for name in output_files.graph_names(tmp_path):
            (tmp_path / name).unlink()
        for name, lines in sorted(parts.items()):
            data = gzip.compress("".join(sorted(lines)).encode(), mtime=0)
            (tmp_path / name).write_bytes(data)
            files[name] = hashlib.sha256(data).hexdigest()
        if store:
            triplestore.update(tmp_path, files)
        return output_files.graph_digest(files)

    return put


@pytest.fixture
def loads(monkeypatch):
    """Count how often a store is loaded as a whole."""
    calls = []
    load = loading.load
    monkeypatch.setattr(loading, "load", lambda place, *given: (calls.append(place.name), load(place, *given)))
    return calls


def quads(store):
    return sorted(f"{quad} .\n" for quad in store)


def union(parts):
    return sorted(line for lines in parts.values() for line in lines)


def test_a_store_has_the_quads_of_all_parts(tmp_path, publish):
    digest = publish(PARTS)
    assert triplestore.is_whole(tmp_path, digest)
    assert quads(triplestore.kept(tmp_path, digest)) == union(PARTS)


def test_a_store_is_opened_without_its_parts(tmp_path, publish):
    digest = publish(PARTS)
    for name in PARTS:
        (tmp_path / name).unlink()
    assert len(triplestore.open_store(tmp_path, digest)) == 240


def test_what_changed_is_patched_and_parts_that_did_not_are_not_compared(tmp_path, publish, loads, monkeypatch):
    publish(PARTS)
    compared = []
    real = difference.difference
    monkeypatch.setattr(difference, "difference", lambda *pair: (compared.append(pair[1].name), real(*pair))[1])
    changed = PARTS | {"kg/papers-00001.nq.gz": [*PARTS["kg/papers-00001.nq.gz"][3:], line(7, "b"), line(999)]}
    digest = publish(changed)
    assert quads(triplestore.kept(tmp_path, digest)) == union(changed)
    assert (len(loads), compared) == (1, ["papers-00001.nq.gz"])


def test_a_line_that_moves_to_another_part_stays(tmp_path, publish, loads):
    publish(PARTS)
    moved = PARTS["kg/papers-00000.nq.gz"][5]
    changed = PARTS | {
        "kg/papers-00000.nq.gz": [one for one in PARTS["kg/papers-00000.nq.gz"] if one != moved],
        "kg/entities.nq.gz": [*PARTS["kg/entities.nq.gz"], moved],
    }
    digest = publish(changed)
    assert quads(triplestore.kept(tmp_path, digest)) == union(PARTS)
    assert len(loads) == 1


def test_parts_come_and_go(tmp_path, publish, loads):
    publish(PARTS)
    changed = {name: lines for name, lines in PARTS.items() if name != "kg/entities.nq.gz"} | {
        "kg/links.nq.gz": [line(1, kind="l")]
    }
    digest = publish(changed)
    assert quads(triplestore.kept(tmp_path, digest)) == union(changed)
    assert len(loads) == 1


def test_an_ordinary_build_that_has_grown_into_parts_is_loaded_anew(tmp_path, publish, loads):
    (tmp_path / "kg.nq").write_text("".join(union(PARTS)))
    triplestore.update(tmp_path, {"kg.nq": hashlib.sha256((tmp_path / "kg.nq").read_bytes()).hexdigest()})
    (tmp_path / "kg.nq").unlink()
    digest = publish(PARTS)
    assert quads(triplestore.kept(tmp_path, digest)) == union(PARTS)
    assert len(loads) == 2


def test_a_part_of_the_last_store_that_was_edited_is_not_compared_with(tmp_path, publish, loads):
    publish(PARTS)
    part = next((tmp_path / "store").glob("*/papers-00001.nq.gz"))
    data = part.read_bytes()
    part.unlink()
    part.write_bytes(bytes([data[0], data[1] ^ 1]) + data[2:])
    digest = publish(PARTS | {"kg/papers-00001.nq.gz": PARTS["kg/papers-00001.nq.gz"][1:]})
    assert len(triplestore.kept(tmp_path, digest)) == 239
    assert len(loads) == 2


def test_batches_do_not_end_with_parts_and_lose_nothing(tmp_path, publish, monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 3000)
    digest = publish(PARTS)
    assert quads(triplestore.kept(tmp_path, digest)) == union(PARTS)


def killed(folder, files, after):
    """Make a store in a process that is killed after some batches."""
    script = textwrap.dedent("""
        import json, os, sys
        from pathlib import Path
        from kg.query import loading, triplestore
        loading.BATCH, batches = 3000, loading._batches
        def cut(*given):
            for number, batch in enumerate(batches(*given)):
                if number == int(sys.argv[3]):
                    os._exit(9)
                yield batch
        loading._batches = cut
        triplestore.update(Path(sys.argv[1]), json.loads(sys.argv[2]))
    """)
    died = subprocess.run([sys.executable, "-c", script, str(folder), json.dumps(files), str(after)], check=False)
    assert died.returncode == 9


def test_a_load_that_was_killed_goes_on_at_the_part(tmp_path, publish, monkeypatch):
    digest = publish(PARTS, store=False)
    files = {name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in PARTS}
    killed(tmp_path, files, 2)
    read = []
    pieces = output_files.pieces

    def noted(path, **given):
        read.append(path.name)
        return pieces(path, **given)

    monkeypatch.setattr(output_files, "pieces", noted)
    triplestore.update(tmp_path, files)
    assert read == ["papers-00001.nq.gz"]
    assert quads(triplestore.kept(tmp_path, digest)) == union(PARTS)
    assert not list((tmp_path / "store").glob("*.part"))


def test_what_is_left_of_a_load_that_cannot_be_gone_on_from_is_loaded_anew(tmp_path, publish):
    digest = publish(PARTS, store=False)
    files = {name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in PARTS}
    killed(tmp_path, files, 2)
    for path in (tmp_path / "store").glob("*.part/MANIFEST*"):
        path.write_bytes(b"no")
    triplestore.update(tmp_path, files)
    assert quads(triplestore.kept(tmp_path, digest)) == union(PARTS)


def test_half_a_store_of_another_graph_is_cleared(tmp_path, publish):
    publish(PARTS, store=False)
    killed(tmp_path, {name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in PARTS}, 2)
    publish({"kg/entities.nq.gz": PARTS["kg/entities.nq.gz"]})
    assert not list((tmp_path / "store").glob("*.part"))


def test_without_a_store_the_parts_are_read_into_memory(tmp_path, publish):
    digest = publish(PARTS, store=False)
    assert quads(triplestore.open_store(tmp_path, digest)) == union(PARTS)
    assert triplestore.kept(tmp_path, digest) is None


def test_parts_that_are_too_large_for_memory_are_refused(tmp_path, publish, monkeypatch):
    digest = publish(PARTS, store=False)
    monkeypatch.setattr(graph_file, "MOST_PACKED", 100)
    with pytest.raises(OutputError, match=r"too much to be read into memory; run `kg build` again, which makes the"):
        triplestore.open_store(tmp_path, digest)


def test_a_part_that_is_damaged_is_one_line(tmp_path, publish):
    digest = publish(PARTS, store=False)
    path = tmp_path / "kg/papers-00000.nq.gz"
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(OutputError, match=r"papers-00000.nq.gz: the graph cannot be read \(it is no whole gzip file"):
        triplestore.open_store(tmp_path, digest)
    with pytest.raises(OutputError, match=r"the query store cannot be written \(it is no whole gzip file"):
        triplestore.update(tmp_path, dict.fromkeys(PARTS, "0"))
