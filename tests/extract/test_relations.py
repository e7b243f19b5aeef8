import pytest
from factory import signals, span

from kg.extract import relations as module
from kg.extract.relation_candidates import Place
from kg.extract.relations import find_relations

KINDS = {
    "FooNet": ("Model", "introduces"),
    "BERT": ("Model", "uses"),
    "ELMo": ("Model", "compares"),
    "Moss": ("Model", "compares"),
    "LoRA": ("Method", "uses"),
    "Adam": ("Method", "compares"),
    "FooBench": ("Dataset", "uses"),
    "MossQA": ("Dataset", "uses"),
    "TurfQA": ("Dataset", "uses"),
    "C4": ("Dataset", "uses"),
    "HayBench": ("Dataset", "introduces"),
    "parsing": ("Task", "uses"),
}


def relations(abstract, *, title="FooNet for everyone"):
    """Return the relations that an abstract states between names, which are known by their spelling."""
    read = signals(f"{title}\n{abstract}")
    words = read.layout.words
    present = sorted((name for name in KINDS if name in words), key=words.index)
    places = [
        Place(index, index + 1, group, *KINDS[name])
        for group, name in enumerate(present)
        for index, word in enumerate(words)
        if word == name
    ]
    found = find_relations(read.layout, places, present)
    return sorted((present[one.subject], one.predicate, present[one.object]) for one in found if one.sentence)


@pytest.mark.parametrize(
    "abstract",
    [
        "FooNet outperforms ELMo.",
        "FooNet consistently surpasses ELMo by a large margin.",
        "Experiments show that FooNet outperforms ELMo.",
        "FooNet achieves better results than ELMo.",
        "FooNet not only outperforms ELMo but is small.",
        "Our method outperforms ELMo.",
        "Extensive experiments show that our approach outperforms ELMo.",
    ],
)
def test_outperforms(abstract):
    assert relations(abstract) == [("FooNet", "outperforms", "ELMo")]


@pytest.mark.parametrize(
    "abstract",
    [
        "FooNet is trained on C4.",
        "We train FooNet on C4.",
        "FooNet was pre-trained on C4.",
        "FooNet, fine-tuned on C4, is good.",
    ],
)
def test_trained_on(abstract):
    assert relations(abstract) == [("FooNet", "trainedOn", "C4")]


@pytest.mark.parametrize(
    "abstract",
    [
        "We evaluate FooNet on FooBench.",
        "We evaluate our method on FooBench.",
        "It achieves an accuracy of 90% on FooBench.",
        "FooNet achieves state-of-the-art results on FooBench.",
        "Experiments on FooBench demonstrate the effectiveness of FooNet.",
        "Experiments on FooBench demonstrate the effectiveness of our method.",
    ],
)
def test_evaluated_on(abstract):
    assert relations(abstract) == [("FooNet", "evaluatedOn", "FooBench")]


@pytest.mark.parametrize(
    "abstract",
    [
        "FooNet is based on BERT.",
        "FooNet is built upon BERT.",
        "FooNet extends BERT with a new layer.",
        "We propose FooNet, a BERT-based model for parsing.",
        "We introduce FooNet, an extension of BERT.",
        "Our model is based on BERT.",
    ],
)
def test_based_on(abstract):
    assert relations(abstract) == [("FooNet", "basedOn", "BERT")]


@pytest.mark.parametrize("abstract", ["FooNet is a variant of BERT.", "We propose FooNet, a variant of BERT."])
def test_variant_of(abstract):
    assert relations(abstract) == [("FooNet", "variantOf", "BERT")]


@pytest.mark.parametrize(
    "dataset", ["We introduce HayBench, which is built on FooBench.", "HayBench is derived from FooBench."]
)
def test_a_dataset_is_based_on_another(dataset):
    assert relations(dataset, title="A benchmark") == [("HayBench", "basedOn", "FooBench")]


@pytest.mark.parametrize(
    "abstract",
    [
        "FooNet does not outperform ELMo.",
        "FooNet doesn't outperform ELMo.",
        "FooNet doesn’t outperform ELMo.",
        "FooNet fails to outperform ELMo.",
        "FooNet never outperforms ELMo.",
        "FooNet is not trained on C4.",
        "FooNet reaches high accuracy without training on C4.",
        "FooNet cannot be evaluated on FooBench.",
        "FooNet is not based on BERT.",
    ],
)
def test_what_is_negated_is_not_stated(abstract):
    assert relations(abstract) == []


@pytest.mark.parametrize("abstract", ["Moss is outperformed by FooNet.", "ELMo and Moss lag behind FooNet."])
def test_a_passive_and_a_loser_turn_the_direction(abstract):
    assert ("FooNet", "outperforms", "Moss") in relations(abstract)
    assert all(subject == "FooNet" for subject, _, _ in relations(abstract))


@pytest.mark.parametrize("abstract", ["FooNet is outperformed by ELMo.", "FooNet performs worse than ELMo."])
def test_what_is_outperformed_does_not_outperform(abstract):
    assert ("FooNet", "outperforms", "ELMo") not in relations(abstract)


