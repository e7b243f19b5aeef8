"""The quads of a build, line by line, and what is refused of them."""

import gzip

import pytest

from kg.errors import OutputError
from kg.publish.quads import iri, lines

LINE = b'<http://a/1> <http://a/p> "a <b> \\"c\\" ." <http://a/g> .\n'


def test_a_line_is_a_triple_and_its_graph(tmp_path):
    (tmp_path / "kg.nq").write_bytes(LINE)
    [found] = lines(tmp_path, ("kg.nq",))
    assert found == (b"<http://a/g>", b'<http://a/1> <http://a/p> "a <b> \\"c\\" ." .\n')


@pytest.mark.parametrize(
    "wrong", [b'<http://a/1> <http://a/p> "x" .\n', b"\n", LINE[:-1], b"<http://a/1> <http://a/p> <http://a/g>.\n"]
)
def test_a_line_that_is_no_quad_is_named(tmp_path, wrong):
    (tmp_path / "kg.nq").write_bytes(LINE + wrong)
    with pytest.raises(OutputError, match=r"kg.nq:2: cannot be read \(a line is no quad of a named graph\); build it"):
        list(lines(tmp_path, ("kg.nq",)))


def test_a_part_that_is_missing_or_damaged_is_named(tmp_path):
    (tmp_path / "a.nq.gz").write_bytes(gzip.compress(LINE * 1000)[:-9])
    with pytest.raises(OutputError, match=r"a.nq.gz:[0-9]+: cannot be read \(it is no whole gzip file"):
        list(lines(tmp_path, ("a.nq.gz",)))
    with pytest.raises(OutputError, match=r"b.nq.gz:0: cannot be read \(No such file or directory\)"):
        list(lines(tmp_path, ("b.nq.gz",)))


@pytest.mark.parametrize("spelled", [rb"<http://a/\u003E>", rb"<http://a/\U0011FFFF>", b"<no-iri>", b"<http://a/ b>"])
def test_an_iri_that_could_be_read_as_something_else_is_refused(spelled):
    with pytest.raises(OutputError, match="has no IRI that can be sent; build it again"):
        iri(spelled)
