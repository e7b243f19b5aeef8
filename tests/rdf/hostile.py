"""A graph whose every text, name and address is hostile."""

from factory import assembled, result, said

from kg.records import Paper

TEXTS = [
    'say "hi" \'\'\'', "two\nlines\r", "<script>alert(1)</script> ]] > &amp;", "back\\slash\\", "nul\0 esc\x1b[31m",
    "😀 文心一言 \U0010fffd", "\u202eevil\u2066 \ufeff\u2028 \ufffe", "lone \ud800 \udfff", "@prefix a: <b> .", "", " ",
    "\x7f\x85\xa0 \\u0041 \\U00110000", "a } ] .\n<x> <y> <z> .\n", "-->]]>\t\r\n<!DOCTYPE x>", "%41%zz",
]  # fmt: skip


def hostile():
    """Make the graph."""
    papers, entities, links, edges, results = [], [], [], [], []
    for n, text in enumerate(TEXTS):
        paper = Paper(
            f"paper/local-{n}{text}",
            f"T {text}",
            f"A {text} 1.50",
            (f"s{text}",),
            (f"local:{text}",),
            f"https://x.org/{text}",
            "2024-02-30",
            (text,),
        )
        papers.append(paper)
        entities.append((f"dataset/{n}{text}", f"N {text}", "Dataset", (text, f"{text}2")))
        links.append((f"https://x.org/{n} {text}", f"L {text}", "code"))
        edges.append((paper.id, "uses", entities[-1][0], [said(paper, f"A {text}", text, by=text)]))
        edges.append((paper.id, "hasCode", links[-1][0], [said(paper, f"A {text}", text, by=text)]))
        results.append(result(said(paper, f"A {text} 1.50", "1.50"), entities[-1][0], 1.5, metric=text, unit=text))
    return assembled(papers, entities, links, edges, results=results)
