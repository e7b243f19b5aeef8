"""Damage to a store that leaves its size and its time stamp as they are."""

import os

from builds import built

from kg import output_files, store
from kg.query import damage, triplestore


def standing(tmp_path):
    folder = built(tmp_path, "rdf")
    files = output_files.graph(store.open_build(folder).outputs)
    triplestore.update(folder, files)
    return folder, output_files.graph_digest(files)


def rot(path):
    status, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def test_a_whole_store_stays_as_it_is(tmp_path):
    folder, digest = standing(tmp_path)
    assert damage.noted(folder, digest) == ""
    assert triplestore.is_whole(folder, digest)


def test_a_damaged_file_is_named_and_its_store_not_opened_any_more(tmp_path):
    folder, digest = standing(tmp_path)
    file = max(triplestore.path(folder, digest).glob("*.sst"), key=lambda path: path.stat().st_size)
    rot(file)
    assert triplestore.is_whole(folder, digest)  # nothing shows it
    assert damage.noted(folder, digest) == file.name
    assert not triplestore.is_whole(folder, digest)


def test_no_store_is_not_damaged(tmp_path):
    assert damage.noted(tmp_path, "00" * 32) == ""
