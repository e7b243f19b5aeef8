"""The file of decisions."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DecisionError
from kg.resolve import Decision, parse_decisions, read_decisions, sense_decision

SENSE = "write it like: split method/a paper/one paper/two into method/b"


def read(tmp_path, text):
    path = tmp_path / "decisions.txt"
    path.write_text(text, encoding="utf-8")
    errors = []
    return read_decisions(path, on_error=errors.append), [str(error).replace(f"{tmp_path}/", "") for error in errors]


def test_each_line_is_a_decision_and_its_comment_the_reason(tmp_path):
    text = (
        "# a heading\n\n"
        "merge method/a method/b   # the same thing, isn't it?\n"
        'split method/sam "Sharpness-Aware Minimization"\r\n'
        "  retype model/x Method#no-comment\n"
        "drop task/foo # \n"
    )
    decisions, errors = read(tmp_path, text)
    assert decisions == [
        Decision("merge", ("method/a", "method/b"), "the same thing, isn't it?", "decisions.txt:3"),
        Decision("split", ("method/sam", "Sharpness-Aware Minimization"), "", "decisions.txt:4"),
        Decision("drop", ("task/foo",), "", "decisions.txt:6"),
    ]
    assert errors == ["decisions.txt:5: unknown type 'Method#no-comment'; write one of Method, Model, Dataset, Task"]


def test_a_hash_in_quotes_is_text(tmp_path):
    decisions, _ = read(tmp_path, 'split method/c "C #" # sharp')
    assert decisions == [Decision("split", ("method/c", "C #"), "sharp", "decisions.txt:1")]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (
            "fuse method/a method/b",
            "unknown decision 'fuse'; write one of merge, split, retype, drop, rename, apart, keep, undo",
        ),
        ("mrege method/a method/b", "unknown decision 'mrege'; did you mean 'merge'?"),
        ("undo", "nothing to undo is named; write it like: undo drop task/a"),
        ("undo drop", "'drop' with 0 arguments; write it like: drop task/a"),
        ("keep method/a b c", "'keep' with 3 arguments; write it like: keep method/a \"a form\""),
        ("apart method/a LoRA", "'LoRA' is no id; write it like: apart method/a method/b"),
        ("rename method/a ' '", 'the name is empty; write it like: rename method/a "A Name"'),
        ("retype model/x method", "unknown type 'method'; did you mean 'Method'?"),
        (f"drop task/{'a' * 2000}", "the line is longer than 2000 characters; shorten it"),
        ("merge method/a", "'merge' with 1 arguments; write it like: merge method/a method/b"),
        ("drop task/a task/b", "'drop' with 2 arguments; write it like: drop task/a"),
        ("merge method/a LoRA", "'LoRA' is no id; write it like: merge method/a method/b"),
        ("split method/a paper/x 'a form'", f"'a form' is no id of a paper; {SENSE}"),
        ("split method/a paper/x into LoRA", f"'LoRA' is no id of an entity; {SENSE}"),
        ("split method/a paper/x into method/a", f"'method/a' cannot be split into itself; {SENSE}"),
        ("split paper/y paper/x", f"'paper/y' is no id of an entity; {SENSE}"),
        ("split SAM x", "'SAM' is no id; write it like: split method/a \"a form\""),
        ("retype model/x Thing", "unknown type 'Thing'; write one of Method, Model, Dataset, Task"),
        ('split method/a "open', 'no closing quotation; write a form with spaces or quotes in "double quotes"'),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_kept(tmp_path, line, error):
    decisions, errors = read(tmp_path, f"drop task/good\n{line}\ndrop task/fine\n")
    assert [decision.args for decision in decisions] == [("task/good",), ("task/fine",)]
    assert errors == [f"decisions.txt:2: {error}"]


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(DecisionError) as raised:
        read_decisions(tmp_path / "none.txt", on_error=print)
    assert str(raised.value) == (
        f"{tmp_path}/none.txt: the decisions cannot be read (No such file or directory); correct the path or the file"
    )


def test_a_file_that_no_person_wrote_is_an_error(tmp_path):
    path = tmp_path / "decisions.txt"
    path.write_bytes(b"#" * (5 << 20))
    with pytest.raises(DecisionError, match="has more than 4 MB, which no person's decisions have"):
        read_decisions(path, on_error=print)


def test_a_file_that_is_no_text_is_an_error(tmp_path):
    path = tmp_path / "decisions.txt"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DecisionError, match=r"the decisions cannot be read \(not UTF-8\)"):
        read_decisions(path, on_error=print)


def test_a_decision_is_shown_as_it_is_written():
    assert str(Decision("split", ("method/sam", "a b"))) == 'split method/sam "a b"'


def test_a_line_that_undoes_cancels_the_last_equal_one_above_it(tmp_path):
    text = (
        "drop task/a  # first\n"
        "drop task/b\n"
        "drop task/a  # second\n"
        "undo drop task/a  # 2026-11-21: it is one\n"
        'split method/c "C D"\n'
        "undo split method/c 'C D'\n"
    )
    decisions, errors = read(tmp_path, text)
    assert [(str(decision), decision.reason) for decision in decisions] == [
        ("drop task/a", "first"),
        ("drop task/b", ""),
    ]
    assert errors == []


@pytest.mark.parametrize(
    ("line", "advice"),
    [("drop task/cc", "did you mean 'undo drop task/c'?"), ("merge task/x task/y", "remove or correct the line")],
)
def test_what_no_line_above_says_cannot_be_undone(tmp_path, line, advice):
    decisions, errors = read(tmp_path, f"drop task/c\nundo {line}\n{line}\n")
    assert [str(decision) for decision in decisions] == ["drop task/c", line]
    assert errors == [f"decisions.txt:2: no line above says '{line}', so there is nothing to undo; {advice}"]


def test_lines_may_end_as_any_system_ends_them(tmp_path):
    path = tmp_path / "decisions.txt"
    path.write_bytes(b"\xef\xbb\xbfdrop task/a # one\r\nkeep task/b\rapart task/c task/d")
    found = [(decision.line, *decision.words) for decision in read_decisions(path, on_error=print)]
    assert found == [(1, "drop", "task/a"), (2, "keep", "task/b"), (3, "apart", "task/c", "task/d")]


def test_the_order_of_papers_makes_no_difference(tmp_path):
    text = "split method/a paper/y paper/x paper/y into task/b # two\nundo split method/a paper/x paper/y into task/b\n"
    assert read(tmp_path, text) == ([], [])
    (decision,), _ = read(tmp_path, text.splitlines()[0])
    assert str(decision) == "split method/a paper/x paper/y into task/b"
    assert (decision.ids, decision.papers) == (("method/a", "task/b"), ("paper/x", "paper/y"))
    assert decision.words == sense_decision("method/a", ["paper/y", "paper/x"], into="task/b").words


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=9), min_size=1)
)
def test_any_form_is_read_as_it_was_written(forms):
    made = [Decision("split", ("method/a", form)) for form in forms]
    text = "\n".join(f'{decision}  # it\'s "so"' for decision in made)
    assert [other.words for other in parse_decisions(text, Path("d"), on_error=print)] == [d.words for d in made]


@given(st.text())
def test_no_text_is_too_odd_to_be_read(text):
    errors = []
    parse_decisions(text, Path("d"), on_error=errors.append)
    assert {type(error) for error in errors} <= {DecisionError}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("undo undo drop task/a", "what is undone stays undone; write the decision once more, without 'undo'"),
        (
            "drop paper/arxiv-1",
            "'paper/arxiv-1' is a paper, and no entity; write it like: drop task/a",
        ),
        ("keep paper/a", "'paper/a' is a paper, and no entity; write it like: keep method/a \"a form\""),
        ("\x00drop task/a", "the line has a character that cannot be seen; write it anew"),
    ],
)
def test_what_a_person_may_write_by_mistake_is_told(tmp_path, line, error):
    assert read(tmp_path, line) == ([], [f"decisions.txt:1: {error}"])


def test_a_character_that_cannot_be_seen_may_stand_in_a_reason(tmp_path):
    (decision,), errors = read(tmp_path, "drop task/a # a\x07b")
    assert (str(decision), errors) == ("drop task/a", [])
