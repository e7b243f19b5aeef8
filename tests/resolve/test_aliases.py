"""Why a form is an entity's."""

from factory import unit

from kg.lexicon import Entry
from kg.records import Alias
from kg.resolve import resolve


def aliases(*extractions, lexicon=()):
    return [(alias.form, alias.reason, alias.detail) for alias in resolve(extractions, lexicon=lexicon).aliases]


def test_every_form_has_its_reason():
    papers = (
        unit("paper/c", "LoRA = Low-Rank Adaptation"),
        unit("paper/b", "LoRA = Low-Rank Adaptation"),
        unit("paper/a", "low-rank adaptations"),
        unit("paper/d", "LoRAs"),
    )
    assert aliases(*papers) == [
        ("LoRA", "name", ""),
        ("LoRAs", "same form", "LoRA"),
        ("Low-Rank Adaptation", "abbreviation", "paper/b"),
        ("low-rank adaptations", "same form", "Low-Rank Adaptation"),
    ]


def test_a_form_of_the_lexicon_says_the_entry():
    entry = Entry("ImageNet", "Dataset", ("ILSVRC",))
    assert aliases(unit("paper/a", "ILSVRC", "Dataset"), lexicon=[entry]) == [
        ("ILSVRC", "lexicon", "ImageNet"),
        ("ImageNet", "name", ""),
    ]


def test_a_form_that_only_a_text_puts_together_with_the_name_says_the_paper():
    papers = (unit("paper/b", "chain of thought | thought chains"), unit("paper/a", "chain of thought"))
    assert aliases(*papers) == [("chain of thought", "name", ""), ("thought chains", "text", "paper/b")]


def test_aliases_belong_to_their_entity():
    assert resolve([unit("paper/a", "LoRA")], lexicon=()).aliases == (Alias("method/lora", "LoRA", "name"),)
