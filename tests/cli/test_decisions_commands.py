"""The commands that write decisions, and what builds and `kg explain` make of them."""

import json
from datetime import date

import pytest
from builds import built
from click.testing import CliRunner
from factory import assembled, literature, said

from kg.cli.group import cli
from kg.readers.identity import paper_id
from kg.records import Doubt, Paper, Ruling

TODAY = "2026-11-21"


class Calendar(date):
    """A day that does not end while the tests run."""

    @classmethod
    def today(cls):
        return cls.fromisoformat(TODAY)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("kg.decision_log.date", Calendar)


def run(*arguments, **options):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], **options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    graph = literature()
    graph.graph["rulings"] = (
        Ruling("decisions.txt:2", "merge method/low-rank-adaptation method/lora", "2026-01-02: one", "method/lora"),
        Ruling("decisions.txt:10", "keep method/lora", "", "method/lora"),
        Ruling("decisions.txt:7", "drop method/nothing", "2026-11-21: no method", ""),
    )
    graph.graph["doubts"] = (
        Doubt("types", "model/moss", "Dataset", 2.0, 2, "Model against 45% for Dataset"),
        Doubt("pairs", "method/fernweh", "method/lora", 1.5, 2, "one name is in the other"),
        Doubt("merges", "method/lora", "Low-Rank Adaptation", 1.0, 1, "joined to 'LoRA' by a text"),
        Doubt("generic", "task/summarization", "", 0.5, 2, "a common noun"),
    )
    return str(built(tmp_path_factory.mktemp("outputs"), "tables", graph=graph))


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "decisions.txt"


def test_a_decision_is_printed_written_and_undone(folder, file):
    merged = run("merge", "Fernweh", "LoRA", "-d", folder, "--because", "one and the same")
    assert (merged.exit_code, merged.stdout) == (
        0,
        f"merge method/fernweh method/lora  # {TODAY}: one and the same\n",
    )
    assert merged.stderr == (
        "Fernweh (method/fernweh, 2 papers) → LoRA (method/lora, 3 papers)\n"
        "Written as decisions.txt:1; `kg build` applies it.\n"
    )
    listed = run("undo", "--list")
    assert listed.stdout.splitlines()[2].split() == [
        "1",
        "merge",
        "method/fernweh",
        "method/lora",
        f"{TODAY}:",
        *["one", "and", "the", "same"],
    ]
    undone = run("undo", "-b", "no", "-d", folder)
    assert undone.stdout == f"undo merge method/fernweh method/lora  # {TODAY}: no\n"
    assert file.read_text() == merged.stdout + undone.stdout
    assert run("undo", "--list").stderr == "No decision stands in decisions.txt.\n"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("split", "LoRA", "low-rank adaptation"), 'split method/lora "Low-Rank Adaptation"'),
        (("split", "LoRA", "2401.00001", "--into", "Moss"), "split method/lora paper/arxiv-2401.00001 into model/moss"),
        (("retype", "Moss", "method"), "retype model/moss Method"),
        (("drop", "summarization"), "drop task/summarization"),
        (("rename", "LoRA", "Lora"), "rename method/lora Lora"),
        (("apart", "Moss", "Moss-7B"), "apart model/moss model/moss-7b"),
    ],
)
def test_each_verb_has_a_command(folder, file, words, line):
    result = run(*words, "-d", folder, "--dry-run")
    assert (result.exit_code, result.stdout) == (0, f"{line}  # {TODAY}\n")
    assert result.stderr.endswith("Nothing is written; the line would be decisions.txt:1.\n")
    assert not file.exists()


@pytest.mark.usefixtures("file")
def test_another_file_is_named_in_the_next_step(folder):
    result = run("drop", "Moss", "-d", folder, "--decisions", "mine.txt")
    assert result.stderr.endswith("Written as mine.txt:1; `kg build --decisions mine.txt` applies it.\n")


def test_what_makes_no_sense_is_one_line_and_code_1(folder, file):
    result = run("retype", "LoRA", "Method", "-d", folder)
    assert (result.exit_code, result.stderr) == (1, "Error: method/lora is of type Method already\n")
    assert run("undo", "--build").exit_code == 1
    assert "--build needs `sources`" in run("drop", "Moss", "-d", folder, "--build").stderr
    assert not file.exists()


