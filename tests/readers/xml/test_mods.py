"""MODS."""

from listings import records

WORK = """<?xml version="1.0"?>
<modsCollection xmlns="http://www.loc.gov/mods/v3">
<mods ID="moore-2019-fern">
    <titleInfo><nonSort>The </nonSort><title>Fern</title><subTitle>A Sparse Model</subTitle></titleInfo>
    <titleInfo type="abbreviated"><title>F.</title></titleInfo>
    <name type="personal">
        <namePart type="given">Ada</namePart><namePart type="given">B.</namePart>
        <namePart type="family">Moore</namePart>
        <role><roleTerm type="text">author</roleTerm></role>
    </name>
    <name type="personal"><namePart>Lind, Bo</namePart></name>
    <name type="personal"><namePart>Poe, Cy</namePart><role><roleTerm>editor</roleTerm></role></name>
    <relatedItem type="host">
        <titleInfo><title>Proceedings of the Garden</title></titleInfo>
        <originInfo><dateIssued>2019-07</dateIssued></originInfo>
    </relatedItem>
    <abstract>We introduce Fern &amp; friends.</abstract>
    <identifier type="doi">10.5555/fern</identifier>
    <location><url>https://aclanthology.org/P19-1001</url></location>
</mods>
<mods><titleInfo><title>Moss</title></titleInfo><originInfo><dateIssued>July 2020</dateIssued></originInfo></mods>
</modsCollection>
"""


def test_works_and_what_they_appeared_in():
    found, errors = records("mods", WORK, path="fern.xml")
    fern, moss = (record.paper for record in found)
    assert (fern.title, fern.abstract, errors) == ("The Fern: A Sparse Model", "We introduce Fern & friends.", [])
    assert (fern.authors, fern.published) == (("Ada B. Moore", "Bo Lind"), "2019-07")
    assert (fern.venue, fern.url) == ("Proceedings of the Garden", "https://aclanthology.org/P19-1001")
    assert fern.identifiers == ("acl:P19-1001", "doi:10.5555/fern", "local:moore-2019-fern")
    assert (moss.title, moss.published, moss.venue) == ("Moss", "2020-07", "")


def test_what_a_work_cites_is_no_venue_of_it():
    cited = '<relatedItem type="references"><titleInfo><title>Ivy</title></titleInfo></relatedItem>'
    series = '<relatedItem type="series"><titleInfo><title>Moss Notes</title></titleInfo></relatedItem>'
    for items, venue in ((cited, ""), (cited + series, "Moss Notes")):
        work = f"<mods><titleInfo><title>Moss</title></titleInfo><abstract>We stay.</abstract>{items}</mods>"
        (record,), errors = records("mods", work, path="moss.xml")
        assert (record.paper.venue, errors) == (venue, [])
