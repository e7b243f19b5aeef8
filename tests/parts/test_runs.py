"""Sorted runs and their merging."""

from kg.parts.packing import pack
from kg.parts.runs import Beside, Related, first_field, merged, merged_relations


def test_a_relation_of_several_runs_has_the_highest_confidence_and_all_sentences(tmp_path):
    labels = ("Fern\t=", 'Moss "\n')
    fern = [Related("method/fern", "method/moss", "variantOf", sure, 2, labels) for sure in (0.5, 0.75)]
    other = Related("method/fern", "method/moss-2", "variantOf", 0.9, 1, labels)
    paths = [
        pack(tmp_path / "0.gz", [fern[0].line()]),
        pack(tmp_path / "1.gz", [fern[1].line(), other.line()]),
    ]

    assert list(merged_relations(paths)) == [
        Related("method/fern", "method/moss", "variantOf", 0.75, 4, labels),
        other,
    ]


def test_runs_are_merged_in_the_order_of_ids(tmp_path):
    paths = [
        pack(tmp_path / "0.gz", ["method/a\tpaper/2\tuses\n", "method/a-b\tpaper/1\tuses\n"]),
        pack(tmp_path / "1.gz", ["method/a\tpaper/1\tuses\n", "method/ab\tpaper/1\tuses\n"]),
    ]

    found = [line.split("\t")[:2] for line in merged(paths)]

    assert found == sorted(found)


def test_runs_that_are_too_many_are_merged_beside_them_and_leave_nothing(tmp_path):
    paths = [pack(tmp_path / f"{number}.gz", [f"{number}\n", "z\n"]) for number in range(5)]

    assert list(merged(paths, most=2)) == ["0\n", "1\n", "2\n", "3\n", "4\n", *["z\n"] * 5]
    assert sorted(tmp_path.iterdir()) == paths


def test_what_is_beside_a_sequence_is_found_by_its_key():
    beside = Beside(["a\t1\n", "b\t1\n", "b\t2\n", "d\t1\n"], first_field)

    assert [list(beside.of(key)) for key in ("b", "c", "d", "e")] == [["b\t1\n", "b\t2\n"], [], ["d\t1\n"], []]
