import pytest
from factory import signals, span

from kg.extract.relations import Place, find_relations

KINDS = {
    "FooNet": "Model",
    "BERT": "Model",
    "ELMo": "Model",
    "LoRA": "Method",
    "Adam": "Method",
    "FooBench": "Dataset",
    "MossQA": "Dataset",
    "C4": "Dataset",
    "parsing": "Task",
}


def relations(abstract, *, own=None, kinds=KINDS):
    """Return the relations that an abstract states between names, which are known by their spelling."""
    read = signals(f"t\n{abstract}")
    words = read.layout.words
    present = sorted((name for name in kinds if name in words), key=words.index)
    places = [
        Place(index, index + 1, group, kinds[name])
        for group, name in enumerate(present)
        for index, word in enumerate(words)
        if word == name
    ]
    found = find_relations(read.layout, places, present, present.index(own) if own else None)
    return [(present[one.subject], one.predicate, present[one.object]) for one in found]


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("FooNet outperforms BERT.", [("FooNet", "outperforms", "BERT")]),
        ("FooNet consistently surpassed BERT.", [("FooNet", "outperforms", "BERT")]),
        ("FooNet is trained on C4.", [("FooNet", "trainedOn", "C4")]),
        ("FooNet was pre-trained on C4.", [("FooNet", "trainedOn", "C4")]),
        ("FooNet, fine-tuned on C4, is good.", [("FooNet", "trainedOn", "C4")]),
        ("FooNet achieves the best results on FooBench.", [("FooNet", "evaluatedOn", "FooBench")]),
        (
            "FooNet improves across FooBench and MossQA.",
            [("FooNet", "evaluatedOn", "FooBench"), ("FooNet", "evaluatedOn", "MossQA")],
        ),
        ("FooNet is based on BERT.", [("FooNet", "basedOn", "BERT")]),
        ("FooNet builds upon BERT and Adam.", [("FooNet", "basedOn", "BERT")]),
        ("FooNet extends BERT and ELMo.", [("FooNet", "basedOn", "BERT")]),
        ("FooNet does extend C4.", [("FooNet", "basedOn", "C4")]),
        ("FooNet is a variant of BERT.", [("FooNet", "variantOf", "BERT")]),
    ],
)
def test_what_a_trigger_states(abstract, found):
    assert relations(abstract) == found


@pytest.mark.parametrize(
    "abstract",
    [
        "FooNet does not outperform BERT.",
        "FooNet doesn't outperform BERT.",
        "FooNet doesn’t outperform BERT.",
        "FooNet fails to outperform BERT.",
        "FooNet never outperforms BERT.",
        "FooNet is outperformed by BERT.",
        "FooNet is not trained on C4.",
        "FooNet cannot be evaluated on FooBench.",
    ],
)
def test_a_negation_or_a_passive_states_nothing(abstract):
    assert relations(abstract) == []


@pytest.mark.parametrize("words", ["not only outperforms", "not just outperforms", "not merely outperforms"])
def test_not_only_is_no_negation(words):
    assert relations(f"FooNet {words} BERT but is small.") == [("FooNet", "outperforms", "BERT")]


def test_a_list_of_objects_ends_at_its_measure():
    abstract = "We show Adam. Our method outperforms BERT and ELMo by 2 points on FooBench."
    assert relations(abstract, own="Adam") == [
        ("Adam", "evaluatedOn", "FooBench"),
        ("Adam", "outperforms", "BERT"),
        ("Adam", "outperforms", "ELMo"),
    ]


@pytest.mark.parametrize("subject", ["Our method", "The proposed approach", "It", "This model", "We find that it"])
def test_a_paper_speaks_of_its_own_method(subject):
    abstract = f"FooNet is new. {subject} outperforms BERT."
    assert relations(abstract, own="FooNet") == [("FooNet", "outperforms", "BERT")]
    assert relations(abstract) == []


def test_results_without_a_subject_are_those_of_the_papers_own():
    abstract = "FooNet is new. Experiments on FooBench and MossQA are good."
    assert relations(abstract, own="FooNet") == [
        ("FooNet", "evaluatedOn", "FooBench"),
        ("FooNet", "evaluatedOn", "MossQA"),
    ]
    assert relations(abstract) == []


def test_the_nearest_actor_is_the_subject():
    assert relations("With Adam, BERT outperforms ELMo.") == [("BERT", "outperforms", "ELMo")]


def test_nothing_outperforms_itself():
    assert relations("FooNet outperforms FooNet.") == []


