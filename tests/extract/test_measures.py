import pytest
from factory import signals, span

from kg.extract.candidates import groups
from kg.extract.corpus import CorpusLexicon, Statistics
from kg.extract.cues import Cue
from kg.extract.gazetteer import Known
from kg.extract.measures import Measures
from kg.extract.tagger import Span


def read(text, *, known=(), corpus=(), **spans):
    """Read a text, with spans for each tagger as (surface, nth, type, probability)."""
    found = signals(text)
    for name, rows in spans.items():
        setattr(found, name, [Span(*span(found, surface, nth), kind, sure) for surface, nth, kind, sure in rows])
    found.known = [
        Known(*span(found, surface), frozenset(types), counts, seen) for surface, types, counts, seen in known
    ]
    found.corpus = CorpusLexicon(Statistics(*row) for row in corpus)
    return found


def measures(text, form, cues=(), **sources):
    found = read(text, **sources)
    every = groups(found)
    (group,) = [group for group in every if form in group.forms]
    made = Measures(found, every).of(group, cues)
    assert all(type(value) in (int, float) for value in made.values())
    return made


def some(made, *starts):
    return {name: value for name, value in made.items() if name.startswith(starts)}


def test_the_best_of_each_type_that_a_tagger_says():
    made = measures(
        "t\nMoss or Moss or Moss or Moss",
        "Moss",
        tagged=[("Moss", 0, "Model", 0.9), ("Moss", 1, "Model", 0.7), ("Moss", 2, "Task", 0.4)],
        faint=[("Moss", 3, "Task", 0.2)],
        convolved=[("Moss", 0, "Model", 0.6), ("Moss", 0, "Dataset", 0.3)],
    )
    assert some(made, "tagged", "faint", "convolved") == {
        "tagged Model": 0.9,
        "tagged Task": 0.4,
        "tagged share": 0.75,
        "tagged times": 3.0,
        "faint Task": 0.2,
        "convolved Model": 0.6,
        "convolved Dataset": 0.3,
        "convolved share": 0.5,
        "convolved across": 0.0,
    }


def test_the_surest_span_of_the_network_with_other_edges():
    spans = [("tall Moss", 0, "Model", 0.5), ("Moss tree", 0, "Task", 0.7), ("Weh", 0, "Task", 0.9)]
    made = measures("t\nuse tall Moss tree, Weh", "Moss", known=[("Moss", ["Model"], {}, 0)], convolved=spans)
    assert made["convolved across"] == 0.7
    assert measures("t\nuse Moss, Weh", "Moss", convolved=[("Weh", 0, "Task", 0.9)])["convolved across"] == 0.0


def test_the_share_of_places_within_longer_tagged_spans():
    text, tagged = "t\nuse Moss tree or Moss", [("Moss tree", 0, "Model", 0.9)]
    assert measures(text, "Moss", tagged=tagged, known=[("Moss", [], {}, 0)])["inside share"] == 0.5
    assert measures(text, "Moss tree", tagged=tagged)["inside share"] == 0.0


def test_what_the_lexicon_and_annotated_abstracts_say():
    known = [("Moss", ["Model", "Task"], {"Model": 3, "Method": 1}, 8), ("FRA", [], {"Task": 9}, 9)]
    made = measures("t\nwe use Moss and FRA", "Moss", known=known)
    assert some(made, "lexicon", "annotated") == {
        "lexicon Model": 1.0,
        "lexicon Task": 1.0,
        "annotated seen": 8.0,
        "annotated rate": 0.5,
        "annotated Model": 0.75,
        "annotated Method": 0.25,
    }


def test_of_several_known_forms_the_most_seen_counts():
    known = [("Fern Rank Adaptation", [], {"Task": 1}, 2), ("FRA", [], {"Method": 3}, 4)]
    made = measures("t\nuse Fern Rank Adaptation (FRA)", "FRA", known=known)
    assert some(made, "annotated") == {"annotated seen": 4.0, "annotated rate": 0.75, "annotated Method": 1.0}


def test_what_the_corpus_says():
    rows = [("Fern Rank Adaptation", {"Method": 6.0, "Task": 2.0}, 10), ("FRA", {"Task": 1.0}, 4)]
    made = measures("t\nuse Fern Rank Adaptation (FRA)", "FRA", corpus=rows)
    assert some(made, "corpus") == {
        "corpus seen": 10.0,
        "corpus support": 8.0,
        "corpus rate": 0.8,
        "corpus least rate": 0.25,
        "corpus Method": 0.75,
        "corpus Task": 0.25,
    }


def test_what_no_source_knows_has_no_measures_of_them():
    assert some(measures("t\nwe use Moss", "Moss"), "lexicon", "annotated", "corpus") == {}


