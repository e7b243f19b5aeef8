"""Papers that are written in each of the formats of literature read back as they were, and damage stays where it is."""

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listings import records

from kg.errors import SourceError
from kg.readers.bibtex import bibtex
from kg.readers.json import jsonl
from kg.readers.tables import delimited, parquet
from kg.readers.tagged import ris
from kg.text import clean

WORDS = st.sampled_from(
    [
        "Fern",
        "sparse",
        "of",
        "the",
        "TurfBench,",
        "90%",
        "(GPT-4)",
        "Hay;",
        "Zürich's",
        "naïve",
        "β-test:",
        "3 < 5",
        "&",
    ]
)
TEXTS = st.lists(WORDS, min_size=4, max_size=30).map(" ".join)
NAMES = st.sampled_from(["Ada Moore", "Bo Lind", "Cy Poe", "Éva Szél", "Li Wei", "Ada B. Moore"])
DATES = st.dates().filter(lambda day: 1900 < day.year < 2024).map(str) | st.sampled_from(["2019", "2020-07"])


@st.composite
def literature(draw):
    """Draw papers with ids of their own."""
    return [
        {
            "id": f"{2401 + number}.{draw(st.integers(10_000, 99_999))}" if draw(st.booleans()) else "",
            "doi": f"10.1000/fern.{number}",
            "title": draw(TEXTS.map(lambda text: f"Fern {number}: {text}".strip(" ,;:."))),  # noqa: B023  drawn at once
            "abstract": draw(TEXTS),
            "authors": draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)),
            "date": draw(DATES),
        }
        for number in range(draw(st.integers(1, 4)))
    ]


def escaped(text):
    return "".join(f"\\{c}" if c in "%&#_{}" else c for c in text)


def reversed_name(name):
    given_names, _, family = name.rpartition(" ")
    return f"{family}, {given_names}"


def as_bibtex(papers):
    return "\n".join(
        f"@article{{key{number},\n  title = {{{{{escaped(paper['title'])}}}}},\n"
        f"  abstract = {{{escaped(paper['abstract'])}}},\n"
        f"  author = {{{' and '.join(map(reversed_name, paper['authors']))}}},\n  date = {{{paper['date']}}},\n"
        f"  doi = {{{paper['doi']}}},\n  eprint = {{{paper['id']}}},\n  eprinttype = {{arXiv}}\n}}\n"
        for number, paper in enumerate(papers)
    )


def as_ris(papers):
    return "\r\n".join(
        "\r\n".join(
            [
                "TY  - JOUR",
                f"TI  - {paper['title']}",
                f"AB  - {paper['abstract']}",
                *(f"AU  - {reversed_name(name)}" for name in paper["authors"]),
                f"PY  - {paper['date'].replace('-', '/')}",
                f"DO  - {paper['doi']}",
                *([f"M1  - arXiv:{paper['id']}"] if paper["id"] else []),
                "ER  - \r\n",
            ]
        )
        for paper in papers
    )


def as_csv(papers, delimiter=","):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(["Title", "Author", "DOI", "Abstract Note", "Date", "Extra"])
    for paper in papers:
        extra = f"arXiv:{paper['id']} [cs]" if paper["id"] else ""
        authors = "; ".join(map(reversed_name, paper["authors"]))
        writer.writerow([paper["title"], authors, paper["doi"], paper["abstract"], paper["date"], extra])
    return text.getvalue()


def as_parquet(papers):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(papers), stream)
    return stream.getvalue()


def as_json_lines(papers):
    return "".join(json.dumps(paper) + "\n" for paper in papers)


WRITERS = {
    "bibtex": (bibtex, as_bibtex),
    "ris": (ris, as_ris),
    "csv": (delimited, as_csv),
    "tsv": (delimited, lambda papers: as_csv(papers, "\t")),
    "parquet": (parquet, as_parquet),
    "json": (jsonl, as_json_lines),
}


@pytest.mark.parametrize("name", WRITERS)
@given(papers=literature())
@settings(max_examples=20, deadline=None, derandomize=True)
def test_what_is_written_reads_back(name, papers):
    reader, write = WRITERS[name]
    found, errors = records(reader, write(papers))
    assert errors == []
    assert [
        (record.paper.id, record.paper.title, record.paper.abstract, record.paper.authors, record.paper.published)
        for record in found
    ] == [
        (
            f"paper/arxiv-{paper['id']}" if paper["id"] else f"paper/doi-{paper['doi'].replace('/', '_')}",
            clean(paper["title"]),
            clean(paper["abstract"]),
            tuple(paper["authors"]),
            paper["date"],
        )
        for paper in papers
    ]


def plain(number):
    words = f"We introduce Fern {number}, which is sparse."
    return {
        "id": "",
        "doi": f"10.1000/{number}",
        "title": f"Fern {number}",
        "abstract": words,
        "authors": ["Ada Moore"],
        "date": "2020",
    }


PIECES = st.sampled_from([
    "", "{", "}", '"', "\\", "@", "@x{", "@string{", "@comment{", ",", "=", "#", "\n", "\r", "TY  - ", "ER  - ",
    "  - ", "\nER  -\n", "\t", '""', '",', "\ufeff", "\x01", "\u2028", "é", "\udc80", "''", "%", "(", "$", "x" * 50,
])  # fmt: skip


@pytest.mark.parametrize("name", ["bibtex", "ris", "csv"])
@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_damage_stays_where_it_is(name, data):
    reader, write = WRITERS[name]
    parts = [write([plain(number)]).replace("\r", "") for number in range(5)]
    if name == "csv":
        header = parts[0].partition("\n")[0] + "\n"
        parts = [header, *(part.removeprefix(header) for part in parts)]
    text = "".join(parts)
    start = data.draw(st.integers(len(parts[0]) + 2 if name == "csv" else 1, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 3)))
    damaged = text[:start] + data.draw(PIECES) + text[end:]
    found, _ = records(reader, damaged)
    kept = {record.paper.identifiers for record in found}
    position = 0
    for part in parts:
        number = part.partition("10.1000/")[2][:1]
        if number and (position + len(part) < start - 1 or position > end + 1):
            assert any(f"doi:10.1000/{number}" in identifiers for identifiers in kept)
        position += len(part)


@given(data=st.data())
@settings(max_examples=50, deadline=None, derandomize=True)
def test_damaged_parquet_is_one_line(data):
    content = bytearray(as_parquet([plain(number) for number in range(5)]))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        records(parquet, bytes(content))
    except SourceError as error:
        assert "\n" not in str(error)  # noqa: PT017  what is raised depends on the damage
