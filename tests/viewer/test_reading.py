"""A picture read back out of its page."""

import json
from pathlib import Path

import pytest
from pictures import picture

from kg.errors import OutputError
from kg.viewer import Picture, embed, reading
from kg.viewer.dense import dense


def written(folder: Path, structure, evidence, *, limit=200_000) -> Path:
    path = folder / "graph.html"
    before, embed.PLAIN_LIMIT = embed.PLAIN_LIMIT, limit
    try:
        packed = dense(Picture(structure, evidence))
        blocks = [
            embed.data_block("graph-data", packed.structure),
            embed.data_block("graph-evidence", packed.evidence),
        ]
    finally:
        embed.PLAIN_LIMIT = before
    path.write_text("<!doctype html>\n" + "\n".join(blocks), encoding="utf-8")
    return path


@pytest.mark.parametrize("limit", [1_000_000, 0])
def test_a_page_gives_back_what_was_put_in_plain_or_packed(tmp_path, limit):
    made = picture()
    path = written(tmp_path, made.structure, made.evidence, limit=limit)
    assert ("gzip" in path.read_text()) is (limit == 0)
    read = reading.read(path)
    assert (read.structure, read.evidence) == (json.loads(json.dumps(made.structure)), made.evidence)


def test_texts_that_look_like_the_end_of_a_block_come_back_whole(tmp_path):
    made = picture()
    made.evidence["sentences"][0][1] = '</script><script id="graph-data">'
    assert reading.read(written(tmp_path, made.structure, made.evidence)).evidence == made.evidence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"<p>hello", "this is no page of this version of kg (it has no data block `graph-data`); build again"),
        (b"\xff\xfe", "the page is damaged ("),
        (b'<script type="application/json" id="graph-data">{"a"</script>', "the page is damaged ("),
        (b'<script type="application/json" id="graph-data">[]</script>', "damaged (`graph-data` is no table)"),
        (
            b'<script type="application/json" id="graph-data" data-encoding="gzip91" data-size="3">"Hirj"</script>',
            "damaged (",
        ),
        (
            b'<script type="application/json" id="graph-data" data-encoding="gzip91" data-size="1">7</script>',
            "damaged (",
        ),
        (
            b'<script type="application/json" id="graph-data" data-encoding="gzip91" data-size="9">"!!"</script>',
            "damaged (",
        ),
    ],
)
def test_what_is_no_page_is_an_error_of_one_line(tmp_path, text, told):
    path = tmp_path / "page.html"
    path.write_bytes(text)
    with pytest.raises(OutputError) as caught:
        reading.read(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_page_is_an_error_of_one_line(tmp_path):
    with pytest.raises(OutputError, match=r"none.html: the page cannot be read \(No such file or directory\)"):
        reading.read(tmp_path / "none.html")


@pytest.mark.parametrize(
    ("part", "column", "value", "told"),
    [
        ("nodes", "x", [1], "`x` has 1 rows and not"),
        ("nodes", "type", [99], "`type` points to nothing"),
        ("nodes", "label", [7], "`labels` are no texts"),
        ("nodes", "y", ["1"], "`places` points to nothing"),
        ("edges", "to", [-99], "`to` points to nothing"),
        ("edges", "count", [0], "edges are missing"),
    ],
)
def test_columns_that_do_not_fit_are_an_error(tmp_path, part, column, value, told):
    made = dense(picture())
    columns = made.structure[part]
    columns[column] = value if told.startswith("`x`") else value * len(columns[column])
    blocks = [embed.data_block("graph-data", made.structure), embed.data_block("graph-evidence", made.evidence)]
    path = tmp_path / "graph.html"
    path.write_text("\n".join(blocks), encoding="utf-8")
    with pytest.raises(OutputError, match="the page's data do not fit together") as caught:
        reading.read(path)
    assert told in str(caught.value)
