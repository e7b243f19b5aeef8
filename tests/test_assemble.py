"""The graph that records make."""

from dataclasses import replace

import pytest

from kg.assemble import assemble
from kg.records import (
    Alias,
    Assignment,
    ClaimedResult,
    Doubt,
    Entity,
    Evidence,
    Extraction,
    Link,
    Mention,
    Paper,
    Redirect,
    Relation,
    Resolution,
    Ruling,
    Sentence,
)

MOSS = Paper(
    "paper/moss", "Moss: Sparse Adapters", "Moss beats LoRA on TurfText and StackText. Moss is small.", ("beta",)
)
FERN = Paper("paper/fern", "Fern", "We use Moss. Code: https://github.com/Fern/Fern", ("alpha", "beta"))
BARE = Paper("paper/bare", "Nothing", "We say nothing.", ())

ENTITIES = (
    Entity("dataset/turftext", "TurfText", "Dataset"),
    Entity("method/lora", "LoRA", "Method"),
    Entity("method/moss", "Moss", "Method"),
)


def sentences(paper):
    """Take the title, and each text up to a full stop and a space, for a sentence."""
    ends = [len(paper.title)]
    while (end := paper.text.find(". ", ends[-1])) >= 0:
        ends.append(end + 1)
    ends.append(len(paper.text))
    starts = [0, *(end + 1 for end in ends[:-1])]
    return tuple(Sentence(paper.id, i, *span) for i, span in enumerate(zip(starts, ends, strict=True)))


