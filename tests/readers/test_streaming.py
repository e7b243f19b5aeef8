import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st
from reader_records import LONG, OTHER, RECORDS, TEXT, record

from kg.provenance import Listed
from kg.readers.listing import Record
from kg.readers.merging import keys, merge, settle
from kg.readers.packs import Draft, Writer
from kg.readers.record_lines import line_of
from kg.readers.sources import Source
from kg.readers.streaming import streamed

ALONE = RECORDS.map(lambda one: Record(one.paper, one.format, "a.json:9"))
VARIED = st.builds(
    lambda *given, where, **more: Record(record(*given, **more), "json", where),
    st.sampled_from(
        ["", "Fern", "fern!", "F&amp;M", "F amp M", "F&M", "ФЕРН", "Fern é", *(f"{LONG} {n}" for n in range(9))]
    ),
    st.sampled_from(["", TEXT, OTHER]),
    st.sampled_from([*(f"arXiv:{n}" for n in range(9)), "doi:10.1/x_y", "doi:10.1_x_y", "local:x", "local:y"]),
    where=st.sampled_from(["", "a.json:1", "a.json:10", "a.json:9", "b.json:9", "b.json:07", "elsewhere"]),
    sources=st.sampled_from([("a.json",), ("b.json",), ("a.json", "b.json")]),
    url=st.sampled_from(["", "https://example.org"]),
    upvotes=st.sampled_from([0, 7]),
)


def stream(records, spool, *, parts=1, batch=1):
    """Spool records as those of some sources, stream them, and return all with what was reported."""
    found, errors = {}, []
    for part in range(parts):
        source, path = Source(f"{part}.json", f"{part}.json", str(part)), spool / f"{part}.pack"
        with path.open("wb") as file:
            writer = Writer(path, file)
            draft = Draft(lambda writer=writer: writer)
            for one in records[part::parts]:
                line, name = line_of(one, place="a.json")
                whole = bool(one.paper.title and one.paper.abstract)
                draft.add(line, keys.keys_of(one.paper, name), whole=whole)
            found[source] = draft.end(writer, str(part), {})
            writer.close()
    with mock.patch.object(keys, "_LEAST_BATCH", batch), mock.patch.object(Source, "where", "a.json"):
        result = streamed(found, spool=spool, on_error=errors.append)
        return result, result.reading(), [str(error) for error in errors]


@settings(deadline=None)
@given(
    st.lists(st.one_of(RECORDS, ALONE, VARIED), max_size=9).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some))
    ),
    st.integers(1, 3),
    st.sampled_from([1, 2, 2_000]),
)
def test_a_stream_gives_what_merging_all_at_once_gives(pair, parts, batch):
    records, shuffled = pair
    errors = []
    expected = merge(records, on_error=errors.append)
    with tempfile.TemporaryDirectory() as spool:
        result, reading, told = stream(shuffled, Path(spool), parts=parts, batch=batch)
    assert reading == expected
    assert told == [str(error) for error in errors]
    assert result.count == len(expected.papers)


def test_what_shares_no_key_is_never_merged_and_what_shares_one_is(tmp_path, monkeypatch):
    merged = []
    monkeypatch.setattr(
        "kg.readers.streaming.settle", lambda records, order: merged.append(records) or settle(records, order)
    )
    lone = record("Bark", f"Bark. {TEXT}", "doi:10.1/z", "local:1", sources=("a",), url="https://example.org")
    pair = [record("Fern", TEXT, "arXiv:1", sources=("a",)), record("Moss", OTHER, "arXiv:1", sources=("b",))]
    result, reading, _ = stream([Record(paper, "json") for paper in (lone, *pair)], tmp_path)
    assert [[one.paper for one in records] for records in merged] == [pair]
    assert [(paper.id, paper.identifiers, paper.url) for paper in reading.papers] == [
        ("paper/arxiv-1", ("arXiv:1",), "https://arxiv.org/abs/1"),
        ("paper/doi-10.1_z", ("doi:10.1/z",), "https://doi.org/10.1/z"),
    ]
    assert reading.listed[-1] == Listed("paper/doi-10.1_z", "a", "doi:10.1/z", "first")
    assert (result.sources, result.count) == (("0.json",), 2)


def test_a_stream_can_be_gone_through_again(tmp_path):
    result, reading, _ = stream([Record(record(), "json"), Record(record("Fern"), "json")], tmp_path)
    assert sorted(result.papers()) == sorted(result.papers()) == list(reading.papers)


def test_incomplete_records_are_told_together_wherever_they_share_a_key(tmp_path):
    lost = [Record(record(f"Moss {n}", "", f"doi:10.1/{n % 6}"), "json", f"a.json:{n}") for n in range(8, 0, -1)]
    _, reading, told = stream(lost, tmp_path)
    assert reading.papers == ()
    assert told == [
        "a.json:1: this record and 7 more have no abstract and no other source gives one; add one, or a source that "
        "has it"
    ]
