import tomllib
from pathlib import Path

import pytest

from kg.extract import words
from kg.extract.tokens import TOKEN


def lists() -> dict[str, list[str]]:
    raw = tomllib.loads(words.PATH.read_text(encoding="utf-8"))
    heads = raw.pop("heads")
    return raw | {f"heads.{kind}": found for kind, found in heads.items()}


def test_a_list_is_found_by_its_name():
    assert {"propose", "introduce", "present"} <= words.load("introduce")


def test_a_list_of_a_table_is_found_behind_a_dot():
    assert "benchmark" in words.load("heads.Dataset")
    assert "benchmark" not in words.load("heads.Model")


def test_an_unknown_list_is_an_error():
    with pytest.raises(KeyError, match="nonsense"):
        words.load("nonsense")


@pytest.mark.parametrize("name", lists())
def test_a_list_is_sorted_distinct_and_in_lower_case(name):
    found = lists()[name]
    assert found == sorted({word.lower() for word in found})


@pytest.mark.parametrize("name", lists())
def test_each_word_is_one_token(name):
    """The lists are compared with tokens: "fine-tuned", which is three, would never be met."""
    assert [word for word in lists()[name] if TOKEN.findall(word) != [word]] == []


def test_a_head_has_one_type():
    heads = [word for name, found in lists().items() if name.startswith("heads.") for word in found]
    assert len(heads) == len(set(heads))


def test_each_list_is_used():
    code = "".join(path.read_text(encoding="utf-8") for path in Path(words.PATH).parent.glob("*.py"))
    tables = {"heads." + kind for kind in ("Method", "Model", "Dataset", "Task")}
    assert "heads.{kind}" in code
    assert [name for name in lists().keys() - tables if f'"{name}"' not in code] == []
