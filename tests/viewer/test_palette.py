"""The colours of the page: seen against what lies behind them, and told apart by those who see fewer of them."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest

import kg.viewer
from kg.schema import load
from kg.viewer.looks import looks

STYLE = Path(kg.viewer.__file__).parent / "page" / "css" / "base.css"
THEMES = ("light", "dark")
# Complete red, green and blue blindness on linear RGB: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes. A
# Physiologically-based Model for Simulation of Color Vision Deficiency. IEEE TVCG 15(6), 2009, severity 1.0.
VISIONS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
)
WHITE = (0.95047, 1, 1.08883)


def linear(colour):
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    dark, light = sorted(float((TO_XYZ @ linear(colour))[1]) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(light):
    share = TO_XYZ @ np.clip(light, 0, 1) / WHITE
    x, y, z = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one, other, vision):
    return float(np.linalg.norm(lab(vision @ linear(one)) - lab(vision @ linear(other))))


def palette(theme):
    return {name: look.colour if theme == "light" else look.dark for name, look in looks(load()).items()}


def properties(theme):
    """Return the custom properties of the page that are plain colours: in the light, or in the dark."""
    text = STYLE.read_text(encoding="utf-8")
    blocks = re.findall(r"^:root(?P<dark>\[data-theme=.?dark.?\])?\s*\{(.*?)^\}", text, re.MULTILINE | re.DOTALL)
    found = {}
    for dark, body in blocks:
        if theme == "dark" or not dark:
            found |= re.findall(r"--([\w-]+):\s*([^;]+);", body)
    return {name: colour for name, value in found.items() if (colour := plain(value.strip()))}


def plain(value):
    if parts := re.fullmatch(r"rgb\((\d+) (\d+) (\d+)\)", value):
        return "#" + "".join(f"{int(part):02x}" for part in parts.groups())
    if short := re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", value):
        return "#" + "".join(2 * part for part in short.groups())
    return value if re.fullmatch("#[0-9a-f]{6}", value) else ""


def test_contrast_and_distance_are_those_of_the_standards():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.2), abs=0.05)
    assert distance("#ff0000", "#00ff00", VISIONS["normal"]) > 2 * distance(
        "#ff0000", "#00ff00", VISIONS["deuteranopia"]
    )


@pytest.mark.parametrize("theme", THEMES)
def test_every_type_stands_out_from_the_page_and_from_a_group(theme):
    ground = properties(theme)
    faint = {
        (name, behind): round(ratio, 2)
        for name, colour in palette(theme).items()
        for behind in ("page", "hull")
        if (ratio := contrast(colour, ground[behind])) < 3
    }
    assert faint == {}


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", THEMES)
def test_no_two_types_look_alike_in_any_vision(theme, vision):
    colours = palette(theme)
    alike = {
        (one, other): round(apart, 1)
        for one, other in itertools.combinations(colours, 2)
        if (apart := distance(colours[one], colours[other], VISIONS[vision])) < 15
    }
    assert alike == {}


def test_shape_says_what_colour_says():
    shapes = [look.shape for look in looks(load()).values()]
    assert len(shapes) == len(set(shapes))


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_everything_that_it_stands_on(theme):
    colours = properties(theme)
    pairs = [*itertools.product(("text", "soft", "link"), ("page", "card", "field")), ("text", "mark")]
    faint = {pair: round(ratio, 2) for pair in pairs if (ratio := contrast(*(colours[name] for name in pair))) < 4.5}
    assert faint == {}


@pytest.mark.parametrize("theme", THEMES)
def test_what_has_the_focus_stands_out(theme):
    colours = properties(theme)
    faint = {ground for ground in ("page", "card", "field") if contrast(colours["accent"], colours[ground]) < 3}
    assert faint == set()


def test_dark_has_one_set_of_colours_however_it_came_about():
    text = STYLE.read_text(encoding="utf-8")
    asked = re.search(r"prefers-color-scheme: dark\)\s*\{\s*:root[^{]*\{(.*?)\}", text, re.DOTALL)
    chosen = re.search(r"^:root\[data-theme=.dark.\]\s*\{(.*?)\}", text, re.MULTILINE | re.DOTALL)
    assert sorted(re.findall(r"--[\w-]+:\s*[^;]+", asked[1])) == sorted(re.findall(r"--[\w-]+:\s*[^;]+", chosen[1]))
