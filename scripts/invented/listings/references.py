"""Listings as reference managers write them."""

from collections.abc import Sequence
from xml.sax.saxutils import escape as xml

from invented.listings.rows import Row, address, arxiv, as_json, family


def csl(rows: Sequence[Row]) -> bytes:
    """Write CSL-JSON."""
    return as_json(
        [
            {
                "id": f"fern{number}",
                "type": "article",
                "title": row["title"],
                "abstract": row["abstract"],
                "author": [dict(zip(("family", "given"), family(name), strict=True)) for name in row["authors"]],
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
        f"  - family: {_scalar(family)}\n    given: {_scalar(given)}\n" for family, given in map(family, row["authors"])
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
        f"  author = {{{' and '.join(', '.join(family(name)) for name in row['authors'])}}},\n"
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
                *(f"AU  - {', '.join(family(name))}" for name in row["authors"]),
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
                *(f"%A {', '.join(family(name))}" for name in row["authors"]),
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

    authors = "".join(f"<author>{styled(', '.join(family(name)))}</author>" for name in row["authors"])
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
        for family, given in map(family, row["authors"])
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


def mods(rows: Sequence[Row]) -> bytes:
    """Write a collection of MODS, as bibutils do."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<modsCollection xmlns="http://www.loc.gov/mods/v3">\n'
        f"{''.join(map(_work, range(len(rows)), rows))}</modsCollection>\n"
    ).encode()


def _work(number: int, row: Row) -> str:
    people = "".join(
        f'<name type="personal"><namePart type="given">{xml(given)}</namePart><namePart type="family">{xml(family)}'
        '</namePart><role><roleTerm authority="marcrelator" type="text">author</roleTerm></role></name>\n'
        for family, given in map(family, row["authors"])
    )
    return (
        f'<mods ID="fern{number}"><titleInfo><title>{xml(row["title"])}</title></titleInfo>\n{people}<originInfo>'
        f"<dateIssued>{row['published']}</dateIssued></originInfo><abstract>{xml(row['abstract'])}</abstract>"
        f'<identifier type="citekey">fern{number}</identifier><location><url>{address(row)}</url></location></mods>\n'
    )


def acl_anthology(rows: Sequence[Row]) -> bytes:
    """Write a collection of the ACL Anthology, which has no identifiers but its own."""
    papers = "".join(map(_paper, range(1, len(rows) + 1), rows))
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n<collection id=\"2026.garden\">\n  <volume id=\"main\" "
        'type="proceedings">\n    <meta>\n      <booktitle>The <fixed-case>G</fixed-case>arden</booktitle>\n'
        "      <month>July</month>\n      <year>2026</year>\n    </meta>\n"
        f"{papers}  </volume>\n</collection>\n"
    ).encode()


def _paper(number: int, row: Row) -> str:
    people = "".join(
        f"<author><first>{xml(given)}</first><last>{xml(family)}</last></author>"
        for family, given in map(family, row["authors"])
    )
    return (
        f'    <paper id="{number}">\n      <title><fixed-case>{xml(row["title"][:1])}</fixed-case>'
        f"{xml(row['title'][1:])}</title>\n      {people}\n      <abstract>{xml(row['abstract'])}</abstract>\n"
        f"      <bibkey>fern-{number}</bibkey>\n    </paper>\n"
    )
