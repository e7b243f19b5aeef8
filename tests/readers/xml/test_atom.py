import pytest
from listings import papers, records

from kg.readers.xml import atom
from kg.records import Paper

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query=all:fern" rel="self"/>
  <title type="html">ArXiv Query: search_query=all:fern</title>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">42</opensearch:totalResults>
  <opensearch:startIndex xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">0</opensearch:startIndex>
  <opensearch:itemsPerPage xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">%d</opensearch:itemsPerPage>
%s
</feed>
"""
ENTRY = """  <entry>
    <id>http://arxiv.org/abs/2401.00001v2</id>
    <updated>2024-02-03T18:59:59Z</updated>
    <published>2024-01-02T18:59:59Z</published>
    <title>Fern: Sparse Adapters
  for Long Documents</title>
    <summary>  We introduce Fern, an adapter for texts of $n &lt; 9$
words &amp; more.
</summary>
    <author>
      <name>Ada Moore</name>
      <arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">Moss Lab</arxiv:affiliation>
    </author>
    <author><name>Bo Lind</name></author>
    <arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">9 pages, https://github.com/moss/fern.</arxiv:comment>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">Moss Letters 3 (2024)</arxiv:journal_ref>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/Fern.1</arxiv:doi>
    <link title="doi" href="http://dx.doi.org/10.1000/Fern.1" rel="related"/>
    <link href="http://arxiv.org/abs/2401.00001v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2401.00001v2" rel="related" type="application/pdf"/>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL" scheme="urn:s"/>
    <category term="cs.LG" scheme="urn:s"/>
    <category term="cs.CL" scheme="urn:s"/>
  </entry>"""
PAPER = Paper(
    id="paper/arxiv-2401.00001",
    title="Fern: Sparse Adapters for Long Documents",
    abstract="We introduce Fern, an adapter for texts of n < 9 words & more.",
    sources=("list.txt",),
    identifiers=("arXiv:2401.00001", "doi:10.1000/fern.1"),
    url="http://arxiv.org/abs/2401.00001v2",
    published="2024-01-02",
    authors=("Ada Moore", "Bo Lind"),
    venue="Moss Letters 3 (2024)",
    categories=("cs.CL", "cs.LG"),
    code=("https://github.com/moss/fern",),
)


def entry(number, rest="<summary>We introduce Moss.</summary>"):
    return f"<entry><id>http://arxiv.org/abs/2401.0000{number}v1</id><title>Moss {number}</title>{rest}</entry>"


def test_an_answer_of_arxiv_is_read():
    found, errors = records("atom", FEED % (1, ENTRY))
    assert [(record.paper, record.format, record.where) for record in found] == [(PAPER, "arxiv-api", "list.txt:8")]
    assert errors == []


def test_feeds_are_known_by_their_first_element():
    assert atom.sniff(FEED % (1, ENTRY))
    assert atom.sniff(ENTRY.strip())
    assert not atom.sniff("<rss><feed>")
    assert not atom.sniff("feed")


def test_a_page_that_holds_less_than_it_promises_is_reported():
    assert papers("atom", FEED % (42, ENTRY))[1] == [
        "list.txt:2: the feed holds 1 of the 42 entries that it promises; ask for it again"
    ]
    assert papers("atom", FEED % (2, "")) == (
        [],
        ["list.txt:2: the feed holds 0 of the 2 entries that it promises; ask for it again"],
    )
    short = (FEED % (10, ENTRY)).replace(">42<", ">1<")
    assert papers("atom", short)[1] == []


def test_several_feeds_in_one_file_are_counted_each():
    found, errors = papers("atom", FEED % (1, ENTRY) + FEED % (2, entry(2)))
    assert [paper.title for paper in found] == ["Fern: Sparse Adapters for Long Documents", "Moss 2"]
    assert errors == ["list.txt:34: the feed holds 1 of the 2 entries that it promises; ask for it again"]


def test_an_error_that_comes_as_an_entry_is_no_paper():
    error = (
        "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1234</id><title>Error</title>"
        "<summary>incorrect id format for 1234</summary></entry>"
    )
    assert papers("atom", FEED % (1, error)) == (
        [],
        ["list.txt:8: arXiv answered with an error (incorrect id format for 1234); ask again"],
    )


def test_the_daily_feed_has_announcements():
    daily = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><entry><id>oai:arXiv.org:2401.00001v1</id><title>Fern</title>
<updated>2024-01-03T05:00:00+00:00</updated><link href="https://arxiv.org/abs/2401.00001" rel="alternate"/>
<summary>arXiv:2401.00001v1 Announce Type: %s
Abstract: We introduce Fern.</summary><category term="cs.CL"/><published>2024-01-03T00:00:00-05:00</published>
<arxiv:announce_type>%s</arxiv:announce_type><dc:creator>Ada Moore, Bo Lind (Moss Lab, Oslo)</dc:creator>
</entry></feed>"""
    (found,), errors = records("atom", daily % ("new", "new"))
    assert (found.paper.abstract, found.paper.published, found.paper.authors, found.format, errors) == (
        "We introduce Fern.",
        "2024-01-03",
        ("Ada Moore", "Bo Lind"),
        "arxiv-rss",
        [],
    )
    (later,), _ = papers("atom", daily % ("replace", "replace"))  # the day of the replacement is not that of the paper
    assert (later.abstract, later.published) == ("We introduce Fern.", "")


def test_feeds_of_others_are_read_as_far_as_they_go():
    text = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Journal of Moss</title>
<entry><id>tag:example.org,2024:1</id><title type="html">Bark &amp;amp; &lt;i&gt;Fern&lt;/i&gt;</title>
<link href="https://doi.org/10.1000/bark"/><content type="html">&lt;p&gt;We grow
 &lt;a href="https://github.com/moss/bark"&gt;this https URL&lt;/a&gt;.&lt;/p&gt;</content>
<author><name>Ada Moore</name></author><category term="Botany"/></entry>
<entry><id>tag:example.org,2024:2</id><link href="/relative"/><title>No abstract here</title></entry></feed>"""
    (bark, bare), errors = records("atom", text)
    assert (bark.paper.title, bark.paper.abstract, bark.paper.identifiers, bark.format) == (
        "Bark & Fern",
        "We grow https://github.com/moss/bark.",
        ("doi:10.1000/bark",),
        "atom",
    )
    assert (bare.paper.title, bare.paper.abstract, bare.paper.identifiers, errors) == ("No abstract here", "", (), [])


def test_a_withdrawn_paper_is_marked():
    comment = "<summary>A.</summary><comment>This paper has been withdrawn by the authors</comment>"
    assert papers("atom", f"<feed>{entry(1, comment)}</feed>")[0][0].status == "withdrawn"


@pytest.mark.parametrize("broken", ["<entry><title>a</tite></entry>", "<entry><id>x", "<entry/>", "</entry>", "<!--"])
def test_good_entries_around_a_broken_one_are_read(broken):
    found, errors = papers("atom", f"<feed>{entry(1)}\n{broken}\n{entry(2)}</feed>")
    assert [paper.title for paper in found] == ["Moss 1", "Moss 2"]
    assert len(errors) == (broken not in ("<entry/>", "<!--"))
