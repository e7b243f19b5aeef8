import pytest

from kg.errors import ModelError
from kg.extract import corpus
from kg.extract.corpus import EMPTY, CorpusLexicon, Statistics, read, write
from kg.names import normal_form

FORGETTING = Statistics("catastrophic forgetting", {"Task": 30.0, "Method": 2.0}, 40)
ENTRIES = [
    FORGETTING,
    Statistics("Moss", {"Model": 3.0}, 20),
    Statistics("clustering", {"Task": 1.4}, 10),
    Statistics("Fern-Net", {"Model": 2.0}, 4),
]


def found(text, entries=ENTRIES):
    words = text.split()
    places = CorpusLexicon(entries).find(words, [True] * len(words))
    return [" ".join(words[start:end]) for start, end in places]


def test_the_rate_is_the_share_of_abstracts_that_mark_a_name():
    assert FORGETTING.rate == 0.8


def test_names_that_are_often_marked_are_found():
    assert found("we see Catastrophic Forgetting of Moss by Fern-Nets") == [
        "Catastrophic Forgetting",
        "Moss",
        "Fern-Nets",
    ]


@pytest.mark.parametrize(("support", "places"), [(1.4, []), (1.5, ["clustering"]), (1.6, ["clustering"])])
def test_a_name_that_is_seldom_marked_is_not_looked_for(support, places):
    assert found("we do clustering", [Statistics("clustering", {"Task": support}, 10)]) == places


def test_letter_case_tells_names_from_words():
    assert found("Moss and moss") == ["Moss"]


def test_spellings_have_the_statistics_of_one_name():
    forms = ["FernNets", "catastrophic forgetting", "weh"]
    assert CorpusLexicon(ENTRIES).statistics(forms) == [ENTRIES[3], FORGETTING]


def test_names_that_are_seldom_marked_have_statistics_too():
    assert CorpusLexicon(ENTRIES).statistics(["Clustering"]) == [ENTRIES[2]]


def test_an_empty_lexicon_knows_nothing():
    assert list(EMPTY.find(["Moss"], [False])) == []
    assert EMPTY.statistics(["Moss"]) == []


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "corpus.tsv"
    write(ENTRIES, path)
    assert path.read_text(encoding="utf-8") == (
        "Fern-Net\tModel:2\t4\tfernnet\n"
        "Moss\tModel:3\t20\tmoss\n"
        "catastrophic forgetting\tMethod:2 Task:30\t40\tcatastrophicforgetting\n"
        "clustering\tTask:1.4\t10\tclustering\n"
    )
    assert read(path) == [ENTRIES[3], ENTRIES[1], ENTRIES[0], ENTRIES[2]]


def test_empty_lines_are_no_names(tmp_path):
    path = tmp_path / "corpus.tsv"
    path.write_text("\nMoss\tModel:3\t20\tmoss\n\n", encoding="utf-8")
    assert read(path) == [ENTRIES[1]]


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(ModelError, match=r"no\.tsv: the corpus lexicon cannot be read \(No such file or directory\)"):
        read(tmp_path / "no.tsv")


@pytest.mark.parametrize(
    "line",
    [
        "one",
        "one\tTask:1\t1",
        "one\tTask:x\t1\tone",
        "one\tTask\t1\tone",
        "one\tTask:1\tmany\tone",
        "one\tTask:1\t1\tone\t1",
    ],
)
def test_a_wrong_line_is_named(tmp_path, line):
    path = tmp_path / "bad.tsv"
    path.write_text(f"fine\tTask:1\t1\tfine\n{line}\n", encoding="utf-8")
    with pytest.raises(
        ModelError, match=r"bad\.tsv:2: the line is not name, support by type, total, normal form; reinstall kg"
    ):
        read(path)


def test_the_shipped_lexicon_holds_the_normal_forms_of_its_names():
    lines = [line.split("\t") for line in corpus.PATH.read_text(encoding="utf-8").splitlines()]
    assert [name for name, *_, form in lines if form != normal_form(name)] == []


def test_the_shipped_lexicon_knows_often_marked_names():
    words = ["we", "avoid", "catastrophic", "forgetting", "on", "ImageNet"]
    shipped = corpus.shipped()
    places = {" ".join(words[start:end]) for start, end in shipped.find(words, [True] * len(words))}
    assert {"catastrophic forgetting", "ImageNet"} <= places
    (entry,) = shipped.statistics(["ImageNet"])
    assert max(entry.support, key=entry.support.get) == "Dataset"
