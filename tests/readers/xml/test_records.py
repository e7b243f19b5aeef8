import pytest
from listings import listing

from kg.errors import SourceError
from kg.readers.xml.parts import Part
from kg.readers.xml.records import Parsing, children, first, local_name, text, texts


def parsed(fragment, **namespaces):
    """Parse a record; return its element and the complaints."""
    made, errors = listing("<feed>")
    return Parsing(made, "entry").element(Part(fragment, 7, True, namespaces)), errors


def test_children_are_found_by_their_names_in_any_namespace():
    element, errors = parsed("<entry><title> </title><dc:title>A <b>b</b></dc:title><x>c</x></entry>", dc="urn:dc")
    assert (first(element, "title"), texts(element, "x", "title"), first(element, "y")) == ("A b", ["c", "A b"], "")
    assert [local_name(child) for child in children(element, "x", "title")] == ["x", "title", "title"]
    assert (text(element), errors) == (" A bc", [])


def test_titles_of_pictures_are_not_those_of_papers():
    element, _ = parsed(
        "<entry><media:title>Picture</media:title><title>Fern</title></entry>", media="http://search.yahoo.com/mrss/"
    )
    assert texts(element, "title") == ["Fern"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("R&D at x < y & z", "R&D at x < y & z"),
        ("caf&eacute; &alpha; &amp; &#233; &unknown;", "café α & é &unknown;"),
        ("<![CDATA[R&D <b>]]> & more", "R&D <b> & more"),
        ("a\x0bb\x00c", "abc"),
        ("<nowhere:b>c</nowhere:b>", "c"),
    ],
)
def test_what_is_nearly_xml_is_read_as_it_was_meant(given, meant):
    element, errors = parsed(f"<entry>{given}</entry>")
    assert (text(element), errors) == (meant, [])


@pytest.mark.parametrize(
    ("fragment", "complaint"),
    [
        ("<entry>\n<a>b</c></entry>",
         "list.txt:8: the <entry> is broken (Opening and ending tag mismatch: a line 2 and c)"),
        ("<entry>" + "<a>" * 300 + "</a>" * 300 + "</entry>",
         "list.txt:7: the <entry> is broken (Excessive depth in document: 256, use XML_PARSE_HUGE option)"),
    ],
)  # fmt: skip
def test_what_is_broken_is_told_with_its_line(fragment, complaint):
    assert parsed(fragment) == (None, [f"{complaint}; skipped, mend it, the others are read"])


def test_a_record_that_another_one_swallowed_is_found():
    element, errors = parsed("<entry><![CDATA[a</entry><entry>]]></title></entry><entry><title>Moss</title></entry>")
    assert first(element, "title") == "Moss"
    assert len(errors) == 1


def test_a_document_that_is_broken_all_over_is_given_up(monkeypatch):
    monkeypatch.setattr("kg.readers.xml.records.MAX_BREAKS", 2)
    made, errors = listing("<feed>")
    parsing = Parsing(made, "entry")
    part = Part("<entry><a></entry>", 1, True)
    assert (parsing.element(part), parsing.element(part), len(errors)) == (None, None, 2)
    with pytest.raises(SourceError, match="the XML is broken in 1000 places"):
        parsing.element(part)
