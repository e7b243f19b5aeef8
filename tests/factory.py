"""Makers of records and graphs that tests share."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from kg.config import Config
from kg.provenance import Conflict, Listed
from kg.records import (
    Abbreviation,
    Alias,
    ClaimedResult,
    Entity,
    Evidence,
    Extraction,
    Link,
    Mention,
    Paper,
    Redirect,
    Result,
    Sentence,
)

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.extract.candidates import Group
    from kg.extract.judge import Judge
    from kg.extract.scorer import Scorer
    from kg.extract.signals import Signals
    from kg.resolve.units import Profile


def said(
    paper: Paper, text: str, *surfaces: str, sentence: int = 1, confidence: float = 0.9, by: str = "cue:verb"
) -> Evidence:
    """Make the evidence that a sentence of a paper is, with the words in it that name something."""
    start = paper.text.index(text)
    spans = tuple((start + text.index(word), start + text.index(word) + len(word)) for word in surfaces)
    return Evidence(paper.id, sentence, start, start + len(text), text, spans, surfaces, confidence, by)


def result(evidence: Evidence, dataset: str, value: float, *, subject: str = "", **rest: str) -> Result:
    """Make a result that a sentence claims; its number is the first of the words that the evidence names."""
    (start, end), told = (
        evidence.spans[0],
        {"metric": "", "unit": "", "qualifier": "", "kind": "absolute", "better": ""},
    )
    return Result(evidence.paper, start, end, dataset, subject, value=value, evidence=evidence, **{**told, **rest})


Edge = tuple[str, str, str, Sequence[Evidence]]


def assembled(
    papers: Iterable[Paper],
    entities: Iterable[tuple[str, str, str, Sequence[str]]],
    links: Iterable[tuple[str, str, str]],
    edges: Iterable[Edge],
    *,
    redirects: Sequence[Redirect] = (),
    results: Sequence[Result] = (),
) -> "nx.MultiDiGraph[str]":
    """Make a graph as `kg.assemble` makes it.

    Entities are (id, name, type, other forms), links (url, label, kind), edges (subject, predicate, object, evidence).
    """
    nodes: dict[str, dict[str, object]] = {}
    for paper in papers:
        claimed = tuple(sorted(one for one in results if one.paper == paper.id))
        nodes[paper.id] = {
            "type": "Paper",
            "label": paper.title,
            "paper": paper,
            "sentences": (),
            "results": claimed,
        }
    for key, name, kind, forms in entities:
        aliases = (Alias(key, name, "name"), *(Alias(key, form, "abbreviation") for form in forms))
        nodes[key] = {"type": kind, "label": name, "entity": Entity(key, name, kind), "aliases": aliases}
    for url, label, kind in links:
        nodes[url] = {
            "type": "Repository" if kind == "code" else "WebResource",
            "label": label,
            "url": url,
            "kind": kind,
        }
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((key, nodes[key]) for key in sorted(nodes))
    for subject, predicate, target, evidence in sorted(edges, key=lambda edge: edge[:3]):
        data = {"predicate": predicate, "confidence": max((item.confidence for item in evidence), default=0.5)}
        of = {"of": "own" if predicate == "hasCode" else "other"} if "url" in nodes.get(target, {}) else {}
        graph.add_edge(subject, target, key=predicate, **data, evidence=tuple(sorted(evidence)), **of)
    named = {
        source for node in nodes.values() if isinstance(paper := node.get("paper"), Paper) for source in paper.sources
    }
    graph.graph.update(redirects=tuple(redirects), sources=tuple(sorted(named)))
    return graph


def literature() -> "nx.MultiDiGraph[str]":
    """Make a small graph that has every type, every predicate, two sources and two redirects."""
    fern = Paper(
        "paper/arxiv-2401.00001",
        "Fernweh: Sparse Adapters for Long Documents",
        "We introduce Fernweh, a variant of LoRA for summarization. Fernweh outperforms LoRA on PaperStack. "
        "It is built on Moss-7B. Code is at https://github.com/example/fernweh and data at https://example.org/stack. "
        "Fernweh reaches up to 61.5 % accuracy on PaperStack.",
        ("alpha", "beta"),
        ("arXiv:2401.00001", "doi:10.1234/fern"),
        "https://arxiv.org/abs/2401.00001",
        "2024-01-03",
        ("Ada Moore", "Bo Lind"),
    )
    moss = Paper(
        "paper/acl-2023.moss-1",
        "Moss: A Model Family Trained on TurfText",
        "We present Moss, trained on TurfText. Moss is evaluated on PaperStack against LoRA. "
        "Our code: https://github.com/example/moss.",
        ("alpha",),
        ("acl:2023.moss-1",),
        "https://aclanthology.org/2023.moss-1",
        "2023-07",
        ("Cy Dane",),
    )
    local = Paper(
        "paper/sha256-00112233445566ff",
        "A Note on Summarization with LoRA",
        "We use LoRA and Fernweh for summarization. Nothing is released.",
        ("beta",),
        (),
        "note.pdf",
        "2025",
    )
    a = "We introduce Fernweh, a variant of LoRA for summarization."
    b = "Fernweh outperforms LoRA on PaperStack."
    c = "It is built on Moss-7B."
    d = "Code is at https://github.com/example/fernweh and data at https://example.org/stack."
    e = "We present Moss, trained on TurfText."
    f = "Moss is evaluated on PaperStack against LoRA."
    g = "Our code: https://github.com/example/moss."
    h = "We use LoRA and Fernweh for summarization."
    i = "Fernweh reaches up to 61.5 % accuracy on PaperStack."
    return assembled(
        [fern, moss, local],
        [
            ("method/fernweh", "Fernweh", "Method", ()),
            ("method/lora", "LoRA", "Method", ("Low-Rank Adaptation",)),
            ("model/moss", "Moss", "Model", ()),
            ("model/moss-7b", "Moss-7B", "Model", ()),
            ("dataset/paperstack", "PaperStack", "Dataset", ("Paper Stack",)),
            ("dataset/turftext", "TurfText", "Dataset", ()),
            ("task/summarization", "summarization", "Task", ("text summarization",)),
        ],
        [
            ("https://github.com/example/fernweh", "example/fernweh", "code"),
            ("https://github.com/example/moss", "example/moss", "code"),
            ("https://example.org/stack", "example.org/stack", "data"),
        ],
        [
            (
                fern.id,
                "introduces",
                "method/fernweh",
                [
                    said(fern, fern.title, "Fernweh", sentence=0, by="cue:title", confidence=0.97),
                    said(fern, a, "Fernweh"),
                ],
            ),
            (fern.id, "comparesWith", "method/lora", [said(fern, b, "LoRA", sentence=2, confidence=0.74)]),
            (fern.id, "uses", "task/summarization", [said(fern, a, "summarization", confidence=0.88)]),
            (fern.id, "uses", "dataset/paperstack", [said(fern, b, "PaperStack", sentence=2, confidence=0.91)]),
            (fern.id, "uses", "model/moss-7b", [said(fern, c, "Moss-7B", sentence=3, confidence=0.8)]),
            (
                fern.id,
                "hasCode",
                "https://github.com/example/fernweh",
                [said(fern, d, "https://github.com/example/fernweh", sentence=4, by="link")],
            ),
            (
                fern.id,
                "linksTo",
                "https://example.org/stack",
                [said(fern, d, "https://example.org/stack", sentence=4, by="link")],
            ),
            (moss.id, "introduces", "model/moss", [said(moss, e, "Moss", confidence=0.95)]),
            (moss.id, "uses", "dataset/turftext", [said(moss, e, "TurfText")]),
            (moss.id, "uses", "dataset/paperstack", [said(moss, f, "PaperStack", sentence=2)]),
            (moss.id, "mentions", "method/lora", [said(moss, f, "LoRA", sentence=2, confidence=0.55)]),
            (
                moss.id,
                "hasCode",
                "https://github.com/example/moss",
                [said(moss, g, "https://github.com/example/moss", sentence=3)],
            ),
            (local.id, "uses", "method/lora", [said(local, h, "LoRA")]),
            (local.id, "uses", "method/fernweh", [said(local, h, "Fernweh")]),
            (local.id, "uses", "task/summarization", [said(local, h, "summarization")]),
            ("method/fernweh", "variantOf", "method/lora", [said(fern, a, "Fernweh", "LoRA", confidence=0.85)]),
            (
                "method/fernweh",
                "outperforms",
                "method/lora",
                [said(fern, b, "Fernweh", "LoRA", sentence=2, confidence=0.7)],
            ),
            ("method/fernweh", "basedOn", "model/moss-7b", [said(fern, c, "Moss-7B", sentence=3, confidence=0.6)]),
            ("model/moss", "trainedOn", "dataset/turftext", [said(moss, e, "Moss", "TurfText", confidence=0.83)]),
            ("model/moss", "evaluatedOn", "dataset/paperstack", [said(moss, f, "Moss", "PaperStack", sentence=2)]),
            ("model/moss-7b", "variantOf", "model/moss", [said(fern, c, "Moss-7B", sentence=3, confidence=0.51)]),
        ],
        redirects=[Redirect("method/low-rank-adaptation", "method/lora"), Redirect("method/nothing", "")],
        results=[
            result(
                said(fern, i, "61.5 %", "PaperStack", sentence=5, confidence=0.82, by="claim:on"),
                "dataset/paperstack",
                61.5,
                subject="method/fernweh",
                metric="accuracy",
                unit="%",
                qualifier="at most",
                better="higher",
            )
        ],
    )


def published() -> "nx.MultiDiGraph[str]":
    """Make a graph of a retracted paper of which listings tell all they can, and what they give differently."""
    fern = Paper(
        "paper/arxiv-2401.00001",
        "Fernweh of the Woods",
        "We introduce Fernweh. Code: https://github.com/example/fernweh.",
        ("alpha", "beta"),
        ("arXiv:2401.00001",),
        venue="Journal of <Moss>",
        categories=("cs.CL", "cs.LG"),
        upvotes=1234,
        code=("https://github.com/example/beside",),
        status="retracted",
    )
    beside = said(fern, fern.title, fern.title, sentence=0, by="listing", confidence=0.95)
    code = said(fern, "Code: https://github.com/example/fernweh.", "https://github.com/example/fernweh", sentence=2)
    graph = assembled(
        [fern],
        [("method/fernweh", "Fernweh", "Method", ())],
        [(f"https://github.com/example/{name}", f"example/{name}", "code") for name in ("beside", "fernweh")],
        [
            (fern.id, "introduces", "method/fernweh", [said(fern, "We introduce Fernweh.", "Fernweh")]),
            (fern.id, "hasCode", "https://github.com/example/fernweh", [beside, code]),
            (fern.id, "hasCode", "https://github.com/example/beside", [beside]),
        ],
    )
    graph.graph["listed"] = (
        Listed(fern.id, "alpha", "arXiv:2401.00001", "first"),
        Listed(fern.id, "beta", "Fernweh of the woods", "title", "fernweh of the woods"),
        Listed(fern.id, "gamma", "doi:10.1/x", "identifier", "doi:10.1/x"),
        Listed(fern.id, "gamma", "local:7", "local id", "local:7"),
    )
    graph.graph["conflicts"] = (
        Conflict(fern.id, "doi", "doi:10.1/x", "alpha", "doi:10.1/y", "beta"),
        Conflict(fern.id, "paper", "fernweh of the woods", "alpha", "paper/acl-2023.moss-1", "beta"),
        Conflict(fern.id, "title", fern.title, "alpha", "Moss\x1b[2J", "beta"),
    )
    return graph


def quads(graph: "nx.MultiDiGraph[str]", base: str = "https://x.org/") -> list[tuple[str, str, str, str]]:
    """Make the rows of a graph and of its description, sorted, none twice."""
    from kg.rdf import void
    from kg.rdf.counts import counts
    from kg.rdf.meta import Example
    from kg.rdf.places import places
    from kg.rdf.rows import rows
    from kg.rdf.vocabulary import Vocabulary

    where = places(graph, Vocabulary(base))
    data = sorted(set(rows(graph, where)))
    examples = [
        Example(form.split()[0].lower(), f"{form} it", "What is there?", f"# A comment\n{form} {{ ?s ?p ?o }}")
        for form in ("SELECT * WHERE", "CONSTRUCT WHERE", "ASK")
    ]
    return sorted([*data, *void.described(counts(data), where, examples)])


def nquads(rows: Iterable[tuple[str, str, str, str]]) -> str:
    """Make N-Quads of rows."""
    return "".join(sorted(f"{' '.join(row)} .\n" for row in rows))


def extraction(paper: str, *names: tuple[str, str], link: str = "", role: str = "uses") -> Extraction:
    """Make what a paper says: one mention of each (form, type), in the title, and a link to its own code."""
    mentions = tuple(
        Mention(paper, group, 10 * group, 10 * group + len(form), form, kind, role, 0.9, 0, "lexicon")
        for group, (form, kind) in enumerate(names)
    )
    links = (Link(paper, 0, len(link), link, "code", "own", 0, 0.9),) if link else ()
    return Extraction(paper, (Sentence(paper, 0, 0, 10 * len(names)),), mentions, links=links)


def plants(papers: Iterable[Paper], *, config: Config) -> Iterator[Extraction]:  # noqa: ARG001  the extractor's signature
    """Extract as a build does, in no time: two methods, Moss and Fern, wherever a text has their names."""
    for paper in papers:
        yield extraction(paper.id, *((name, "Method") for name in ("Moss", "Fern") if name in paper.text))


def signals(text: str) -> "Signals":
    """Read a text, a title and after a line break an abstract, by the components that need no weights."""
    from kg.extract import nlp

    return nlp.signals_of(_untrained()(text))


@cache
def _untrained() -> "Language":
    from kg.extract import nlp

    return nlp.untrained()


def span(read: "Signals", surface: str, nth: int = 0) -> tuple[int, int]:
    """Return the run of tokens of the nth place of a surface in a text that was read."""
    layout = read.layout
    start = -1
    for _ in range(nth + 1):
        start = layout.text.index(surface, start + 1)
    found = layout.tokens_of(start, start + len(surface))
    assert found is not None, surface
    return found


def unit(paper: str, forms: str, kind: str = "Method", *, group: int = 0, confidence: float = 0.9) -> Extraction:
    """Make a paper that names one thing: forms between bars, `SHORT = long form` for a definition."""
    pairs = [form.split(" = ") for form in forms.split(" | ") if " = " in form]
    names = [name for form in forms.split(" | ") for name in form.split(" = ")]
    mentions = tuple(Mention(paper, group, 0, len(name), name, kind, "uses", confidence, 0, "tagger") for name in names)
    return Extraction(paper, (), mentions, tuple(Abbreviation(paper, group, short, long, 0) for short, long in pairs))


def units(count: int, forms: str, kind: str = "Method", *, confidence: float = 0.9) -> list[Extraction]:
    """Make several papers that name one thing alike."""
    return [unit(f"paper/local-{forms}-{kind}-{n}", forms, kind, confidence=confidence) for n in range(count)]


def profiles_of(extractions: Iterable[Extraction]) -> "list[Profile]":
    """Make the profiles of what papers name."""
    from kg.resolve.units import find_units, gather

    return gather([map(find_units, extractions)]).profiles


def ruler(folder: Path, **patterns: str) -> Path:
    """Save a spaCy pipeline with an entity ruler: for each label the phrases, parted by bars, that it marks."""
    import spacy

    language = spacy.blank("en")
    phrases = [(label, phrase) for label, some in patterns.items() for phrase in some.split(" | ")]
    rules = [{"label": label, "pattern": phrase} for label, phrase in phrases]
    language.add_pipe("entity_ruler", config={"validate": False}).add_patterns(rules)
    folder.mkdir(parents=True, exist_ok=True)
    language.to_disk(folder)
    return folder


def claims(abstract: str, *, title: str = "A title", made: str = "", **names: str) -> list[ClaimedResult]:
    """Read the results that an abstract claims; names are given by their types, "A | B", `made` is introduced."""
    from kg.extract.claims import find_claims

    paper = Paper("paper/p", title, abstract)
    return find_claims(paper, extraction_by_names(paper, made=made, **names))


def extraction_by_names(paper: Paper, *, made: str = "", **names: str) -> Extraction:
    """Make what a paper says: its sentences, and a mention wherever one of the names stands, given by their types."""
    layout = signals(paper.text).layout
    spans = [layout.characters_of(start, end) for start, end in layout.sentences]
    known = [(name, kind) for kind, some in names.items() for name in some.split(" | ")]
    mentions = [
        Mention(paper.id, group, start, start + len(name), name, kind, role, 0.9, sentence, "lexicon")
        for group, (name, kind) in enumerate(known)
        for role in ["introduces" if name == made else "uses"]
        for sentence, (low, high) in enumerate(spans)
        for start in range(low, high)
        if paper.text.startswith(name, start)
    ]
    sentences = tuple(Sentence(paper.id, index, *span) for index, span in enumerate(spans))
    return Extraction(paper.id, sentences, tuple(sorted(mentions)))


def plain_judge(linear: "Scorer") -> "Judge":
    """Make a judge that says what a linear model says by itself."""
    from kg.extract import judge, scorer
    from kg.extract.trees import Trees

    class Plain(judge.Judge):
        def probabilities(self, groups: "Sequence[Group]", signals: "Signals") -> list[dict[str, float]]:
            found = [scorer.features(group, signals, judge.cues_of(group, signals)) for group in groups]
            return [linear.probabilities(features) for features in found]

    none = np.zeros(0)
    return Plain(linear, (), Trees(none, none.astype(int), none, none))
