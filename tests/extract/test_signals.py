import pytest
from factory import signals, span

TEXT = "LoRA: Low-Rank Adaptation\nWe propose LoRA  (twice spaced) 🙂 for GPT-3."


def test_characters_of_a_run_are_those_of_the_text():
    read = signals(TEXT)
    assert TEXT[slice(*read.layout.characters_of(*span(read, "Low-Rank Adaptation")))] == "Low-Rank Adaptation"
    assert TEXT[slice(*read.layout.characters_of(*span(read, "GPT-3")))] == "GPT-3"


@pytest.mark.parametrize(
    ("surface", "tokens"),
    [("LoRA", (0, 1)), ("Low-Rank", (2, 5)), ("Low", (2, 3)), ("Lo", None), ("ow", None), ("Rank Adapt", None)],
)
def test_tokens_of_characters_are_whole(surface, tokens):
    start = TEXT.index(surface)
    assert signals(TEXT).layout.tokens_of(start, start + len(surface)) == tokens


def test_no_characters_are_no_tokens():
    assert signals(TEXT).layout.tokens_of(5, 5) is None
    assert signals(TEXT).layout.tokens_of(26, 4) is None


def test_a_surface_has_single_spaces():
    read = signals(TEXT)
    start, end = span(read, "LoRA  (twice")
    assert read.layout.surface(start, end) == "LoRA (twice"


@pytest.mark.parametrize(
    "text", ["\nNo title here.", "Two  spaces\nin   the text", " a\n\n b ", "tab\there\nand\u00a0there"]
)
def test_offsets_hold_where_spaces_are_not_single(text):
    read = signals(text).layout
    assert [text[at : at + len(word)] for at, word in zip(read.offsets, read.words, strict=True)] == read.words


def test_the_text_keeps_its_line_break():
    assert signals("A\nB").layout.text == "A\nB"
