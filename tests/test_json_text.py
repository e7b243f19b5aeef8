import json

import pytest

from kg.json_text import from_json, from_signed, is_as_signed, signed


def test_a_value_is_read():
    assert from_json('{"fern": [1, null]}') == {"fern": [1, None]}
    assert from_json(b"1.5", parse_float=str) == "1.5"


@pytest.mark.parametrize("text", ["", "{", "nul", b"\xff", "[" * 100_000, '{"a":' * 100_000])
def test_whatever_is_wrong_is_a_value_error(text):
    with pytest.raises(ValueError, match=r".+"):
        from_json(text)


def test_what_was_signed_is_read_without_its_digest(tmp_path):
    path = tmp_path / "plain.json"
    path.write_text(json.dumps(signed({"fern": 1, "moss": {"b": [0.1], "a": "ü"}}), indent=1))
    assert from_signed(path.read_bytes()) == {"fern": 1, "moss": {"b": [0.1], "a": "ü"}}
    assert from_signed('{"fern": 1}') == {"fern": 1}  # of an earlier version
    assert is_as_signed(path)
    path.write_text(path.read_text().replace("fern", "ferm"))
    assert not is_as_signed(path)


@pytest.mark.parametrize("text", ["", "[]", "null", '{"fern": 1, "sum": "0"}', '{"sum": 3}'])
def test_what_nobody_signed_so_is_a_value_error(text):
    with pytest.raises(ValueError, match=r".+"):
        from_signed(text)
