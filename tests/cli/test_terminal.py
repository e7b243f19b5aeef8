"""What the user sees."""

import pytest

from kg.cli import terminal
from kg.cli.pace import Pace
from kg.errors import RecordError, SourceError


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("β-VAE 模型", "β-VAE 模型"),
        ("a\x1b]0;title\x07b", "a]0;titleb"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("two\n lines\t", "two lines"),
        ("\x9b31m", "31m"),
    ],
)
def test_no_text_steers_the_terminal(text, shown):
    assert terminal.printable(text) == shown


def test_columns_are_aligned_by_width_and_numbers_to_the_right():
    assert terminal.table(("name", "papers"), [("LoRA", 12), ("模型", 3)]) == (
        "name  papers\n"
        "----  ------\n"
        "LoRA      12\n"
        "模型       3"
    )  # fmt: skip


def test_many_messages_become_one(capsys):
    messages = terminal.Messages()
    for number in range(30):
        messages(RecordError(f"a.jsonl:{number}: not JSON"))
    messages(SourceError("b.jsonl: no such file"))
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Skipped: a.jsonl:0: not JSON"
    assert lines[20:] == ["Skipped: more, which are not shown", "Skipped: b.jsonl: no such file"]
    assert (messages.count, messages.sources) == (31, 1)


def test_of_many_sources_the_first_are_named_too(capsys):
    messages = terminal.Messages()
    for number in range(22):
        messages(SourceError(f"{number}.jsonl: no such file"))
    lines = capsys.readouterr().err.splitlines()
    assert lines[19:] == ["Skipped: 19.jsonl: no such file", "Skipped: more sources, which are not shown"]


def test_what_is_known_of_records_is_counted_and_not_told_again(capsys):
    messages = terminal.Messages({"a.jsonl:1: not JSON", "b.jsonl: no such file"})
    for error in (RecordError("a.jsonl:1: not JSON"), RecordError("a.jsonl:2: not JSON")):
        messages(error)
    messages(SourceError("b.jsonl: no such file"))
    assert capsys.readouterr().err == "Skipped: a.jsonl:2: not JSON\nSkipped: b.jsonl: no such file\n"
    assert (messages.count, messages.of_records) == (3, {"a.jsonl:1: not JSON", "a.jsonl:2: not JSON"})


def test_without_a_terminal_a_finished_stage_is_a_line(capsys):
    with terminal.progress(terminal.Messages()) as report:
        for done in (1, 2, 3):
            report("extract", done, 3)
    assert capsys.readouterr().err == "Extracting from papers: 3 of 3\n"


def test_without_a_terminal_a_line_now_and_then_tells_the_rate(capsys, monkeypatch):
    now = 0.0
    monkeypatch.setattr(terminal.time, "monotonic", lambda: now)
    monkeypatch.setattr(terminal, "Pace", lambda unit: Pace(unit, clock=lambda: now))
    with terminal.progress(terminal.Messages()) as report:
        for now in range(40):
            report("extract", now * 30, 3_000)
    assert capsys.readouterr().err == "Extracting from papers: 930 of 3000, 30 papers/s, 70 s left\n"


def test_on_a_terminal_the_rate_stands_beside_the_bar(capsys, monkeypatch):
    now = 0.0
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(terminal, "Pace", lambda unit: Pace(unit, clock=lambda: now))
    with terminal.progress(terminal.Messages()) as report:
        for now in range(40):
            report("extract", now * 30, 3_000)
            report("assemble", 1, 2)
    assert "30 papers/s, 62 s left" in capsys.readouterr().err


def test_on_a_terminal_messages_pass_above_the_bars_as_they_are(capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    messages = terminal.Messages()
    with terminal.progress(messages) as report:
        report("extract", 1, 2)
        messages(RecordError("a.jsonl:7: [red]not[/red] JSON"))
    assert "Skipped: a.jsonl:7: [red]not[/red] JSON" in capsys.readouterr().err
