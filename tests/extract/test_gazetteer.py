import pytest

from kg.errors import ModelError
from kg.extract import gazetteer
from kg.extract.gazetteer import Gazetteer, Row, case_fits, read, surface_of, without_own, write
from kg.lexicon import Entry

ENTRIES = [
    Entry("ImageNet", "Dataset", ("ImageNet-1k",)),
    Entry("Adam", "Method"),
    Entry("MATH", "Dataset"),
    Entry("graph neural network", "Model", ("GNN",)),
    Entry("SAM", "Model"),
    Entry("SAM", "Method", ("Sharpness-Aware Minimization",)),
]
ROWS = [
    Row("ImageNet", {"Dataset": 7}, 8),
    Row("graph neural network", {"Model": 3, "Method": 1}, 5),
    Row("prompt", {"Method": 1}, 40),
]


def known(text, **options):
    words = text.split()
    found = Gazetteer(ENTRIES, ROWS).find(words, [True] * len(words), **options)
    return [(" ".join(words[one.start : one.end]), sorted(one.types), dict(one.counts), one.seen) for one in found]


def test_names_of_the_lexicon_and_of_annotated_texts():
    assert known("we train graph neural networks on ImageNet") == [
        ("graph neural networks", ["Model"], {"Model": 3, "Method": 1}, 5),
        ("ImageNet", ["Dataset"], {"Dataset": 7}, 8),
    ]


def test_aliases_are_names():
    assert known("a GNN with Sharpness-Aware Minimization") == [
        ("GNN", ["Model"], {}, 0),
        ("Sharpness-Aware Minimization", ["Method"], {}, 0),
    ]


def test_a_name_of_several_types_has_them_all():
    assert known("SAM") == [("SAM", ["Method", "Model"], {}, 0)]


def test_a_name_that_only_annotated_texts_have():
    assert known("a prompt") == [("prompt", [], {"Method": 1}, 40)]


def test_letter_case_tells_names_from_words():
    assert known("math for Adam and adam") == [("Adam", ["Method"], {}, 0)]


def test_while_training_a_text_is_judged_by_the_others():
    assert known("ImageNet prompt", own={"imagenet": "Dataset", "prompt": "Method"}) == [
        ("ImageNet", ["Dataset"], {"Dataset": 6}, 7)
    ]
    assert known("ImageNet", own={}) == [("ImageNet", ["Dataset"], {"Dataset": 7}, 7)]


def test_counts_less_ones_own():
    assert without_own({"Method": 2, "Model": 1}, "Model") == {"Method": 2}
    assert without_own({"Method": 2, "Model": 1}, "Method") == {"Method": 1, "Model": 1}
    assert without_own({"Method": 2}, None) == {"Method": 2}


@pytest.mark.parametrize(
    ("form", "surface", "fits"),
    [
        ("machine translation", "Machine Translation", True),
        ("BERT", "BERT", True),
        ("BERT", "bert", False),
        ("BERT", "Bert", False),
        ("Adam", "Adam", True),
        ("Adam", "adam", False),
        ("CIFAR-10", "cifar-10", True),
        ("C4", "c4", False),
        ("WMT14", "wmt14", True),
        ("T5XL", "t5xl", False),
        ("BERT", "BErt", True),
        ("ImageNet", "Imagenet", False),
        ("ImageNet", "IMAGENET", True),
        ("Natural Questions", "natural questions", True),
        ("dropout", "Dropout", True),
    ],
)
def test_case_fits(form, surface, fits):
    assert case_fits(form, surface) is fits


def test_a_surface_ends_without_a_space():
    assert surface_of(["a", "-", "b", "c"], [False, False, True, True], 0, 4) == "a-b c"


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "gazetteer.tsv"
    write(ROWS, path)
    assert path.read_text(encoding="utf-8") == (
        "ImageNet\tDataset:7\t8\ngraph neural network\tMethod:1 Model:3\t5\nprompt\tMethod:1\t40\n"
    )
    assert read(path) == sorted(ROWS, key=lambda row: row.name)


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(ModelError, match=r"no\.tsv: the gazetteer cannot be read \(No such file or directory\)"):
        read(tmp_path / "no.tsv")


@pytest.mark.parametrize(
    "line", ["one", "one\tDataset", "one\tDataset:x\t1", "one\tDataset\t1", "one\tDataset:1\tmany"]
)
def test_a_wrong_line_is_named(tmp_path, line):
    path = tmp_path / "bad.tsv"
    path.write_text(f"fine\tTask:1\t1\n{line}\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"bad\.tsv:2: the gazetteer's line"):
        read(path)


def test_the_shipped_gazetteer_knows_well_known_names():
    words = ["ImageNet", "and", "BERT"]
    found = {words[one.start]: one.types for one in gazetteer.shipped().find(words, [True] * 3) if one.types}
    assert found == {"ImageNet": {"Dataset"}, "BERT": {"Model"}}
