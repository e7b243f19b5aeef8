import pytest
from factory import plain_judge, signals

from kg.extract import duplicates, judge, relations, roles
from kg.extract.gazetteer import Gazetteer
from kg.extract.reading import extraction_of
from kg.extract.scorer import Scorer
from kg.lexicon import Entry
from kg.records import Abbreviation, Extraction, Paper, Sentence

KINDS = ("Dataset", "Method", "Model", "Task")
SCORER = Scorer(
    (*KINDS, "none"),
    {f"lexicon={kind}": [3.0 * (kind == one) for one in KINDS] + [0.0] for kind in KINDS}
    | {"lexicon=none": [0.0] * 4 + [9.0], "times=2": [1.0, 0.0, 0.0, 0.0, 0.0]},
)
ROLES = Scorer(
    ("compares", "introduces", "mentions", "uses"),
    {"bias": [0.0, 0.0, 0.0, 4.0], "cue=introduce-next": [0.0, 8.0, 0.0, 0.0], "cue=compare": [6.0, 0.0, 0.0, 0.0]},
)

DUPLICATES = Scorer(("different", "same"), {"bias": [4.0, 0.0], "alias": [0.0, 9.0]})


@pytest.fixture(autouse=True)
def _plain_weights(monkeypatch):
    monkeypatch.setattr(judge, "shipped", lambda: plain_judge(SCORER))
    monkeypatch.setattr(duplicates, "shipped", lambda: DUPLICATES)
    monkeypatch.setattr(duplicates, "aliases", dict)
    monkeypatch.setattr(roles, "shipped", lambda: ROLES)


def read(title, abstract, *, threshold=0.5, **kinds):
    """Return the paper and what it says, where names are known by their types."""
    paper = Paper("paper/p", title, abstract)
    found = signals(paper.text)
    entries = [Entry(name, kind) for name, kind in kinds.items()]
    found.known = Gazetteer(entries, []).find(found.layout.words, found.layout.spaces)
    return paper, extraction_of(paper, found, threshold=threshold)


def rows(extraction):
    return [(one.group, one.form, one.type, one.role, one.sentence) for one in extraction.mentions]


def test_a_paper_without_words_says_nothing():
    assert read("", "") == (Paper("paper/p", "", ""), Extraction("paper/p"))


def test_sentences_start_with_the_title():
    paper, said = read("A Study", "It is. We know.")
    assert said.sentences == (
        Sentence("paper/p", 0, 0, 7),
        Sentence("paper/p", 1, 8, 14),
        Sentence("paper/p", 2, 15, 23),
    )
    assert [paper.text[one.start : one.end] for one in said.sentences] == ["A Study", "It is.", "We know."]


def test_mentions_of_one_thing_share_a_group():
    paper, said = read("t", "We propose Fern. Fern is good on Moss.", Fern="Method", Moss="Dataset")
    assert rows(said) == [
        (0, "Fern", "Method", "introduces", 1),
        (0, "Fern", "Method", "introduces", 2),
        (1, "Moss", "Dataset", "uses", 2),
    ]
    assert [paper.text[one.start : one.end] for one in said.mentions] == ["Fern", "Fern", "Moss"]
    assert len({one.confidence for one in said.mentions if one.group == 0}) == 1
    assert {one.by for one in said.mentions} == {"lexicon", "lexicon+name"}


def test_the_threshold_keeps_what_is_unlikely_out():
    assert read("t", "We use Fern.", Fern="Method", threshold=0.99)[1].mentions == ()
    assert len(read("t", "We use Fern.", Fern="Method", threshold=0.8)[1].mentions) == 1


def test_a_confidence_is_the_probability_of_being_an_entity():
    (one,) = read("t", "We use Fern.", Fern="Method")[1].mentions
    assert one.confidence == 0.9585


def test_a_confidence_is_below_one(monkeypatch):
    sure = Scorer(SCORER.labels, {"lexicon=Method": [0.0, 99.0, 0.0, 0.0, 0.0]})
    monkeypatch.setattr(judge, "shipped", lambda: plain_judge(sure))
    (one,) = read("t", "We use Fern.", Fern="Method")[1].mentions
    assert one.confidence == 0.9999


def test_duplicates_are_one_thing(monkeypatch):
    monkeypatch.setattr(duplicates, "aliases", lambda: {("fern", "moss"): 3})
    _, said = read("t", "We propose Fern. Fern is Moss, not Weh.", Fern="Method", Moss="Method", Weh="Method")
    assert [(one.group, one.form) for one in said.mentions] == [(0, "Fern"), (0, "Fern"), (0, "Moss"), (1, "Weh")]


def test_a_definition_is_an_abbreviation_of_its_group():
    _, said = read("t", "First. We use Fern Rank Adaptation (FRA).", FRA="Method")
    assert [(one.group, one.form) for one in said.mentions] == [(0, "Fern Rank Adaptation"), (0, "FRA")]
    assert said.abbreviations == (Abbreviation("paper/p", 0, "FRA", "Fern Rank Adaptation", 2),)


def test_an_abbreviation_has_the_first_sentence_with_its_forms():
    _, said = read("FRA", "Use Fern Rank Adaptation (FRA). FRA again.", FRA="Method")
    assert [(one.short, one.sentence) for one in said.abbreviations] == [("FRA", 0)]


