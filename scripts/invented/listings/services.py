"""Listings as services write them in JSON."""

from collections.abc import Sequence
from typing import Any

from invented.listings.rows import Row, address, arxiv, as_json, as_json_lines, family, mail_date


def snapshot(rows: Sequence[Row]) -> bytes:
    """Write arXiv's metadata snapshot."""
    return as_json_lines(
        [
            {
                "id": arxiv(row),
                "submitter": row["authors"][0],
                "authors": ", ".join(row["authors"]),
                "title": row["title"],
                "comments": None,
                "journal-ref": None,
                "doi": None,
                "categories": "",
                "abstract": f"  {row['abstract']}\n",
                "versions": [{"version": "v1", "created": mail_date(row["published"])}],
                "update_date": row["published"],
                "authors_parsed": [[*family(name), ""] for name in row["authors"]],
            }
            for row in rows
        ]
    )


def semantic_scholar(rows: Sequence[Row]) -> bytes:
    """Write an answer of Semantic Scholar."""
    return as_json(
        {
            "total": len(rows),
            "offset": 0,
            "data": [
                {
                    "paperId": f"{number:040x}",
                    "externalIds": {"ArXiv": arxiv(row), "CorpusId": number},
                    "url": f"https://www.semanticscholar.org/paper/{number:040x}",
                    "title": row["title"],
                    "abstract": row["abstract"],
                    "venue": "",
                    "year": int(row["published"][:4]),
                    "publicationDate": row["published"],
                    "authors": [{"authorId": str(index), "name": name} for index, name in enumerate(row["authors"])],
                }
                for number, row in enumerate(rows)
            ],
        }
    )


def openalex(rows: Sequence[Row]) -> bytes:
    """Write an answer of OpenAlex, with its inverted index of an abstract's words."""
    return as_json({"meta": {"count": len(rows)}, "results": [_work(number, row) for number, row in enumerate(rows)]})


def _work(number: int, row: Row) -> dict[str, Any]:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(row["abstract"].split(" ")):
        index.setdefault(word, []).append(place)
    return {
        "id": f"https://openalex.org/W{number + 1}",
        "doi": f"https://doi.org/10.48550/arxiv.{arxiv(row)}",
        "display_name": row["title"],
        "title": row["title"],
        "publication_date": row["published"],
        "publication_year": int(row["published"][:4]),
        "primary_location": {"landing_page_url": address(row), "source": None},
        "authorships": [{"author": {"id": f"A{n}", "display_name": name}} for n, name in enumerate(row["authors"])],
        "abstract_inverted_index": index,
        "is_retracted": False,
    }


def openreview(rows: Sequence[Row]) -> bytes:
    """Write an answer of OpenReview's API 2, whose notes link to arXiv."""
    return as_json(
        {
            "notes": [
                {
                    "id": f"Fern{number:06d}",
                    "forum": f"Fern{number:06d}",
                    "content": {
                        "title": {"value": row["title"]},
                        "abstract": {"value": row["abstract"]},
                        "authors": {"value": row["authors"]},
                    },
                }
                for number, row in enumerate(rows)
            ]
        }
    )


def papers_with_code(rows: Sequence[Row]) -> bytes:
    """Write the dump `papers-with-abstracts`."""
    return as_json(
        [
            {
                "paper_url": f"https://paperswithcode.com/paper/paper-{number}",
                "arxiv_id": arxiv(row),
                "title": row["title"],
                "abstract": row["abstract"],
                "url_abs": f"https://arxiv.org/abs/{arxiv(row)}v1",
                "proceeding": None,
                "authors": row["authors"],
                "date": row["published"],
                "tasks": [],
                "methods": [],
            }
            for number, row in enumerate(rows)
        ]
    )
