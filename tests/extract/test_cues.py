import pytest
from factory import signals, span

from kg.extract import cues
from kg.extract.cues import is_name_word, span_cues, title_name


def names(abstract):
    read = signals(f"t\n{abstract}").layout
    return [read.surface(*found) for found in cues.names(read.words, read.spaces, frozenset(read.starts), read.first)]


def around(abstract, surface, nth=0):
    read = signals(f"t\n{abstract}")
    start, end = span(read, surface, nth)
    sentence = read.layout.sentences[read.layout.sentence_of[start]]
    return {(cue.name, cue.type) for cue in span_cues(read.layout.words, start, end, sentence)}


@pytest.mark.parametrize(
    ("word", "is_name"),
    [("BERT", True), ("iPhone", True), ("wav2vec", True), ("β", False), ("2024", False), ("word", False), ("-", False)],
)
def test_is_name_word(word, is_name):
    assert is_name_word(word) is is_name


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("We compare LoRA with Adam.", ["LoRA", "Adam"]),
        ("Results on GPT-3.5 and CIFAR-10/100.", ["GPT-3.5", "CIFAR-10/100"]),
        ("We train Stable Diffusion XL 1.0 here.", ["Stable Diffusion XL 1.0"]),
        ("Training helps. Adam helps too.", []),
        ("However, we write C++ and use A100.", ["C++", "A100"]),
        ("BERT starts a sentence.", ["BERT"]),
        ("We see Node.js and wav2vec 2.0.", ["Node", "wav2vec 2.0"]),
        ("Our LLM has 7B parameters and 2024 steps.", ["7B"]),
        ("We use Alpha. Beta starts anew.", ["Alpha"]),
        ("", []),
    ],
)
def test_names_of_an_abstract(abstract, found):
    assert names(abstract) == found


def test_a_name_has_an_end():
    assert names("we " + "Xy " * 20) == ["Xy Xy Xy Xy Xy Xy Xy Xy"] * 2 + ["Xy Xy Xy Xy"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("LoRA: Low-Rank Adaptation", "LoRA"),
        ("SAM 2: Segment Anything", "SAM 2"),
        ("Attention is all: a study", "Attention is all"),
        ("a study: of nothing", None),
        ("One Two Three Four Five Six Seven Eight: late", None),
        ("No colon here", None),
        (": starts so", None),
    ],
)
def test_the_name_of_a_title(title, name):
    read = signals(f"{title}\nAnd BERT: no title.").layout
    found = title_name(read.words, read.first)
    assert (read.surface(*found) if found else None) == name


@pytest.mark.parametrize(
    ("abstract", "surface", "cue"),
    [
        ("We propose LoRA.", "LoRA", ("introduce-next", "")),
        ("We introduce a new method, LoRA.", "LoRA", ("introduce-near", "")),
        ("We introduce a new method, LoRA.", "LoRA", ("apposition-before", "Method")),
        ("a benchmark called FooBench", "FooBench", ("called", "")),
        ("a model, dubbed Moss", "Moss", ("called", "")),
        ("on the dataset FooBench", "FooBench", ("head-before", "Dataset")),
        ("It outperforms the BERT baseline.", "BERT", ("compare", "")),
        ("better than BERT", "BERT", ("compare", "")),
        ("trained with Adam", "Adam", ("use", "")),
        ("our FooNet is", "FooNet", ("our", "")),
        ("results on FooBench", "FooBench", ("on", "")),
        ("averaged over FooBench", "FooBench", ("on", "")),
        ("designed for FooBench", "FooBench", ("for", "")),
        ("the size of FooBench", "FooBench", ("of", "")),
        ("networks (CNNs) are", "CNNs", ("in-parenthesis", "")),
        ("the FooBench benchmark", "FooBench", ("head-after", "Dataset")),
        ("the Adam optimizer", "Adam", ("head-after", "Method")),
        ("a BERT-based ranker", "BERT", ("hyphen-based", "")),
        ("a BERT-ish ranker", "BERT", ("hyphen", "")),
        ("a BERT–like ranker", "BERT", ("hyphen-like", "")),
        ("a BERT-style ranker", "BERT", ("hyphen-style", "")),
        ("an NLL-free loss", "NLL", ("hyphen-free", "")),
        ("a CLIP-trained encoder", "CLIP", ("hyphen-trained", "")),
        ("FooBench, a new benchmark for reading", "FooBench", ("apposition-after", "Dataset")),
        ("FooNet is a convolutional network", "FooNet", ("apposition-after", "Model")),
        ("FooNet outperforms all", "FooNet", ("subject", "")),
        ("on Foo, Bar and Baz datasets", "Foo", ("list-head", "Dataset")),
        ("datasets such as Foo and Bar", "Bar", ("such-as", "Dataset")),
        ("models, including Foo and Bar", "Bar", ("such-as", "Model")),
        ("use models like Foo-2, GPT-3.5 or Bar", "Bar", ("such-as", "Model")),
        ("on benchmarks: Foo / Bar", "Bar", ("such-as", "Dataset")),
        ("on Foo, Bar or Baz-2 & 3.5 datasets", "Bar", ("list-head", "Dataset")),
    ],
)
def test_a_cue_around_a_span(abstract, surface, cue):
    assert cue in around(abstract, surface)


@pytest.mark.parametrize(
    "abstract",
    [
        "models such as trees, while Bar is one",
        "models as seen such as trees but Bar",
        "Bar and old green trees as models",
        "such as Bar",
    ],
)
def test_a_list_ends_at_other_words(abstract):
    assert {name for name, _ in around(abstract, "Bar")} & {"such-as", "list-head"} == set()


def test_cues_do_not_cross_sentences():
    assert around("We propose nothing. LoRA helps. Datasets help.", "LoRA") == set()


def test_plain_words_say_nothing():
    assert around("they like trees and birds here", "trees") == set()


def test_a_sentence_of_one_name_says_nothing():
    assert around("LoRA", "LoRA") == set()
