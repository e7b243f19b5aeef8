import pytest
from listings import papers, records

from kg.errors import SourceError
from kg.readers.xml import pubmed
from kg.records import Paper

HEAD = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"
 "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet>
"""
FERN = """<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">38000001</PMID>
<Article PubModel="Print-Electronic"><Journal><ISSN>0000-0000</ISSN><JournalIssue><Volume>9</Volume>
<PubDate><Year>2024</Year><Month>Mar</Month></PubDate></JournalIssue><Title>Moss letters</Title>
<ISOAbbreviation>Moss Lett</ISOAbbreviation></Journal>
<ArticleTitle>Fern: <i>sparse</i> adapters for CO<sub>2</sub>.</ArticleTitle>
<ELocationID EIdType="doi" ValidYN="Y">10.1000/fern.e</ELocationID>
<Abstract><AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">Turf is hard, at n &lt; 9.</AbstractText>
<AbstractText Label="METHODS">We introduce <b>Fern</b>.</AbstractText>
<AbstractText Label="UNLABELLED">It grows.</AbstractText>
<AbstractText Label="RESULTS"/><CopyrightInformation>Copyright 2024 Moss.</CopyrightInformation></Abstract>
<AuthorList CompleteYN="Y"><Author ValidYN="Y"><LastName>Moore</LastName><ForeName>Ada B</ForeName>
<Initials>AB</Initials>
<Suffix>Jr</Suffix><AffiliationInfo><Affiliation>Moss Lab</Affiliation></AffiliationInfo></Author>
<Author><LastName>Lind</LastName><Initials>B</Initials></Author>
<Author><CollectiveName>Turf Collaboration</CollectiveName></Author></AuthorList>
<ArticleDate DateType="Electronic"><Year>2024</Year><Month>01</Month><Day>05</Day></ArticleDate></Article>
</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">38000001</ArticleId>
<ArticleId IdType="doi">10.1000/Fern</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.1000/other</ArticleId></ArticleIdList></Reference>
</ReferenceList></PubmedData></PubmedArticle>
"""
BOOK = "<PubmedBookArticle><BookDocument><PMID>1</PMID><Abstract/></BookDocument></PubmedBookArticle>\n"
TAIL = "</PubmedArticleSet>\n"
PAPER = Paper(
    id="paper/doi-10.1000_fern",
    title="Fern: sparse adapters for CO2.",
    abstract="BACKGROUND: Turf is hard, at n < 9. METHODS: We introduce Fern. It grows.",
    sources=("list.txt",),
    identifiers=("doi:10.1000/fern", "local:38000001"),
    url="https://pubmed.ncbi.nlm.nih.gov/38000001/",
    published="2024-01-05",
    authors=("Ada B Moore Jr", "B Lind", "Turf Collaboration"),
    venue="Moss letters",
)


def article(**parts):
    own = {"PMID": "7", "ArticleTitle": "Moss", "Abstract": "<AbstractText>We introduce Moss.</AbstractText>"} | parts
    inner = "".join(f"<{name}>{text}</{name}>" for name, text in own.items() if name != "PMID")
    citation = f"<MedlineCitation><PMID>{own['PMID']}</PMID><Article>{inner}</Article></MedlineCitation>"
    return f"<PubmedArticle>{citation}</PubmedArticle>"


def one(**parts):
    (paper,), errors = papers("pubmed", HEAD + article(**parts) + TAIL)
    return paper, errors


def test_an_article():
    found, errors = records("pubmed", HEAD + FERN + TAIL)
    assert [(record.paper, record.format, record.where) for record in found] == [(PAPER, "pubmed", "list.txt:5")]
    assert errors == []


def test_answers_are_known_by_their_first_element():
    assert pubmed.sniff(HEAD + FERN + TAIL)
    assert pubmed.sniff(FERN)
    assert not pubmed.sniff("<pmc-articleset><article>")
    assert not pubmed.sniff("PubmedArticleSet")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<Year>2023</Year>", "2023"),
        ("<Year>2023</Year><Month>12</Month><Day>31</Day>", "2023-12-31"),
        ("<Year>2023</Year><Season>Spring</Season>", "2023"),
        ("<MedlineDate>2023 Jan-Feb</MedlineDate>", "2023-01"),
        ("<MedlineDate>2022-2023</MedlineDate>", "2022"),
    ],
)
def test_dates(date, expected):
    paper, errors = one(Journal=f"<JournalIssue><PubDate>{date}</PubDate></JournalIssue>")
    assert (paper.published, errors) == (expected, [])


def test_a_day_of_another_year_is_not_that_of_the_issue():
    electronic = "<Year>2022</Year><Month>12</Month><Day>31</Day>"
    issue = "<JournalIssue><PubDate><Year>2023</Year></PubDate></JournalIssue>"
    assert one(Journal=issue, ArticleDate=electronic)[0].published == "2023"
    assert one(ArticleDate=electronic)[0].published == "2022-12-31"


def test_a_preprint_is_known_by_its_number_at_arxiv():
    assert one(ELocationID="arXiv:2401.12345v2")[0].identifiers == ("arXiv:2401.12345", "local:7")


def test_a_retraction_is_kept():
    kinds = "<PublicationType>Journal Article</PublicationType><PublicationType>Retracted Publication</PublicationType>"
    assert one(PublicationTypeList=kinds)[0].status == "retracted"
    assert one(PublicationTypeList="<PublicationType>Retraction of Publication</PublicationType>")[0].status == ""


def test_a_title_in_another_language_stands_for_one_that_is_missing():
    paper, _ = one(ArticleTitle="", VernacularTitle="Farne")
    assert paper.title == "Farne"


def test_chapters_of_books_are_counted():
    found, errors = papers("pubmed", HEAD + BOOK + FERN + BOOK + BOOK + TAIL)
    assert found == [PAPER]
    assert errors == ["list.txt:5: 3 chapters of books are no articles, from this line on; passed over"]


def test_an_article_that_is_broken_is_reported_and_the_others_are_read():
    broken = article(Journal="<Title>Moss<Title>")
    found, errors = papers("pubmed", HEAD + article(PMID="1") + "\n" + broken + "\n" + FERN + TAIL)
    assert [paper.title for paper in found] == ["Moss", PAPER.title]
    assert [error.partition(" is broken")[0] for error in errors] == ["list.txt:6: the <PubmedArticle>"]


def test_a_cut_file_gives_what_stands_before_the_cut():
    text = HEAD + FERN + FERN
    found, errors = papers("pubmed", text[: text.rindex("<PubmedData>")])
    assert found == [PAPER]
    assert len(errors) == 1
    assert "the file is cut here" in errors[0]


def test_entities_of_a_document_are_never_read():
    bomb = '<!DOCTYPE PubmedArticleSet [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><PubmedArticleSet>'
    with pytest.raises(SourceError, match=r"list\.txt:1: declares entities of its own"):
        papers("pubmed", bomb + article(ArticleTitle="&b;") + TAIL)
