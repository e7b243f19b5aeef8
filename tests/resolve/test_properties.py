"""What holds for every corpus: the order leaves no trace, a rebuild changes nothing, no id is ever lost."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.lexicon import Entry
from kg.records import Abbreviation, Extraction, Mention
from kg.resolve import Decision, Settled, parse_decisions, resolve, resolve_and_record, sense_decision

LEXICON = (
    Entry("LoRA", "Method", ("low-rank adaptation",)),
    Entry("STAR", "Dataset"),
    Entry("SAM", "Model", ("Segment Anything Model",)),
    Entry("SAM", "Method", ("sharpness-aware minimization",)),
)
FORMS = (
    "SAM",
    "sam",
    "SAMs",
    "Segment Anything Model",
    "Sharpness-Aware Minimization",
    "LoRA",
    "low-rank adaptation",
    "STAR",
    "star",
    "graph neural networks",
    "Graph Neural Network",
    "GNN",
    "DARTS",
    "DART",
    "X",
    "Y Z",
    "∞",
    "C++",
)
PAIRS = (
    ("SAM", "Segment Anything Model"),
    ("SAM", "Sharpness-Aware Minimization"),
    ("LoRA", "Low Rank Adaption"),
    ("STAR", "Self-Taught Reasoner"),
    ("GNN", "graph neural networks"),
    ("X", "Y Z"),
    ("SAM", "Segment Anything"),
)
TYPES = ("Method", "Model", "Dataset", "Task")

groups = st.tuples(
    st.lists(st.sampled_from(FORMS), min_size=1, max_size=2),
    st.lists(st.sampled_from(PAIRS), max_size=1),
    st.sampled_from(TYPES),
    st.sampled_from((0.3, 0.6, 0.95)),
)


def extraction(paper, found):
    mentions, pairs = [], []
    for group, (forms, defined, kind, confidence) in enumerate(found):
        mentions += [Mention(paper, group, 0, 1, form, kind, "uses", confidence, 0, "tagger") for form in forms]
        pairs += [Abbreviation(paper, group, short, long, 0) for short, long in defined]
    return Extraction(paper, (), tuple(mentions), tuple(pairs))


corpora = st.lists(st.lists(groups, max_size=4), max_size=10).map(
    lambda papers: [extraction(f"paper/local-{number}", found) for number, found in enumerate(papers)]
)
lexicons = st.sampled_from(((), LEXICON))


@st.composite
def decisions(draw, ids):
    made = []
    for number in range(draw(st.integers(0, 3))):
        verb = draw(st.sampled_from(("merge", "split", "retype", "drop", "apart", "keep", "rename", "sense")))
        if verb == "sense":
            id_, goal = draw(st.sampled_from(ids)), draw(st.sampled_from(("", *ids)))
            papers = draw(st.lists(st.sampled_from([f"paper/local-{place}" for place in range(10)]), min_size=1))
            sense = sense_decision(id_, papers, into=goal if goal != id_ else "")
            made.append(replace(sense, where=f"d:{number}"))
            continue
        second = {"merge": ids, "split": FORMS, "retype": TYPES, "apart": ids, "rename": FORMS}.get(verb, ())
        args = (draw(st.sampled_from(ids)), *([draw(st.sampled_from(second))] if second else []))
        made.append(Decision(verb, args, "", f"d:{number}"))
    return made


@settings(max_examples=150, deadline=None)
@given(corpora, lexicons, st.data())
def test_the_order_of_the_papers_leaves_no_trace(corpus, lexicon, data):
    shuffled = data.draw(st.permutations(corpus))
    assert resolve_and_record(shuffled, lexicon=lexicon) == resolve_and_record(corpus, lexicon=lexicon)


@settings(max_examples=150, deadline=None)
@given(corpora, lexicons, st.data())
def test_a_rebuild_with_its_own_ledger_changes_nothing(corpus, lexicon, data):
    plain = resolve(corpus, lexicon=lexicon)
    made = data.draw(decisions([entity.id for entity in plain.entities] or ["method/none"]))
    resolution, ledger = resolve_and_record(corpus, decisions=made, lexicon=lexicon)
    assert resolve_and_record(corpus, decisions=made, ledger=ledger, lexicon=lexicon) == (resolution, ledger)
    assert resolve(corpus, ledger=ledger, lexicon=lexicon).entities == plain.entities


@settings(max_examples=150, deadline=None)
@given(corpora, corpora, lexicons, st.data())
def test_no_id_is_lost_when_papers_come(corpus, more, lexicon, data):
    plain = resolve(corpus, lexicon=lexicon)
    made = data.draw(decisions([entity.id for entity in plain.entities] or ["method/none"]))
    _, ledger = resolve_and_record(corpus, decisions=made, lexicon=lexicon)
    grown = corpus + [_moved(found, f"{found.paper}-new") for found in more]
    resolution, later = resolve_and_record(grown, decisions=made, ledger=ledger, lexicon=lexicon)
    ids = {entity.id for entity in resolution.entities}
    old = {redirect.old for redirect in resolution.redirects}
    assert set(ledger) <= ids | old
    assert not ids & old
    assert {redirect.new for redirect in resolution.redirects} <= ids | {""}
    assert len(ids) == len(resolution.entities)
    assert resolve_and_record(grown, decisions=made, ledger=later, lexicon=lexicon) == (resolution, later)


def _without(resolution):
    """Return what a resolution says, without where decisions stand and what became of ids."""
    aliases = {(alias.entity, alias.form) for alias in resolution.aliases}
    return resolution.entities, aliases, resolution.assignments


@settings(max_examples=50, deadline=None)
@given(corpora, lexicons, st.data())
def test_a_decision_taken_twice_does_what_it_does_once(corpus, lexicon, data):
    plain = resolve(corpus, lexicon=lexicon)
    made = data.draw(decisions([entity.id for entity in plain.entities] or ["method/none"]))
    twice = [decision for decision in made for _ in range(2)]
    assert _without(resolve(corpus, decisions=twice, lexicon=lexicon)) == _without(
        resolve(corpus, decisions=made, lexicon=lexicon)
    )


@settings(max_examples=50, deadline=None)
@given(corpora, lexicons, st.data())
def test_decisions_about_different_entities_may_stand_in_any_order(corpus, lexicon, data):
    ids = [entity.id for entity in resolve(corpus, lexicon=lexicon).entities]
    made = [
        Decision(verb, (id_, *second), "", f"d:{number}")
        for number, id_ in enumerate(ids)
        for verb, second in [data.draw(st.sampled_from((("drop", ()), ("keep", ()), ("rename", ("Fern",)))))]
    ]
    shuffled = data.draw(st.permutations(made))
    found, other = (resolve(corpus, decisions=given, lexicon=lexicon) for given in (made, shuffled))
    assert (found.entities, found.aliases, found.assignments, found.redirects, found.warnings) == (
        other.entities,
        other.aliases,
        other.assignments,
        other.redirects,
        other.warnings,
    )


@settings(max_examples=50, deadline=None)
@given(corpora, lexicons, st.data())
def test_what_is_undone_was_never_done(corpus, lexicon, data):
    plain, ledger = resolve_and_record(corpus, lexicon=lexicon)
    made = data.draw(decisions([entity.id for entity in plain.entities] or ["method/none"]))
    _, later = resolve_and_record(corpus, decisions=made, ledger=ledger, lexicon=lexicon)
    lines = [*map(str, made), *(f"undo {decision}" for decision in reversed(made))]
    standing = parse_decisions("\n".join(lines), Path("decisions.txt"), on_error=_refuse)
    after, _ = resolve_and_record(corpus, decisions=standing, ledger=later, lexicon=lexicon)
    assert (after.entities, after.aliases, after.assignments, after.doubts, after.rulings) == (
        plain.entities,
        plain.aliases,
        plain.assignments,
        plain.doubts,
        (),
    )


def _refuse(error):
    raise error


@settings(max_examples=50, deadline=None)
@given(corpora, lexicons)
def test_no_doubt_comes_back_once_it_is_answered(corpus, lexicon):
    resolution, _ = resolve_and_record(corpus, lexicon=lexicon)
    for doubt in resolution.doubts[:3]:
        seconds = {"merges": [doubt.other], "pairs": [doubt.other], "homonyms": doubt.other.split()[:1]}
        second = seconds.get(doubt.kind, [])
        answer = Decision("apart" if doubt.kind == "pairs" else "keep", (doubt.entity, *second), "", "d:1")
        after, _ = resolve_and_record(corpus, decisions=[answer], lexicon=lexicon)
        assert after.doubts == tuple(other for other in resolution.doubts if other not in Settled([answer]))
        assert doubt not in after.doubts


def _moved(found, paper):
    mentions = tuple(replace(mention, paper=paper) for mention in found.mentions)
    return Extraction(paper, (), mentions, tuple(replace(pair, paper=paper) for pair in found.abbreviations))


@settings(max_examples=150, deadline=None)
@given(corpora, lexicons)
def test_every_group_names_one_entity_and_every_entity_has_a_form_by_its_name(corpus, lexicon):
    resolution = resolve(corpus, lexicon=lexicon)
    groups_of = {(mention.paper, mention.group) for found in corpus for mention in found.mentions}
    assert [(row.paper, row.group) for row in resolution.assignments] == sorted(groups_of)
    names = {(entity.id, entity.name) for entity in resolution.entities}
    assert {(alias.entity, alias.form) for alias in resolution.aliases if alias.reason == "name"} == names