def test_a_coordination_names_several_things():
    paper, said = read("t", "We use Ferns-10/100 here.", **{"Ferns-10/100": "Dataset"})
    assert [(one.group, one.form) for one in said.mentions] == [(0, "Ferns-10"), (1, "Ferns-100")]
    assert {paper.text[one.start : one.end] for one in said.mentions} == {"Ferns-10/100"}


@pytest.mark.parametrize(
    "abstract", ["We use Ferns-10/100. Then Ferns-10 again.", "We use Ferns-10. Then Ferns-10/100 again."]
)
def test_a_part_of_a_coordination_is_the_thing_of_its_name(abstract):
    _, said = read("t", abstract, **{"Ferns-10/100": "Dataset", "Ferns-10": "Dataset"})
    assert sorted((one.form, one.group) for one in said.mentions) == [
        ("Ferns-10", 0),
        ("Ferns-10", 0),
        ("Ferns-100", 1),
    ]


def test_relations_point_to_groups():
    _, said = read("t", "We propose Fern. Our method outperforms Moss.", Fern="Method", Moss="Model")
    assert [(one.subject, one.predicate, one.object, one.sentence) for one in said.relations] == [
        (0, "outperforms", 1, 2)
    ]


@pytest.mark.parametrize(
    ("abstract", "role"),
    [
        ("We propose Fern. Fern outperforms Weh on Moss.", "compares"),
        ("We propose Fern. Fern outperforms Weh on Moss. We use Weh.", "uses"),
        ("We propose Fern. Tansy outperforms Weh on Moss.", "uses"),
    ],
)
def test_what_the_own_contribution_outperforms_is_a_competitor(abstract, role, monkeypatch):
    plain = Scorer(ROLES.labels, {"cue=introduce-next": [0.0, 4.0, 0.0, 0.0], "bias": [0.0, 0.0, 0.0, 3.0]})
    monkeypatch.setattr(roles, "shipped", lambda: plain)
    _, said = read("t", abstract, Fern="Method", Weh="Method", Tansy="Method", Moss="Dataset")
    assert {one.role for one in said.mentions if one.form == "Weh"} == {role}
    assert "outperforms" in {one.predicate for one in said.relations}


def test_a_relation_is_no_surer_than_its_ends():
    _, said = read("t", "Moss outperforms Fern. Moss is good.", Fern="Model", Moss="Model", threshold=0.1)
    sure = {one.form: one.confidence for one in said.mentions}
    assert sure["Moss"] > sure["Fern"]
    assert [one.confidence < sure["Fern"] for one in said.relations] == [True]


def test_an_unlikely_relation_is_left_out(monkeypatch):
    monkeypatch.setattr(relations, "LEAST", 1.0)
    _, said = read("t", "Moss outperforms Fern.", Fern="Model", Moss="Model")
    assert len(said.mentions) == 2
    assert said.relations == ()


@pytest.mark.parametrize(
    ("title", "abstract", "subjects"),
    [
        ("t", "We propose Fern. We propose Moss. It outperforms Weh.", []),
        ("Fern at last", "We propose Fern. We propose Moss. It outperforms Weh.", [0]),
        ("Fern, Moss", "We propose Fern. We propose Moss. It outperforms Weh.", []),
        ("t", "We use Fern and Moss. It outperforms Weh.", []),
    ],
)
def test_our_method_is_what_the_paper_introduces_where_that_is_clear(title, abstract, subjects):
    _, said = read(title, abstract, Fern="Method", Moss="Model", Weh="Model")
    assert [one.subject for one in said.relations] == subjects


def test_links_have_their_sentences():
    paper, said = read("At https://github.com/fern/one", "We see. Code: github.com/fern/two! See https://fern.org.")
    assert [(paper.text[one.start : one.end], one.url, one.sentence) for one in said.links] == [
        ("https://github.com/fern/one", "https://github.com/fern/one", 0),
        ("github.com/fern/two", "https://github.com/fern/two", 2),
        ("https://fern.org", "https://fern.org", 3),
    ]
    assert [one.sentence for one in read("t", "https://fern.org has it.")[1].links] == [1]


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("🙂 Fern 日本語", "é́ We 🙂 use Fern, ﬁ Fern."),
        ("", "We use Fern."),
        ("Fern", ""),
        (" Two  spaces ", "in  Fern  and\ta tab,\u00a0Fern."),
        ("Line\nbreak Fern", "and\n\nFern"),
        ("x" * 200, "Fern " * 1000),
    ],
)
def test_offsets_hold_on_any_text(title, abstract):
    paper, said = read(title, abstract, Fern="Method")
    assert len(said.mentions) == paper.text.count("Fern")
    assert {paper.text[one.start : one.end] for one in said.mentions} == {"Fern"}
    for one in said.sentences:
        assert paper.text[one.start : one.end] == paper.text[one.start : one.end].strip()


def test_claimed_results_point_to_groups():
    _, said = read("t", "We propose Fern. Fern reaches 62.5% on Moss.", Fern="Method", Moss="Dataset")
    (claim,) = said.claims
    groups = {one.form: one.group for one in said.mentions}
    assert (claim.subject, claim.dataset, claim.value) == (groups["Fern"], groups["Moss"], 62.5)
    assert claim.confidence < min(one.confidence for one in said.mentions if one.form == "Moss")
