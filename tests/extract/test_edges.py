import pytest
from factory import signals, span

from kg.extract.edges import known_places, trimmed
from kg.extract.gazetteer import Known


def kept(text, *known):
    read = signals(text)
    read.known = [Known(*span(read, name), frozenset(["Method"]), {}, 0) for name in known]
    start, end = trimmed(read, 0, len(read.layout.words), known=known_places(read))
    return read.layout.surface(start, end)


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("the large-scale FernNet dataset", "FernNet"),
        ("efficient knowledge distillation", "knowledge distillation"),
        ("an efficient, novel FernNet", "FernNet"),
        ("state-of-the-art FernNet models", "FernNet"),
        ("the well-known FernNet's", "FernNet"),
        ("text-to-fern (T2F", "text-to-fern"),
        ("Fern-Moss-Tree (FMT)", "Fern-Moss-Tree"),
        ("FMT) prompting", "FMT"),
        ("“the FernNet benchmark”", "FernNet"),
        ("'FernNet-2' model", "FernNet-2"),
        ("\\FernNet", "FernNet"),
    ],
)
def test_words_and_marks_that_are_no_part_of_a_name_go(surface, name):
    assert kept(surface) == name


@pytest.mark.parametrize(
    "surface",
    [
        "diffusion model",
        "Segment Anything Model",
        "Stanford Question Answering Dataset",
        "Efficient Attention",
        "parameter-efficient fine-tuning",
        "Effective Moss Score",
        "robust optimization",
        "SE(3)-equivariant network",
        "fern (moss) network",
        "lightweight",
        "Beyond Moss",
        "learning to rank",
    ],
)
def test_words_that_are_a_part_of_a_name_stay(surface):
    assert kept(surface) == surface


@pytest.mark.parametrize(
    ("surface", "known", "name"),
    [
        ("robust machine translation", ["machine translation"], "machine translation"),
        ("Beyond Fern", ["Fern"], "Fern"),
        ("Compact Fern Trees", ["Fern Trees"], "Fern Trees"),
        ("Fern architecture", ["Fern"], "Fern"),
        ("fern trees mechanism", ["fern trees"], "fern trees"),
        ("robust fern", ["fern", "robust fern"], "robust fern"),
        ("fern network", ["fern", "fern network"], "fern network"),
        ("efficient fern", ["efficient fern"], "efficient fern"),
        ("deep fern", ["fern"], "deep fern"),
        ("fern models", ["fern"], "fern models"),
    ],
)
def test_more_goes_around_a_well_known_name_unless_the_whole_is_one(surface, known, name):
    assert kept(surface, *known) == name


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("the ImageNet dataset", "ImageNet"),
        ("a novel FooNet", "FooNet"),
        ("our proposed LoRA method", "LoRA"),
        ("diffusion model", "diffusion model"),
        ("the diffusion models", "diffusion models"),
        ("Stable models", "Stable models"),
        ("GPT-4 models", "GPT-4"),
        ("“FooNet”", "FooNet"),
        ("(FooNet)", "FooNet"),
        ("FooNet.", "FooNet"),
        ("FooNet's", "FooNet"),
        ("FooNet’s", "FooNet"),
        ("'s", "s"),
        ("x2 models", "x2"),
        ("A* search", "A* search"),
        ("A*", "A*"),
        ("dataset", "dataset"),
        ("-", ""),
        ("the", ""),
    ],
)
def test_what_stays_of_a_span(surface, name):
    assert kept(surface) == name
