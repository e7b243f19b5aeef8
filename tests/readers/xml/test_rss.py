import pytest
from listings import papers, records

from kg.readers.xml import rss
from kg.records import Paper

FEED = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">
  <channel>
    <title>cs.CL updates on arXiv.org</title>
    <item>
      <title>Fern: Sparse Adapters</title>
      <link>https://arxiv.org/abs/2401.00001</link>
      <description>arXiv:2401.00001v2 Announce Type: %s
Abstract: We introduce Fern for $n &lt; 9$ at https://github.com/moss/fern.</description>
      <guid isPermaLink="false">oai:arXiv.org:2401.00001v2</guid>
      <category>cs.CL</category>
      <category>cs.LG</category>
      <pubDate>Wed, 03 Jan 2024 00:00:00 -0500</pubDate>
      <arxiv:announce_type>%s</arxiv:announce_type>
      <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
      <arxiv:DOI>10.1000/Fern</arxiv:DOI>
      <arxiv:journal_reference>Moss Letters</arxiv:journal_reference>
      <dc:creator>Ada Moore (Moss Lab, Oslo), Bo Lind</dc:creator>
    </item>
  </channel>
</rss>
"""
PAPER = Paper(
    id="paper/arxiv-2401.00001",
    title="Fern: Sparse Adapters",
    abstract="We introduce Fern for n < 9 at https://github.com/moss/fern.",
    sources=("list.txt",),
    identifiers=("arXiv:2401.00001", "doi:10.1000/fern"),
    url="https://arxiv.org/abs/2401.00001",
    published="2024-01-03",
    authors=("Ada Moore", "Bo Lind"),
    venue="Moss Letters",
    categories=("cs.CL", "cs.LG"),
)


def test_a_daily_feed_of_arxiv_is_read():
    found, errors = records("rss", FEED % ("new", "new"))
    assert [(record.paper, record.format, record.where) for record in found] == [(PAPER, "arxiv-rss", "list.txt:6")]
    assert errors == []


@pytest.mark.parametrize("kind", ["cross", "replace", "replace-cross"])
def test_the_day_of_another_announcement_is_not_that_of_the_paper(kind):
    (paper,), _ = papers("rss", FEED % (kind, kind))
    assert (paper.published, paper.abstract) == ("", PAPER.abstract)


def test_feeds_are_known_by_their_first_element():
    assert rss.sniff(FEED)
    assert rss.sniff('<rdf:RDF xmlns="http://purl.org/rss/1.0/">')
    assert rss.sniff("<item>")
    assert not rss.sniff('<rdf:RDF xmlns="urn:other">')
    assert not rss.sniff("<feed>")


def test_an_old_feed_of_arxiv_is_read():
    text = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://arxiv.org/">
<items><rdf:Seq><rdf:li rdf:resource="http://arxiv.org/abs/2101.00001"/></rdf:Seq></items></channel>
<item rdf:about="http://arxiv.org/abs/2101.00001"><title>Moss. (arXiv:2101.00001v2 [cs.CL] UPDATED)</title>
<link>http://arxiv.org/abs/2101.00001</link><description>&lt;p&gt;We introduce Moss for &lt;projektor&gt;.&lt;/p&gt;
</description><dc:creator>&lt;a href="http://arxiv.org/find/cs/1/au:+Moore_A"&gt;Ada Moore&lt;/a&gt;,
&lt;a href="http://arxiv.org/find/cs/1/au:+Lind_B"&gt;Bo Lind&lt;/a&gt;</dc:creator></item></rdf:RDF>"""
    (found,), errors = records("rss", text)
    paper = found.paper
    assert (paper.title, paper.abstract, paper.authors, paper.identifiers, found.format, errors) == (
        "Moss",
        "We introduce Moss for <projektor>.",
        ("Ada Moore", "Bo Lind"),
        ("arXiv:2101.00001",),
        "arxiv-rss",
        [],
    )


@pytest.mark.parametrize(
    ("fields", "authors"),
    [
        ("<author>ada@example.org (Ada Moore)</author>", ("Ada Moore",)),
        ("<dc:creator>Moore, Ada</dc:creator>", ("Ada Moore",)),
        ("<dc:creator>Ada Moore</dc:creator><dc:creator>Bo Lind</dc:creator>", ("Ada Moore", "Bo Lind")),
        ("", ()),
    ],
)
def test_authors_of_other_feeds(fields, authors):
    text = f"""<rss xmlns:dc="urn:dc"><channel><item><title>Bark</title><guid>https://example.org/1</guid>
<description><![CDATA[<p>We grow <b>bark</b> & more.</p>]]></description>{fields}</item></channel></rss>"""
    (found,), errors = records("rss", text)
    assert (found.paper.authors, found.paper.abstract, found.paper.url, found.format, errors) == (
        authors,
        "We grow bark & more.",
        "https://example.org/1",
        "rss",
        [],
    )


def test_an_item_without_title_and_identifier_is_reported():
    text = "<rss><channel>\n<item><link>https://example.org/1</link></item></channel></rss>"
    assert papers("rss", text) == ([], ["list.txt:2: the record has no title; give it one"])


def test_an_error_that_comes_as_a_feed_is_reported():
    text = """<rss><channel><title>Feed error for query: http://rss.arxiv.org/rss/fern</title>
<description>Bad archive 'fern'. Valid archive names are: astro-ph.</description></channel></rss>"""
    told = "Bad archive 'fern'. Valid archive names are: astro-ph."
    assert papers("rss", text) == ([], [f"list.txt:1: arXiv answered with an error ({told}); ask again"])
