"""`kg export svg` and `kg export png`: pictures of a build."""

import xml.etree.ElementTree as ET

import pytest
from builds import built
from click.testing import CliRunner

from kg.cli.group import cli
from kg.exporters import pictures


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return built(tmp_path_factory.mktemp("pictures") / "outputs", "html", "tables", "rdf")


def export(folder, *words):
    return CliRunner().invoke(cli, ["export", *map(str, words), "--dir", str(folder)])


def test_a_drawing_goes_to_standard_output_or_to_a_file_whose_ending_tells(folder, tmp_path):
    done = export(folder, "svg")
    assert (done.exit_code, done.stderr) == (0, "")
    assert ET.fromstring(done.stdout).find("{*}title").text == "Knowledge graph of 3 papers"  # noqa: S314  our own text
    export(folder, "-o", tmp_path / "map.svg")
    assert (tmp_path / "map.svg").read_text() == done.stdout


def test_size_colours_and_part_are_options(folder):
    words = ("svg", "LoRA", "--depth", "1", "--width", "800", "--height", "500", "--theme", "dark", "--labels", "0")
    root = ET.fromstring(export(folder, *words, "--no-legend").stdout)  # noqa: S314  our own text
    assert (root.get("width"), root.get("height")) == ("800", "500")
    assert root.find("{*}title").text == "LoRA and what is within 1 step"
    assert root.find("{*}rect").get("fill") == "#14171c"
    assert [element.text for element in root.findall(".//{*}text")] == ["LoRA"]


def test_a_group_is_a_part(folder):
    title = ET.fromstring(export(folder, "svg", "--group", "1").stdout).find("{*}title").text  # noqa: S314  our own text
    assert title
    assert title != "Knowledge graph of 3 papers"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ttl", "LoRA"], "ttl has no use for NAME; leave it out, or choose svg or png"),
        (["nt", "--theme", "dark"], "nt has no use for --theme; leave it out, or choose svg or png"),
        (["nq", "--no-legend"], "nq has no use for --no-legend; leave it out, or choose svg or png"),
        (["svg", "--scale", "2"], "svg has no use for --scale; leave it out, or choose png"),
        (["png", "--rdf12"], "png has no use for --rdf12; leave it out, or choose ttl or nt or nq or"),
        (["svg", "--depth", "2"], "--depth tells how far from NAME; give a name as well"),
        (["png", "--width", "9000", "--scale", "8"], "a picture of 72000 × 8000 pixels is too large; lower --scale"),
    ],
)
def test_what_does_not_fit_is_refused_with_one_line(folder, words, told):
    done = export(folder, *words)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert told in done.stderr


def test_without_the_library_a_png_says_what_to_install(folder, tmp_path, monkeypatch):
    def none(name):
        raise ImportError(name)

    monkeypatch.setattr(pictures, "import_module", none)
    done = export(folder, "png", "-o", tmp_path / "a.png")
    assert done.stderr == (
        "Error: PNG needs the package resvg_py; install it with `pip install 'kg[png]'`, or write SVG\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_picture_is_never_written_over_an_output(folder):
    done = export(folder, "svg", "-o", folder / "kg.nq")
    assert done.stderr.endswith("kg.nq: the build wrote this itself; choose another name with --output\n")


def test_a_build_without_a_page_says_how_to_get_one(tmp_path):
    plain = built(tmp_path / "plain", "tables")
    assert export(plain, "svg").stderr == (
        f"Error: {plain}: this build has no page; build with `--format html` as well\n"
    )