@pytest.mark.parametrize(
    "abstract",
    [
        "FooNet outperforms FooBench.",
        "FooBench outperforms BERT.",
        "parsing is trained on C4.",
        "FooNet is trained on BERT.",
        "FooNet is a variant of LoRA.",
        "FooNet is based on FooBench.",
    ],
)
def test_the_schema_bounds_the_types(abstract):
    assert relations(abstract) == []


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("FooNet outperforms BERT while ELMo is slow.", [("FooNet", "outperforms", "BERT")]),
        ("FooNet outperforms BERT. ELMo is slow.", [("FooNet", "outperforms", "BERT")]),
        ("FooNet outperforms BERT, which surpasses ELMo.", [("FooNet", "outperforms", "BERT")]),
        ("FooNet outperforms one and two and three and four and five and six and seven BERT.", []),
        ("FooNet outperforms BERT with ELMo.", [("FooNet", "outperforms", "BERT")]),
        ("FooNet outperforms BERT for LoRA.", [("FooNet", "outperforms", "BERT")]),
        ("FooNet outperforms BERT; ELMo is slow.", [("FooNet", "outperforms", "BERT")]),
        ("FooNet surpasses other methods by leveraging Adam.", []),
        ("FooNet works on FooBench.", []),
        ("BERT and ELMo.", []),
        ("", []),
    ],
)
def test_the_reach_of_a_trigger_has_an_end(abstract, found):
    assert [one for one in relations(abstract) if one[0] == "FooNet"] == found


def test_a_pair_is_stated_once_a_sentence():
    assert relations("FooNet outperforms BERT and beats BERT.") == [("FooNet", "outperforms", "BERT")]
    assert len(relations("FooNet outperforms BERT. FooNet outperforms BERT.")) == 2


def test_a_span_that_stands_for_two_things_is_two_objects():
    read = signals("t\nFooNet is evaluated on CIFAR-10/100 and MNIST.")
    pair, last = span(read, "CIFAR-10/100"), span(read, "MNIST")
    places = [
        Place(1, 2, 0, "Model"),
        Place(*pair, 1, "Dataset"),
        Place(*pair, 2, "Dataset"),
        Place(*last, 3, "Dataset"),
    ]
    found = find_relations(read.layout, places, ["FooNet", "CIFAR-10", "CIFAR-100", "MNIST"], None)
    assert [(one.subject, one.predicate, one.object) for one in found] == [
        (0, "evaluatedOn", group) for group in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("LLaMA-2-7B", "LLaMA-2"),
        ("LLaMA-2", "LLaMA"),
        ("ResNet-50", "ResNet"),
        ("BERT-large", "BERT"),
        ("BERT large", "bert"),
        ("Qwen2.5", "Qwen"),
        ("GPT-4-turbo", "GPT-4"),
        ("SAM 2", "SAM"),
        ("GLM v2", "GLM"),
    ],
)
def test_a_name_tells_a_variant(longer, shorter):
    assert variants(longer, shorter) == [(longer, "variantOf", shorter)]


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("CIFAR-100", "CIFAR-10"),
        ("GPT-3.5", "GPT-3"),
        ("LLaMA-70B", "LLaMA-7"),
        ("BERTScore", "BERT"),
        ("BERT-based", "BERT"),
        ("ImageNet-R", "ImageNet"),
        ("RoBERTa-large", "BERT"),
        ("BERT", "BERT"),
    ],
)
def test_another_name_is_no_variant(longer, shorter):
    assert variants(longer, shorter) == []


def variants(longer, shorter):
    read = signals("t\none and two")
    places = [Place(1, 2, 0, "Model"), Place(3, 4, 1, "Model")]
    found = find_relations(read.layout, places, [longer, shorter], None)
    return [([longer, shorter][one.subject], one.predicate, [longer, shorter][one.object]) for one in found]


def test_variants_are_of_one_type():
    read = signals("t\nSAM and SAM 2")
    places = [Place(1, 2, 0, "Method"), Place(3, 5, 1, "Model")]
    assert find_relations(read.layout, places, ["SAM", "SAM 2"], None) == []


def test_each_relation_has_its_evidence():
    read = signals("t\nOne. FooNet outperforms BERT.")
    places = [Place(3, 4, 0, "Model"), Place(5, 6, 1, "Model")]
    (one,) = find_relations(read.layout, places, ["FooNet", "BERT"], None)
    assert (one.sentence, one.by) == (2, "trigger:outperforms")
    assert one.confidence == 0.85
