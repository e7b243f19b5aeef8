import pytest

from kg.readers.values.authors import authors_of
from kg.readers.values.typed import Number


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ada Moore", ("Ada Moore",)),
        ("Ada Moore and Bo Lind", ("Ada Moore", "Bo Lind")),
        ("Moore, Ada and Lind, Bo and others", ("Ada Moore", "Bo Lind")),
        ("Moore, Ada; Lind, Bo;", ("Ada Moore", "Bo Lind")),
        ("Ada Moore, Bo Lind, and Cy Poe", ("Ada Moore", "Bo Lind", "Cy Poe")),
        ("Moore, Ada", ("Ada Moore",)),
        ("Moore, A., van der Lind, B.-C., Poe, D., Jr.", ("A. Moore", "B.-C. van der Lind", "D. Poe Jr.")),
        ("Moore, A., Lind, B. and Poe, C.", ("A. Moore", "B. Lind", "C. Poe")),
        ("Moore, Ada B., Jr.; Lind,, Bo; Poe, III, Cy", ("Ada B. Moore Jr.", "Bo Lind", "Cy Poe III")),
        ("Moore A, Lind B, Poe C, Birch D; Fern Team", ("Moore A", "Lind B", "Poe C", "Birch D", "Fern Team")),
        ([{"family": "Poe, Jr.", "given": "Cy"}, {"family": "Lind, Bo", "given": ""}], ("Cy Poe Jr.", "Bo Lind")),
        ([{"family": "Cy 3rd Poe"}, "A. -B. Moore"], ("Cy Poe 3rd", "A.-B. Moore")),
        ("A. Moore; B. Lind and C. Poe", ("A. Moore", "B. Lind", "C. Poe")),
        ("Fern and Moss Team; Ada Moore", ("Fern and Moss Team", "Ada Moore")),
        (["Ada Moore", "2018", "罗明"], ("Ada Moore", "罗明")),
        ("Fran\\c{c}ois Andersson", ("François Andersson",)),
        (["Ada Moore", "Lind, Bo", "Ada Moore", "et al."], ("Ada Moore", "Bo Lind")),
        ([{"name": "Ada Moore"}, {"fullname": "Bo Lind"}, {"value": "Cy Poe"}], ("Ada Moore", "Bo Lind", "Cy Poe")),
        ([{"author": {"display_name": "Ada Moore"}}], ("Ada Moore",)),
        (
            [{"family": "Berg", "given": "Bo", "non-dropping-particle": "van den", "suffix": "Jr."}],
            ("Bo van den Berg Jr.",),
        ),
        ({"first": "Ada", "last": "Moore"}, ("Ada Moore",)),
        ([{"literal": "Moss Collaboration"}], ("Moss Collaboration",)),
        (["Anonymous"], ()),
        ([], ()),
    ],
)
def test_names_in_order(value, expected):
    assert authors_of(value)[0] == expected


@pytest.mark.parametrize(
    "value", [["Ada Moore", 3], ["Ada Moore", {"id": "1"}], ["Ada Moore", None], ["Ada Moore", ["x"]]]
)
def test_an_author_without_a_name_is_left_out_and_said(value):
    assert authors_of(value) == (("Ada Moore",), False)
    assert authors_of(Number("3")) == ((), False)


def test_a_name_is_never_longer_than_a_line():
    ((name,), _) = authors_of(["x" * 10_000])
    assert len(name) == 300


def test_names_of_a_long_text_take_no_more_time_each():
    names, _ = authors_of("Moore, Ada and " * 60_000 + "Lind, Bo")
    assert names == ("Ada Moore", "Bo Lind")
