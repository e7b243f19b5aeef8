import pytest
from factory import signals, span
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.coordination import expand, parts, split


@pytest.mark.parametrize(
    ("surface", "names"),
    [
        ("CIFAR-10/100", ["CIFAR-10", "CIFAR-100"]),
        ("CIFAR-10 and -100", ["CIFAR-10", "CIFAR-100"]),
        ("CIFAR-10 & 100", ["CIFAR-10", "CIFAR-100"]),
        ("WMT14, 16, and 19", ["WMT14", "WMT16", "WMT19"]),
        ("WMT 14 and 16", ["WMT 14", "WMT 16"]),
        ("SQuAD 1.1 and 2.0", ["SQuAD 1.1", "SQuAD 2.0"]),
        ("SQuAD v1 and v2", ["SQuAD v1", "SQuAD v2"]),
        ("ResNet-18/34/50", ["ResNet-18", "ResNet-34", "ResNet-50"]),
        ("MobileNetV1/V2", ["MobileNetV1", "MobileNetV2"]),
        ("GPT-3.5/4", ["GPT-3.5", "GPT-4"]),
        ("Llama 2 7B and 13B", ["Llama 2 7B", "Llama 2 13B"]),
        ("LLaMA-2 7B/13B/70B", ["LLaMA-2 7B", "LLaMA-2 13B", "LLaMA-2 70B"]),
        ("Qwen2.5-7B and 14B", ["Qwen2.5-7B", "Qwen2.5-14B"]),
        ("ImageNet-C/R/A", ["ImageNet-C", "ImageNet-R", "ImageNet-A"]),
        ("BERT-base/large", ["BERT-base", "BERT-large"]),
        ("text-to-image and -video generation", ["text-to-image generation", "text-to-video generation"]),
    ],
)
def test_a_list_of_endings_stands_for_several_names(surface, names):
    assert expand(surface) == names


@pytest.mark.parametrize(
    "surface",
    [
        "LoRA",
        "CIFAR-10",
        "GPT-3.5",
        "GPT-4 and 3 others",
        "10/100",
        "top-1/5",
        "Tasks 1 and 2",
        "June 2024 and 2025",
        "CIFAR-10, 16.9",
        "GSM8K, 7.9",
        "Qwen3.5 and 68.8",
        "TCP/IP",
        "A/B",
        "question answering",
        "",
    ],
)
def test_other_surfaces_stand_for_themselves(surface):
    assert expand(surface) == [surface]


def hidden(text, surface):
    read = signals(f"t\n{text}")
    found = parts(read.layout, *span(read, surface))
    return [(part.form, read.layout.surface(part.start, part.end), read.layout.surface(*part.own)) for part in found]


def test_a_number_after_a_name_names_another():
    assert hidden("on CIFAR-10 and -100.", "CIFAR-10") == [("CIFAR-100", "CIFAR-10 and -100", "-100")]
    assert hidden("on CIFAR-10 and 100 datasets", "CIFAR-10")[0][0] == "CIFAR-100"


@pytest.mark.parametrize("text", ["on CIFAR-10 and 100 classes", "on CIFAR-10, 93.1 points", "on CIFAR-10/ImageNet"])
def test_other_numbers_do_not(text):
    assert hidden(text, "CIFAR-10") == []


def test_names_share_the_last_words():
    assert hidden("for image and video generation.", "video generation") == [
        ("image generation", "image and video generation", "image")
    ]
    found = hidden("for semantic, instance and panoptic segmentation", "panoptic segmentation")
    assert [form for form, *_ in found] == ["semantic segmentation", "instance segmentation"]


def test_names_share_the_last_part_of_a_word():
    assert [form for form, *_ in hidden("with cross- and self-attention", "self-attention")] == ["cross attention"]


def test_names_share_the_first_words():
    assert hidden("for image generation and editing.", "image generation") == [
        ("image editing", "image generation and editing", "editing")
    ]


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("for object detection and segmentation", "object detection"),
        ("for machine translation and summarization", "machine translation"),
        ("for fern and video generation", "video generation"),
        ("we see the image. And video generation", "video generation"),
        ("and video generation", "video generation"),
        ("video generation and", "video generation"),
    ],
)
def test_names_that_the_lexicon_does_not_have_are_none(text, surface):
    assert hidden(text, surface) == []


def names(text):
    read = signals(text)
    return [part.form for part in split(read.layout, 0, len(read.layout.words))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("image and video generation", ["image generation", "video generation"]),
        ("Image Generation and Editing", ["Image Generation", "Image Editing"]),
        ("zero-moss and few-moss prompting", ["zero-moss prompting", "few-moss prompting"]),
        ("CIFAR-10/100", ["CIFAR-10", "CIFAR-100"]),
        ("planning and control", []),
        ("fern and mosses generation", []),
        ("object detection and instance segmentation", []),
        ("image generation", []),
    ],
)
def test_a_span_that_is_a_coordination_is_split(text, found):
    assert names(text) == found


def test_each_name_of_a_list_has_tokens_of_its_own():
    read = signals("ResNet-18/34/50")
    found = split(read.layout, 0, len(read.layout.words))
    assert [read.layout.surface(*part.own) for part in found] == ["ResNet-18/", "34/", "50"]
    assert {(part.start, part.end) for part in found} == {(0, len(read.layout.words))}


@given(st.text(alphabet="aB1.-/, &éand", max_size=80))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_surface_always_stands_for_something(surface):
    found = expand(surface)
    assert found == [surface] or (len(found) > 1 and all(found))


@given(st.text(alphabet="aB1.-/, &éand", max_size=80), st.integers(0, 20), st.integers(1, 9))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_span_is_read(text, start, length):
    layout = signals(text).layout
    end = start + length
    if end <= len(layout.words):
        for part in [*parts(layout, start, end), *split(layout, start, end)]:
            assert 0 <= part.start <= part.own[0] < part.own[1] <= part.end <= len(layout.words)


@pytest.mark.parametrize("piece", ["A", "1", "1/", "1, ", "A 1/", "a and ", "-", " ", "1.1/", "a/"])
def test_hostile_surfaces_end(piece):
    surface = "A" + piece * 50_000
    assert expand(surface + "!") == [surface + "!"]
