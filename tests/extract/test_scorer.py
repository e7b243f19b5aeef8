import json
import math

import pytest
from factory import signals, span

from kg.errors import ModelError
from kg.extract import scorer
from kg.extract.candidates import groups
from kg.extract.corpus import CorpusLexicon, Statistics
from kg.extract.gazetteer import Known
from kg.extract.judge import cues_of
from kg.extract.scorer import Scorer, bucket, named_in_link, shape_of
from kg.extract.tagger import Span


def features(text, form, *, tagged=(), known=(), corpus=()):
    read = signals(text)
    read.tagged = [Span(*span(read, surface, nth), kind, sure) for surface, nth, kind, sure in tagged]
    read.known = [Known(*span(read, surface), frozenset(types), counts, seen) for surface, types, counts, seen in known]
    read.corpus = CorpusLexicon(Statistics(*row) for row in corpus)
    (group,) = [group for group in groups(read) if form in group.forms]
    found = scorer.features(group, read, cues_of(group, read))
    assert found == sorted(set(found))
    return set(found)


def test_probabilities_are_a_softmax_of_the_sums_of_weights():
    model = Scorer(("Method", "none"), {"a": [1.0, 0.0], "b": [1.0, -1.0]})
    assert model.probabilities(["a", "b", "unknown"])["Method"] == pytest.approx(1 / (1 + math.exp(-3)))
    assert model.probabilities([]) == {"Method": 0.5, "none": 0.5}


def test_large_weights_do_not_overflow():
    assert Scorer(("x", "y"), {"a": [1e4, -1e4]}).probabilities(["a"]) == {"x": 1.0, "y": 0.0}


def test_a_scorer_is_read(tmp_path):
    path = tmp_path / "scorer.json"
    path.write_text(json.dumps({"labels": ["Task", "none"], "weights": {"bias": [0.5, -0.5]}}), encoding="utf-8")
    assert scorer.shipped(path) == Scorer(("Task", "none"), {"bias": [0.5, -0.5]})


@pytest.mark.parametrize("content", [None, "", "{", "[]", "{}", '{"labels": ["a"]}'])
def test_weights_that_cannot_be_read_are_one_line(tmp_path, content):
    path = tmp_path / "scorer.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"scorer\.json: the scorer's weights cannot be read") as caught:
        scorer.shipped(path)
    assert "\n" not in str(caught.value)


def test_the_shipped_scorer_knows_every_type():
    assert set(scorer.shipped().labels) == {"Method", "Model", "Dataset", "Task", "none"}


def test_features_of_the_tagger():
    found = features(
        "t\nwe use Moss and Moss and Moss",
        "Moss",
        tagged=[("Moss", 0, "Model", 0.97), ("Moss", 1, "Method", 0.3)],
    )
    assert {"tag=Model", "tag Model p=7", "tag Method p=1", "tagged types differ", "tagged share=2"} <= found
    assert "untagged" not in found


def test_features_without_the_tagger():
    assert {"untagged", "p=0", "known=no", "lexicon=none", "corpus=no"} <= features("t\nwe use Moss", "Moss")


def test_features_of_known_names():
    found = features("t\nwe use Moss", "Moss", known=[("Moss", ["Model"], {"Model": 3, "Method": 1}, 8)])
    assert {"lexicon=Model", "known=Model", "known=Model share=2", "rate=4", "seen=4"} <= found
    assert {"known Model=3", "known Method=1"} <= found


def test_features_of_the_corpus():
    row = ("Moss", {"Method": 6.0, "Model": 2.0}, 20)
    found = features("t\nwe use Moss", "Moss", corpus=[row, ("Fern", {"Task": 9.0}, 90)])
    assert {feature for feature in found if feature.startswith("corpus")} == {
        "corpus=Method",
        "corpus=Method share=1",
        "corpus=Method rate=6 untagged",
        "corpus rate=6",
        "corpus rate=6 seen=3",
    }


def test_features_of_the_corpus_and_the_tagger():
    tagged = [("Moss", 0, "Task", 0.6), ("Moss", 1, "Model", 0.3)]
    found = features("t\nMoss and Moss", "Moss", tagged=tagged, corpus=[("Moss", {"Model": 2.0}, 100)])
    assert {"corpus=Model rate=1 tagged", "p=3 corpus rate=1", "corpus=Model share=3 tag=Task"} <= found


