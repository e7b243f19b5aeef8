"""Reading lists, tables and notes in Markdown."""

from listings import records

from kg.readers.formats import sniff
from kg.readers.markdown import markdown

ARXIV = "https://arxiv.org/abs"


def read(text):
    found, errors = records("markdown", text, path="list.md")
    return [record.paper for record in found], errors


def told(text):
    papers, errors = read(text)
    assert errors == []
    return [(paper.title, *paper.identifiers) for paper in papers]


def test_items_in_the_ways_people_write_them():
    assert told(f"""# Ferns

- [Fern: A Model of Plants]({ARXIV}/2401.00001)
* [ ] **Moss: Models that Stay.** Ada Moore. _Moss 2024_. [[pdf]({ARXIV}/2401.00002)] [[code](https://github.com/moss/moss)]
1. (2024-03) *Ivy on Old Walls* [paper]({ARXIV}/2401.00003v2)
   - Paper: [Oak and Ash in Winter]({ARXIV}/2401.00004) (Garden 2024)
+ <a href="{ARXIV}/2401.00005">Elm: A Tall Model</a>, <b>Ada Moore</b>
- Ada Moore, Bo Lind. "Lichen Under Glass". [pdf](https://proceedings.example.org/lichen.pdf)
- [[2401.00006] Holly in the Northern Gardens]({ARXIV}/2401.00006)
- {ARXIV}/2401.00007
""") == [
        ("Fern: A Model of Plants", "arXiv:2401.00001"),
        ("Moss: Models that Stay", "arXiv:2401.00002"),
        ("Ivy on Old Walls", "arXiv:2401.00003"),
        ("Oak and Ash in Winter", "arXiv:2401.00004"),
        ("Elm: A Tall Model", "arXiv:2401.00005"),
        ("Lichen Under Glass",),
        ("Holly in the Northern Gardens", "arXiv:2401.00006"),
        ("", "arXiv:2401.00007"),
    ]


def test_what_stands_beside_a_title():
    (paper,), errors = read(
        f"- (2024-03) **Moss: Models that Stay.** *Ada Moore, Bo Lind et al.* [[pdf]({ARXIV}/2401.00002)]\n"
        "  [![Stars](https://img.shields.io/x)](https://github.com/moss/moss) [Another Paper on Ferns]"
        f"({ARXIV}/2401.00009)\n"
    )
    assert (paper.authors, paper.published, errors) == (("Ada Moore", "Bo Lind"), "2024-03", [])
    assert (paper.identifiers, paper.code) == (("arXiv:2401.00002",), ("https://github.com/moss/moss",))
    assert paper.url == f"{ARXIV}/2401.00002"


def test_items_below_an_item_that_name_its_properties():
    (paper,), errors = read(
        "- **Title:** Clover Fields\n  - **Authors:** Ada Moore; Bo Lind\n  - Link: 2402.00003v2\n"
        "  - Abstract: We grow\n    clover.\n"
    )
    assert (paper.title, paper.abstract, paper.authors) == (
        "Clover Fields",
        "We grow clover.",
        ("Ada Moore", "Bo Lind"),
    )
    assert (paper.identifiers, errors) == (("arXiv:2402.00003",), [])


def test_headings_with_labelled_properties_are_papers_and_others_are_none():
    papers, errors = read(f"""# Digest of a day

Papers of note, see [Yew]({ARXIV}/2401.00009).

## 1. Fern: *Sparse* Adapters

**Authors**: Ada Moore, Bo Lind

**Link**: [PDF](https://arxiv.org/pdf/2401.00001)

**Abstract**: We introduce Fern. It is \\*sparse\\* on `plants`.

---

> ### 2. Moss
>
> | 属性 | 内容 |
> |:---:|:---|
> | 📅 发布日期 | 2024-08-18 |
> | 👤 作者 | Ada Moore |
>
> **📄 英文摘要：**
> We introduce Moss.
>
> 🔗 [阅读论文](http://arxiv.org/abs/2401.00002v1)
""")
    assert errors == []
    assert [(paper.title, paper.abstract, paper.authors, paper.published) for paper in papers] == [
        ("Fern: Sparse Adapters", "We introduce Fern. It is *sparse* on plants.", ("Ada Moore", "Bo Lind"), ""),
        ("Moss", "We introduce Moss.", ("Ada Moore",), "2024-08-18"),
    ]
    assert [paper.identifiers for paper in papers] == [("arXiv:2401.00001",), ("arXiv:2401.00002",)]