def at(paper, surface, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = paper.text.index(surface, start + 1)
    index = next(s.index for s in sentences(paper) if s.start <= start < s.end)
    return start, start + len(surface), index


def mention(paper, group, surface, nth=0, *, role="uses", confidence=0.8, by="tagger"):
    start, end, sentence = at(paper, surface, nth)
    return Mention(paper.id, group, start, end, surface, "Method", role, confidence, sentence, by)


def link(paper, url, *, kind="code", of="own", confidence=0.9, surface=""):
    start, end, sentence = at(paper, surface or url)
    return Link(paper.id, start, end, url, kind, of, sentence, confidence)


def said(paper, *mentions, relations=(), links=()):
    return Extraction(paper.id, sentences(paper), mentions, (), relations, links)


def resolution(assigned, **more):
    rows = (Assignment(paper.id, group, entity) for paper, group, entity in assigned)
    return Resolution(entities=ENTITIES, assignments=tuple(rows), **more)


def graph_of(paper, *mentions, assigned=(), **more):
    return assemble([paper], [said(paper, *mentions, **more)], resolution([(paper, *row) for row in assigned]))


def test_every_paper_and_entity_is_a_node_in_sorted_order():
    aliases = (
        Alias("method/lora", "low-rank adaptation", "abbreviation", "paper/x"),
        Alias("method/lora", "LoRA", "name"),
    )
    graph = assemble([MOSS, BARE], [said(MOSS)], Resolution(entities=ENTITIES, aliases=aliases))
    assert list(graph) == ["dataset/turftext", "method/lora", "method/moss", "paper/bare", "paper/moss"]
    assert graph.nodes["method/lora"] == {
        "type": "Method",
        "label": "LoRA",
        "entity": ENTITIES[1],
        "aliases": (aliases[1], aliases[0]),
    }
    assert graph.nodes["paper/bare"] == {"type": "Paper", "label": "Nothing", "paper": BARE, "sentences": ()}
    assert graph.nodes["paper/moss"]["sentences"] == ((0, 0, 21), (1, 22, 64), (2, 65, 79))


def test_the_graph_knows_its_sources_and_redirects():
    redirects = (Redirect("method/old", "method/lora"),)
    rulings = (Ruling("decisions.txt:1", "drop method/moss", "", ""),)
    doubts = (Doubt("generic", "task/growing", "", 1.0, 2, "a common noun"),)
    graph = assemble([MOSS, FERN], [], Resolution(redirects=redirects, rulings=rulings, doubts=doubts))
    known = {"redirects": redirects, "sources": ("alpha", "beta"), "rulings": rulings, "doubts": doubts}
    assert graph.graph == known


def test_a_mention_is_an_edge_with_the_sentence_as_evidence():
    graph = graph_of(MOSS, mention(MOSS, 0, "LoRA", role="compares", confidence=0.71239), assigned=[(0, "method/lora")])
    assert dict(graph["paper/moss"]["method/lora"]) == {
        "comparesWith": {
            "predicate": "comparesWith",
            "confidence": 0.7124,
            "evidence": (
                Evidence(
                    "paper/moss",
                    1,
                    22,
                    64,
                    "Moss beats LoRA on TurfText and StackText.",
                    ((33, 37),),
                    ("LoRA",),
                    0.71239,
                    "tagger",
                ),
            ),
        }
    }


def test_mentions_in_one_sentence_are_one_evidence():
    mentions = (
        mention(MOSS, 0, "StackText", by="lexicon"),
        mention(MOSS, 0, "TurfText", by="tagger"),
        mention(MOSS, 0, "Moss", 2, by="cue:verb"),
        mention(MOSS, 0, "Moss", 1, by="tagger"),
    )
    graph = graph_of(MOSS, *mentions, assigned=[(0, "method/moss")])
    evidence = graph.edges["paper/moss", "method/moss", "uses"]["evidence"]
    assert [(item.sentence, item.surfaces, item.by) for item in evidence] == [
        (1, ("Moss", "TurfText", "StackText"), "lexicon+tagger"),
        (2, ("Moss",), "cue:verb"),
    ]


@pytest.mark.parametrize(
    ("roles", "predicate"),
    [
        (("mentions", "compares"), "comparesWith"),
        (("compares", "uses"), "uses"),
        (("uses", "introduces"), "introduces"),
        (("mentions", "mentions"), "mentions"),
    ],
)
def test_groups_of_one_entity_make_one_edge_of_the_strongest_role(roles, predicate):
    mentions = [mention(MOSS, 0, "Moss", role=roles[0]), mention(MOSS, 1, "LoRA", role=roles[1], confidence=0.95)]
    graph = graph_of(MOSS, *mentions, assigned=[(0, "method/moss"), (1, "method/moss")])
    assert [(key, data["confidence"]) for *_, key, data in graph.edges(keys=True, data=True)] == [(predicate, 0.95)]
    assert len(graph.edges["paper/moss", "method/moss", predicate]["evidence"]) == 2


def test_a_group_that_names_no_entity_is_no_edge():
    assert graph_of(MOSS, mention(MOSS, 0, "LoRA")).number_of_edges() == 0


RELATED = [(0, "method/moss"), (1, "method/lora"), (2, "dataset/turftext")]
NAMED = [
    mention(MOSS, 0, "Moss", 1),
    mention(MOSS, 1, "LoRA"),
    mention(MOSS, 2, "TurfText"),
    mention(MOSS, 0, "Moss", 2),
]


def relations(*rows, assigned=RELATED):
    found = tuple(
        Relation(MOSS.id, subject, predicate, object_, 1, sure, by) for subject, predicate, object_, sure, by in rows
    )
    graph = graph_of(MOSS, *NAMED, assigned=assigned, relations=found)
    return {
        edge: data for *edge, data in graph.edges(keys=True, data=True) if edge[0] != MOSS.id for edge in [tuple(edge)]
    }


def test_a_relation_is_an_edge_between_entities():
    found = relations((0, "outperforms", 1, 0.66666, "pattern:beats"))
    assert found == {
        ("method/moss", "method/lora", "outperforms"): {
            "predicate": "outperforms",
            "confidence": 0.6667,
            "evidence": (
                Evidence(
                    "paper/moss",
                    1,
                    22,
                    64,
                    "Moss beats LoRA on TurfText and StackText.",
                    ((22, 26), (33, 37)),
                    ("Moss", "LoRA"),
                    0.66666,
                    "pattern:beats",
                ),
            ),
        }
    }


def test_a_relation_that_one_sentence_states_twice_has_one_evidence():
    found = relations((0, "evaluatedOn", 2, 0.5, "path"), (0, "evaluatedOn", 2, 0.7, "pattern"))
    (edge,) = found.values()
    assert [(item.confidence, item.by, item.surfaces) for item in edge["evidence"]] == [
        (0.7, "path+pattern", ("Moss", "TurfText"))
    ]


@pytest.mark.parametrize(
    "row",
    [
        (0, "outperforms", 2, 0.9, "x"),  # a dataset is not outperformed
        (2, "evaluatedOn", 0, 0.9, "x"),
        (0, "variantOf", 2, 0.9, "x"),  # of another type
        (0, "outperforms", 0, 0.9, "x"),
        (0, "eats", 1, 0.9, "x"),
        (0, "outperforms", 7, 0.9, "x"),
    ],
)
def test_a_relation_that_the_schema_does_not_allow_is_left_out(row):
    assert relations(row) == {}


def test_a_relation_between_two_groups_of_one_entity_is_left_out():
    assert relations((0, "variantOf", 1, 0.9, "x"), assigned=[(0, "method/moss"), (1, "method/moss")]) == {}


def test_an_edge_has_the_evidence_of_every_paper():
    other = replace(MOSS, id="paper/a")
    rows = [(paper, *row) for paper in (MOSS, other) for row in RELATED]
    read = [
        said(
            paper,
            *(replace(m, paper=paper.id) for m in NAMED),
            relations=(Relation(paper.id, 0, "basedOn", 1, 1, sure, "x"),),
        )
        for paper, sure in ((MOSS, 0.6), (other, 0.9))
    ]
    edge = assemble([MOSS, other], read, resolution(rows)).edges["method/moss", "method/lora", "basedOn"]
    assert edge["confidence"] == 0.9
    assert [item.paper for item in edge["evidence"]] == ["paper/a", "paper/moss"]


CODE = "https://github.com/Fern/Fern"


def test_a_paper_s_own_code_is_its_code():
    graph = graph_of(FERN, links=(link(FERN, CODE),))
    assert graph.nodes["https://github.com/fern/fern"] == {
        "type": "Repository",
        "label": "Fern/Fern",
        "url": CODE,
        "kind": "code",
    }
    edge = graph.edges["paper/fern", "https://github.com/fern/fern", "hasCode"]
    assert (edge["of"], edge["confidence"], edge["evidence"][0].surfaces) == ("own", 0.9, (CODE,))
    assert edge["evidence"][0].by == "link"


@pytest.mark.parametrize(
    ("kind", "of", "node"),
    [("code", "other", "Repository"), ("project", "own", "WebResource"), ("data", "other", "WebResource")],
)
def test_every_other_address_is_a_link(kind, of, node):
    graph = graph_of(FERN, links=(link(FERN, CODE, kind=kind, of=of),))
    ((_, key, predicate, data),) = graph.edges(keys=True, data=True)
    assert (graph.nodes[key]["type"], graph.nodes[key]["kind"], predicate, data["of"]) == (node, kind, "linksTo", of)


def test_spellings_of_one_repository_are_one_node_with_the_first_spelling():
    other = replace(FERN, id="paper/zz")
    second = replace(link(FERN, "http://github.com/fern/fern.git", of="other", surface=CODE), paper="paper/zz")
    read = [said(other, links=(second,)), said(FERN, links=(link(FERN, CODE),))]
    graph = assemble([other, FERN], read, Resolution())
    assert [(node, data["url"]) for node, data in graph.nodes(data=True) if "url" in data] == [
        ("https://github.com/fern/fern", CODE)
    ]
    assert [edge[::2] for edge in graph.edges(keys=True)] == [("paper/fern", "hasCode"), ("paper/zz", "linksTo")]


def test_a_repository_that_one_paper_gives_twice_is_one_edge():
    links = (link(FERN, CODE), link(FERN, CODE + "/tree/main", of="other", surface=CODE, confidence=0.4))
    graph = graph_of(FERN, links=links)
    assert [edge[2] for edge in graph.edges(keys=True)] == ["hasCode"]


def test_what_one_paper_knows_for_code_is_a_repository():
    other = replace(FERN, id="paper/zz")
    read = [
        said(FERN, links=(link(FERN, CODE, kind="other"),)),
        said(other, links=(replace(link(FERN, CODE), paper="paper/zz"),)),
    ]
    node = assemble([other, FERN], read, Resolution()).nodes["https://github.com/fern/fern"]
    assert (node["type"], node["kind"]) == ("Repository", "code")


def test_a_paper_carries_the_results_that_it_claims():
    dataset = replace(mention(MOSS, 1, "TurfText"), type="Dataset")
    start, end, sentence = at(MOSS, "LoRA")
    row = ClaimedResult(MOSS.id, start, end, 1, "F1", 61.5, "", "", "absolute", "higher", 0, sentence, 0.8, "claim:on")
    read = replace(said(MOSS, mention(MOSS, 0, "Moss", 1), dataset), claims=(row,))
    found = resolution([(MOSS, 0, "method/moss"), (MOSS, 1, "dataset/turftext")])
    graph = assemble([MOSS, BARE], [read], found)
    (result,) = graph.nodes["paper/moss"]["results"]
    assert (result.dataset, result.subject, result.value) == ("dataset/turftext", "method/moss", 61.5)
    assert "results" not in graph.nodes["paper/bare"]


def test_the_order_of_the_records_leaves_no_trace():
    papers = [MOSS, FERN, BARE]
    read = [said(MOSS, *NAMED), said(FERN, mention(FERN, 0, "Moss"), links=(link(FERN, CODE),)), said(BARE)]
    found = resolution([*((MOSS, *row) for row in RELATED), (FERN, 0, "method/moss")])
    one, other = assemble(papers, read, found), assemble(papers[::-1], read[::-1], found)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert [edge[:2] for edge in one.edges] == sorted(edge[:2] for edge in one.edges)


# ---- what listings give beside the text


def given(paper, *, code=(), implementations=(), links=()):
    """Assemble a paper that a listing gives repositories of; return its edges to them."""
    paper = replace(paper, code=code, implementations=implementations)
    graph = assemble([paper], [Extraction(paper.id, sentences(paper), links=links)], Resolution())
    return {(end, data["predicate"]): data for _, end, data in graph.edges(paper.id, data=True)}


def test_a_repository_beside_the_text_is_code_and_the_title_is_its_evidence():
    edges = given(FERN, code=("https://github.com/fern/model",), implementations=("https://github.com/Lind/fern.git",))
    title = {"paper": FERN.id, "sentence": 0, "start": 0, "end": 4, "text": "Fern", "by": "listing"}
    own = Evidence(**title, spans=((0, 4),), surfaces=("Fern",), confidence=0.95)
    assert edges == {
        ("https://github.com/fern/model", "hasCode"): {
            "predicate": "hasCode",
            "confidence": 0.95,
            "evidence": (own,),
            "of": "own",
        },
        ("https://github.com/lind/fern", "linksTo"): {
            "predicate": "linksTo",
            "confidence": 0.9,
            "evidence": (replace(own, confidence=0.9),),
            "of": "other",
        },
    }


@pytest.mark.parametrize("of", ["own", "other"])
def test_an_address_in_the_text_and_beside_it_has_both_as_evidence(of):
    said = link(FERN, "https://github.com/Fern/Fern", of=of)
    ((_, edge),) = given(FERN, code=("http://github.com/fern/fern.git",), links=(said,)).items()
    assert (edge["predicate"], edge["of"]) == ("hasCode", "own")
    assert [(item.by, item.sentence) for item in edge["evidence"]] == [("listing", 0), ("link", 2)]


def test_what_the_text_calls_its_own_is_no_implementation_by_others():
    said = link(FERN, "https://github.com/Fern/Fern")
    ((_, edge),) = given(FERN, implementations=("https://github.com/fern/fern",), links=(said,)).items()
    assert (edge["predicate"], [item.by for item in edge["evidence"]]) == ("hasCode", ["link"])
