"""Papers written in every format that `kg` reads, as the sources write them: for fuzzing, and to compare what is read.

Each writer takes papers as `kg/sample/papers.jsonl` has them (title, abstract, authors, published, an arXiv id) and
returns the bytes of a file. All say the same, so far as the format can.
"""

import csv as table
import io
import json
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any
from xml.sax.saxutils import escape as xml

Row = Mapping[str, Any]
Writer = Callable[[Sequence[Row]], bytes]


def arxiv(row: Row) -> str:
    """Return the arXiv id of a paper without scheme."""
    return str(row["id"]).removeprefix("arXiv:")


def address(row: Row) -> str:
    """Return the address of a paper."""
    return f"https://arxiv.org/abs/{arxiv(row)}"


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _lines(values: Sequence[object]) -> bytes:
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)


def _family(name: str) -> tuple[str, str]:
    given, _, family = name.rpartition(" ")
    return family, given


def jsonl(rows: Sequence[Row]) -> bytes:
    """Write plain JSON Lines."""
    return _lines([{**row, "url": address(row)} for row in rows])


def daily_papers_json(rows: Sequence[Row]) -> bytes:
    """Write the answer of Hugging Face's daily papers."""
    return _dump([_daily(row) for row in rows])


def _daily(row: Row) -> dict[str, Any]:
    paper = {
        "id": arxiv(row),
        "authors": [
            {"_id": f"{number:024x}", "name": name, "hidden": False} for number, name in enumerate(row["authors"])
        ],
        "publishedAt": f"{row['published']}T00:00:00.000Z",
        "title": row["title"],
        "summary": row["abstract"],
        "upvotes": 0,
    }
    return {"paper": paper, "publishedAt": paper["publishedAt"], "title": row["title"], "numComments": 2}


def snapshot(rows: Sequence[Row]) -> bytes:
    """Write arXiv's metadata snapshot."""
    return _lines(
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
                "versions": [{"version": "v1", "created": _rfc(row["published"])}],
                "update_date": row["published"],
                "authors_parsed": [[*_family(name), ""] for name in row["authors"]],
            }
            for row in rows
        ]
    )


def _rfc(date: str) -> str:
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    year, month, day = date.split("-")
    return f"{int(day)} {months[int(month) - 1]} {year} 00:00:00 GMT"


