"""Names as keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import normal_form, singular, slug


@pytest.mark.parametrize(
    "spellings",
    [
        ("Graph Neural Networks", "graph neural network", "graph neural-network", "GRAPH NEURAL NETWORKS"),
        ("DALL·E 2", "DALL-E 2", "Dall-E-2"),
        ("GPUs", "GPU", "gpu"),
        ("LoRAs", "LoRA"),
        ("β-VAE", "beta-VAE"),
        ("Tülu 3", "Tulu 3", 'T\\"ULU 3'),
        ("bounding boxes", "bounding box"),
        ("principal component analyses", "principal component analysis"),
        ("optimisers", "optimizer"),
        ("quantisation", "quantization"),
        ("behaviour cloning", "behavior cloning"),
        ("language modelling", "language modeling"),
        ("render & compare", "render-and-compare"),
        ("fast.ai", "fastai"),
        ("BERT's", "BERT"),
        ("A²C", "A2C"),
    ],
)
def test_spellings_of_one_name_share_a_key(spellings):
    assert len({normal_form(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-3.5", "GPT-35"),
        ("Llama 2 7B", "Llama 27B"),
        ("DARTS", "DART"),
        ("MiDaS", "MiDa"),
        ("YOLOv8s", "YOLOv8"),
        ("C", "C++"),
        ("A*", "A"),
        ("CIFAR-10", "CIFAR-100"),
    ],
)
def test_different_names_have_different_keys(one, other):
    assert normal_form(one) != normal_form(other)


@pytest.mark.parametrize("name", ["∞", "...", "–", "🙂"])
def test_a_name_without_letters_has_a_key(name):
    assert normal_form(name)


@pytest.mark.parametrize("word", ["bias", "loss", "corpus", "atlas", "series", "gas", "yolov8s"])
def test_words_that_only_look_like_a_plural_are_kept(word):
    assert singular(word) == word


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a_-b", "a-b"), ("-x-", "x"), ("∞", "unnamed"), ("Node.js", "node-js"), ("v1.5", "v1.5"), ("R&D", "r-and-d")],
)
def test_a_slug_has_single_hyphens(name, expected):
    assert slug(name) == expected


@given(st.text())
def test_any_text_has_a_key_and_a_slug(text):
    assert isinstance(normal_form(text), str)
    assert slug(slug(text)) == slug(text)


@given(st.text("abrtß -/.+δé124", max_size=20))  # a plural's letter means more in capitals: `DARTS` is no `DART`
def test_a_key_of_a_key_is_itself(text):
    assert normal_form(normal_form(text)) == normal_form(text)


@given(st.lists(st.sampled_from(["Fern", "moss", "Δ", "7B", "nets"]), min_size=1, max_size=4), st.data())
def test_case_hyphens_and_spaces_leave_no_trace(words, data):
    between = [data.draw(st.sampled_from((" ", "-", "  ", "_", " - "))) for _ in words]
    text = "".join(word + space for word, space in zip(words, between, strict=True))
    assert normal_form(text) == normal_form(" ".join(words)) == normal_form(" ".join(words).lower())
