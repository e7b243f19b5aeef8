"""The documents: commands run and print what they say, command lines are right, links lead somewhere."""

import dataclasses
import json
import re
import shlex
import tomllib

import click
import documents
import listings
import pytest
from click.testing import CliRunner
from script_modules import imported

import kg
from kg.cli.group import COMMANDS, cli
from kg.config import override
from kg.readers.dialects import DIALECTS, plain
from kg.readers.formats import READERS

ROOT = documents.ROOT
SCRIPTS = ROOT / "scripts"
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
BLOCKS = [block.text for block in documents.blocks(README) if block.language == "console"]
EXECUTED = [pair for block in BLOCKS for pair in documents.steps(block) if pair[1].strip()]
READING = frozenset(("check", "decisions", "diff", "digest", "explain", "export", "queries", "query", "show", "stats"))
"""The commands that read a build and change nothing."""
WRITING = frozenset(("-o", "--output", "obsidian", "sqlite", "tables", "neo4j", "duckdb"))
"""What makes them write files."""
PREPARED = {"question.rq": "SELECT ?name { ?model a kg:Model ; skos:prefLabel ?name } LIMIT 3", "my.txt": ""}
"""The files that their examples name."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Build the sample where the commands of the documents look for it."""
    folder = tmp_path_factory.mktemp("documents")
    done = CliRunner().invoke(cli, ["build", "--sample", "--quiet", "--output", str(folder / "outputs")])
    assert done.exit_code == 0
    for name, text in PREPARED.items():
        (folder / name).write_text(text)
    (folder / "outputs-of-monday").symlink_to(folder / "outputs")
    return folder


@pytest.mark.parametrize(("command", "printed"), EXECUTED, ids=lambda text: text[:60])
def test_a_command_prints_what_the_readme_shows(sample, monkeypatch, command, printed):
    monkeypatch.chdir(sample)
    shown, _ = documents.run(command)

    documents.check_printed(command, shown, printed)


def test_the_tour_has_commands_to_execute():
    assert len(EXECUTED) >= 5


def test_the_python_example_runs(sample, monkeypatch, capsys):
    monkeypatch.chdir(sample)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    build_part, _ = code.split("records = ")

    exec(compile(build_part, "README.md", "exec"), {})  # noqa: S102  the README is ours

    assert "introduces LoRA" in capsys.readouterr().out


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.stem)
def test_a_tutorial_does_what_it_says(sample, tmp_path, monkeypatch, path):
    document = path.read_text(encoding="utf-8")
    monkeypatch.chdir(sample if "kg build --sample" in document else tmp_path)
    reader = documents.Reader()
    reader.follow(document)

    assert reader.ran > 4
    assert all(shlex.split(command)[1] in documents.ENDLESS for command in reader.apart)


def test_a_command_that_does_not_end_is_not_run():
    with pytest.raises(AssertionError, match="kg watch: say after it, as a comment, one of needs the network, opens"):
        documents.Reader().follow("Watch:\n\n```console\n$ kg watch\n```\n")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_command_lines_of_a_document_are_right(path):
    for words in documents.commands(path.read_text(encoding="utf-8")):
        documents.check_words(words)


def test_a_command_line_that_is_wrong_is_found():
    with pytest.raises(click.NoSuchOption, match="--verbos"):
        documents.check_words(["build", "papers.jsonl", "--verbos"])
    with pytest.raises(click.BadParameter, match="'tabel' is not one of"):
        documents.check_words(["query", "--name", "evidence", "--format", "tabel"])
    with pytest.raises(click.UsageError, match="No such command 'arxivv'"):
        documents.check_words(["fetch", "arxivv", "ferns"])
    with pytest.raises(click.UsageError, match=r"unexpected extra argument"):
        documents.check_words(["stats", "outputs"])


def test_what_a_document_shows_is_compared_but_for_times_and_dots():
    documents.check_printed("kg build", "Reading sources: 1 of 1\nBuilt 2 papers in 0.4 s\n", "Built 2 papers in 9 s\n")
    documents.check_printed("kg show Fern", "Fern\nUses (2)\n  Moss\n  Turf\n", "Fern\n…\n  Turf\n")
    with pytest.raises(AssertionError, match="kg show Fern"):
        documents.check_printed("kg show Fern", "Fern  Model\n", "Fern  Method\n")
    with pytest.raises(AssertionError):
        documents.check_printed("kg show Fern", "Fern\nUses (2)\n", "Fern\n…\nUses (3)\n")


def _examples(command=cli, path=()):
    """Yield the name of each command, also of those in groups, with the examples that end its help."""
    _, _, told = (command.epilog or "").partition("Examples:\n")
    yield path, [line.strip() for line in told.partition("\n\n")[0].splitlines()]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from _examples(command.get_command(context, name), (*path, name))


EXAMPLES = list(_examples())
RUN = [
    words
    for _, lines in EXAMPLES
    for line in lines
    for words in documents.calls(line)
    if words and words[0] in READING and WRITING.isdisjoint(words)
]


