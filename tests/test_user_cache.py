"""Where outputs are made."""

from pathlib import Path

import click
from click.testing import CliRunner

from kg.cli.options import directory
from kg.user_cache import folder_of_outputs


def test_outputs_for_a_url_are_made_in_a_folder_of_their_own(monkeypatch, tmp_path):
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path))
    assert folder_of_outputs("out/graph") == Path("out/graph")
    assert folder_of_outputs("s3://bucket/graph") == folder_of_outputs("s3://bucket/graph/")
    assert folder_of_outputs("s3://bucket/graph") == tmp_path / "outputs" / "graph-1e1daa2fefedea5e"
    assert folder_of_outputs("s3://other/graph") != folder_of_outputs("s3://bucket/graph")


def test_commands_that_read_a_build_take_the_url_it_was_made_for(monkeypatch, tmp_path):
    monkeypatch.setenv("KG_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)

    @click.command()
    @directory
    def command(folder):
        click.echo(folder)

    def folder(*arguments):
        return CliRunner().invoke(command, arguments).output.strip()

    assert folder("-d", "s3://bucket/graph") == str(folder_of_outputs("s3://bucket/graph"))
    assert folder("-d", "here/graph") == "here/graph"
    (tmp_path / "kg.toml").write_text('output = "s3://bucket/graph"\n')
    assert folder() == str(folder_of_outputs("s3://bucket/graph"))
