import datetime
import io
import sys

import pytest
from listings import listing, papers, records

from kg.errors import SourceError
from kg.readers.tables import parquet

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

FERNS = [{"title": f"Fern {n}: Sparse Adapters", "abstract": f"We introduce Fern {n}."} for n in range(700)]


def file(rows, **how):
    """Return a file of rows, or of a table."""
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows) if isinstance(rows, list) else rows, stream, **how)
    return stream.getvalue()


def test_rows_are_records_and_have_numbers():
    found, errors = records(parquet, file(FERNS, row_group_size=300), path="list.parquet")
    assert errors == []
    assert [record.paper.title for record in found] == [row["title"] for row in FERNS]
    assert (found[0].where, found[699].where) == ("list.parquet:1", "list.parquet:700")


def test_columns_of_every_type():
    row = {
        "title": "Fern",
        "abstract": "We introduce Fern.",
        "authors": ["Ada Moore", "Bo Lind"],
        "year": 2024.0,
        "published": datetime.datetime(2024, 1, 3, tzinfo=datetime.UTC),
        "arxiv_id": "2401.12345",
        "upvotes": 7,
        "embedding": [0.5, 0.25],
        "image": b"\x89PNG",
        "text": "Everything " * 100,
    }
    ((fern, moss), errors) = papers(parquet, file([row, {"title": "Moss", "year": float("nan")}]))
    assert (fern.title, fern.abstract, fern.authors) == ("Fern", "We introduce Fern.", ("Ada Moore", "Bo Lind"))
    assert (fern.published, fern.identifiers, fern.upvotes) == ("2024-01-03", ("arXiv:2401.12345",), 7)
    assert (moss.title, moss.abstract, moss.published, errors) == ("Moss", "", "", [])


def test_nested_rows_are_in_the_dialects_of_json():
    row = {
        "paper": {
            "id": "2401.12345",
            "title": "Fern",
            "summary": "We introduce it.",
            "authors": [{"name": "Ada Moore"}],
        }
    }
    ((record,), errors) = records(parquet, file([row | {"numComments": 3}]))
    assert (record.format, record.paper.title, record.paper.abstract) == ("huggingface", "Fern", "We introduce it.")
    assert (record.paper.authors, errors) == (("Ada Moore",), [])


def test_only_columns_that_tell_something_are_read(monkeypatch):
    asked = []
    original = pq.ParquetFile.iter_batches

    def iter_batches(self, **how):
        asked.extend(how["columns"])
        return original(self, **how)

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", iter_batches)
    row = {"title": "Fern", "abstract": "x", "vector": [[0.5]], "pdf": b"x", "full_text": "y", "tags": ["a"], "n": 1}
    papers(parquet, file([row]))
    assert asked == ["title", "abstract", "tags", "n"]


def test_a_row_that_cannot_be_read_is_reported_and_the_others_are_read():
    titles = pa.array([b"Fern", b"\xff\xfe", b"Moss"]).view(pa.string())
    found, errors = papers(parquet, file(pa.table({"title": titles, "abstract": ["x", "y", "z"]})), path="list.parquet")
    assert [paper.title for paper in found] == ["Fern", "Moss"]
    assert errors == ["list.parquet:2: the row cannot be read (a text is not UTF-8, or a date is none); left out"]


@pytest.mark.parametrize("cut", [slice(0, 4), slice(0, -1), slice(0, 2000), slice(0, -9)])
def test_a_file_that_is_cut_is_one_line(cut):
    with pytest.raises(SourceError, match=r"^list\.parquet: is broken or cut Parquet \([^\n]+\); get the file again$"):
        papers(parquet, file(FERNS)[cut], path="list.parquet")


def test_what_stands_before_a_broken_place_is_read():
    content = bytearray(file(FERNS, row_group_size=300, compression="none", use_dictionary=False))
    at = content.index(b"Fern 650") - 300
    content[at : at + 300] = bytes(300)
    made, errors = listing(bytes(content), path="list.parquet")
    found = []
    try:
        found.extend(record.paper.title for record in parquet.read(made))
    except SourceError as error:
        errors.append(str(error))
    assert len(errors) > 0 or len(found) == 700


def test_more_rows_than_bytes_are_refused():
    content = file(pa.table({"title": pa.array(["Fern"]).take(pa.array([0] * 50_000))}))
    with pytest.raises(SourceError, match="names 50000 rows in"):
        papers(parquet, content)


def test_a_table_without_text_is_refused():
    with pytest.raises(SourceError, match="has no columns of text"):
        papers(parquet, file([{"image": b"x"}]))


def test_without_pyarrow_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SourceError, match=r"needs pyarrow; run: pip install 'kg\[parquet\]'"):
        papers(parquet, b"PAR1")
