import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.coordination import expand


@pytest.mark.parametrize(
    ("surface", "kind", "names"),
    [
        ("CIFAR-10/100", "Dataset", ["CIFAR-10", "CIFAR-100"]),
        ("CIFAR-10 and -100", "Dataset", ["CIFAR-10", "CIFAR-100"]),
        ("CIFAR-10 & 100", "Dataset", ["CIFAR-10", "CIFAR-100"]),
        ("WMT14, 16, and 19", "Dataset", ["WMT14", "WMT16", "WMT19"]),
        ("WMT 14 and 16", "Dataset", ["WMT 14", "WMT 16"]),
        ("SQuAD 1.1 and 2.0", "Dataset", ["SQuAD 1.1", "SQuAD 2.0"]),
        ("ResNet-18/34/50", "Model", ["ResNet-18", "ResNet-34", "ResNet-50"]),
        ("GPT-3.5/4", "Model", ["GPT-3.5", "GPT-4"]),
        ("Llama 2 7B and 13B", "Model", ["Llama 2 7B", "Llama 2 13B"]),
        ("image and video generation", "Task", ["image generation", "video generation"]),
        ("Node or Graph Classification", "Task", ["Node Classification", "Graph Classification"]),
        ("text-to-image and text-to-video synthesis", "Task", ["text-to-image synthesis", "text-to-video synthesis"]),
    ],
)
def test_a_coordination_stands_for_several_names(surface, kind, names):
    assert expand(surface, kind) == names


@pytest.mark.parametrize(
    ("surface", "kind"),
    [
        ("LoRA", "Method"),
        ("CIFAR-10", "Dataset"),
        ("CIFAR-10/100", "Method"),
        ("GPT-3.5", "Model"),
        ("GPT-4 and 3 others", "Model"),
        ("10/100", "Dataset"),
        ("question answering", "Task"),
        ("question and answer generation", "Task"),
        ("image and video generation", "Dataset"),
        ("planning and control", "Task"),
        ("object detection and instance segmentation", "Task"),
        ("", "Task"),
    ],
)
def test_other_surfaces_stand_for_themselves(surface, kind):
    assert expand(surface, kind) == [surface]


@pytest.mark.parametrize("word", ["learning", "question", "natural", "Named", "knowledge"])
def test_words_that_need_their_neighbours_are_not_parted(word):
    assert expand(f"{word} and image retrieval", "Task") == [f"{word} and image retrieval"]
    assert expand(f"image and {word} retrieval", "Task") == [f"image and {word} retrieval"]


@given(st.text(alphabet="aB1.-/, &éand", max_size=80), st.sampled_from(["Dataset", "Model", "Task", "Method"]))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_surface_always_stands_for_something(surface, kind):
    names = expand(surface, kind)
    assert names == [surface] or (len(names) > 1 and all(names))


@pytest.mark.parametrize("piece", ["A", "1", "1/", "1, ", "A 1/", "a and ", "-", " ", "1.1/", "a/"])
@pytest.mark.parametrize("kind", ["Dataset", "Task"])
def test_hostile_surfaces_end(piece, kind):
    surface = "A" + piece * 50_000
    assert expand(surface + "!", kind) == [surface + "!"]
