"""Listings as arXiv writes them in XML."""

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape as xml

from invented.listings.rows import Row, address, arxiv, family, mail_date


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
        f'<guid isPermaLink="false">oai:arXiv.org:{arxiv(row)}v1</guid><pubDate>{mail_date(row["published"])}</pubDate>'
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
            for family, given in map(family, row["authors"])
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
            f"<date>{mail_date(row['published'])}</date></version><title>{xml(row['title'])}</title>"
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
            + "".join(f"<dc:creator>{xml(', '.join(family(name)))}</dc:creator>" for name in row["authors"])
            + f"<dc:description>{xml(row['abstract'])}</dc:description><dc:date>{row['published']}</dc:date>"
            f"<dc:identifier>http://arxiv.org/abs/{arxiv(row)}</dc:identifier></oai_dc:dc>"
        ),
    )