def test_the_file_is_checked_line_by_line(folder, file):
    file.write_text("drop method/lora  # mine\nfrob x\nmerge method/fernwhe model/lora\nundo drop method/lor\n")
    result = run("decisions", "-d", folder)
    assert result.exit_code == 1
    assert [line.split()[0] for line in result.stdout.splitlines()[2:]] == ["1", "3"]
    assert result.stderr.splitlines() == [
        "decisions.txt:2: unknown decision 'frob'; write one of merge, split, retype, drop, rename, apart, keep, undo",
        "decisions.txt:4: no line above says 'drop method/lor', so there is nothing to undo; did you mean 'undo drop "
        "method/lora'?",
        "decisions.txt:3: 'merge method/fernwhe model/lora' names method/fernwhe, which this build does not have; did "
        "you mean method/fernweh?",
        "decisions.txt:3: 'merge method/fernwhe model/lora' names model/lora, which this build does not have; did you "
        "mean method/lora?",
    ]
    file.write_text("drop method/lora\n")
    assert run("decisions", "-d", "nowhere").exit_code == 0
    assert json.loads(run("decisions", "-d", folder, "--format", "json").stdout) == [
        {"line": 1, "verb": "drop", "args": ["method/lora"], "reason": ""}
    ]


def test_explain_shows_the_decisions(folder):
    lines = run("explain", "LoRA", "-d", folder).stdout.splitlines()
    assert lines[-2:] == [
        "  merged by decisions.txt:2 (2026-01-02: one): merge method/low-rank-adaptation method/lora",
        "  kept by decisions.txt:10: keep method/lora",
    ]
    told = json.loads(run("explain", "LoRA", "-d", folder, "--format", "json").stdout)
    assert [row["where"] for row in told[0]["decisions"]] == ["decisions.txt:2", "decisions.txt:10"]


def test_explain_shows_what_became_of_an_id_that_was_dropped(folder):
    assert run("explain", "method/nothing", "-d", folder).stdout == (
        "method/nothing\n  dropped by decisions.txt:7 (2026-11-21: no method): drop method/nothing\n"
    )


def test_explain_shows_where_a_paper_was_listed(tmp_path):
    from kg.provenance import Listed

    graph = literature()
    graph.graph["listed"] = (
        Listed("paper/arxiv-2401.00001", "alpha", "arXiv:2401.00001", "first"),
        Listed("paper/arxiv-2401.00001", "beta", "doi:10.1234/fern", "title", "fernweh"),
    )
    lines = run("explain", "2401.00001", "-d", built(tmp_path, "tables", graph=graph)).stdout.splitlines()
    assert [line.split() for line in lines[3:]] == [
        ["alpha", "arXiv:2401.00001", "first"],
        ["beta", "doi:10.1234/fern", "title", "fernweh"],
    ]


def test_review_prints_a_table_where_nobody_can_answer(folder, file):
    result = run("review", "-d", folder, "--limit", "3")
    assert [line.split("  ")[0] for line in result.stdout.splitlines()[2:]] == ["types", "pairs", "merges"]
    assert "Is Moss a Model, not a Dataset?" in result.stdout
    assert result.stderr == "1 more with --limit 4\n"
    assert not file.exists()


@pytest.mark.usefixtures("file")
def test_review_prints_all_that_is_needed_as_json(folder):
    (first,) = json.loads(run("review", "-d", folder, "--limit", "1", "-k", "pairs", "--format", "json").stdout)
    assert first["question"] == "Are Fernweh and LoRA one thing?"
    assert first["answers"] == {
        "y": "merge method/fernweh method/lora",
        "n": "apart method/fernweh method/lora",
        "d": "drop method/fernweh",
    }
    assert [said["text"] for said in first["sentences"]] == [
        "Fernweh: Sparse Adapters for Long Documents",
        "We use LoRA and Fernweh for summarization.",
        "Fernweh outperforms LoRA on PaperStack.",
    ]


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        (
            "yyyy",
            [
                "keep model/moss",
                "merge method/fernweh method/lora",
                'keep method/lora "Low-Rank Adaptation"',
                "keep task/summarization",
            ],
        ),
        (
            "nnnn",
            [
                "retype model/moss Dataset",
                "apart method/fernweh method/lora",
                'split method/lora "Low-Rank Adaptation"',
                "drop task/summarization",
            ],
        ),
        ("t1d", ["retype model/moss Method", "drop method/fernweh"]),
        ("t9ssyq", ['keep method/lora "Low-Rank Adaptation"']),
        ("yuyuq", ["keep model/moss", "undo keep model/moss", "keep model/moss", "undo keep model/moss"]),
        ("xuq", []),
    ],
)
def test_review_writes_each_answer_at_once(folder, file, keys, lines):
    result = run("review", "--ask", "-d", folder, input="\n".join(keys))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"{line}  # {TODAY}: review" for line in lines]
    assert (file.read_text() if lines else "") == result.stdout