def test_each_member_of_a_list_counts():
    assert relations("We evaluate FooNet on FooBench, MossQA, and TurfQA.") == [
        ("FooNet", "evaluatedOn", "FooBench"),
        ("FooNet", "evaluatedOn", "MossQA"),
        ("FooNet", "evaluatedOn", "TurfQA"),
    ]
    assert relations("FooNet consistently outperforms ELMo (71%) and Moss (63%).") == [
        ("FooNet", "outperforms", "ELMo"),
        ("FooNet", "outperforms", "Moss"),
    ]


def test_results_of_the_opponent_are_reported_too():
    assert relations("We show that FooNet outperforms ELMo on FooBench.") == [
        ("ELMo", "evaluatedOn", "FooBench"),
        ("FooNet", "evaluatedOn", "FooBench"),
        ("FooNet", "outperforms", "ELMo"),
    ]


def test_a_sentence_states_several_relations():
    assert relations("FooNet is trained on C4 and evaluated on FooBench.") == [
        ("FooNet", "evaluatedOn", "FooBench"),
        ("FooNet", "trainedOn", "C4"),
    ]


def test_the_subject_is_what_the_sentence_names_and_not_what_the_paper_introduces():
    assert relations("We show that BERT outperforms ELMo.") == [("BERT", "outperforms", "ELMo")]
    assert relations("We evaluate BERT and ELMo on HayBench.", title="A benchmark") == [
        ("BERT", "evaluatedOn", "HayBench"),
        ("ELMo", "evaluatedOn", "HayBench"),
    ]


def test_a_helper_is_no_subject():
    assert relations("With LoRA, BERT outperforms ELMo.") == [("BERT", "outperforms", "ELMo")]


@pytest.mark.parametrize(
    "abstract",
    [
        "FooNet is on par with ELMo.",
        "FooNet uses Adam.",
        "Unlike ELMo, FooNet is simple.",
        "BERT and ELMo are popular models.",
        "FooNet surpasses existing LoRA methods.",
        "FooNet outperforms state-of-the-art ELMo-based approaches.",
        "FooNet works on FooBench.",
        "FooNet is new. ELMo is slow on FooBench.",
        "",
    ],
)
def test_what_states_no_relation(abstract):
    assert relations(abstract) == []


@pytest.mark.parametrize(
    "abstract",
    [
        "FooNet outperforms FooBench.",
        "FooBench outperforms BERT.",
        "parsing is trained on C4.",
        "FooNet is trained on BERT.",
        "FooNet is a variant of LoRA.",
        "FooNet is based on parsing.",
    ],
)
def test_the_schema_bounds_the_types(abstract):
    assert [one for one in relations(abstract) if one[1] in ("outperforms", "trainedOn", "variantOf")] == []
    assert all("parsing" not in one for one in relations(abstract))


def test_without_a_single_own_method_we_have_no_subject():
    read = signals("On models\nOur method outperforms BERT.")
    (start, end), far = span(read, "BERT"), Place(1, 2, 1, "Model", "introduces")
    bert = Place(start, end, 0, "Model", "compares")
    assert find_relations(read.layout, [bert], ["BERT"]) == []
    assert [one.subject for one in find_relations(read.layout, [bert, far], ["BERT", "models"])] == [1]
    both = [bert, far, Place(0, 1, 2, "Model", "introduces")]
    assert find_relations(read.layout, both, ["BERT", "models", "On"]) == []


def test_nothing_is_related_to_itself():
    assert relations("FooNet outperforms FooNet.") == []


def test_a_pair_is_stated_once_a_sentence():
    assert relations("FooNet outperforms ELMo and beats ELMo.") == [("FooNet", "outperforms", "ELMo")]
    assert relations("FooNet outperforms ELMo. FooNet outperforms ELMo.") == [("FooNet", "outperforms", "ELMo")] * 2


def test_a_span_that_stands_for_two_things_is_two_objects():
    read = signals("t\nWe evaluate FooNet on CIFAR-10/100 and MNIST.")
    pair, last, net = span(read, "CIFAR-10/100"), span(read, "MNIST"), span(read, "FooNet")
    places = [
        Place(*net, 0, "Model", "introduces"),
        Place(*pair, 1, "Dataset"),
        Place(*pair, 2, "Dataset"),
        Place(*last, 3, "Dataset"),
    ]
    found = find_relations(read.layout, places, ["FooNet", "CIFAR-10", "CIFAR-100", "MNIST"])
    assert [(one.subject, one.predicate, one.object) for one in found] == [
        (0, "evaluatedOn", group) for group in (1, 2, 3)
    ]


def test_each_relation_has_its_evidence():
    read = signals("t\nOne. FooNet outperforms ELMo.")
    places = [Place(3, 4, 0, "Model", "introduces"), Place(5, 6, 1, "Model", "compares")]
    (one,) = find_relations(read.layout, places, ["FooNet", "ELMo"])
    assert (one.sentence, one.by) == (2, "model:relations")
    assert module.THRESHOLDS["outperforms"] <= one.confidence <= 1.0


def test_a_relation_below_its_threshold_is_left_out(monkeypatch):
    monkeypatch.setitem(module.THRESHOLDS, "outperforms", 1.01)
    assert relations("FooNet outperforms ELMo.") == []
