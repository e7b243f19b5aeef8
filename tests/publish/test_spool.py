"""The spool: apart by graph, the same however little memory there is."""

import hashlib

import pytest

from kg.publish.pieces import bodies, count_of
from kg.publish.quads import Line
from kg.publish.spool import apart

GRAPHS = (b"<http://a/moss>", b"<http://a/fern>", b"<http://a/turf>")
LINES = [Line(GRAPHS[number % 7 % 3], b'<http://a/%d> <http://a/p> "x" .\n' % number) for number in range(500)]


def of(graph):
    return [line.triple for line in LINES if line.graph == graph]


@pytest.mark.parametrize("held", [1, 700, 1 << 20])
def test_graphs_are_whole_and_in_order_whatever_is_held_in_memory(tmp_path, held):
    found = apart(LINES, tmp_path, keep=lambda _: True, held=held)
    assert list(found) == ["http://a/fern", "http://a/moss", "http://a/turf"]
    for graph in GRAPHS:
        one = found[graph.decode()[1:-1]]
        assert list(one.lines()) == of(graph)
        assert (one.triples, one.digest) == (len(of(graph)), hashlib.sha256(b"".join(of(graph))).hexdigest())


def test_only_the_graphs_that_are_wanted_take_disk(tmp_path):
    found = apart(LINES, tmp_path, keep=lambda graph: graph.endswith("fern"))
    assert len(list(tmp_path.iterdir())) == 1
    assert list(found["http://a/moss"].lines()) == []
    assert found["http://a/moss"].triples == len(of(GRAPHS[0]))


def test_no_more_is_held_than_is_allowed(tmp_path):
    import tracemalloc

    def many():
        for number in range(40_000):
            yield Line(b"<http://a/g%d>" % (number % 5), b'<http://a/%d> <http://a/p> "moss and fern" .\n' % number)

    tracemalloc.start()
    try:
        apart(many(), tmp_path, keep=lambda _: True, held=100_000)
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("first", [0, 2])
def test_a_graph_in_pieces_is_the_graph_packed_or_not(tmp_path, first):
    graph = apart(LINES, tmp_path, keep=lambda _: True)["http://a/moss"]
    packed, plain = [], []
    for body in bodies(graph, tmp_path, size=50, first=first):
        packed.append(b"".join(body.chunks()))
        plain.append(b"".join(body.unpacked().chunks()))
        assert body.headers["content-length"] == str(len(packed[-1]))
        assert body.unpacked().headers == {"content-type": "application/n-triples", "content-length": f"{body.size}"}
        assert len(plain[-1]) == body.size
    assert b"".join(plain) == b"".join(of(GRAPHS[0])[first * 50 :])
    assert len(plain) == count_of(graph, 50) - first
    assert all(data.count(b"\x1f\x8b\x08") == 1 for data in packed)
    assert not (tmp_path / "body.gz").exists()
