from factory import signals, span

from kg.extract.gazetteer import Known
from kg.extract.marks import token_marks


def known(read, surface, *types, seen=0):
    start, end = span(read, surface)
    return Known(start, end, frozenset(types), {}, seen)


def marks_of(read):
    marks = token_marks(read)
    assert len(marks) == len(read.layout.words)
    return {word: sorted(found) for word, found in zip(read.layout.words, marks, strict=True) if found}


def test_a_plain_text_has_no_marks():
    assert marks_of(signals("a title\nand an abstract")) == {}


def test_an_empty_text_has_no_marks():
    assert token_marks(signals("")) == []


def test_names_of_the_lexicon_are_marked_from_begin_to_end():
    read = signals("t\nwe do machine translation now")
    read.known = [known(read, "machine translation", "Task", "Method")]
    assert marks_of(read) == {
        "machine": ["lex:Method:B", "lex:Task:B"],
        "translation": ["lex:E", "lex:Method:I", "lex:Task:I"],
    }


def test_of_names_that_overlap_the_longest_is_marked():
    read = signals("t\nneural machine translation systems")
    read.known = [
        known(read, "translation systems", "Task"),
        known(read, "neural machine translation", "Task"),
        known(read, "machine", "Model"),
    ]
    assert set(marks_of(read)) == {"neural", "machine", "translation"}


def test_names_that_only_annotated_texts_have_are_not_marked():
    read = signals("t\nsome prompt")
    read.known = [known(read, "prompt", seen=5)]
    assert marks_of(read) == {}


def test_short_and_long_forms_are_marked():
    marks = marks_of(signals("t\nuse low rank adaptation (lRA) now"))
    assert {word: marks[word] for word in ("low", "rank", "adaptation")} == {
        "low": ["long:B"],
        "rank": ["long:I"],
        "adaptation": ["long:I"],
    }
    assert "short" in marks["lRA"]


def test_the_name_of_a_title_is_marked_wherever_it_comes():
    marks = token_marks(signals("LoRA: a study\nwe use LoRA here"))
    assert {"colon", "own"} <= set(marks[0])
    assert "own" in marks[6]
    assert "colon" not in marks[6]


def test_a_late_colon_of_a_title_marks_nothing():
    assert not any("colon" in found for found in token_marks(signals("A b c d e f g h i j: k\nl")))


def test_what_comes_three_times_is_often():
    marks = marks_of(signals("t\nGPT and GPT and GPT, the the the, Foo Foo Foo"))
    assert "often" in marks["GPT"]
    assert "often" not in marks.get("the", [])
    assert "often" not in marks["Foo"]
    assert "often" in marks_of(signals("t\nkV kV kV"))["kV"]


def test_proper_names_are_marked():
    assert marks_of(signals("t\nwe train Foo Net")) == {"Foo": ["name:B"], "Net": ["name:I"]}
