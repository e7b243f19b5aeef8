"""What one paper says, as plain data."""

from dataclasses import replace

from kg.paper_records import assigned_entities, claimed_results, paper_record
from kg.records import (
    Assignment,
    ClaimedResult,
    Entity,
    Extraction,
    Link,
    Mention,
    Paper,
    Resolution,
    Sentence,
)

PAPER = Paper(
    "paper/arxiv-2401.00001",
    "Fernweh",
    "Fernweh adapters beat LoRA on CIFAR-10/100. See https://example.org/b and https://example.org/a.",
    ("alpha", "beta"),
    ("arXiv:2401.00001",),
    "https://arxiv.org/abs/2401.00001",
    "2024-01",
    ("Ada Moore",),
)


def mention(group, surface, *, form="", role="uses", confidence=0.8, nth=0, by="tagger"):
    start = -1
    for _ in range(nth + 1):
        start = PAPER.text.index(surface, start + 1)
    sentence = int(start > len(PAPER.title))
    end = start + len(surface)
    return Mention(PAPER.id, group, start, end, form or surface, "Method", role, confidence, sentence, by)


def record(paper, *mentions, links=(), **entities):
    resolution = Resolution(
        entities=tuple(sorted({Entity(id_, id_.split("/")[1].upper(), "Method") for id_ in entities.values()})),
        assignments=tuple(Assignment(PAPER.id, int(group[1:]), id_) for group, id_ in entities.items()),
    )
    return paper_record(paper, Extraction(PAPER.id, (), mentions, links=links), assigned_entities(resolution))


def test_a_record_has_the_paper_s_metadata():
    assert record(PAPER) == {
        "id": "paper/arxiv-2401.00001",
        "title": "Fernweh",
        "source": "alpha",
        "sources": ["alpha", "beta"],
        "url": "https://arxiv.org/abs/2401.00001",
        "published": "2024-01",
        "authors": ["Ada Moore"],
        "identifiers": ["arXiv:2401.00001"],
        "venue": "",
        "categories": [],
        "upvotes": 0,
        "code": [],
        "implementations": [],
        "status": "",
        "text": PAPER.text,
        "sentences": [],
        "entities": [],
        "links": [],
        "claims": [],
    }


def test_the_title_is_the_one_that_the_source_gives():
    paper = Paper("paper/x", "Fernweh", "", given_title="{Fernweh}")
    assert (record(paper)["title"], record(paper)["source"]) == ("{Fernweh}", "")


def test_an_entity_has_its_mentions_in_the_order_of_the_text():
    found = record(
        PAPER,
        mention(0, "Fernweh adapters", confidence=0.9, by="cue:verb"),
        mention(0, "Fernweh", confidence=0.9, by="cue:title"),
        g0="method/fernweh",
    )
    assert found["entities"] == [
        {
            "id": "method/fernweh",
            "name": "FERNWEH",
            "type": "Method",
            "role": "uses",
            "confidence": 0.9,
            "surfaces": ["Fernweh", "Fernweh adapters"],
            "mentions": [
                {"start": 0, "end": 7, "sentence": 0, "by": "cue:title"},
                {"start": 8, "end": 24, "sentence": 1, "by": "cue:verb"},
            ],
        }
    ]


def test_groups_of_one_entity_are_joined_under_the_strongest_role():
    found = record(
        PAPER,
        mention(0, "LoRA", role="compares", confidence=0.61),
        mention(1, "Fernweh", role="introduces", confidence=0.51239),
        g0="method/a",
        g1="method/a",
    )["entities"]
    assert [(entity["role"], entity["confidence"], len(entity["mentions"])) for entity in found] == [
        ("introduces", 0.61, 2)
    ]


def test_surfaces_are_the_texts_then_the_forms():
    found = record(
        PAPER,
        mention(0, "CIFAR-10/100", form="CIFAR-10"),
        mention(1, "CIFAR-10/100", form="CIFAR-100"),
        g0="m/a",
        g1="m/b",
    )
    assert [entity["surfaces"] for entity in found["entities"]] == [
        ["CIFAR-10/100", "CIFAR-10"],
        ["CIFAR-10/100", "CIFAR-100"],
    ]


def test_entities_stand_in_the_order_of_their_first_mention():
    found = record(PAPER, mention(0, "LoRA"), mention(1, "Fernweh"), g0="method/a", g1="method/b")
    assert [entity["id"] for entity in found["entities"]] == ["method/b", "method/a"]


