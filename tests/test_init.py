"""The public names."""

import pytest

import kg


def test_every_public_name_is_there_and_listed():
    assert kg.__all__ == sorted(kg.__all__)
    assert set(kg.__all__) <= set(dir(kg))
    assert {name: getattr(kg, name).__name__ for name in kg.__all__} == {
        **{name: name for name in kg.__all__},
        "build_graph": "build",
    }


def test_another_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'grahp'"):
        kg.grahp  # noqa: B018  reading it is the test
