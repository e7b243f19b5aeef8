"""Names of entities."""

import pytest
from factory import unit, units

from kg.lexicon import Entry
from kg.resolve import resolve
from kg.resolve.naming import best_spelling


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"Graph Neural Networks": 3, "graph neural networks": 3}, "graph neural networks"),
        ({"Graph Neural Networks": 4, "graph neural networks": 3}, "Graph Neural Networks"),
        ({"Contrastive learning": 1, "contrastive learning": 1, "Contrastive Learning": 2}, "contrastive learning"),
        ({"Bayesian optimization": 5, "Bayesian Optimization": 4}, "Bayesian optimization"),
        ({"dropout": 2, "Dropout": 2}, "dropout"),
        ({"Adam": 9, "adam": 1}, "Adam"),
        ({"transformers": 8, "transformer": 1}, "transformer"),
        ({"GANs": 8, "GAN": 1}, "GAN"),
        ({"ImageNet": 5, "Imagenet": 1, "IMAGENET": 2}, "ImageNet"),
        ({"b-X": 1, "B-X": 1}, "B-X"),
    ],
)
def test_the_usual_spelling_is_the_name(counts, expected):
    assert best_spelling(counts) == expected


def name(*extractions, lexicon=()):
    entities = resolve([one for part in extractions for one in part], lexicon=lexicon).entities
    assert len(entities) == 1
    return entities[0].name


def test_a_coined_name_goes_by_its_short_form():
    assert name([unit("a", "LoRA = low-rank adaptation")]) == "LoRA"
    assert name([unit("a", "MEDIDA = Model Error Discovery with Data Assimilation")]) == "MEDIDA"


def test_an_acronym_that_papers_use_alone_is_the_name():
    defined = [unit("a", "RAG = retrieval-augmented generation")]
    assert name(defined) == "retrieval-augmented generation"
    assert name(defined, units(1, "RAG")) == "RAG"
    assert (
        name(defined, units(1, "RAG"), units(1, "retrieval-augmented generation")) == "retrieval-augmented generation"
    )


def test_two_letters_are_nobody_s_name():
    assert name([unit("a", "RL = Reinforcement Learning")], units(9, "RL")) == "Reinforcement Learning"


def test_a_task_goes_by_its_long_form():
    assert name([unit("a", "CTTA = Continual Test-Time Adaptation", "Task")]) == "Continual Test-Time Adaptation"


def test_the_lexicon_s_name_goes_before_all():
    entry = Entry("Low-Rank Adaptation", "Method", ("LoRA",))
    assert name(units(9, "LoRA"), lexicon=[entry]) == "Low-Rank Adaptation"


def test_an_adjective_is_no_name_where_there_is_another():
    assert best_spelling({"few-shot": 9, "few-shot learning": 1}) == "few-shot learning"
    assert best_spelling({"differentially private": 9, "differential privacy": 1}) == "differential privacy"
    assert best_spelling({"differentially private training": 9, "a b": 1}) == "differentially private training"
    assert best_spelling({"Unsupervised": 2, "unsupervised": 3}) == "unsupervised"
