"""`kg view`: pages of parts of a build."""

import webbrowser

import pytest
from builds import built
from click.testing import CliRunner

from kg.cli.group import cli
from kg.viewer import reading
from kg.viewer.picture import keys


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("view") / "outputs", "html", "tables")


@pytest.fixture
def opened(monkeypatch):
    addresses = []
    monkeypatch.setattr(webbrowser, "open", lambda address: addresses.append(address) or True)
    return addresses


def view(folder, *words):
    return CliRunner().invoke(cli, ["view", "--dir", str(folder), *map(str, words)])


def test_a_name_gets_a_page_of_what_is_near_it(folder, opened):
    done = view(folder, "low-rank adaptation", "--depth", "1")
    path = folder / "views" / "method-lora.html"
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"{path}\n", "")
    assert opened == [path.as_uri()]
    structure = reading.read(path).structure
    assert structure["title"] == "LoRA and what is within 1 step"
    assert set(keys(structure)) == {
        "method/lora",
        "method/fernweh",
        "paper/arxiv-2401.00001",
        "paper/acl-2023.moss-1",
        "paper/sha256-00112233445566ff",
    }


def test_what_draws_a_page_is_chosen_for_a_part_alone(folder, opened):
    path = folder / "views" / "method-lora.html"
    assert view(folder, "LoRA", "--print", "--renderer", "pyvis").exit_code == 0
    assert 'id="vis-options"' in path.read_text(encoding="utf-8")
    done = view(folder, "--renderer", "pyvis")
    assert (done.exit_code, done.stdout, opened) == (1, "", [])
    assert "`kg build --renderer` is for this one" in done.stderr


def test_a_page_of_a_name_is_made_anew(folder, opened):
    path = folder / "views" / "method-lora.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text("of an older build")
    assert view(folder, "LoRA", "--print").stdout == f"{path}\n"
    assert reading.read(path).structure["title"] == "LoRA and what is within 2 steps"
    assert opened == []


def test_a_page_goes_where_it_is_wanted_but_never_over_an_output(folder, tmp_path, opened):
    path = tmp_path / "lora.html"
    assert view(folder, "LoRA", "--print", "-o", path).stdout == f"{path}\n"
    assert reading.read(path).structure["focus"] >= 0
    before = (folder / "graph.html").read_bytes()
    done = view(folder, "LoRA", "-o", folder / "views" / ".." / "graph.html")
    assert (done.exit_code, opened) == (1, [])
    assert "graph.html: the build wrote this itself; choose another name with --output" in done.stderr
    assert (folder / "graph.html").read_bytes() == before


@pytest.mark.parametrize("name", ["manifest.json", ".lock"])
def test_a_page_is_never_written_over_what_makes_the_folder_a_build(folder, opened, name):
    done = view(folder, "LoRA", "--print", "-o", folder / name)
    assert (done.exit_code, opened) == (1, [])
    assert f"{name}: the build wrote this itself" in done.stderr
    assert view(folder, "LoRA", "--print").exit_code == 0


def test_groups_are_listed_with_their_sizes_and_each_has_a_page(folder):
    lines = view(folder, "--groups").stdout.splitlines()
    assert lines[0].split() == ["group", "members", "name"]
    number, size, *_ = lines[2].split()
    done = view(folder, "--group", number, "--print")
    assert len(reading.read(path := _path(done)).structure["nodes"]["label"]) == int(size)
    assert path.name.startswith("group-")


def _path(done):
    from pathlib import Path

    return Path(done.stdout.strip())


@pytest.mark.parametrize("name", ["timeline", "table", "sparql"])
def test_a_view_is_opened_through_a_page_that_leads_there(folder, opened, name):
    done = view(folder, f"--{name}")
    leading = folder / "views" / f"{name}.html"
    assert done.stdout == f"{(folder / 'graph.html').as_uri()}#?view={name}\n"
    assert opened == [leading.as_uri()]
    assert f'content="0; url=../graph.html#?view={name}"' in leading.read_text()


def test_printing_the_address_of_a_view_writes_nothing(tmp_path, opened):
    folder = built(tmp_path / "outputs", "html", "tables")
    assert view(folder, "--table", "--print").stdout.endswith("/outputs/graph.html#?view=table\n")
    assert (opened, (folder / "views").exists()) == ([], False)


def test_a_folder_is_still_taken_for_a_folder(folder, opened):
    done = CliRunner().invoke(cli, ["view", str(folder)])
    assert (done.stdout, opened) == (f"{folder / 'graph.html'}\n", [(folder / "graph.html").as_uri()])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["LoRaa"], "nothing in this build is called 'LoRaa'; did you mean LoRA?"),
        (["LoRA", "--group", "1"], "NAME and --group are two parts of the map; give one of them"),
        (["--depth", "2"], "--depth tells how far from NAME; give a name as well"),
        (["--group", "none such"], "no group is called 'none such'; `kg view --groups` lists them"),
    ],
)
def test_what_cannot_be_shown_is_one_line(folder, opened, words, told):
    done = view(folder, *words)
    assert (done.exit_code, done.stdout, opened) == (1, "", [])
    assert done.stderr.count("\n") == 1
    assert told in done.stderr


def test_a_damaged_page_is_one_line(tmp_path):
    folder = built(tmp_path / "outputs", "html", "tables")
    (folder / "graph.html").write_text("half")
    done = view(folder, "LoRA")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "graph.html: this is no page of this version of kg" in done.stderr
