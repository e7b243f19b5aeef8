"""Listings as people keep them: records of JSON, and tables."""

import csv as table
import io
from collections.abc import Sequence

from invented.listings.rows import Row, address, arxiv, as_json_lines, family


def jsonl(rows: Sequence[Row]) -> bytes:
    """Write plain JSON Lines."""
    return as_json_lines([{**row, "url": address(row)} for row in rows])


def csv(rows: Sequence[Row]) -> bytes:
    """Write a table with commas, as Zotero does."""
    stream = io.StringIO()
    writer = table.writer(stream, quoting=table.QUOTE_ALL)
    writer.writerow(("Key", "Item Type", "Author", "Title", "Url", "Abstract Note", "Date", "Extra"))
    for number, row in enumerate(rows):
        authors = "; ".join(", ".join(family(name)) for name in row["authors"])
        told = (authors, row["title"], address(row), row["abstract"], row["published"], f"arXiv:{arxiv(row)}")
        writer.writerow((f"FERN{number}", "preprint", *told))
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def tsv(rows: Sequence[Row]) -> bytes:
    """Write a table with tabs."""
    told = [
        (row["id"], row["title"], row["abstract"], "; ".join(row["authors"]), row["published"], address(row))
        for row in rows
    ]
    lines = [("id", "title", "abstract", "authors", "published", "url"), *told]
    stream = io.StringIO()
    table.writer(stream, delimiter="\t", lineterminator="\n").writerows(lines)
    return stream.getvalue().encode()


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "*_[]`~|<>"})


def _marked(text: str) -> str:
    """Escape what Markdown would take for marks; entities stand for signs of HTML."""
    return text.translate(_MARKS)


def markdown(rows: Sequence[Row]) -> bytes:
    """Write a digest in Markdown: a heading for each paper, and its properties below with labels."""
    return "---\n".join(
        f"### {number}. [{_marked(row['title'])}]({address(row)})\n\n"
        f"**Authors**: {', '.join(row['authors'])}\n\n**Date**: {row['published']}\n\n"
        f"**Abstract**: {_marked(row['abstract'])}\n\n"
        for number, row in enumerate(rows, 1)
    ).encode()


def markdown_list(rows: Sequence[Row]) -> bytes:
    """Write a reading list in Markdown: an item for each paper, its properties as items below it."""
    items = (
        f"- **{_marked(row['title'])}** [[arXiv]({address(row)})]\n  - Authors: {'; '.join(row['authors'])}\n"
        f"  - Date: {row['published']}\n  - Abstract: {_marked(row['abstract'])}\n"
        for row in rows
    )
    return f"# Ferns to read\n\n## Unread\n\n{''.join(items)}".encode()


def markdown_table(rows: Sequence[Row]) -> bytes:
    """Write a table in Markdown, as programs that follow arXiv keep it in a README."""
    told = (
        f"|**{row['published']}**|**{_marked(row['title'])}**|{', '.join(row['authors'])}|"
        f"[{arxiv(row)}]({address(row)})|{_marked(row['abstract'])}|\n"
        for row in rows
    )
    return f"## Ferns\n\n|Publish Date|Title|Authors|PDF|Abstract|\n|---|---|---|---|---|\n{''.join(told)}".encode()


def parquet(rows: Sequence[Row]) -> bytes:
    """Write Parquet."""
    import pyarrow
    from pyarrow import parquet as writer

    stream = io.BytesIO()
    names = ("id", "title", "abstract", "authors", "published")
    table = pyarrow.table(
        {name: [row[name] for row in rows] for name in names} | {"url": [address(row) for row in rows]}
    )
    writer.write_table(table, stream)
    return stream.getvalue()
