import pytest

from kg.viewer.picture import keys, usual_key


@pytest.mark.parametrize(
    ("kind", "label", "key"),
    [
        ("Method", "LoRA", "method/lora"),
        ("Dataset", "MS-COCO 2017", "dataset/ms-coco-2017"),
        ("Model", "Qwen2.5-VL (7B)", "model/qwen2-5-vl-7b"),
        ("WebResource", "é", "webresource/"),
    ],
)
def test_the_usual_key_is_made_from_type_and_name(kind, label, key):
    assert usual_key(kind, label) == key


def test_keys_are_spelled_out_or_usual():
    nodes = {"key": [0, "paper/arxiv-2401.00001"], "type": [1, 0], "label": ["LoRA", "A title"]}
    structure = {"nodes": nodes, "types": [{"name": "Paper"}, {"name": "Method"}]}
    assert keys(structure) == ["method/lora", "paper/arxiv-2401.00001"]
