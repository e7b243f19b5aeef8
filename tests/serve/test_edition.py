"""Which build a folder holds, and when that is looked at again."""

import pytest
from builds import built

from kg import store
from kg.digests import sha256
from kg.errors import OutputError
from kg.serve.edition import Edition


@pytest.fixture
def folder(tmp_path):
    return built(tmp_path / "build", "rdf")


def test_another_build_is_noticed(folder):
    edition = Edition(folder)
    assert edition.refresh() == edition.digest == sha256(folder / "kg.nq")
    manifest = folder / store.MANIFEST
    manifest.write_text(manifest.read_text().replace(edition.digest, "b" * 64) + "\n")
    assert edition.refresh() == "b" * 64


@pytest.mark.parametrize("text", ["", "{", '{"outputs": {}}', None])
def test_what_cannot_be_read_changes_nothing(folder, text):
    edition = Edition(folder)
    manifest = folder / store.MANIFEST
    manifest.unlink() if text is None else manifest.write_text(text)
    assert edition.refresh() == sha256(folder / "kg.nq")


def test_a_build_without_a_graph_replaces_none(folder):
    edition = Edition(folder)
    manifest = folder / store.MANIFEST
    manifest.write_text(manifest.read_text().replace("kg.nq", "other.nq"))
    assert edition.refresh() == sha256(folder / "kg.nq")


def test_a_folder_without_a_build_is_an_error(tmp_path):
    with pytest.raises(OutputError, match="there is no build in this folder; make one with `kg build"):
        Edition(tmp_path)
    with pytest.raises(OutputError, match="there is no such folder"):
        Edition(tmp_path / "none")
