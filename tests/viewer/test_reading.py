"""A picture read back out of its page."""

import gzip
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from pictures import picture

from kg.errors import OutputError
from kg.viewer import Picture, base91, embed, reading
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
        ("nodes", "label", [7], "`label` are no texts"),
        ("nodes", "y", ["1"], "`y` points to nothing"),
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


def of_blocks(folder: Path, structure, evidence) -> Path:
    path = folder / "graph.html"
    blocks = [embed.data_block("graph-data", structure), embed.data_block("graph-evidence", evidence)]
    path.write_text("\n".join(blocks), encoding="utf-8")
    return path


HOSTILE: dict[str, Callable[[dict, dict], object]] = {
    "a colour that ends its attribute": lambda data, _: data["types"][0].update(colour='"/><script>1</script>'),
    "a name that is a style": lambda data, _: data["types"][0].update(name="x:red;y"),
    "a relation without a name": lambda data, _: data["predicates"][0].pop("label"),
    "sums of texts": lambda data, _: data["nodes"].update(x=["x" * 1000] * len(data["nodes"]["x"])),
    "a huge number": lambda data, _: data["nodes"].update(y=[10**100] * len(data["nodes"]["y"])),
    "true as a number": lambda data, _: data["nodes"].update(community=[True] * len(data["nodes"]["x"])),
    "a negative count": lambda data, _: data["edges"]["count"].__setitem__(slice(0, 2), [-1, 99]),
    "certainty as a text": lambda data, _: data["edges"].update(confidence=["9"] * len(data["edges"]["to"])),
    "two nodes of one key": lambda data, _: data["nodes"].update(key=["method/x"] * len(data["nodes"]["x"])),
    "a node as a list": lambda data, _: data.update(nodes=[]),
    "dates of no node": lambda data, _: data.update(dates={"999": "2024"}),
    "dates of a negative node": lambda data, _: data.update(dates={"-1": "2024"}),
    "names that are none": lambda data, _: data.update(names={"0": [[]]}),
    "links that are none": lambda data, _: data.update(links={"0": [["one"]]}),
    "a source that there is not": lambda data, _: data.update(listings={"0": [99]}),
    "votes as a text": lambda data, _: data.update(publications={"0": {"votes": "7"}}),
    "a status that is a list": lambda data, _: data.update(publications={"0": {"status": []}}),
    "a publication of no node": lambda data, _: data.update(publications={"999": {}}),
    "papers that there are not": lambda data, _: data.update(papers={"0": [99_999]}),
    "a redirect to a table": lambda data, _: data.update(redirects={"a": {}}),
    "a focus that there is not": lambda data, _: data.update(focus=99_999),
    "a huge count of evidence": lambda _, said: said["edges"].update(count=[10**8] * len(said["edges"]["count"])),
    "names without a place": lambda _, said: said["edges"].update(start=[], length=[]),
    "a sentence of no paper": lambda _, said: said["sentences"].update(paper=[10**6] * len(said["sentences"]["text"])),
    "a claim of no paper": lambda _, said: said.update(
        claims=[{"paper": "0", "dataset": 0, "text": "1", "e": [0, 9, 0, 1]}]
    ),
    "a claim of no sentence": lambda _, said: said.update(
        claims=[{"paper": 0, "dataset": 0, "text": "1", "e": [999, 9]}]
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_from_elsewhere_is_refused_in_one_line(tmp_path, name):
    made = dense(picture())
    data, said = json.loads(json.dumps([made.structure, made.evidence]))
    reading.read(of_blocks(tmp_path, data, said))
    HOSTILE[name](data, said)
    with pytest.raises(OutputError, match="the page's data do not fit together") as caught:
        reading.read(of_blocks(tmp_path, data, said))
    assert len(str(caught.value)) < 300 + len(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_data_that_unpack_to_more_than_a_page_holds_are_refused_in_little_memory(tmp_path):
    bomb = gzip.compress(b'{"title":"' + b" " * 40_000_000)
    packing = f'data-encoding="gzip91" data-size="{len(bomb)}"'
    path = tmp_path / "graph.html"
    block = f'<script type="application/json" id="graph-data" {packing}>"{base91.encode(bomb)}"</script>'
    path.write_text(block, encoding="utf-8")
    tracemalloc.start()
    try:
        with pytest.raises(OutputError, match="its data unpack to more than 6,"):
            reading.read(path)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"title":NaN}', '{"title":-Infinity}', '{"title":' + "9" * 5000 + "}"]
)
def test_data_that_no_build_writes_are_refused(tmp_path, text):
    path = tmp_path / "graph.html"
    path.write_text(f'<script type="application/json" id="graph-data">{text}</script>', encoding="utf-8")
    with pytest.raises(OutputError, match="the page is damaged"):
        reading.read(path)