def test_an_abstract_that_is_unfolded_or_has_a_heading():
    papers, _ = read(f"""# Fern: A Model of Plants

[Paper]({ARXIV}/2401.00001)

## Abstract

We introduce Fern.

## Install

Run it.

## Others

- **Ivy on Old Walls** (2024) [arXiv]({ARXIV}/2401.00003)
  <details><summary>Abstract</summary>
  We measure ivy.
  </details>
""")
    assert [(paper.title, paper.abstract) for paper in papers] == [
        ("Fern: A Model of Plants", "We introduce Fern."),
        ("Ivy on Old Walls", "We measure ivy."),
    ]


def test_tables_by_the_names_of_their_columns():
    papers, errors = read(f"""
|Publish Date|Title|Authors|PDF|Code|
|---|:---:|---|---|---|
|**2024-05-13**|**Fern: A Model \\| Plants**|Ada Moore et.al.|[2405.13741](http://arxiv.org/abs/2405.13741v1)|**[link](https://github.com/fern/fern)**|
|**2024-05-12**|**Moss**|Bo Lind et.al.|[2405.13742](http://arxiv.org/abs/2405.13742v1)|null|

| Conference | Title & Authors | Links |
| --- | --- | --- |
| Garden 2024 | [![Star](https://img.shields.io/x)]()<br>[Ivy on Old Walls]({ARXIV}/2405.13743)<br>Ada Moore, Bo Lind|-|

| Name | Age |
|---|---|
| Ada Moore | 3 |
""")
    assert errors == []
    assert [(paper.title, paper.authors, paper.identifiers) for paper in papers] == [
        ("Fern: A Model | Plants", ("Ada Moore",), ("arXiv:2405.13741",)),
        ("Moss", ("Bo Lind",), ("arXiv:2405.13742",)),
        ("Ivy on Old Walls", ("Ada Moore", "Bo Lind"), ("arXiv:2405.13743",)),
    ]
    assert [paper.published for paper in papers] == ["2024-05-13", "2024-05-12", ""]
    assert [(paper.code, paper.venue) for paper in papers[::2]] == [
        (("https://github.com/fern/fern",), ""),
        ((), "Garden 2024"),
    ]


def test_a_title_in_quotation_marks_is_whole_where_it_is_alone_in_its_cell():
    table = '|Venue|Title|Authors|\n|---|---|---|\n|Garden 2024|"Stay" or "Grow Over": A Study|Ada Moore, Bo Lind|\n'
    assert told(table) == [('"Stay" or "Grow Over": A Study',)]


def test_a_paper_that_is_called_by_its_authors_has_an_identifier_and_no_title():
    table = "|Year|Paper|\n|---|---|\n|2024|[Moore et al. (2024)](https://doi.org/10.5555/fern)|\n"
    assert told(table) == [("", "doi:10.5555/fern")]


def test_a_note_tells_of_one_paper():
    (paper,), errors = read(f"""---
title: "Fern: Sparse Adapters"
authors: [Ada Moore, Bo Lind]
year: 2024
doi: 10.5555/fern.1
created: 2025-01-01
---
> [!abstract]
> We introduce Fern.
> It is sparse.

- follows [Moss and its Models]({ARXIV}/2401.00002)
""")
    assert (paper.title, paper.abstract) == ("Fern: Sparse Adapters", "We introduce Fern. It is sparse.")
    assert (paper.authors, paper.published) == (("Ada Moore", "Bo Lind"), "2024")
    assert (paper.identifiers, errors) == (("doi:10.5555/fern.1",), [])


def test_prose_code_and_comments_are_no_papers():
    assert (
        told(f"""We recommend [Holly: A Sharp Model]({ARXIV}/2402.00013) to everyone.

```
- [Fern in Code Blocks]({ARXIV}/2401.00001)
```
<!--
- [Moss in Comments Only]({ARXIV}/2401.00002)
-->
- [How to use this list](README.md)
- Read [this blog post about ferns](https://example.org/post)
""")
        == []
    )


def test_code_without_an_end_and_a_line_too_long_are_named(monkeypatch):
    monkeypatch.setattr(markdown, "MAX_LINE", 100)
    papers, errors = read(
        f"- [Fern, Moss and Ivy]({ARXIV}/2401.00001)\n- {'a' * 100}\n~~~\n- [x]({ARXIV}/2401.00002)\n"
    )
    assert [paper.title for paper in papers] == ["Fern, Moss and Ivy"]
    assert errors == [
        "list.md:2: the line has more than 0 thousand characters; skipped, split it",
        "list.md:3: the code or comment that starts here has no end, so the rest is not read; close it",
    ]


def test_a_broken_head_of_a_note_is_named_and_the_rest_is_read():
    papers, errors = read(f"---\ntitle: [\n---\n- [Fern, Moss and Ivy]({ARXIV}/2401.00001)\n")
    assert [paper.title for paper in papers] == ["Fern, Moss and Ivy"]
    assert [error.partition(" (")[0] for error in errors] == ["list.md:1: the head of the note is broken YAML"]