@pytest.mark.usefixtures("file")
def test_review_asks_with_what_is_needed_to_decide(folder):
    told = run("review", "--ask", "-k", "types", "-d", folder, input="q").stderr
    assert told == (
        "\nIs Moss a Model, not a Dataset?\n"
        "  Moss: model/moss, Model, 1 paper\n"
        "  Model against 45% for Dataset; 'no' changes its type for 1 paper and 3 facts\n"
        "  · We present Moss, trained on TurfText. (Moss: A Model Family Trained on TurfText)\n"
        "[y] a Model  [n] a Dataset  [d] drop Moss  [t] other type  [s] skip  [u] undo last  [q] quit\n"
        "0 answered, 1 left.\n"
    )


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory):
    """Make a build in which two papers introduce FERN, and one says LoRA where it may mean something else."""
    one = Paper("paper/local-1", "FERN: A Model of Moss", "We use LoRA.", published="2024")
    two = Paper("paper/local-2", "FERN: A Way to Prune", "We use LoRA and Moss.", published="2025")
    graph = assembled(
        [one, two],
        [
            ("method/fern", "FERN", "Method", ()),
            ("method/lora", "LoRA", "Method", ()),
            ("model/moss", "Moss", "Model", ()),
        ],
        [],
        [
            (one.id, "introduces", "method/fern", [said(one, one.title, "FERN", sentence=0)]),
            (two.id, "introduces", "method/fern", [said(two, two.title, "FERN", sentence=0)]),
            (one.id, "uses", "method/lora", [said(one, "We use LoRA.", "LoRA")]),
            (two.id, "uses", "method/lora", [said(two, "We use LoRA and Moss.", "LoRA")]),
            (two.id, "uses", "model/moss", [said(two, "We use LoRA and Moss.", "Moss")]),
        ],
    )
    graph.graph["doubts"] = (Doubt("homonyms", "method/lora", "paper/local-1 model/moss", 0.4, 1, "not spelt out"),)
    return str(built(tmp_path_factory.mktemp("outputs"), "tables", graph=graph))


@pytest.mark.usefixtures("file")
def test_review_asks_what_papers_mean_by_a_name(namesakes):
    first, second = json.loads(run("review", "-d", namesakes, "-k", "homonyms", "--format", "json").stdout)
    assert first["question"] == "Is the FERN of 'FERN: A Way to Prune' that of 'FERN: A Model of Moss'?"
    assert [said["paper"] for said in first["sentences"]] == ["FERN: A Way to Prune", "FERN: A Model of Moss"]
    assert first["answers"] == {"y": "keep method/fern paper/local-2", "n": "split method/fern paper/local-2"}
    assert second["question"] == "In 'FERN: A Model of Moss', is it LoRA, not Moss?"
    assert [said["text"] for said in second["sentences"]] == ["We use LoRA.", "We use LoRA and Moss."]
    assert second["answers"]["n"] == "split method/lora paper/local-1 into model/moss"


@pytest.mark.parametrize("keys", ["nn", "yy"])
def test_what_a_paper_means_is_not_asked_again(namesakes, file, keys):
    result = run("review", "--ask", "-d", namesakes, input="\n".join(keys))
    assert result.stderr.splitlines()[-1] == "2 answered, 0 left. `kg build` applies them."
    assert len(file.read_text().splitlines()) == 2
    assert run("review", "-d", namesakes).stderr == "Nothing is doubtful that is not answered.\n"


def test_papers_that_one_line_names_are_not_told_apart_by_a_question(tmp_path, file):
    papers = [Paper(f"paper/local-{n}", f"FERN: Part {n}", "", published=f"202{n}") for n in (1, 2, 3)]
    owners = ["method/fern", "method/fern--local-2", "method/fern--local-2"]
    introduced = {one: [said(one, one.title, "FERN", sentence=0)] for one in papers}
    graph = assembled(
        papers,
        [(id_, "FERN", "Method", ()) for id_ in sorted({*owners})],
        [],
        [(one.id, "introduces", id_, introduced[one]) for one, id_ in zip(papers, owners, strict=True)],
    )
    line = "split method/fern paper/local-2 paper/local-3"
    graph.graph["rulings"] = (Ruling("decisions.txt:1", line, "", "method/fern", "method/fern--local-2"),)
    outputs = str(built(tmp_path, "tables", graph=graph))
    assert "that of 'FERN: Part 2'" in run("review", "-d", outputs).stdout
    file.write_text(f"{line}\n")
    assert run("review", "-d", outputs).stderr == "Nothing is doubtful that is not answered.\n"