def test_of_several_forms_the_most_seen_counts():
    rows = [("Fern Rank Adaptation", {"Method": 3.0}, 4), ("FRA", {"Task": 1.0}, 50)]
    found = features("t\nuse Fern Rank Adaptation (FRA)", "FRA", corpus=rows)
    assert {"corpus=Task", "corpus rate=1 seen=4"} <= found
    assert "corpus=Method" not in found


def test_features_of_the_context():
    found = features("Moss: A Study\nWe introduce Moss, a large model.", "Moss")
    assert {"cue=title", "cue=introduce-next", "cue=apposition-after:Model", "source=name"} <= found


def test_only_the_name_before_the_colon_is_the_titles():
    assert "cue=title" not in features("Moss: A Study\nWe introduce Fern.", "Fern")


def test_features_that_are_weighed_together():
    found = features(
        "t\nwe use Moss", "Moss", tagged=[("Moss", 0, "Model", 0.5)], known=[("Moss", ["Model"], {"Model": 1}, 1)]
    )
    assert {"tag=Model & lexicon=Model", "tag=Model & known=Model", "p=2 & last=moss", "p=2 & rate=7"} <= found
    assert not any(feature.count(" & ") > 1 for feature in found)
    assert "untagged & lexicon=none" in features("t\nwe use Moss", "Moss")


def test_features_of_a_definition():
    found = features("t\nuse fern rank adaptation (FRA)", "FRA")
    assert {"defined", "long form ends=adaptation", "short form=acronym1", "several forms"} <= found


def test_features_of_the_form():
    found = features("t\nwe see Fern-Net Graphs", "Fern-Net Graphs")
    assert {"shape=mixed2", "words=3", "last=graphs", "first=fern", "end=aphs", "last two=net graphs"} <= found
    assert "only=moss" in features("t\nwe use Moss", "Moss")


def test_features_of_the_place():
    assert {"in title", "first sentence=0", "times=2"} <= features("Moss: one\nWe use Moss.", "Moss")
    late = features("t\n" + "It is so. " * 9 + "We use Moss.", "Moss")
    assert {"first sentence=6", "in last sentence", "times=1"} <= late
    assert "in title" not in late


def test_a_span_inside_a_longer_tagged_one():
    found = features("t\nuse Fern Moss", "Fern", tagged=[("Fern Moss", 0, "Model", 0.9)], known=[("Fern", [], {}, 0)])
    assert "inside a tagged span" in found
    twice = features(
        "t\nuse Fern moss, Fern", "Fern", tagged=[("Fern moss", 0, "Model", 0.9)], known=[("Fern", [], {}, 0)]
    )
    assert "sometimes inside a tagged span" in twice


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("BERT", "acronym1"),
        ("CNNs", "acronym1"),
        ("LoRA", "mixed1"),
        ("Adam", "title1"),
        ("GPT-4", "digits1"),
        ("machine translation", "lower2"),
        ("Stable Diffusion", "title2"),
        ("a b c d e", "lower3"),
    ],
)
def test_shape_of(form, shape):
    assert shape_of(form) == shape


@pytest.mark.parametrize(("value", "place"), [(0, 0), (0.5, 1), (0.7, 1), (1, 2), (9, 2)])
def test_bucket(value, place):
    assert bucket(value, (0.5, 1)) == place


@pytest.mark.parametrize(
    ("forms", "abstract", "named"),
    [
        (["FooNet"], "Code: https://github.com/fern/FooNet-v2.git", True),
        (["foo-net"], "Code: https://github.com/fern/FooNet/", True),
        (["Moss", "FooNet"], "Code: https://github.com/fern/foonet", True),
        (["Moss"], "Code: https://github.com/moss/foonet", False),
        (["Foo"], "Code: https://github.com/fern/foonet", True),
        (["Fo"], "Code: https://github.com/fern/foonet", False),
        (["FooNet"], "The images were taken from https://github.com/fern/foonet", False),
        (["FooNet"], "no link", False),
    ],
)
def test_named_in_link(forms, abstract, named):
    assert named_in_link(forms, signals(f"t\n{abstract}")) is named
