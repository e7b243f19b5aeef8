"""The commands that read a build: show, explain, stats, view."""

import json
import webbrowser

import pytest
from builds import built
from click.testing import CliRunner
from factory import published

from kg.cli.group import cli


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(built(tmp_path_factory.mktemp("outputs")))


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_show_prints_a_card(folder):
    assert run("show", "lora", "-d", folder).output == (
        "LoRA  Method  method/lora\n"
        "Names (1)\n"
        "  Low-Rank Adaptation\n"
        "Used by (1)\n"
        "  A Note on Summarization with LoRA  [paper/sha256-00112233445566ff]\n"
        "Compared in (1)\n"
        "  Fernweh: Sparse Adapters for Long Documents  [paper/arxiv-2401.00001]\n"
        "Mentioned by (1)\n"
        "  Moss: A Model Family Trained on TurfText  [paper/acl-2023.moss-1]\n"
        "Variants (1)\n"
        "  Fernweh  [method/fernweh]\n"
        "Outperformed by (1)\n"
        "  Fernweh  [method/fernweh]\n"
        "Evidence (4)\n"
        "  0.90  We use LoRA and Fernweh for summarization.  [paper/sha256-00112233445566ff]\n"
        "  0.85  We introduce Fernweh, a variant of LoRA for summarization.  [paper/arxiv-2401.00001]\n"
        "  0.74  Fernweh outperforms LoRA on PaperStack.  [paper/arxiv-2401.00001]\n"
        "  0.55  Moss is evaluated on PaperStack against LoRA.  [paper/acl-2023.moss-1]\n"
    )


def test_show_prints_the_code_of_the_paper_that_introduces(folder):
    assert "Links (1)\n  https://github.com/example/moss  (code, own)\n" in run("show", "Moss", "-d", folder).output


def test_show_prints_whose_code_a_repository_is(folder):
    assert run("show", "https://github.com/example/moss", "-d", folder).output == (
        "example/moss  Repository  https://github.com/example/moss\n"
        "Code of (1)\n"
        "  Moss: A Model Family Trained on TurfText  [paper/acl-2023.moss-1]\n"
        "Evidence (1)\n"
        "  0.90  Our code: https://github.com/example/moss.  [paper/acl-2023.moss-1]\n"
    )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("2401.00001", "up to 61.5 % accuracy on PaperStack by Fernweh"),
        ("PaperStack", "up to 61.5 % accuracy by Fernweh  [paper/arxiv-2401.00001]"),
        ("Fernweh", "up to 61.5 % accuracy on PaperStack  [paper/arxiv-2401.00001]"),
    ],
)
def test_show_prints_the_results_that_are_claimed(folder, name, line):
    assert f"Claimed in the abstract (1)\n  {line}\n" in run("show", name, "-d", folder).output


def test_columns_of_a_card_stay_apart_whatever_the_letters(tmp_path):
    table = built(tmp_path) / "tables" / "evidence.csv"
    text = table.read_text().replace("We use LoRA and", "We use LoRA  \x1b[1m und für")
    table.write_text(text.replace(",0.9,", ",0.9999,"))
    shown = "  0.99  We use LoRA [1m und für Fernweh for summarization.  [paper/sha256-00112233445566ff]\n"
    assert shown in run("show", "lora", "-d", tmp_path).output


def test_show_prints_whole_lists_on_demand(folder, monkeypatch):
    monkeypatch.setattr("kg.cli.show.SHORT", 1)
    short, whole = run("show", "fernweh", "-d", folder).output, run("show", "fernweh", "-d", folder, "--all").output
    assert "Links (2)\n  https://github.com/example/fernweh  (code, own)\n  … 1 more with --all\n" in short
    assert "  https://example.org/stack  (data, other)\n" in whole


def test_show_prints_json(folder):
    card = json.loads(run("show", "LoRA", "-d", folder, "--format", "json").output)
    assert (card["id"], card["label"], card["forms"][1]["reason"]) == ("method/lora", "LoRA", "abbreviation")


def test_show_suggests_near_names(folder):
    result = run("show", "Lora2", "-d", folder)
    assert (result.exit_code, result.stderr) == (
        1,
        f"Error: {folder}: nothing in this build is called 'Lora2'; did you mean LoRA?\n",
    )


def test_show_without_a_build_says_how_to_make_one(tmp_path):
    missing = tmp_path / "none"
    assert run("show", "LoRA", "-d", missing).stderr == (
        f"Error: {missing}: there is no such folder; make a build with `kg build SOURCE -o {missing}`\n"
    )


def test_explain_says_why_forms_are_one(folder):
    assert run("explain", "low-rank adaptation", "-d", folder).output == (
        "LoRA  Method  method/lora\n"
        "form                 reason        detail\n"
        "-------------------  ------------  ------\n"
        "LoRA                 name\n"
        "Low-Rank Adaptation  abbreviation\n"
    )


@pytest.mark.parametrize("predicate", ["variantOf", "variant of"])
def test_explain_says_why_a_fact_holds(folder, predicate):
    assert run("explain", "Fernweh", predicate, "LoRA", "-d", folder).output == (
        "method/fernweh variantOf method/lora\n"
        "  confidence 0.85, by cue:verb, sentence 1 of paper/arxiv-2401.00001\n"
        "  We introduce Fernweh, a variant of LoRA for summarization.\n"
    )


