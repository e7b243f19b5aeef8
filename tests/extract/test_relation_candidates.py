import pytest
from factory import signals, span

from kg.extract.relation_candidates import Place, is_version, own_things, pairs, sentences


def candidates(abstract, *named, title="Some title"):
    """Return the pairs of an abstract by what stands at their places; `named` are (surface, type, role)."""
    read = signals(f"{title}\n{abstract}")
    places = [Place(*span(read, surface), group, kind, role) for group, (surface, kind, role) in enumerate(named)]
    names = [surface for surface, _, _ in named]
    own = own_things(places, read.layout)
    return [
        (one.word or names[one.group], other.word or names[other.group], kind)
        for sentence in sentences(read.layout, places)
        for one, other, kind in pairs(sentence, own, names)
        if sentence.index
    ]


FOO, BAR = ("FooNet", "Model", "introduces"), ("BarNet", "Model", "compares")
DATA, OURS = ("FooBench", "Dataset", "uses"), ("HayBench", "Dataset", "introduces")


def test_a_telling_word_makes_a_pair_a_candidate_in_both_directions():
    assert candidates("FooNet outperforms BarNet.", FOO, BAR) == [
        ("FooNet", "BarNet", "AA"),
        ("BarNet", "FooNet", "AA"),
    ]
    assert candidates("FooNet knows BarNet.", FOO, BAR) == []


def test_a_dataset_is_no_subject_of_an_actor():
    assert candidates("FooNet is tested on FooBench.", FOO, DATA) == [("FooNet", "FooBench", "AD")]


def test_members_of_one_list_are_no_candidates():
    assert candidates("FooNet and BarNet are faster.", FOO, BAR) == []
    assert candidates("FooNet (71%), BarNet (63%) are faster.", FOO, BAR) == []


def test_things_far_apart_are_no_candidates():
    assert candidates(f"FooNet outperforms {'much ' * 41}BarNet.", FOO, BAR) == []


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        ("We test on FooBench.", "we"),
        ("It is tested on FooBench.", "it"),
        ("Our new method is tested on FooBench.", "our"),
        ("This approach is tested on FooBench.", "this"),
        ("The model is tested on FooBench.", "the"),
        ("Experiments on FooBench are good.", "nobody"),
    ],
)
def test_words_that_stand_for_what_the_paper_introduces(words, spoken):
    assert candidates(words, FOO, DATA, title="FooNet") == [(spoken, "FooBench", "AD")]


@pytest.mark.parametrize("words", ["They are tested on FooBench.", "The whole is tested on FooBench now."])
def test_other_words_stand_for_nothing(words):
    assert [one for one in candidates(words, FOO, DATA, title="FooNet") if one[0] != "nobody"] == []


def test_what_is_named_needs_no_word_that_stands_for_it():
    assert candidates("We test FooNet on FooBench.", FOO, DATA) == [("FooNet", "FooBench", "AD")]


def test_our_benchmark_is_an_object():
    assert candidates("We test BarNet on our benchmark.", BAR, OURS, title="HayBench") == [("BarNet", "our data", "AD")]


def test_we_extend_a_dataset():
    assert candidates("We extend FooBench.", DATA, OURS, title="HayBench") == [("we", "FooBench", "DD")]


def test_the_closest_places_stand_for_a_pair():
    read = signals("t\nFooNet is new and FooNet is tested on FooBench.")
    places = [Place(*span(read, "FooNet", nth), 0, "Model") for nth in (0, 1)]
    places.append(Place(*span(read, "FooBench"), 1, "Dataset"))
    (sentence,) = sentences(read.layout, places)
    ((one, _, _),) = pairs(sentence, {}, ["FooNet", "FooBench"])
    assert one.start == 4


def test_what_is_own_is_single_or_in_the_title():
    read = signals("FooNet\nFooNet and BarNet.")
    foo = [Place(*span(read, "FooNet", nth), 0, "Model", "introduces") for nth in (0, 1)]
    bar = Place(*span(read, "BarNet"), 1, "Method", "introduces")
    assert own_things([*foo, bar], read.layout)["A"].group == 0
    assert "A" not in own_things([foo[1], bar], read.layout)
    assert "D" not in own_things([*foo, bar], read.layout)


def test_names_are_masked_and_lists_have_heads_and_tails():
    read = signals("t\nOn FooNet, BarNet and FooBench.")
    places = [
        Place(*span(read, "FooNet"), 0, "Model"),
        Place(*span(read, "BarNet"), 1, "Method"),
        Place(*span(read, "FooBench"), 2, "Dataset"),
    ]
    (sentence,) = sentences(read.layout, places)
    assert sentence.words == ["on", "<A>", ",", "<A>", "and", "<D>", "."]
    assert sentence.heads == {1: 1, 3: 1, 5: 5}
    assert sentence.tails == {1: 4, 3: 4, 5: 6}


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("LLaMA-2-7B", "LLaMA-2"),
        ("LLaMA-2", "LLaMA"),
        ("ResNet-50", "ResNet"),
        ("BERT large", "bert"),
        ("Qwen2.5", "Qwen"),
        ("GPT-4-turbo", "GPT-4"),
        ("GLM v2", "GLM"),
    ],
)
def test_a_name_tells_a_version(longer, shorter):
    assert is_version(longer, shorter)
    assert not is_version(shorter, longer)


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("CIFAR-100", "CIFAR-10"),
        ("GPT-3.5", "GPT-3"),
        ("BERTScore", "BERT"),
        ("BERT-based", "BERT"),
        ("ImageNet-R", "ImageNet"),
        ("RoBERTa-large", "BERT"),
        ("BERT", "BERT"),
        ("AI 2", "AI"),
    ],
)
def test_another_name_is_no_version(longer, shorter):
    assert not is_version(longer, shorter)
