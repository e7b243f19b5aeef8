import pytest

from kg.extract.matcher import Matcher, pieces
from kg.extract.tokens import TOKEN


def found(text, *names):
    matcher = Matcher()
    for name in names:
        matcher.add(name, name)
    words = TOKEN.findall(text)
    return [("".join(words[start:end]), payloads) for start, end, payloads in matcher.find(words)]


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("ImageNet", ("imagenet",)),
        ("GPT4o", ("gpt", "4", "o")),
        ("3.5", ("3.5",)),
        ("Rényi", ("renyi",)),
        ("+", ("+",)),
        ("-", ()),
        ("日本語", ("日本語",)),
        ("ﬁne", ("fine",)),
    ],
)
def test_pieces(token, parts):
    assert pieces(token) == parts


@pytest.mark.parametrize("spelling", ["CIFAR-10", "CIFAR 10", "CIFAR10", "cifar-10", "Cifar_10", "CIFAR–10"])
def test_spellings_of_one_name(spelling):
    assert [names for _, names in found(f"on {spelling} now", "CIFAR-10")] == [["CIFAR-10"]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CIFAR-100", "CIFAR-10"),
        ("CIFAR 100", "CIFAR-1"),
        ("GPT-4o", "GPT-4"),
        ("Imagenette", "ImageNet"),
        ("Image, Net", "Image Net"),
        ("graph. neural network", "graph neural network"),
        ("GPT-3.5", "GPT-3"),
        ("", "GPT"),
        ("BERT", "-"),
    ],
)
def test_other_names_do_not_match(text, name):
    assert found(text, name) == []


def test_plurals_match_singulars_and_the_other_way_round():
    assert found("graph neural networks", "graph neural network") == [("graphneuralnetworks", ["graph neural network"])]
    assert found("graph neural network", "graph neural networks") == [("graphneuralnetwork", ["graph neural networks"])]
    assert found("policies", "policy") == [("policies", ["policy"])]


def test_names_within_names_are_all_found():
    assert found("the graph neural network", "graph", "neural network", "graph neural network") == [
        ("graph", ["graph"]),
        ("graphneuralnetwork", ["graph neural network"]),
        ("neuralnetwork", ["neural network"]),
    ]


def test_a_plural_in_the_middle_still_leads_on():
    assert found("neural networks learning", "neural networks learning", "neural network") == [
        ("neuralnetworks", ["neural network"]),
        ("neuralnetworkslearning", ["neural networks learning"]),
    ]


def test_one_name_may_stand_for_several_things_each_once():
    matcher = Matcher()
    for payload in ("a", "b", "a"):
        matcher.add("SAM", payload)
    assert list(matcher.find(["SAM"])) == [(0, 1, ["a", "b"])]


def test_a_name_without_letters_or_digits_is_ignored():
    matcher = Matcher()
    matcher.add("…", "dots")
    assert list(matcher.find(["…", ".", "a"])) == []


def test_a_sign_is_a_part_of_a_name():
    assert found("A* search", "A*") == [("A*", ["A*"])]
    assert found("A search", "A*") == []
