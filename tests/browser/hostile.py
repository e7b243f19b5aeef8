"""A graph in which every text tries to do harm."""

from factory import assembled, result, said

from kg.records import Paper

TEXTS = (
    "<img src=x onerror=\"window.hit='img'\">",
    "</script><script>window.hit='script'</script>",
    '"><svg onload="window.hit=\'svg\'">',
    "javascript:window.hit='url'",
    "{{7*7}} ${window.hit='template'} href",
    "\u202eevil\u202c\u200b\u0000\x1b[31m\ud800",
    "x" * 5000,
    "__proto__",
    "-->]]><!--",
    "constructor",
    "=HYPERLINK(\"http://127.0.0.1/?\",'hit')",
    "toString",
    "' onmouseover='window.hit=1' x='",
    "\u2066\u200fשלום\u2069 \ufeff\u00ad\u2028 a\u0301\u0301\u0301\u0301",
    "}</style><style>*{display:none}",
    "\"}]}';window.hit='json'//",
    '<http://x> } ; DROP ALL #"""',
    "href=javascript:window.hit='href'",
)


def hostile():
    """Return a graph whose papers, names, forms, links, dates, authors, sources, metrics and sentences are hostile."""
    papers, entities, links, edges, results = [], [], [], [], []
    for number, text in enumerate(TEXTS):
        identifiers = (f"doi:{text}", f"arXiv:{text}")
        paper = Paper(f"paper/x{number}", text, f"{text} is good.", (text,), identifiers, text, text, (text,))
        papers.append(paper)
        entities.append((f"method/x{number}", text, "Method", (text + "!",)))
        links.append((f"javascript:window.hit='{number}'", text, "code"))
        evidence = [said(paper, f"{text} is good.", text)]
        edges += [
            (paper.id, "introduces", f"method/x{number}", evidence),
            (paper.id, "hasCode", links[-1][0], evidence),
            (f"method/x{number}", "basedOn", "method/x0", evidence),
        ]
        entities.append((f"dataset/x{number}", text, "Dataset", ()))
        results.append(result(evidence[0], f"dataset/x{number}", 1.0, subject=f"method/x{number}", metric=text))
    return assembled(papers, entities, links, [edge for edge in edges if edge[0] != edge[2]], results=results)
