"""What a sentence names is marked where it stands, and nothing else."""

import pytest

from kg.serve.pages.answers import Row, Term
from kg.serve.pages.evidence import BETWEEN, parts, sentences


@pytest.mark.parametrize(
    ("text", "surfaces", "marked"),
    [
        ("GPT-4 beats GPT.", ["GPT", "GPT-4"], ["GPT-4", "GPT"]),
        ("LoRAs and QLoRA are no LoRA.", ["LoRA"], ["LoRA"]),
        ("(C++) is C++.", ["C++"], ["C++", "C++"]),
        ("It costs $1 (.*).", [".*"], [".*"]),
        ("Nothing here.", ["LoRA", ""], []),
    ],
)
def test_names_are_marked_whole_the_longest_first(text, surfaces, marked):
    found = parts(text, surfaces)
    assert [part.text for part in found if part.named] == marked
    assert "".join(part.text for part in found) == text


def row(sentence, claim, surfaces, confidence):
    values = {
        "sentence": sentence,
        "text": "A beats B.",
        "claim": claim,
        "subject": "s",
        "relation": "r",
        "object": "o",
        "surfaces": surfaces,
        "confidence": confidence,
    }
    return Row({name: Term(value, "literal") for name, value in values.items()})


def test_a_sentence_stands_once_with_all_that_it_says():
    (one,) = sentences(
        [row("s1", "c1", f"A{BETWEEN}B", "0.9"), row("s1", "c2", "beats", "0.7"), row("s1", "c1", "A", "0.9")]
    )
    assert [fact.iri for fact in one.facts] == ["c1", "c2"]
    assert [part.text for part in one.parts if part.named] == ["A", "beats", "B"]
    assert one.confidence == 0.9