def test_items_however_deep_are_read():
    text = "\n".join(f"{' ' * depth}- [Fern, Moss and Ivy]({ARXIV}/2401.{depth:05})" for depth in range(60))
    assert len(told(text)) == 60


def test_lists_with_an_entry_of_bibtex_in_them_are_markdown():
    text = f"# Ferns\n\n```\n@misc{{fern,\n title = {{Fern}}\n}}\n```\n\n- [Moss and Ivy, Again]({ARXIV}/2401.00001)\n"
    assert sniff(text) == "markdown"
    assert sniff("# Ferns\n\nSome prose on ferns.\n\n- water\n- light\n") == ""
    assert sniff("| Title | Authors |\n|---|---|\n| Fern, Moss, Ivy | Ada Moore, Bo Lind |\n") == "markdown"


def test_yaml_of_programs_is_no_markdown():
    paper = f"  - summary: We grow.\n    uri: {ARXIV}/2401.00001\n"
    assert sniff(f"interactions:\n- request:\n    uri: {ARXIV}/2401.00001\n  name: x\n- {ARXIV}/2401.00002\n") == ""
    assert sniff(f"# version 1\n---\nname: x\nsnapshots:\n  kept: 1\n{paper}") == ""
    assert sniff(f"---\nseries:\n  name: Ferns\n---\n- {ARXIV}/2401.00001\n") == "markdown"


def test_prose_that_goes_on_with_by_names_no_authors():
    assert told("- Ferns hold copies of the spores\n  by :role:`moss`, and the others do not\n") == []
    assert told("- Ferns hold copies of the spores\n  By: Ada Moore\n") == [("Ferns hold copies of the spores",)]


def test_the_summary_of_what_is_no_paper_is_no_abstract():
    assert told("# Minutes of the garden club\n\n## Summary\n\nWe met, and agreed on moss.\n") == []
    assert told("- Minutes of the garden club\n  Summary: we met.\n") == []
    (paper,), _ = read(f"- Fern: A Model of Plants\n  Link: {ARXIV}/2401.00001\n  Summary: We grow.\n")
    assert paper.abstract == "We grow."
    (paper,), _ = read("# Moss: Models that Stay\n\n**Authors**: Ada Moore\n\n## Summary\n\nWe stay.\n")
    assert (paper.title, paper.abstract) == ("Moss: Models that Stay", "We stay.")


def test_a_row_that_ends_early_keeps_its_cells_in_their_columns():
    (paper,), errors = read("| Title | Abstract | Link |\n|---|---|---|\n| Ferns of the North | We grow. |\n")
    assert (paper.title, paper.abstract, errors) == ("Ferns of the North", "We grow.", [])


def test_code_ends_with_the_marks_that_it_started_with():
    fern, moss = f"- [Ferns of the North]({ARXIV}/2401.00001)\n", f"- [Mosses of the South]({ARXIV}/2401.00002)\n"
    names = [("Ferns of the North", "arXiv:2401.00001")]
    for text in (f"```x``` is code\n{fern}", f"```\n~~~\n```\n{fern}", f"````\n```\n{moss}```\n````\n{fern}"):
        assert told(text) == names


def test_a_comment_without_an_end_is_told():
    fern = f"- [Ferns of the North]({ARXIV}/2401.00001)\n"
    assert told(f"<!-- {ARXIV}/2401.00002 -->\n{fern}<!--\n{fern}-->\n") == [("Ferns of the North", "arXiv:2401.00001")]
    _, errors = read(f"{fern}<!--\n{fern}")
    assert errors == ["list.md:2: the code or comment that starts here has no end, so the rest is not read; close it"]


def test_an_abstract_keeps_the_addresses_of_its_links_in_items_tables_and_notes():
    abstract = "We use Moss. Code is [here](https://github.com/moss/fern), see [this https URL](https://a.org/b_c)."
    kept = "We use Moss. Code is here (https://github.com/moss/fern), see https://a.org/b_c."
    section = f"## [Fern: A Model of Plants]({ARXIV}/2401.00001)\n\n**Abstract**: {abstract}\n"
    table = f"| Title | Link | Abstract |\n|---|---|---|\n| Fern: A Model | {ARXIV}/2401.00001 | {abstract} |\n"
    note = f"---\ntitle: Fern\nauthors: [Ada Moore]\narxiv: 2401.00001\n---\n\n## Abstract\n\n{abstract}\n"
    assert [paper.abstract for text in (section, table, note) for paper in read(text)[0]] == [kept] * 3
