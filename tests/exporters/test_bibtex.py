"""BibTeX."""

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from exporters import made
from factory import assembled, literature
from listings import papers as read_papers

from kg.config import Config
from kg.exporters import bibtex
from kg.exporters.facts import papers
from kg.readers.bibtex import bibtex as reader
from kg.records import Paper
from kg.text import clean

FERN = """@misc{moore2024fernweh,
  title         = {Fernweh: Sparse Adapters for Long Documents},
  author        = {Ada Moore and Bo Lind},
  year          = {2024},
  month         = jan,
  day           = {3},
  eprint        = {2401.00001},
  archivePrefix = {arXiv},
  doi           = {10.1234/fern},
  url           = {https://arxiv.org/abs/2401.00001},
  abstract      = {We introduce Fernweh, a variant of LoRA for summarization. Fernweh outperforms LoRA on PaperStack. \
It is built on Moss-7B. Code is at https://github.com/example/fernweh and data at https://example.org/stack. \
Fernweh reaches up to 61.5 \\% accuracy on PaperStack.},
  keywords      = {Fernweh, summarization, PaperStack, Moss-7B},
  note          = {Code: https://github.com/example/fernweh},
}
"""
TITLES = [
    "LoRA for GPT-4 & Friends: 50% of R#1",
    "a} b",
    "{x} and I/O-Aware {LoRA",
    "end\\",
    "naïve Łódź “q” ’s — α",
    "@misc{x, title = y} @article{",
    'say "hi", a = b',
    "x_1 < y",
]


def entry(**fields):
    made = Paper("paper/x", fields.pop("title", "Fern"), fields.pop("abstract", ""), **fields)
    return bibtex.entry(made, "key", assembled([made], [], [], []))


def parsed(text):
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    return library.entries


def test_an_entry_has_what_is_known_of_a_paper(tmp_path):
    (path,) = bibtex.export(literature(), tmp_path, config=Config())
    text = path.read_text(encoding="utf-8")
    assert path.name == "references.bib"
    assert FERN in text
    assert [item.key for item in parsed(text)] == ["dane2023moss", "moore2024fernweh", "anon2025note"]


@pytest.mark.parametrize(
    ("venue", "kind", "field"),
    [
        ("Findings of ACL 2024", "inproceedings", "booktitle"),
        ("NeurIPS", "inproceedings", "booktitle"),
        ("Transactions of the Moss Society", "article", "journal"),
        ("Proceedings of the Fern Journal", "article", "journal"),
        ("arXiv preprint", "misc", "howpublished"),
    ],
)
def test_the_venue_tells_the_kind(venue, kind, field):
    text = entry(venue=venue)
    assert text.startswith(f"@{kind}{{key,")
    assert parsed(text)[0][field] == venue


def test_the_primary_class_stands_beside_an_arxiv_id_only():
    assert "primaryClass" in entry(identifiers=("arXiv:2401.00001",), categories=("cs.CL", "cs.LG"))
    assert "primaryClass  = {cs.CL}" in entry(identifiers=("arXiv:2401.00001",), categories=("cs.CL", "cs.LG"))
    assert "primaryClass" not in entry(identifiers=("doi:10.1/x",), categories=("cs.CL",))
    assert "primaryClass" not in entry(identifiers=("arXiv:2401.00001",), categories=("a} x = {",))


@pytest.mark.parametrize("title", TITLES)
def test_titles_and_abstracts_come_back_from_parsers_and_from_our_own_reader(title):
    title = clean(title)
    text = entry(title=title, abstract=f"Of {title} it is said", authors=("Ada Moore",), published="2024-01-03")
    (found,) = parsed(text)
    assert (found["title"], found["abstract"]) == (title, f"Of {title} it is said")
    ((paper,), errors) = read_papers(reader, text, path="a.bib")
    assert (paper.title, paper.published, errors) == (title, "2024-01-03", [])


def test_authors_that_bibtex_would_take_apart_come_back_whole():
    names = ("Ada Moore", "Gemini Team", "Moore and Sons", "Lind, Inc.", "Jan van der Berg")
    text = entry(abstract="It is.", authors=names)
    assert "{Ada Moore and {Gemini Team} and {Moore and Sons} and {Lind, Inc.} and Jan van der Berg}" in text
    ((paper,), _) = read_papers(reader, text, path="a.bib")
    assert [name.replace("Inc. Lind", "Lind, Inc.") for name in paper.authors] == list(names)


def test_our_reader_gives_the_same_papers_back():
    graph = literature()
    text = "\n".join(bibtex.entries(graph))
    found, errors = read_papers(reader, text, path="a.bib")
    assert errors == ["a.bib:27: the url is no web address; left out, write it with https://"]
    told = [(p.title, p.abstract, p.published, p.authors) for p in found]
    assert told == [(p.title, p.abstract, p.published, p.authors) for p in papers(graph)]
    assert found[1].id == "paper/arxiv-2401.00001"
    assert {"arXiv:2401.00001", "doi:10.1234/fern"} <= {*found[1].identifiers}


def test_hostile_text_ends_no_field():
    graph, _ = made.graph()
    text = "\n".join(bibtex.entries(graph))
    assert len(parsed(text)) == 2
    assert (
        "note          = {Withdrawn. Code: https://github.com/Example/Fern, https://github.com/example/given}" in text
    )
    assert "doi           = {10.1234/a_b%7Cc}" in text


def test_an_address_cannot_end_its_field():
    assert bibtex.verbatim("https://x.org/a}b{c\\d e\x00%20~_#") == "https://x.org/a%7Db%7Bc%5Cd%20e%20~_#"


def test_what_is_no_character_is_not_there_as_biber_reads_no_file_with_it():
    assert bibtex.escaped("Fern\ufffe Moss\ufdd0\U0010ffff") == "Fern  Moss "
    assert bibtex.verbatim("https://example.org/a\uffffb") == "https://example.org/ab"


def test_a_paper_without_authors_has_a_key_to_be_sorted_by():
    nobody = Paper("paper/a", "Moss and LoRA", "", authors=("", "\x00 "))
    text = "".join(bibtex.entries(assembled([nobody], [], [], [])))
    assert text == "@misc{anonmoss,\n  title = {Moss and {LoRA}},\n  key   = {Moss and {LoRA}},\n}\n"
