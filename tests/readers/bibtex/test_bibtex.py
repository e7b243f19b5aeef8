import pytest
from listings import papers, records

from kg.readers.bibtex import bibtex, entries

FERN = """@article{moore2024fern,
  title = {{{Fern}}: {Sparse} Adapters for {{LLM}}s},
  author = {Moore, Ada and van der Lind, Bo and {Turf {\\&} Moss Team} and others},
  journal = {Moss Letters},
  year = 2024,
  month = aug,
  doi = {10.1000/Fern},
  url = {https://example.org/fern},
  abstract = {We introduce {Fern}, which reaches 90{\\%} on na{\\"\\i}ve tasks.
    Code: \\url{https://github.com/moore/fern\\_net}.}
}
"""


def entry(number, **fields):
    """Make an entry of a paper on one line a field."""
    own = {"title": f"{{Fern {number}: Sparse Adapters}}", "abstract": f"{{We introduce Fern {number}.}}"} | fields
    return f"@article{{fern{number},\n" + ",\n".join(f"  {name} = {value}" for name, value in own.items()) + "\n}\n"


def titles(text):
    found, errors = papers(bibtex, text, path="list.bib")
    return [paper.title for paper in found], errors


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FERN, True),
        ("Made by a tool\n\n  @INPROCEEDINGS ( x , Title = 2024)", True),
        ('@string{acl = "Meeting"}\n', True),
        ("@comment{jabref-meta: databaseType:bibtex;}", True),
        ("@article{\n author = {Ada Moore}}", True),
        ("Write to me@example.org {or not}, x = 3", False),
        ("@decorator\ndef f(x=3): pass", False),
        ('{"note": "@article{x, title = {A}}"}', False),
    ],
)
def test_sniff(text, expected):
    assert bibtex.sniff(text) is expected


def test_an_entry():
    found, errors = records(bibtex, FERN, path="list.bib")
    paper = found[0].paper
    assert errors == []
    assert (found[0].format, found[0].where) == ("bibtex", "list.bib:1")
    assert (paper.title, paper.given_title) == ("Fern: Sparse Adapters for LLMs", "")
    assert paper.abstract == (
        "We introduce Fern, which reaches 90% on naïve tasks. Code: https://github.com/moore/fern_net."
    )
    assert paper.authors == ("Ada Moore", "Bo van der Lind", "Turf & Moss Team")
    assert (paper.venue, paper.published, paper.url) == ("Moss Letters", "2024-08", "https://example.org/fern")
    assert paper.identifiers == ("doi:10.1000/fern", "local:moore2024fern")


def test_an_entry_of_the_acl_anthology():
    text = """@inproceedings{moore-lind-2019-fern,
    title = "{F}ern: {S}parse {A}dapters",
    author = "Moore, Ada  and
      Lind, Bo",
    month = jun # "~3",
    year = "2019",
    address = "Fernhill, Meadow",
    url = "https://aclanthology.org/N19-1423/",
    doi = "10.18653/v1/N19-1423",
    abstract = "We introduce {F}ern{---}a method {\\textquotedblleft}quoted{\\textquotedblright}."
}"""
    (paper,), errors = papers(bibtex, text)
    assert errors == []
    assert (paper.id, paper.title, paper.published) == ("paper/acl-N19-1423", "Fern: Sparse Adapters", "2019-06-03")
    assert paper.authors == ("Ada Moore", "Bo Lind")
    assert paper.abstract == "We introduce Fern—a method “quoted”."


def test_strings_hold_for_all_that_follows_and_are_joined():
    text = '@string{MOSS = "Moss" # " Letters"}\n' + entry(1, journal='moss # " " # 5') + "@string{moss = {Hay}}\n"
    (first, second), errors = papers(bibtex, text + entry(2, journal="Moss"))
    assert (first.venue, second.venue, errors) == ("Moss Letters 5", "Hay", [])


def test_strings_that_double_line_by_line_fill_no_memory():
    text = "@string{a0 = {Hay}}\n" + "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, 60))
    (paper,), _ = papers(bibtex, text + entry(1, journal="a5 # a59"))
    assert paper.venue.startswith("Hay" * 32)
    assert len(paper.venue) <= 300