def test_explain_takes_two_names_or_one_of_two_words(folder):
    output = run("explain", "LoRA", "Fernweh", "-d", folder).output
    assert [line for line in output.splitlines() if not line.startswith(" ")] == [
        "method/fernweh variantOf method/lora",
        "method/fernweh outperforms method/lora",
    ]
    assert run("explain", "text", "summarization", "-d", folder).output.startswith("summarization  Task")


def test_explain_says_when_nothing_is_said(folder):
    result = run("explain", "LoRA", "trainedOn", "TurfText", "-d", folder)
    assert (result.exit_code, result.stderr) == (
        1,
        f"Error: {folder}: no sentence says that method/lora trainedOn dataset/turftext; `kg show method/lora` "
        "lists what is said of it\n",
    )


def test_explain_says_why_a_paper_has_code(folder):
    output = run("explain", "Moss: A Model Family Trained on TurfText", "has code", "example/moss", "-d", folder).output
    assert output.splitlines()[0] == "paper/acl-2023.moss-1 hasCode https://github.com/example/moss"


def test_explain_knows_the_relations(folder):
    result = run("explain", "LoRA", "eats", "GLUE", "-d", folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: no relation is called 'eats'; write one of introduces, uses, ")
    assert "did you mean Low-Rank Adaptation?" in run("explain", "low", "rank", "adaption", "-d", folder).stderr


def test_explain_says_where_to_read_on_about_a_paper(folder):
    result = run("explain", "a note on summarization with LoRA", "-d", folder)
    assert result.stdout == "A Note on Summarization with LoRA  Paper  paper/sha256-00112233445566ff\n"
    assert "`kg show paper/sha256-00112233445566ff` lists" in result.stderr


def test_stats_counts_and_lists_the_most_frequent(folder):
    lines = [line.split() for line in run("stats", "-d", folder).output.splitlines()]
    assert lines[0] == ["what", "number"]
    assert lines[2:6] == [["papers", "3"], ["claims", "1"], ["links", "3"], ["entities:", "Dataset", "2"]]
    assert lines[-9] == ["name", "type", "papers", "id"]
    assert lines[-7] == ["LoRA", "Method", "3", "method/lora"]


def test_stats_prints_json(folder):
    stats = json.loads(run("stats", "-d", folder, "--format", "json").output)
    assert (stats["papers"], stats["links"], stats["entities"]["Dataset"]) == (3, 3, 2)
    assert stats["top"][0] == {"id": "method/lora", "name": "LoRA", "type": "Method", "papers": 3}


def test_view_without_a_page_says_how_to_get_one(folder):
    assert (
        run("view", folder).stderr == f"Error: {folder}: this build has no page; build with `--format html` as well\n"
    )


@pytest.mark.parametrize(
    ("opened", "words"), [(True, ""), (False, "No browser could be started; open this file in one: {}\n")]
)
def test_view_opens_the_page_or_says_where_it_is(tmp_path, monkeypatch, opened, words):
    addresses = []
    monkeypatch.setattr(webbrowser, "open", lambda address: addresses.append(address) or opened)
    page = tmp_path / "graph.html"
    text = (built(tmp_path) / "manifest.json").read_text()
    (tmp_path / "manifest.json").write_text(text.replace('"graph.graphml"', '"graph.html"'))
    page.touch()
    result = run("view", tmp_path)
    assert (result.stdout, result.stderr) == (f"{page}\n", words.format(page))
    assert addresses == [page.as_uri()]
    page.unlink()
    assert run("view", tmp_path).stderr == f"Error: {page}: the page is gone; build again\n"


def test_show_prints_what_is_known_of_a_paper_and_where_it_is_listed(tmp_path):
    folder = built(tmp_path, "tables", graph=published())
    lines = run("show", "2401.00001", "-d", folder).output.splitlines()
    assert lines[1:6] == [
        "This paper was retracted.",
        "Journal of <Moss>",
        "cs.CL, cs.LG",
        "1,234 votes",
        "arXiv:2401.00001",
    ]
    assert (
        "  0.95  A listing gives https://github.com/example/beside beside the text.  [paper/arxiv-2401.00001]" in lines
    )
    assert lines[lines.index("Listed in (4)") :] == [
        "Listed in (4)",
        "  alpha  arXiv:2401.00001  (whose text is kept)",
        "  beta  Fernweh of the woods  (same title)",
        "  gamma  doi:10.1/x  (same doi:10.1/x)",
        "  gamma  local:7  (same id 7, similar title)",
        "Given differently (3)",
        "  doi: doi:10.1/x [alpha], not doi:10.1/y [beta]",
        "  paper/acl-2023.moss-1 shares 'fernweh of the woods', but has other identifiers  [beta]",
        "  title: Fernweh of the Woods [alpha], not Moss[2J [beta]",
    ]


def test_explain_says_that_a_listing_gives_an_address(tmp_path):
    folder = built(tmp_path, "tables", graph=published())
    told = "  A listing of the paper gives the address, beside its text."
    beside = run("explain", "2401.00001", "hasCode", "https://github.com/example/beside", "-d", folder)
    assert beside.output.splitlines()[1:] == [
        "  confidence 0.95, by listing, paper/arxiv-2401.00001",
        told,
        "  Fernweh of the Woods",
    ]
    said = run("explain", "2401.00001", "introduces", "Fernweh", "-d", folder)
    assert told not in said.output
