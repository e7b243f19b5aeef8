from hypothesis import given
from hypothesis import strategies as st
from reader_records import RECORDS, record

from kg.provenance import Listed
from kg.readers.listing import Record
from kg.readers.merging import merge
from kg.readers.record_lines import line_of, listed_in, paper_in, paper_line, paper_of, record_in
from kg.records import Paper

TEXTS = st.text(alphabet=st.sampled_from('a"\\\n\t\u2028\ud800é😀'), max_size=5)
PAPERS = st.builds(
    Paper, TEXTS, TEXTS, TEXTS, sources=st.tuples(TEXTS), authors=st.tuples(TEXTS), upvotes=st.integers()
)


@given(PAPERS, st.sampled_from(["", "a.json:7", "a.json:07", "a.json:x", "b.json:7", "a.json:"]))
def test_a_record_comes_back_from_its_line(paper, where):
    line, name = line_of(Record(paper, "json", where), place="a.json")
    found = record_in(line, place="a.json")
    assert (found, found.where) == (Record(paper, "json", where), where)
    assert line.count(b"\n") == line.count(b"\t") == 1
    assert line.isascii()
    assert paper_of(paper_line(paper)) == paper
    assert name.startswith("paper/sha256-")


@given(RECORDS)
def test_a_line_tells_what_a_record_is_alone(one):
    line, name = line_of(one)
    reading = merge([one], on_error=str)
    if reading.papers:
        assert (paper_in(line),) == reading.papers
        assert tuple(listed_in(line)) == reading.listed
        assert name == reading.papers[0].id


def test_where_a_source_stands_is_not_in_the_line():
    line, _ = line_of(Record(record(), "json", "here/a.json:7"), place="here/a.json")
    assert b"here" not in line
    assert record_in(line, place="there/a.json").where == "there/a.json:7"


def test_a_source_that_is_named_twice_lists_a_paper_once():
    line, name = line_of(Record(record("Fern", sources=("a", "a")), "json"))
    assert list(listed_in(line)) == [Listed(name, "a", "Fern", "first")]