def test_a_line_of_many_entries_is_read_in_parts(monkeypatch):
    monkeypatch.setattr(entries, "_CHUNK", 100)
    seen, split = [], entries._blocks
    monkeypatch.setattr(entries, "_blocks", lambda chunk: seen.append(len(chunk)) or split(chunk))
    found, errors = papers(bibtex, " ".join(entry(number).replace("\n", " ") for number in range(1, 9)))
    assert ([paper.title for paper in found], errors) == ([f"Fern {n}: Sparse Adapters" for n in range(1, 9)], [])
    assert len(seen) > 3


def test_what_is_no_entry_is_passed_over():
    text = f"% Encoding\n{entry(1)}\n@comment{{{entry(9)}}}\n@preamble{{ {{x}} }}\nSome a = b.\n{entry(2)}@comment{{x"
    assert titles(text) == (["Fern 1: Sparse Adapters", "Fern 2: Sparse Adapters"], [])


def test_entries_with_one_key_are_two_records():
    found, errors = titles(entry(1) + entry(1, title="{Moss: Sparse Routing}"))
    assert found == ["Fern 1: Sparse Adapters", "Moss: Sparse Routing"]
    assert errors == []


def test_of_two_fields_of_one_name_the_first_is_used():
    twice = entry(1, keywords="{a}", Title="{Moss}", Keywords="{b}")
    found, errors = titles(entry(0) + twice)
    assert found == ["Fern 0: Sparse Adapters", "Fern 1: Sparse Adapters"]
    assert errors == ["list.bib:5: the entry has a second title; the first one is used"]


@pytest.mark.parametrize(
    "broken",
    [
        "@article{broken, title = {Moss: {Sparse Routing},\n  abstract = {We introduce\n",
        '@article{broken, title = "Moss,\n abstract = {We introduce Moss.',
        "@article{a b c title = {Moss}, abstract = {We introduce Moss.}}\n",
        '@article{broken, title = "Moss,\n year = 2024\n}\n',
        "@article{broken, title\n}\n",
        "@article{broken\n",
    ],
)
def test_a_broken_entry_is_reported_and_the_others_are_read(broken):
    text = entry(1) + "\n" + broken + entry(2)
    found, errors = titles(text)
    assert found == ["Fern 1: Sparse Adapters", "Fern 2: Sparse Adapters"]
    assert errors == [
        "list.bib:6: the entry is broken (a brace, a quote or a comma is missing); mend it, the others are read"
    ]


MOSS = "title = {Moss},\n  abstract = {We introduce Moss.},\n  doi = {10.1000/moss}"


@pytest.mark.parametrize(
    "broken",
    [
        f"@article{{moss,\n  {MOSS}\n\n",
        f"@article{{moss,\n  {MOSS}",
        f"@article{{moss,\n  {MOSS},\n  year 2024\n}}\n",
        f"@article{{moss,\n  {MOSS},\n  year\n}}\n",
        f"@article{{moss,\n  note = {{see {{x}},\n  {MOSS}\n}}\n",
        f'@article{{moss,\n  note = "see,\n  {MOSS}\n}}\n',
        f"@article{{moss, {MOSS}}}\n".replace("{Moss}", "{{Moss}"),
        f"@article{{moss, {MOSS}}}\n".replace("{Moss}", '"Moss'),
        f"@article{{moss\n {MOSS},\n {MOSS}\n".replace("\n}", ""),
    ],
)
def test_of_a_broken_entry_what_is_whole_is_kept(broken):
    found, errors = papers(bibtex, entry(1) + "\n" + broken + entry(2), path="list.bib")
    assert [(paper.title, paper.abstract) for paper in found] == [
        ("Fern 1: Sparse Adapters", "We introduce Fern 1."),
        ("Moss", "We introduce Moss."),
        ("Fern 2: Sparse Adapters", "We introduce Fern 2."),
    ]
    assert "doi:10.1000/moss" in found[1].identifiers
    assert errors == [
        "list.bib:6: the entry is broken (a brace, a quote or a comma is missing); "
        "its title and its abstract are whole and read, mend it"
    ]