def semantic_scholar(rows: Sequence[Row]) -> bytes:
    """Write an answer of Semantic Scholar."""
    return _dump(
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
    return _dump({"meta": {"count": len(rows)}, "results": [_work(number, row) for number, row in enumerate(rows)]})


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
    return _dump(
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
    return _dump(
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


def csl(rows: Sequence[Row]) -> bytes:
    """Write CSL-JSON."""
    return _dump(
        [
            {
                "id": f"fern{number}",
                "type": "article",
                "title": row["title"],
                "abstract": row["abstract"],
                "author": [dict(zip(("family", "given"), _family(name), strict=True)) for name in row["authors"]],
                "issued": {"date-parts": [[int(part) for part in row["published"].split("-")]]},
                "URL": address(row),
                "number": f"arXiv:{arxiv(row)}",
            }
            for number, row in enumerate(rows)
        ]
    )


def csl_yaml(rows: Sequence[Row]) -> bytes:
    """Write CSL-YAML as pandoc does."""
    return ("---\nreferences:\n" + "".join(map(_reference, range(len(rows)), rows)) + "---\n").encode()


def _reference(number: int, row: Row) -> str:
    authors = "".join(
        f"  - family: {_scalar(family)}\n    given: {_scalar(given)}\n"
        for family, given in map(_family, row["authors"])
    )
    year, month, day = (int(part) for part in row["published"].split("-"))
    return (
        f"- id: fern{number}\n  type: article\n  title: {_scalar(row['title'])}\n  author:\n{authors}"
        f"  issued:\n  - year: {year}\n    month: {month}\n    day: {day}\n"
        f"  number: arXiv:{arxiv(row)}\n  URL: {address(row)}\n  abstract: |\n    {_marked(row['abstract'])}\n"
    )


def _scalar(text: str) -> str:
    return "'" + _marked(text).replace("'", "''") + "'"


def _marked(text: str) -> str:
    return text.replace("*", r"\*")


_TEX = str.maketrans({"%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_", "$": r"\$", "{": r"\{", "}": r"\}"})


def bibtex(rows: Sequence[Row]) -> bytes:
    """Write BibTeX as arXiv and Zotero do."""
    return "\n".join(
        f"@misc{{fern{number},\n"
        f"  title = {{{{{row['title'].translate(_TEX)}}}}},\n"
        f"  author = {{{' and '.join(', '.join(_family(name)) for name in row['authors'])}}},\n"
        f"  date = {{{row['published']}}},\n"
        f"  eprint = {{{arxiv(row)}}},\n  archivePrefix = {{arXiv}},\n"
        f"  url = {{{address(row)}}},\n"
        f"  abstract = {{{row['abstract'].translate(_TEX)}}}\n}}\n"
        for number, row in enumerate(rows)
    ).encode()


def ris(rows: Sequence[Row]) -> bytes:
    """Write RIS as Zotero does."""
    return "\r\n".join(
        "\r\n".join(
            (
                "TY  - JOUR",
                f"TI  - {row['title']}",
                *(f"AU  - {', '.join(_family(name))}" for name in row["authors"]),
                f"DA  - {row['published'].replace('-', '/')}",
                f"UR  - {address(row)}",
                f"AB  - {row['abstract']}",
                "ER  - ",
                "",
            )
        )
        for row in rows
    ).encode()


def endnote(rows: Sequence[Row]) -> bytes:
    """Write EndNote's tagged form as the ACL Anthology and Google Scholar do."""
    return "\n".join(
        "\n".join(
            (
                "%0 Journal Article",
                f"%T {row['title']}",
                *(f"%A {', '.join(_family(name))}" for name in row["authors"]),
                "%J arXiv preprint",
                f"%D {row['published'][:4]}",
                f"%8 {row['published']}",
                f"%X {row['abstract']}",
                f"%U {address(row)}",
                "",
            )
        )
        for row in rows
    ).encode()


def endnote_xml(rows: Sequence[Row]) -> bytes:
    """Write EndNote's XML, all of it on one line."""
    records = "".join(map(_endnote, rows))
    return f'<?xml version="1.0" encoding="UTF-8" ?><xml><records>{records}</records></xml>'.encode()


def _endnote(row: Row) -> str:
    def styled(text: str) -> str:
        return f'<style face="normal" font="default" size="100%">{xml(text)}</style>'

    authors = "".join(f"<author>{styled(', '.join(_family(name)))}</author>" for name in row["authors"])
    return (
        f'<record><database name="Ferns.enl">Ferns.enl</database><ref-type name="Journal Article">17</ref-type>'
        f"<contributors><authors>{authors}</authors></contributors><titles><title>{styled(row['title'])}</title>"
        f"<secondary-title>{styled('arXiv preprint arXiv:' + arxiv(row))}</secondary-title></titles>"
        f"<dates><year>{styled(row['published'][:4])}</year><pub-dates><date>{styled(row['published'])}</date>"
        f"</pub-dates></dates><abstract>{styled(row['abstract'])}</abstract>"
        f"<urls><related-urls><url>{styled(address(row))}</url></related-urls></urls></record>"
    )


def pubmed(rows: Sequence[Row]) -> bytes:
    """Write an answer of PubMed's efetch, with abstracts in two parts."""
    return (
        '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
        '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n'
        f"{''.join(map(_article, range(1, len(rows) + 1), rows))}</PubmedArticleSet>\n"
    ).encode()


def _article(number: int, row: Row) -> str:
    year, month, day = row["published"].split("-")
    start, _, rest = row["abstract"].partition(". ")
    parts = [f"{start}.", rest] if rest else [start]
    authors = "".join(
        f'<Author ValidYN="Y"><LastName>{xml(family)}</LastName><ForeName>{xml(given)}</ForeName></Author>'
        for family, given in map(_family, row["authors"])
    )
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{number}</PMID><Article><Journal>'
        f"<JournalIssue><PubDate><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></PubDate></JournalIssue>"
        f"<Title>ArXiv</Title></Journal><ArticleTitle>{xml(row['title'])}</ArticleTitle>"
        f'<ELocationID EIdType="pii" ValidYN="Y">arXiv:{arxiv(row)}v1</ELocationID><Abstract>'
        + "".join(f'<AbstractText Label="UNLABELLED">{xml(part)}</AbstractText>' for part in parts)
        + f'</Abstract><AuthorList CompleteYN="Y">{authors}</AuthorList></Article></MedlineCitation><PubmedData>'
        f'<ArticleIdList><ArticleId IdType="pubmed">{number}</ArticleId></ArticleIdList><ReferenceList><Reference>'
        '<ArticleIdList><ArticleId IdType="doi">10.5555/others</ArticleId></ArticleIdList></Reference></ReferenceList>'
        "</PubmedData></PubmedArticle>\n"
    )


def csv(rows: Sequence[Row]) -> bytes:
    """Write a table with commas, as Zotero does."""
    stream = io.StringIO()
    writer = table.writer(stream, quoting=table.QUOTE_ALL)
    writer.writerow(("Key", "Item Type", "Author", "Title", "Url", "Abstract Note", "Date", "Extra"))
    for number, row in enumerate(rows):
        authors = "; ".join(", ".join(_family(name)) for name in row["authors"])
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


def atom(rows: Sequence[Row]) -> bytes:
    """Write the answer of arXiv's API."""
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/{arxiv(row)}v1</id><updated>{row['published']}T00:00:00Z</updated>"
        f"<published>{row['published']}T00:00:00Z</published><title>{xml(row['title'])}</title>"
        f"<summary>  {xml(row['abstract'])}\n</summary>"
        + "".join(f"<author><name>{xml(name)}</name></author>" for name in row["authors"])
        + f'<link href="http://arxiv.org/abs/{arxiv(row)}v1" rel="alternate" type="text/html"/></entry>\n'
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        "<title>ArXiv Query</title><id>http://arxiv.org/api/fern</id>\n"
        f'<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{len(rows)}'
        f"</opensearch:totalResults>\n{entries}</feed>\n"
    ).encode()


def rss(rows: Sequence[Row]) -> bytes:
    """Write a feed of rss.arxiv.org."""
    items = "".join(
        f"<item><title>{xml(row['title'])}</title><link>{address(row)}</link>"
        f"<description>arXiv:{arxiv(row)}v1 Announce Type: new \nAbstract: {xml(row['abstract'])}</description>"
        f'<guid isPermaLink="false">oai:arXiv.org:{arxiv(row)}v1</guid><pubDate>{_rfc(row["published"])}</pubDate>'
        "<arxiv:announce_type>new</arxiv:announce_type>"
        f"<dc:creator>{xml(', '.join(row['authors']))}</dc:creator></item>\n"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>cs.CL updates on arXiv.org</title>'
        f"<link>http://rss.arxiv.org/rss/cs.CL</link>\n{items}</channel></rss>\n"
    ).encode()


def _oai(rows: Sequence[Row], metadata: Callable[[Row], str]) -> bytes:
    records = "".join(
        f"<record><header><identifier>oai:arXiv.org:{arxiv(row)}</identifier><datestamp>{row['published']}</datestamp>"
        f"<setSpec>cs</setSpec></header><metadata>{metadata(row)}</metadata></record>\n"
        for row in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2026-01-01T00:00:00Z</responseDate><ListRecords>\n{records}</ListRecords></OAI-PMH>\n"
    ).encode()


def oai_arxiv(rows: Sequence[Row]) -> bytes:
    """Write OAI-PMH with arXiv's own metadata."""

    def metadata(row: Row) -> str:
        authors = "".join(
            f"<author><keyname>{xml(family)}</keyname><forenames>{xml(given)}</forenames></author>"
            for family, given in map(_family, row["authors"])
        )
        return (
            f'<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>{arxiv(row)}</id><created>{row["published"]}</created>'
            f"<authors>{authors}</authors><title>{xml(row['title'])}</title><abstract>{xml(row['abstract'])}</abstract></arXiv>"
        )

    return _oai(rows, metadata)


def oai_raw(rows: Sequence[Row]) -> bytes:
    """Write OAI-PMH with arXiv's raw metadata."""
    return _oai(
        rows,
        lambda row: (
            f'<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{arxiv(row)}</id><version version="v1">'
            f"<date>{_rfc(row['published'])}</date></version><title>{xml(row['title'])}</title>"
            f"<authors>{xml(', '.join(row['authors']))}</authors><abstract>{xml(row['abstract'])}</abstract></arXivRaw>"
        ),
    )


def oai_dc(rows: Sequence[Row]) -> bytes:
    """Write OAI-PMH with Dublin Core."""
    return _oai(
        rows,
        lambda row: (
            '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{xml(row["title"])}</dc:title>'
            + "".join(f"<dc:creator>{xml(', '.join(_family(name)))}</dc:creator>" for name in row["authors"])
            + f"<dc:description>{xml(row['abstract'])}</dc:description><dc:date>{row['published']}</dc:date>"
            f"<dc:identifier>http://arxiv.org/abs/{arxiv(row)}</dc:identifier></oai_dc:dc>"
        ),
    )


def page_html(rows: Sequence[Row]) -> bytes:
    """Write a page of Hugging Face's daily papers as a browser saves it."""
    props = escape(json.dumps({"dailyPapers": [_daily(row) for row in rows]}, ensure_ascii=False))
    articles = "".join(
        f'<article><h3><a href="/papers/{arxiv(row)}">{escape(row["title"])}</a></h3></article>\n' for row in rows
    )
    return (
        '<!doctype html>\n<html><head><meta charset="utf-8"><title>Daily Papers - Hugging Face</title></head><body>\n'
        f'<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{props}">{articles}</div>\n'
        "</body></html>\n"
    ).encode()


def page_text(rows: Sequence[Row]) -> bytes:
    """Write a page of Hugging Face's daily papers saved as text: titles and abstracts alone."""
    head = ("new", "Get trending papers in your email inbox!", "Subscribe", "byAK and the research community", "Mar 11")
    return "\n\n".join((*head, *(text for row in rows for text in (row["title"], row["abstract"])))).encode()


WRITERS: Mapping[str, Writer] = {
    "papers.jsonl": jsonl,
    "daily.json": daily_papers_json,
    "snapshot.json": snapshot,
    "semantic-scholar.json": semantic_scholar,
    "openalex.json": openalex,
    "openreview.json": openreview,
    "papers-with-code.json": papers_with_code,
    "csl.json": csl,
    "references.yaml": csl_yaml,
    "references.bib": bibtex,
    "references.ris": ris,
    "references.enw": endnote,
    "endnote.xml": endnote_xml,
    "pubmed.xml": pubmed,
    "zotero.csv": csv,
    "papers.tsv": tsv,
    "papers.parquet": parquet,
    "api.atom": atom,
    "feed.rss": rss,
    "oai-arxiv.xml": oai_arxiv,
    "oai-raw.xml": oai_raw,
    "oai-dc.xml": oai_dc,
    "page.html": page_html,
    "page.txt": page_text,
}
"""A writer for each format, by the name of a file."""

COMPLETE = tuple(name for name in WRITERS if name not in ("openreview.json", "page.txt"))
"""The files that say all that the papers have: those of the other formats have no arXiv ids."""
