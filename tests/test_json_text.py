import pytest

from kg.json_text import from_json


def test_a_value_is_read():
    assert from_json('{"fern": [1, null]}') == {"fern": [1, None]}
    assert from_json(b"1.5", parse_float=str) == "1.5"


@pytest.mark.parametrize("text", ["", "{", "nul", b"\xff", "[" * 100_000, '{"a":' * 100_000])
def test_whatever_is_wrong_is_a_value_error(text):
    with pytest.raises(ValueError, match=r".+"):
        from_json(text)