def test_a_broken_entry_swallows_none_that_follow_on_its_line():
    text = "@article{a, title = {Hay}, abstract = {We cut.} @article{b, year = 2024 @article{c, title = {Turf}}\n"
    found, errors = titles(entry(1) + text + entry(2))
    assert found == ["Fern 1: Sparse Adapters", "Hay", "Turf", "Fern 2: Sparse Adapters"]
    assert [error.partition(" (")[0] for error in errors] == ["list.bib:5: the entry is broken"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "@article{x, author = {Ada Moore}},\n  title = {Moss}, abstract = {We introduce {Moss}.}\n}\n",
        "@article{x, abstract = {We introduce {Moss}}.},\n  title = {Moss}, author = {Ada Moore}\n}\n",
    ],
)
def test_a_brace_too_many_costs_nothing(text):
    found, errors = papers(bibtex, text + entry(1))
    assert [(paper.title, paper.abstract, paper.authors) for paper in found] == [
        ("Moss", "We introduce Moss.", ("Ada Moore",)),
        ("Fern 1: Sparse Adapters", "We introduce Fern 1.", ()),
    ]
    assert errors[-1] == "list.txt:1: the entry ends before its last field (a brace too many); read on, mend it"


@pytest.mark.parametrize(
    "text",
    [
        "@article{x,\n title = {Fern: Sparse Adapters}\n abstract = {We introduce Fern.}\n}",
        '@article{x,\n title = "Fern: Sparse Adapters" abstract = "We introduce Fern."\n}',
    ],
)
def test_a_missing_comma_between_fields_costs_nothing(text):
    (paper,), errors = papers(bibtex, text, path="list.bib")
    assert (paper.title, paper.abstract) == ("Fern: Sparse Adapters", "We introduce Fern.")
    assert errors == ["list.bib:1: the title is broken (braces or a comma are missing); read as far as it goes"]


@pytest.mark.parametrize(
    "start",
    ["@article{\n  ", "@article{fern\n  ", "@ARTICLE{ fern ,", "@article{,", "@article(fern,", "\t@article {fern,"],
)
def test_spellings_of_the_start_of_an_entry(start):
    end = ")" if "(" in start else "}"
    text = f"{start}title = {{Fern: Sparse Adapters}},\r\n year = {{2024}},\r\n{end}"
    assert titles(text) == (["Fern: Sparse Adapters"], [])


def test_an_entry_without_a_title_is_reported():
    assert titles("\n\n@book{x, abstract = {We introduce Fern.}}") == (
        [],
        ["list.bib:3: the record has no title; give it one"],
    )


def test_an_entry_without_an_abstract_is_a_record():
    (paper,), errors = papers(bibtex, "@article{x, title = {Fern: Sparse Adapters}}")
    assert (paper.title, paper.abstract, errors) == ("Fern: Sparse Adapters", "", [])


def test_chunks_change_nothing(monkeypatch):
    text = "@string{m = {Moss}}\n" + "".join(
        entry(n, journal="m", note="{see\n@home (x)}" if n % 3 else "{x") for n in range(9)
    )
    whole = records(bibtex, text)
    monkeypatch.setattr(entries, "_CHUNK", 1)
    assert records(bibtex, text) == whole
    assert len(whole[0]) + len(whole[1]) >= 9
    assert all(record.paper.venue == "Moss" for record in whole[0])


def test_an_entry_without_end_is_not_held(monkeypatch):
    monkeypatch.setattr(entries, "_LARGEST", 1000)
    text = entry(1) + "@article{x, title = {" + "Fern\n" * 2000 + entry(2)
    found, errors = titles(text)
    assert found == ["Fern 1: Sparse Adapters", "Fern 2: Sparse Adapters"]
    assert [error.partition(": ")[0] for error in errors] == ["list.bib:5"]


@pytest.mark.parametrize(
    "piece",
    [
        "@a{",
        "@a{x,",
        "{",
        '"',
        "@",
        "@a ",
        "\n@a{b,c={",
        "}",
        "#",
        "\\",
        "@string{a=",
        "a={",
        "x\n",
        "@a{x,b={c} ",
        "@a{x,\ntitle={c\n",
        "title={c\n",
        "title={c}\n",
        "},",
        "\ntitle=",
        "@a{b,crossref={b}}\n",
    ],
)
def test_hostile_text_ends(piece):
    papers(bibtex, (piece * 15_000)[:15_000])
