import pytest
from listings import listing

from kg.errors import SourceError
from kg.readers.xml.parts import parts, root


def cut(text, *, size=0):
    """Cut a text into its records, with their lines, and what is between; return them and the complaints."""
    made, errors = listing(text)
    if size:
        pieces = [text[start : start + size] for start in range(0, len(text), size)]
        made = Chunked(made, pieces)
    found = [(part.text.strip(), part.line, part.is_record) for part in parts(made, "entry")]
    return [one[:2] for one in found if one[2]], [one[0] for one in found if not one[2]], errors


class Chunked:
    """A listing whose text comes in pieces of a given size."""

    def __init__(self, made, pieces):
        self.made, self.pieces = made, pieces

    def __getattr__(self, name):
        return getattr(self.made, name)

    def chunks(self):
        return iter(self.pieces)


DOCUMENT = """<?xml version="1.0"?>
<!-- <entry> in a comment </entry> -->
<feed xmlns="urn:a"><title>Ferns</title>
<entry><title>One</title></entry>
<entry>
  <title><![CDATA[Two </entry> <entry> still two]]></title><!-- </entry> -->
</entry><entries/>
<a:entry a:b="c">Three</a:entry >
</feed>
"""
RECORDS = [
    ("<entry><title>One</title></entry>", 4),
    ("<entry>\n  <title><![CDATA[Two </entry> <entry> still two]]></title><!-- </entry> -->\n</entry>", 5),
    ('<a:entry a:b="c">Three</a:entry >', 8),
]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 5, 8, 13, 50])
def test_records_are_cut_out_wherever_pieces_of_the_text_end(size):
    records, between, errors = cut(DOCUMENT, size=size)
    assert records == RECORDS
    assert between[0].endswith('<feed xmlns="urn:a"><title>Ferns</title>')
    assert between[1:] == ["<entries/>", "</feed>"]
    assert errors == []


def test_several_documents_in_one_file():
    records, _, errors = cut(DOCUMENT + DOCUMENT)
    assert records == [*RECORDS, *((text, line + 9) for text, line in RECORDS)]
    assert errors == []


@pytest.mark.parametrize(
    ("text", "count", "complaint"),
    [
        ("<feed>\n<entry>a</entry>\n<entry>b", 1,
         "list.txt:3: the file is cut here, in the <entry> of line 3; what stands before is read, save it again"),
        ("<feed>\n<entry>a</entry>\n", 1,
         "list.txt:3: the file ends here, before </feed>; what stands before is read, save it again"),
        ("<feed>\n<entry>a\n<entry>b</entry></feed>", 1,
         "list.txt:2: the <entry> has no end; skipped, mend it, the others are read"),
        ("<feed>\na</entry>\n<entry>b</entry></feed>", 1,
         "list.txt:2: the <entry> that ends here has no start; skipped, the others are read"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_and_the_rest_is_read(text, count, complaint):
    records, _, errors = cut(text)
    assert (len(records), errors) == (count, [complaint])


def test_what_stands_after_the_end_or_is_empty_is_no_cut():
    assert cut("<feed><entry>a</entry></feed>\n<!-- cached 2024 --> <?done?>")[2] == []
    assert cut('<feed><entry resource="a"/><entry>b</entry></feed>')[::2] == ([("<entry>b</entry>", 1)], [])
    assert cut("<entry>a</entry>")[::2] == ([("<entry>a</entry>", 1)], [])


@pytest.mark.parametrize("filler", ["a", "<b>", "<!--", "<![CDATA["])
def test_a_record_that_is_too_long_is_left_out_and_not_held(monkeypatch, filler):
    monkeypatch.setattr("kg.readers.xml.parts.MAX_RECORD", 1 << 16)
    text = f"<feed>\n<entry>{filler * (1 << 17)}</entry>\n<entry>b</entry></feed>"
    records, _, errors = cut(text, size=1 << 12)
    assert records == [("<entry>b</entry>", 3)]
    assert errors == ["list.txt:2: the <entry> has more than 0 million characters; skipped"]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE feed SYSTEM "http://127.0.0.1/a.dtd" [ ]>',
        '<!DOCTYPE\nfeed [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_of_a_document_are_refused(doctype):
    with pytest.raises(SourceError) as error:
        cut(f'<?xml version="1.0"?>\n{doctype}<feed><entry>&b;</entry></feed>')
    assert str(error.value) == (
        "list.txt:2: declares entities of its own (a DTD), which are never read; save it without"
    )


def test_the_name_of_a_document_type_is_no_harm():
    assert cut('<!DOCTYPE feed PUBLIC "-//A//B" "http://127.0.0.1/a.dtd"><feed><entry>a</entry></feed>')[::2] == (
        [("<entry>a</entry>", 1)],
        [],
    )


def test_a_document_that_is_broken_all_over_is_given_up(monkeypatch):
    monkeypatch.setattr("kg.readers.xml.parts.MAX_BREAKS", 5)
    with pytest.raises(SourceError, match=r"^list.txt:1: the XML is broken in 5 places; what follows is not read$"):
        cut("<feed>" + "<entry>" * 50)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<?xml version='1.0'?><!-- <a> --><feed>", "feed"),
        ("<a:feed xmlns:a='b'>", "feed"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", "rss"),
        ("feed", ""),
        ("<!-- <feed>", ""),
        ("<1>", ""),
    ],
)
def test_the_first_element_is_known(head, name):
    assert root(head) == name
