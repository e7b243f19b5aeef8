import pytest
from listings import papers, records

from kg.readers.xml import oai_pmh
from kg.records import Paper

ANSWER = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<responseDate>2024-01-05T00:00:00Z</responseDate>
<ListRecords>
%s
<resumptionToken cursor="0" completeListSize="3">6511260|1001</resumptionToken>
</ListRecords>
</OAI-PMH>
"""
RECORD = """<record>
<header><identifier>oai:arXiv.org:2401.00001</identifier><datestamp>2024-01-04</datestamp></header>
<metadata>%s</metadata>
</record>"""
ARXIV = """<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2401.00001</id><created>2024-01-02</created>
<updated>2024-02-03</updated><authors><author><keyname>Moore</keyname><forenames>Ada</forenames><suffix>Jr</suffix>
<affiliation>Moss Lab</affiliation></author><author><keyname>Fern Collaboration</keyname></author></authors>
<title>Fern: Sparse
  Adapters</title><categories>cs.CL cs.LG</categories><comments>9 pages. https://github.com/moss/fern</comments>
<journal-ref>Moss Letters 3</journal-ref><doi>10.1000/Fern</doi><license>urn:l</license>
<abstract>  We introduce Fern, for n &lt; 9.
</abstract></arXiv>"""
RAW = """<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>2401.00001</id><submitter>Ada Moore</submitter>
<version version="v2"><date>Sat, 3 Feb 2024 18:19:42 GMT</date><size>7kb</size></version>
<version version="v1"><date>Tue, 2 Jan 2024 18:19:42 GMT</date><size>7kb</size></version>
<title>Fern: Sparse Adapters</title><authors>Ada Moore Jr (Moss Lab, Oslo) and Fern Collaboration</authors>
<categories>cs.CL cs.LG</categories><comments>9 pages. https://github.com/moss/fern</comments>
<journal-ref>Moss Letters 3</journal-ref><doi>10.1000/Fern</doi><abstract>  We introduce Fern, for n &lt; 9.
</abstract></arXivRaw>"""
DUBLIN_CORE = """<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Fern: Sparse Adapters</dc:title>
<dc:creator>Moore, Ada, Jr</dc:creator><dc:creator>Fern Collaboration</dc:creator>
<dc:subject>Computation and Language</dc:subject><dc:description>  We introduce Fern, for n &lt; 9.
</dc:description><dc:description>Comment: 9 pages. https://github.com/moss/fern</dc:description>
<dc:date>2024-01-02</dc:date><dc:date>2024-02-03</dc:date><dc:type>text</dc:type>
<dc:identifier>http://arxiv.org/abs/2401.00001</dc:identifier><dc:identifier>Moss Letters 3</dc:identifier>
<dc:identifier>doi:10.1000/Fern</dc:identifier></oai_dc:dc>"""
PAPER = Paper(
    id="paper/arxiv-2401.00001",
    title="Fern: Sparse Adapters",
    abstract="We introduce Fern, for n < 9.",
    sources=("list.txt",),
    identifiers=("arXiv:2401.00001", "doi:10.1000/fern"),
    url="https://arxiv.org/abs/2401.00001",
    published="2024-01-02",
    authors=("Ada Moore Jr", "Fern Collaboration"),
    venue="Moss Letters 3",
    categories=("cs.CL", "cs.LG"),
    code=("https://github.com/moss/fern",),
)


def answer(*metadata):
    return ANSWER % "\n".join(RECORD % one for one in metadata)


@pytest.mark.parametrize("metadata", [ARXIV, RAW])
def test_the_formats_of_arxiv_say_the_same(metadata):
    found, errors = records("oai-pmh", answer(metadata))
    assert [(record.paper, record.format, record.where) for record in found] == [(PAPER, "arxiv-oai", "list.txt:5")]
    assert errors == []


def test_dublin_core_has_one_name_for_many_things():
    (found,), errors = records("oai-pmh", answer(DUBLIN_CORE))
    paper = found.paper
    assert (paper.title, paper.abstract, paper.identifiers) == (PAPER.title, PAPER.abstract, PAPER.identifiers)
    assert (paper.url, paper.published, paper.categories) == (
        "http://arxiv.org/abs/2401.00001",
        "2024-01-02",
        ("Computation and Language",),
    )
    assert (paper.code, found.format, errors) == (PAPER.code, "arxiv-oai", [])


def test_repositories_of_others_are_read():
    text = answer(DUBLIN_CORE.replace("arxiv.org/abs/2401.00001", "example.org/7")).replace("oai:arXiv.org", "oai:moss")
    (found,), _ = records("oai-pmh", text)
    assert (found.paper.identifiers, found.paper.url, found.format) == (
        ("doi:10.1000/fern",),
        "http://example.org/7",
        "oai-pmh",
    )


def test_deleted_records_are_counted_in_one_line():
    deleted = '<record><header status="deleted"><identifier>oai:arXiv.org:2401.00002</identifier></header></record>'
    found, errors = papers("oai-pmh", ANSWER % "\n".join([deleted, RECORD % ARXIV, deleted]))
    assert found == [PAPER]
    assert errors == ["list.txt:5: 2 records are marked as deleted, from this line on; passed over"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ('<error code="noRecordsMatch"/>', "noRecordsMatch"),
        ("<error code='badArgument'>from is no date</error>", "badArgument: from is no date"),
        ('<oai:error code="badVerb">\n &lt;b&gt;\x1b[31m</oai:error>', "badVerb: <b>[31m"),
    ],
)
def test_errors_of_a_service_are_reported(error, told):
    assert papers("oai-pmh", f"<OAI-PMH>\n{error}</OAI-PMH>") == (
        [],
        [f"list.txt:2: the service answered with an error ({told}); ask again"],
    )


def test_several_answers_in_one_file_are_read_and_what_is_in_no_known_format_is_reported():
    marc = '<marc:record xmlns:marc="urn:m"/>'.replace("record", "leader")
    found, errors = papers("oai-pmh", answer(ARXIV) + answer(marc, RAW))
    assert found == [PAPER, PAPER]
    assert errors == [
        "list.txt:23: the record has no metadata in a known format (arXiv, arXivRaw, dc); ask for one of them"
    ]


def test_a_cut_answer_gives_what_stands_before_the_cut():
    text = answer(ARXIV, RAW)
    found, errors = papers("oai-pmh", text[: text.index("<submitter>")])
    assert found == [PAPER]
    assert errors == [
        "list.txt:18: the file is cut here, in the <record> of line 16; what stands before is read, save it again"
    ]


def test_answers_are_known_by_their_first_element():
    assert oai_pmh.sniff(answer(ARXIV))
    assert oai_pmh.sniff(RECORD % ARXIV)
    assert not oai_pmh.sniff("<record><title>")
    assert not oai_pmh.sniff("<feed>")