@pytest.mark.parametrize(("path", "lines"), EXAMPLES, ids=" ".join)
def test_the_help_of_a_command_ends_in_examples_that_are_right(path, lines):
    assert any(line.startswith(" ".join(("kg", *path))) for line in lines)
    for line in lines:
        for words in documents.calls(line):
            documents.check_words(words)


@pytest.mark.parametrize("words", RUN, ids=" ".join)
def test_an_example_that_reads_a_build_runs(sample, monkeypatch, words):
    monkeypatch.chdir(sample)
    done = CliRunner().invoke(cli, words)

    assert done.exit_code == ("--exit-code" in words), done.output
    assert done.stdout or done.stderr


def test_every_command_that_the_readme_names_exists():
    named = set(re.findall(r"`kg ([a-z]+)", README)) | set(re.findall(r"^\$ kg ([a-z]+)", README, re.MULTILINE))

    assert named <= set(COMMANDS)


def test_the_two_commands_of_the_start_are_there_and_marked():
    assert "<!-- main -->\n```bash\npip install -e . && kg build --sample --open\n```" in README
    assert "<!-- tests -->\n```bash\npip install -e '.[test]' && pytest -n auto\n```" in README


def places(document):
    """Return what links can lead to in a document: its headings as GitHub names them, and its anchors."""
    text = document.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    named = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return named | set(re.findall(r'<a id="([^"]+)">', text))


def test_links_between_documents_lead_somewhere():
    for document in DOCUMENTS:
        for link in re.findall(r"\]\(([^)\s:]+)\)", document.read_text(encoding="utf-8")):
            target, _, place = link.partition("#")
            found = document.parent / target if target else document
            assert found.exists(), f"{document.name}: {link}"
            assert not place or place in places(found), f"{document.name}: {link}"


@pytest.fixture(scope="module")
def script():
    with imported("generate_reference") as module:
        yield module


def test_the_reference_is_what_the_source_makes(script, capsys):
    assert script.main(["--check"]) == 0
    assert capsys.readouterr().err == ""


def test_a_reference_that_is_out_of_date_is_named_and_written_anew(script, tmp_path, capsys):
    assert script.main(["--root", str(tmp_path)]) == 0
    page = tmp_path / "docs" / "reference" / "settings.md"
    page.write_text("By hand.\n")
    capsys.readouterr()

    assert script.main(["--root", str(tmp_path), "--check"]) == 1
    assert capsys.readouterr().err == f"{page} is out of date: run python scripts/generate_reference.py\n"
    assert page.read_text() == "By hand.\n"
    assert script.main(["--root", str(tmp_path)]) == 0
    assert page.read_text() == (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")


def test_the_reference_tells_of_all_that_there_is():
    commands, python, settings = (
        (ROOT / "docs" / "reference" / f"{name}.md").read_text(encoding="utf-8")
        for name in ("commands", "python", "settings")
    )

    assert {f"## kg {name}" for name in COMMANDS} <= set(commands.splitlines())
    assert {f"### kg.{name}" for name in kg.__all__} <= set(python.splitlines())
    assert re.findall(r"^\| `(\w+)` \|", settings, re.MULTILINE) == [
        field.name for field in dataclasses.fields(kg.Config)
    ]
    (defaults,) = (block.text for block in documents.blocks(settings))
    assert override(kg.Config(), tomllib.loads(defaults)) == kg.Config()


FORMATS = (ROOT / "docs" / "reference" / "formats.md").read_text(encoding="utf-8")
(EXAMPLE,) = (block.text for block in documents.blocks(FORMATS) if block.language == "json")


def test_every_format_is_described():
    described = re.findall(r"^### .* · `([\w-]+)`$", FORMATS, re.MULTILINE)

    assert sorted(described) == sorted({*READERS, *DIALECTS, plain.NAME})
    assert all(f"**{part}" in section for section in FORMATS.split("\n### ")[1:] for part in ("Known by", "From"))


def test_the_fields_that_the_formats_name_are_read():
    (paper,), complaints = listings.papers("json", EXAMPLE)

    assert complaints == []
    assert all(getattr(paper, field.name) for field in dataclasses.fields(paper) if field.name != "given_title")


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (names.split("`")[1] if other != "dois" else "doi", other)
        for names, others in re.findall(r"^\| (`[^|]*`) \| ([^|]*) \|", FORMATS, re.MULTILINE)
        for other in re.findall(r"`(\w+)`", others)
    ],
)
def test_another_name_that_the_formats_give_a_field_is_read(name, other):
    better = ("upvotes", "arxiv_id") if name == "id" else ("upvotes",)
    value = {key: item for key, item in json.loads(EXAMPLE).items() if key not in better}
    renamed = {other if key == name else key: item for key, item in value.items()}

    assert other in renamed
    assert listings.papers("json", json.dumps(renamed)) == listings.papers("json", json.dumps(value))


def test_the_index_names_every_document():
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / target).resolve() for target in re.findall(r"\]\(([^)#:]+)\)", index)}

    assert {path for path in (ROOT / "docs").rglob("*.md") if path.parent.name != "decisions"} <= {
        *linked,
        ROOT / "docs" / "README.md",
    }


def test_the_version_is_the_packages():
    told = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert f'version = "{kg.__version__}"' in told
