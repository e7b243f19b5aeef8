import pytest
from listings import papers, records

from kg.errors import SourceError
from kg.readers.xml import endnote_xml
from kg.records import Paper

STYLE = '<style face="normal" font="default" size="100%">'
FERN = f"""<record><database name="Ferns.enl" path="C:\\Ferns.enl">Ferns.enl</database>
<source-app name="EndNote" version="20.0">EndNote</source-app><rec-number>1</rec-number>
<foreign-keys><key app="EN" db-id="x" timestamp="1">1</key></foreign-keys>
<ref-type name="Journal Article">17</ref-type><contributors><authors><author>{STYLE}Moore, Ada</style></author>
<author>{STYLE}Turf Collaboration,</style></author></authors><secondary-authors><author>Editor, An</author>
</secondary-authors></contributors><titles><title>{STYLE}Fern: </style><style face="italic">Sparse</style>
{STYLE}Adapters</style></title><secondary-title>{STYLE}Moss Letters</style></secondary-title></titles>
<periodical><full-title>{STYLE}Moss Letters</style></full-title></periodical>
<keywords><keyword>ferns</keyword></keywords>
<dates><year>{STYLE}2024</style></year><pub-dates><date>{STYLE}Jan 3</style></date></pub-dates></dates>
<accession-num>WOS1</accession-num><abstract>{STYLE}We introduce Fern &amp; more.&#xD;It is sparse.</style></abstract>
<urls><pdf-urls><url>internal-pdf://fern.pdf</url></pdf-urls><related-urls><url>{STYLE}&lt;Go to ISI&gt;://WOS1</style></url>
<url>https://example.org/fern</url></related-urls></urls>
<electronic-resource-num>{STYLE}10.1000/Fern</style></electronic-resource-num></record>"""
PAPER = Paper(
    id="paper/doi-10.1000_fern",
    title="Fern: Sparse Adapters",
    abstract="We introduce Fern & more. It is sparse.",
    sources=("list.txt",),
    identifiers=("doi:10.1000/fern", "local:WOS1"),
    url="https://example.org/fern",
    published="2024-01-03",
    authors=("Ada Moore", "Turf Collaboration"),
    venue="Moss Letters",
)
MOSS = "<record><titles><title>Moss</title></titles><abstract>We introduce Moss.</abstract>%s</record>"


def export(*found):
    return f'<?xml version="1.0" encoding="UTF-8" ?><xml><records>\n{"".join(found)}\n</records></xml>'


def test_a_record():
    found, errors = records("endnote-xml", export(FERN))
    assert [(record.paper, record.format, record.where) for record in found] == [(PAPER, "endnote-xml", "list.txt:2")]
    assert errors == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (export(FERN), True),
        ("<records><record><rec-number>1</rec-number></record></records>", True),
        (FERN, True),
        ("<xml><records><record><leader/></record></records></xml>", False),
        ("<OAI-PMH><record><ref-type/>", False),
        ("<records>", False),
    ],
)
def test_sniff(text, expected):
    assert endnote_xml.sniff(text) is expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<number>arXiv:2401.12345</number>", "arXiv:2401.12345"),
        ("<periodical><full-title>arXiv preprint arXiv:2401.12345</full-title></periodical>", "arXiv:2401.12345"),
        ("<urls><web-urls><url>http://arxiv.org/abs/2401.12345</url></web-urls></urls>", "arXiv:2401.12345"),
        ("<notes>DOI: 10.1000/moss</notes>", "doi:10.1000/moss"),
        ("<electronic-resource-num>https://doi.org/10.1000/moss</electronic-resource-num>", "doi:10.1000/moss"),
    ],
)
def test_identifiers(inner, expected):
    (paper,), errors = papers("endnote-xml", export(MOSS % inner))
    assert (paper.identifiers, errors) == ((expected,), [])


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("<year>2024</year>", "2024"),
        ("<year>2024</year><pub-dates><date>2024-06-25</date></pub-dates>", "2024-06-25"),
        ("<year>2024</year><pub-dates><date>2023-12-31</date></pub-dates>", "2024"),
        ("<pub-dates><date>June 2023</date></pub-dates>", "2023-06"),
        ("<year>in press</year>", ""),
    ],
)
def test_dates(dates, expected):
    (paper,), errors = papers("endnote-xml", export(MOSS % f"<dates>{dates}</dates>"))
    assert (paper.published, errors) == (expected, [])


def test_a_record_that_is_broken_is_reported_and_the_others_are_read():
    found, errors = papers("endnote-xml", export(MOSS % "", "\n", MOSS % "<urls>", FERN))
    assert [paper.title for paper in found] == ["Moss", PAPER.title]
    assert [error.partition(" is broken")[0] for error in errors] == ["list.txt:3: the <record>"]


def test_entities_of_a_document_are_never_read():
    with pytest.raises(SourceError, match="declares entities of its own"):
        papers("endnote-xml", '<!DOCTYPE xml [<!ENTITY a "b">]>' + export(MOSS % ""))
