"""The parts of a graph as one sequence of lines."""

import gzip

import pytest

from kg.errors import OutputError
from kg.rdf.merged import homes, merged


def line(name, graph="one"):
    return f"<x:{name}> <http://rdfs.org/ns/void#subset> <x:o> <x:/graph/{graph}> .\n"


PARTS = {
    "kg/entities.nq.gz": [line("b"), line("é")],
    "kg/meta.nq.gz": [line("a", "meta"), line("z")],
    "kg/papers-00000.nq.gz": [line("a"), line("c"), line("\U0001f33f")],
}


@pytest.fixture
def paths(tmp_path):
    (tmp_path / "kg").mkdir()
    for name, lines in PARTS.items():
        (tmp_path / name).write_bytes(gzip.compress("".join(lines).encode()))
    return [tmp_path / name for name in PARTS]


@pytest.mark.parametrize("most", [512, 2])
def test_lines_come_in_order_as_often_as_they_are_asked_for(paths, tmp_path, most):
    parts = merged(paths, tmp_path, most=most)
    wanted = sorted(text for lines in PARTS.values() for text in lines)
    assert list(parts) == list(parts) == wanted
    assert [row[0] for row in parts.description()] == ["<x:a>"]


def test_named_graphs_are_those_that_are_described(paths, tmp_path):
    assert homes(merged(paths, tmp_path).description()) == {"<x:o>", "<x:/graph/meta>"}


def test_a_damaged_part_is_one_line(paths, tmp_path):
    paths[0].write_bytes(paths[0].read_bytes()[:-9])
    with pytest.raises(OutputError, match=r"entities.nq.gz: the graph cannot be read \(it is no whole gzip file"):
        list(merged(paths, tmp_path))
