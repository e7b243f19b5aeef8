"""Pictures of parts of a graph: their maps, and images of them."""

import struct
import types

import pytest
from pictures import picture

from kg.errors import OutputError
from kg.exporters import pictures
from kg.viewer import cuts, svg
from kg.viewer.picture import keys


def test_a_part_has_a_map_of_its_own_that_does_not_depend_on_the_whole():
    made = pictures.ego(picture(), "method/lora", depth=1)
    places = dict(
        zip(
            keys(made.structure),
            zip(made.structure["nodes"]["x"], made.structure["nodes"]["y"], strict=True),
            strict=True,
        )
    )
    assert len(set(places.values())) == 5
    moved = picture()
    moved.structure["nodes"]["x"] = [0] * 13
    assert pictures.ego(moved, "method/lora", depth=1) == made


def test_a_part_keeps_its_evidence_and_its_middle():
    made, cut = pictures.ego(picture(), "method/lora", depth=1), cuts.ego(picture(), "method/lora", depth=1)
    assert made.evidence == cut.evidence
    assert made.structure["focus"] == cut.structure["focus"]
    assert made.structure["title"] == cut.structure["title"]


def test_few_dots_are_far_apart():
    made = pictures.community(picture(), "Moss")
    (ax, bx, cx), (ay, by, cy) = made.structure["nodes"]["x"], made.structure["nodes"]["y"]
    assert min((ax - bx) ** 2 + (ay - by) ** 2, (ax - cx) ** 2 + (ay - cy) ** 2) > 40**2


def test_a_page_of_a_part_shows_its_title():
    assert "<title>LoRA and what is within 1 step</title>" in pictures.page(
        pictures.ego(picture(), "method/lora", depth=1)
    )


def test_an_image_has_the_size_of_the_drawing_times_the_scale():
    pytest.importorskip("resvg_py")
    image = pictures.png(svg.draw(picture(), width=400, height=300), scale=2)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", image[16:24]) == (800, 600)
    assert len(image) > 5000


@pytest.mark.parametrize("font", [None, "none.ttf"])
def test_where_no_font_can_be_had_an_image_is_refused(monkeypatch, font):
    blank = types.SimpleNamespace(svg_to_bytes=lambda **_: b"blank")
    monkeypatch.setattr(pictures, "import_module", lambda _: blank)
    told = "none.ttf: this is no font that can be read" if font else "this machine has no font to write names with"
    with pytest.raises(OutputError, match=told):
        pictures.png(svg.draw(picture()), font=font)