def test_lines_that_say_the_opposite_of_others_are_found(namesakes, file):
    file.write_text(
        "keep method/fern paper/local-2\n"
        "split method/fern paper/local-1 paper/local-2\n"
        "merge method/lora method/fern\n"
        "apart method/fern method/lora\n"
        "split method/lora paper/local-9 into model/mos\n"
    )
    assert run("decisions", "-d", namesakes).stderr.splitlines() == [
        "decisions.txt:2: 'split method/fern paper/local-1 paper/local-2' contradicts line 1, "
        "'keep method/fern paper/local-2'; take one of them back with `kg undo 2` or `kg undo 1`",
        "decisions.txt:4: 'apart method/fern method/lora' contradicts line 3, 'merge method/lora method/fern'; "
        "take one of them back with `kg undo 4` or `kg undo 3`",
        "decisions.txt:5: 'split method/lora paper/local-9 into model/mos' names model/mos, which this build does not "
        "have; did you mean model/moss?",
        "decisions.txt:5: 'split method/lora paper/local-9 into model/mos' names paper/local-9, which this build does "
        "not have; `kg show TITLE` prints the id of a paper",
    ]


def test_lines_that_keep_what_others_take_away_are_found(folder, file):
    file.write_text(
        "keep method/lora\nretype method/lora Model\ndrop model/moss\nkeep model/moss\nkeep model/moss Moss\n"
    )
    assert [line.partition(";")[0] for line in run("decisions", "-d", folder).stderr.splitlines()] == [
        "decisions.txt:2: 'retype method/lora Model' contradicts line 1, 'keep method/lora'",
        "decisions.txt:4: 'keep model/moss' contradicts line 3, 'drop model/moss'",
    ]


def test_review_knows_papers_by_the_ids_that_they_had_before(tmp_path, file):
    titles = ["FERN: A Model of Moss", "FERN: A Way to Prune"]
    papers = [
        Paper(f"paper/arxiv-2611.0000{n}", title, "", identifiers=(f"arXiv:2611.0000{n}",), published=f"202{n}")
        for n, title in enumerate(titles, 1)
    ]
    edges = [(one.id, "introduces", "method/fern", [said(one, one.title, "FERN", sentence=0)]) for one in papers]
    graph = assembled(papers, [("method/fern", "FERN", "Method", ())], [], edges)
    outputs = str(built(tmp_path / "outputs", "tables", graph=graph))
    assert "that of 'FERN: A Model of Moss'" in run("review", "-d", outputs).stdout
    file.write_text(f"keep method/fern {paper_id((), titles[1])}  # answered when nothing but the title was known\n")
    assert run("review", "-d", outputs).stderr == "Nothing is doubtful that is not answered.\n"
    assert run("review", "--ask", "-d", outputs, input="y\n").stderr.splitlines()[-1] == "0 answered, 0 left."


def test_a_paper_contradicts_itself_by_whatever_id_a_line_names_it(tmp_path, file):
    paper = Paper("paper/arxiv-2611.00002", "Warm Fern", "A fern.", identifiers=("arXiv:2611.00002",))
    graph = assembled([paper], [("method/fern", "Fern", "Method", ())], [], [])
    outputs = str(built(tmp_path, "tables", graph=graph))
    before = paper_id((), paper.title)
    file.write_text(f"split method/fern {before}\nkeep method/fern {paper.id}\n")
    assert run("decisions", "-d", outputs).stderr.startswith(
        f"decisions.txt:2: 'keep method/fern {paper.id}' contradicts line 1, 'split method/fern {before}'"
    )


def test_review_never_asks_what_was_answered(folder, file):
    file.write_text(
        "keep model/moss\napart method/lora method/fernweh\nkeep method/low-rank-adaptation 'low rank adaptation'\n"
    )
    assert json.loads(run("review", "-d", folder, "--format", "json").stdout)[0]["kind"] == "generic"
    file.write_text("drop method/lora\nretype task/summarization Method\nretype model/moss Method\n")
    result = run("review", "-d", folder)
    assert (result.stdout, result.stderr) == ("", "Nothing is doubtful that is not answered.\n")


def test_hostile_names_do_not_steer_the_terminal(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    graph = literature()
    graph.graph["doubts"] = (Doubt("merges", "method/lora", "Lo\x1b[31mRA", 1.0, 1, "why"),)
    result = run("review", "--ask", "-d", built(tmp_path / "out", "tables", graph=graph), input="y")
    assert "\x1b[31m" not in result.output
    assert "more than one line" in result.stderr