def test_groups_that_name_no_entity_are_left_out():
    assert record(PAPER, mention(0, "LoRA"), mention(1, "Fernweh"), g1="method/b")["entities"][0]["id"] == "method/b"


def test_links_stand_in_the_order_of_the_text():
    links = [
        Link(PAPER.id, PAPER.text.index(url), PAPER.text.index(url) + len(url), url, "project", "own", 2, 0.9)
        for url in ("https://example.org/a", "https://example.org/b")
    ]
    assert record(PAPER, links=tuple(links))["links"] == [
        {"url": "https://example.org/b", "kind": "project", "of": "own"},
        {"url": "https://example.org/a", "kind": "project", "of": "own"},
    ]


TURF = Paper("paper/turf", "Turf", "Moss gains up to +5.1 % F1 on Turf.")
SENTENCES = (Sentence("paper/turf", 0, 0, 4), Sentence("paper/turf", 1, 5, 40))
CLAIM = ClaimedResult("paper/turf", 22, 28, 1, "F1", 5.1, "%", "at most", "gain", "higher", 0, 1, 0.8, "claim:on")


def claimed(*, claim=CLAIM, **types):
    """Return what is claimed where groups are resolved as entities of some types; `a` is group 0, `b` group 1."""
    mentions = (
        Mention("paper/turf", 0, 5, 9, "Moss", "Model", "uses", 0.9, 1, "tagger"),
        Mention("paper/turf", 1, 0, 4, "Turf", "Dataset", "uses", 0.9, 0, "tagger"),
        Mention("paper/turf", 1, 35, 39, "Turf", "Dataset", "uses", 0.9, 1, "tagger"),
    )
    entities = tuple(Entity(f"{kind.lower()}/{name}", name, kind) for name, kind in types.items())
    rows = tuple(Assignment("paper/turf", "ab".index(entity.name), entity.id) for entity in entities)
    assigned = assigned_entities(Resolution(entities, assignments=rows))
    extraction = Extraction("paper/turf", SENTENCES, mentions, claims=(claim,))
    return claimed_results(TURF, extraction, assigned), paper_record(TURF, extraction, assigned)["claims"]


def test_a_claim_names_entities_and_quotes_its_sentence():
    (result,), (row,) = claimed(a="Model", b="Dataset")
    assert result.text == "up to 5.1 % gain in F1"
    assert (result.evidence.text, result.evidence.surfaces) == (TURF.abstract, ("Moss", "+5.1 %", "Turf"))
    assert row == {
        "dataset": "dataset/b",
        "subject": "model/a",
        "metric": "F1",
        "value": 5.1,
        "unit": "%",
        "qualifier": "at most",
        "kind": "gain",
        "better": "higher",
        "start": 22,
        "end": 28,
        "sentence": 1,
        "text": TURF.abstract,
        "confidence": 0.8,
        "by": "claim:on",
        "spans": [[5, 9], [22, 28], [35, 39]],
    }


def test_a_claim_on_what_is_no_dataset_any_more_is_left_out():
    assert claimed(a="Model", b="Task") == ((), [])
    assert claimed(a="Model") == ((), [])


def test_a_subject_that_is_no_method_any_more_is_left_out():
    assert [row["subject"] for row in claimed(a="Task", b="Dataset")[1]] == [""]
    assert [row["subject"] for row in claimed(b="Dataset")[1]] == [""]


def test_results_in_words():
    def words(**change):
        (result,), _ = claimed(claim=replace(CLAIM, **change), a="Model", b="Dataset")
        return result.text

    assert words(kind="absolute", qualifier="", value=90.0) == "90 % F1"
    assert words(kind="absolute", qualifier="about", metric="") == "about 5.1 %"
    assert words(kind="reduction", qualifier="at least", metric="", unit="x") == "at least 5.1x reduction"
    assert words(unit="points", qualifier="", value=0.00001) == "0.00001 points gain in F1"


def test_links_are_those_of_the_text_and_those_that_a_listing_gives_beside_it():
    paper = replace(
        PAPER,
        code=("http://github.com/moore/fern.git", "https://github.com/moore/weh"),
        implementations=("https://github.com/lind/fern", "https://github.com/moore/weh/"),
    )
    said = Link(PAPER.id, 60, 80, "https://github.com/Moore/Fern", "code", "other", 1, 0.7)
    assert record(paper, links=(said,))["links"] == [
        {"url": "https://github.com/Moore/Fern", "kind": "code", "of": "own"},
        {"url": "https://github.com/moore/weh", "kind": "code", "of": "own"},
        {"url": "https://github.com/lind/fern", "kind": "code", "of": "other"},
    ]
