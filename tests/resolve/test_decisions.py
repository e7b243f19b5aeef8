"""The file of decisions."""

import pytest

from kg.errors import DecisionError
from kg.resolve import Decision, read_decisions


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
        ("fuse method/a method/b", "unknown decision 'fuse'; write one of merge, split, retype, drop"),
        ("merge method/a", "'merge' with 1 arguments; write it like: merge method/a method/b"),
        ("drop task/a task/b", "'drop' with 2 arguments; write it like: drop task/a"),
        ("merge method/a LoRA", "'LoRA' is no id; write it like: merge method/a method/b"),
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


def test_a_file_that_is_no_text_is_an_error(tmp_path):
    path = tmp_path / "decisions.txt"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DecisionError, match=r"the decisions cannot be read \(not UTF-8\)"):
        read_decisions(path, on_error=print)


def test_a_decision_is_shown_as_it_is_written():
    assert str(Decision("split", ("method/sam", "a b"))) == "split method/sam 'a b'"