def test_where_the_places_are():
    made = measures("Moss: one\nWe see. Use Moss. Fern. See Moss and Moss.", "Moss")
    assert some(made, "times", "sentences", "first sentence", "in ") == {
        "times": 4.0,
        "sentences": 3.0,
        "first sentence": 0.0,
        "in title": 1.0,
        "in last sentence": 1.0,
        "in own link": 0.0,
    }
    made = measures("t\nWe see. Use Moss. See.", "Moss")
    assert (made["first sentence"], made["in title"], made["in last sentence"]) == (2.0, 0.0, 0.0)


def test_a_release_of_that_name_is_measured():
    assert measures("t\nUse FooNet. Code: https://github.com/fern/foonet", "FooNet")["in own link"] == 1.0


def test_each_source_of_a_place_is_measured_once():
    made = measures("t\nMoss or Moss", "Moss", tagged=[("Moss", 0, "Model", 0.9)], faint=[("Moss", 1, "Task", 0.2)])
    assert some(made, "source") == {
        "source tagger": 1.0,
        "source faint": 1.0,
        "source name": 1.0,
        "source repeat": 1.0,
    }


def test_cues_are_counted():
    made = measures(
        "t\nMoss",
        "Moss",
        [Cue("our"), Cue("head-after", "Model"), Cue("head-after", "Task")],
        known=[("Moss", ["Model"], {}, 0)],
    )
    assert some(made, "cue") == {
        "cue our": 1.0,
        "cue head-after": 2.0,
        "cue type Model": 1.0,
        "cue type Task": 1.0,
    }


@pytest.mark.parametrize(
    ("abstract", "heads"),
    [
        ("use the Moss dataset", {"head after Dataset": 1.0}),
        ("use Moss, a tall model of trees", {"head after Model": 0.25}),
        ("use Moss. A model is here", {}),
        ("on Moss benchmark models", {"head after Dataset": 1.0}),
        ("see Moss dataset; then Moss model", {"head after Dataset": 1.0, "head after Model": 1.0}),
        ("see Moss dataset; then Moss in a tall corpus", {"head after Dataset": 1.25}),
        ("use Moss a b c d e f g h i j k dataset", {"head after Dataset": 1 / 12}),
        ("use Moss a b c d e f g h i j k l dataset", {}),
    ],
)
def test_how_near_the_noun_stands_that_says_what_a_name_is(abstract, heads):
    assert some(measures(f"t\n{abstract}", "Moss"), "head after") == heads


@pytest.mark.parametrize(
    ("abstract", "heads"),
    [
        ("We propose a tall framework with Moss", {"own head Method": 1.0}),
        ("We introduce a new dataset and benchmark of Moss", {"own head Dataset": 4.0}),
        ("We use Moss, a model", {}),
        ("We propose Moss, a model", {}),
        ("We propose Moss for a model", {}),
        ("We propose Moss a b c d e model", {"own head Model": 1.0}),
        ("We propose Moss a b c d e f model", {}),
        ("Our Moss model and this Fern task", {"own head Model": 1.0, "own head Task": 2.0}),
    ],
)
def test_what_a_text_calls_its_own_contribution(abstract, heads):
    assert some(measures(f"t\n{abstract}", "Moss"), "own head") == heads


def test_the_nouns_of_the_title():
    made = measures("Moss: a model, a dataset and a Model\nA task.", "Moss")
    assert some(made, "title head") == {"title head Model": 2.0, "title head Dataset": 1.0}


def test_the_size_of_the_text():
    made = measures("t\nwe use Moss and Fern-Net", "Moss")
    assert some(made, "text") == {"text words": 8.0, "text groups": 2.0}


def test_how_a_name_is_spelled():
    made = measures("t\nuse the GPT-4o", "GPT-4o")
    spelled = {
        "words": 1.0,
        "letters": 6.0,
        "shortest letters": 6.0,
        "capitals": 0.5,
        "digits": 1.0,
        "starts with capital": 1.0,
        "lower": 0.0,
        "hyphen": 1.0,
        "forms": 1.0,
        "defined": 0.0,
    }
    assert {name: made[name] for name in spelled} == spelled


def test_how_a_name_with_a_short_form_is_spelled():
    made = measures("t\nuse fern rank adaptation (FRA)", "FRA")
    spelled = {
        "words": 3.0,
        "letters": 20.0,
        "shortest letters": 3.0,
        "capitals": 1.0,
        "digits": 0.0,
        "starts with capital": 1.0,
        "lower": 1.0,
        "hyphen": 0.0,
        "forms": 2.0,
        "defined": 1.0,
    }
    assert {name: made[name] for name in spelled} == spelled
