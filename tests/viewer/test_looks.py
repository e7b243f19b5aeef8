import itertools

import numpy as np
import pytest

from kg.schema import load
from kg.viewer.looks import looks, words

BACKGROUNDS = {"colour": ("#fbfbf9", "#e9ecf2"), "dark": ("#14171c", "#212731")}
# Severe red, green and blue blindness, after Machado, Oliveira and Fernandes (2009).
VISIONS = {
    "all": np.eye(3),
    "no red": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "no blue": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)


def linear(colour):
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    dark, light = sorted((TO_XYZ @ linear(colour))[1] for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(light):
    share = TO_XYZ @ np.clip(light, 0, 1) / (0.95047, 1, 1.08883)
    x, y, z = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("theme", ["colour", "dark"])
def test_each_colour_stands_out_from_the_page_and_from_a_hull(theme):
    found = {name: getattr(look, theme) for name, look in looks(load()).items()}
    faint = {name for name, colour in found.items() for page in BACKGROUNDS[theme] if contrast(colour, page) < 3}
    assert faint == set()


def test_shape_tells_the_types_apart_where_colour_does_not():
    shapes = [look.shape for look in looks(load()).values()]
    assert len(shapes) == len(set(shapes))


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", ["colour", "dark"])
def test_papers_and_addresses_are_unlike_all_other_types_in_every_vision(theme, vision):
    seen = {name: lab(VISIONS[vision] @ linear(getattr(look, theme))) for name, look in looks(load()).items()}
    ours = {"Paper", "Repository", "WebResource"}
    alike = [
        (a, b) for a, b in itertools.combinations(seen, 2) if {a, b} & ours and np.linalg.norm(seen[a] - seen[b]) < 15
    ]
    assert alike == []


def test_every_predicate_has_words_for_both_of_its_ends():
    found = words(load())
    assert list(found) == list(load().predicates)
    assert found["introduces"][:3] == ("introduces", "Introduces", "Introduced by")
    assert found["trainedOn"][:3] == ("trained on", "Trained on", "Used to train")
    assert len({row.inverse for row in found.values()}) == len(found)
