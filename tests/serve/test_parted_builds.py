"""A build in parts, served."""

import gzip
import shutil

import pytest
from builds import built
from partitioned import partitioned
from serving import served

from kg import output_files, store
from kg.serve.edition import Edition


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    whole = built(tmp_path_factory.mktemp("whole"), "rdf", "tables")
    return partitioned(whole, tmp_path_factory.mktemp("parts") / "outputs", shards=2)


def test_its_edition_is_known_by_the_digest_of_all_parts(parts, tmp_path):
    folder = tmp_path / "build"
    shutil.copytree(parts, folder)
    edition = Edition(folder)
    assert edition.digest == output_files.graph_digest(store.open_build(folder).outputs)
    manifest = folder / store.MANIFEST
    manifest.write_text(manifest.read_text().replace(store.open_build(folder).outputs[output_files.META], "b" * 64))
    assert edition.refresh() == output_files.graph_digest(store.open_build(folder).outputs)


def test_it_is_asked_and_its_parts_are_offered(parts, tmp_path):
    with served(parts, tmp_path / "log", "--workers", "1") as server:
        names = server.ask("SELECT ?name { method:lora skos:altLabel ?name }").values
        assert names == [("Low-Rank Adaptation",)]
        assert server.health()["build"] == Edition(parts).digest
        about = server.request("/about").text
        assert "(N-Quads), in 5 compressed parts" in about
        assert f'href="/files/{output_files.META}"' in about
        part = server.request(f"/files/{output_files.META}")
        assert part.headers["Content-Type"] == "application/gzip"
        assert gzip.decompress(part.body) == gzip.decompress((parts / output_files.META).read_bytes())
        assert server.request("/files/tables/entities.csv.gz").status == 404
