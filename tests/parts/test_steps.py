"""A build in parts says what a build of the same records says that holds everything in memory."""

import csv

import pytest
from parts.sharded import Records, in_memory, in_shards, plain, unpacked
from parts.woods import woods
from script_modules import imported

from kg.table_headers import HEADERS


def invented(triples):
    with imported("invented.builds") as builds:
        return Records(*builds.records(triples))


MADE = {"woods": woods, "invented": lambda: invented(12_000)}


@pytest.fixture(scope="module", params=MADE)
def records(request):
    return MADE[request.param]()


@pytest.fixture(scope="module")
def whole(records, tmp_path_factory):
    folder = tmp_path_factory.mktemp("memory")
    return folder, in_memory(records, folder)


@pytest.fixture(scope="module", params=[1, 3, 16])
def sharded(records, request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shards")
    return folder / "stage", in_shards(records, folder, shards=request.param)


def rows_of(paths):
    return [tuple(row) for path in paths for row in [*csv.reader(unpacked([path]))][1:]]


def test_the_partitions_together_are_the_lines_of_one_file(whole, sharded):
    assert sorted(unpacked((sharded[0] / "kg").iterdir())) == [f"{line}\n" for line in plain(whole[0] / "kg.nq")]


def test_each_partition_is_in_order_and_none_is_without_lines(sharded):
    for path in (sharded[0] / "kg").iterdir():
        lines = unpacked([path])
        assert lines == sorted(set(lines)), path


@pytest.mark.parametrize("name", HEADERS)
def test_the_rows_of_a_table_are_those_of_one_file(whole, sharded, name):
    one = sharded[0] / "tables" / f"{name}.csv.gz"
    paths = [one] if one.exists() else [*(sharded[0] / "tables" / name).iterdir()]
    expected = [*csv.reader(f"{line}\n" for line in plain(whole[0] / "tables" / f"{name}.csv"))]

    assert sorted(rows_of(paths)) == sorted(map(tuple, expected[1:]))
    assert {unpacked([path])[0] for path in paths} == {",".join(expected[0]) + "\n"}


def test_the_records_of_papers_are_those_of_one_file(whole, sharded):
    lines = unpacked((sharded[0] / "papers").iterdir())

    assert sorted(lines) == sorted(f"{line}\n" for line in plain(whole[0] / "papers.jsonl"))


def test_the_files_about_the_whole_are_the_same(whole, sharded):
    for name in ("void.ttl", "ontology.ttl", "shapes.ttl", "shapes-sparql.ttl"):
        assert (sharded[0] / name).read_bytes() == (whole[0] / name).read_bytes(), name
    queries = sorted(path.name for path in (whole[0] / "queries").iterdir())
    assert sorted(path.name for path in (sharded[0] / "queries").iterdir()) == queries


def test_the_facts_of_the_history_are_the_same(whole, sharded):
    lines = unpacked(sharded[1].facts)

    assert sorted(lines) == [f"{line}\n" for line in plain(whole[0] / "facts")]


def test_the_tally_is_the_same(whole, sharded):
    assert sharded[1].tally == whole[1]
