"""XML of the ACL Anthology."""

from listings import records

VOLUMES = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="P19">
  <volume id="1" ingest-date="2019-07-01">
    <meta>
      <booktitle>Proceedings of the Garden <fixed-case>ACL</fixed-case> &amp; Friends</booktitle>
      <editor><first>Cy</first><last>Poe</last></editor>
      <month>July 28 - August 2</month>
      <year>2019</year>
    </meta>
    <frontmatter><url>P19-1000</url></frontmatter>
    <paper id="1">
      <title><fixed-case>F</fixed-case>ern: A <b>Sparse</b> Model of <tex-math>\\alpha</tex-math></title>
      <author id="ada-moore"><first>Ada</first><last>Moore</last></author>
      <author><last>Lind</last></author>
      <abstract>We introduce <fixed-case>F</fixed-case>ern.</abstract>
      <doi>10.18653/v1/P19-1001</doi>
      <bibkey>moore-lind-2019-fern</bibkey>
    </paper>
  </volume>
  <volume id="2">
    <meta><booktitle>Demos of Moss</booktitle><year>2020</year></meta>
    <paper id="3"><title>Moss in Demos</title><abstract>We show <i>moss</i>.</abstract></paper>
  </volume>
</collection>
"""


def test_papers_have_what_their_volume_says():
    found, errors = records("acl-anthology", VOLUMES, path="P19.xml")
    fern, moss = (record.paper for record in found)
    assert (fern.title, fern.abstract, errors) == ("Fern: A Sparse Model of α", "We introduce Fern.", [])
    assert (fern.authors, fern.published) == (("Ada Moore", "Lind"), "2019-07")
    assert fern.identifiers == ("acl:P19-1001", "local:moore-lind-2019-fern")
    assert fern.venue == "Proceedings of the Garden ACL & Friends"
    assert (moss.title, moss.abstract, moss.identifiers) == ("Moss in Demos", "We show moss.", ("acl:P19-2003",))
    assert (moss.venue, moss.published, moss.authors) == ("Demos of Moss", "2020", ())


def test_a_broken_paper_is_named_and_the_next_is_read():
    found, errors = records(
        "acl-anthology", VOLUMES.replace("</last></author>\n      <abs", "</author><abs"), path="P19.xml"
    )
    assert [record.paper.title for record in found] == ["Moss in Demos"]
    assert [error.partition(" (")[0] for error in errors] == ["P19.xml:14: the <paper> is broken"]


def test_a_paper_that_was_retracted_says_so():
    retracted = VOLUMES.replace('<paper id="3">', '<paper id="3"><retracted date="2021-05-01">Wrong.</retracted>')
    found, errors = records("acl-anthology", retracted, path="P19.xml")
    assert ([record.paper.status for record in found], errors) == (["", "retracted"], [])
