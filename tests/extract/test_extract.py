"""The public functions, with the shipped weights, on abstracts of our own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg import schema
from kg.config import Config
from kg.extract import extract, fingerprint
from kg.records import Extraction, Paper

LORA = Paper(
    "paper/one",
    "FernLoRA: Large Language Models at Low Cost",
    "Fine-tuning all parameters is costly. We introduce FernLoRA, a parameter-efficient fine-tuning method that adds "
    "sparse low-rank updates. FernLoRA outperforms LoRA and prefix tuning by 2 points on GLUE. Our method is also "
    "evaluated on CIFAR-10/100 with LLaMA-2-7B. Code is available at https://github.com/fern-lab/FernLoRA.",
)
BENCH = Paper(
    "paper/two",
    "MossBench: A Benchmark for Long-Document Question Answering",
    "Question answering over long documents remains hard. We present MossBench, a new benchmark of 12,000 questions. "
    "We evaluate GPT-4 and BERT on MossBench, with retrieval-augmented generation (RAG) and without. RAG helps little. "
    "The data are at https:// huggingface. co/ datasets/ moss/ mossbench and a page is at https://moss-lab.github.io.",
)
MODEL = Paper(
    "paper/three",
    "Weh-ViT: Vision Transformers without Attention",
    "We propose Weh-ViT, a new vision model based on Vision Transformer (ViT). Weh-ViT is trained on the ImageNet "
    "dataset. It achieves better accuracy than ResNet-50 on image classification and object detection on COCO.",
)
HOSTILE = [
    Paper("paper/none", "", ""),
    Paper("paper/word", "One", ""),
    Paper("paper/untitled", "", "We use BERT."),
    Paper("paper/cjk", "日本語の研究", "我们提出 BERT 模型。在 ImageNet 上。"),
    Paper("paper/emoji", "🙂 BERT 🙂", "We 🙂 use e\u0301\u0301 BERT\u0301 and ImageNet🙂, ﬁne."),
    Paper("paper/long", "A Sentence", "we train BERT on ImageNet and " * 670),
    Paper("paper/stops", "No stops", "BERT and GPT-4 and " * 40),
    Paper("paper/signs", "((((( ]]] {{{", "<script>alert('BERT')</script> \\alpha $x$ & | ` ~ ^ # % ' \" } { ( ) [ ]"),
    Paper("paper/spaces", " Two  spaces ", "in  BERT\n\nand\ta tab\u00a0."),
]
CONFIG = Config()


def read(paper, *, config=CONFIG):
    (said,) = extract([paper], config=config)
    return said


def entities(said):
    return {(one.form, one.type, one.role) for one in said.mentions}


def pairs(said):
    """Return the relations between the first forms of their groups."""
    forms = {one.group: one.form for one in reversed(said.mentions)}
    return {(forms[one.subject], one.predicate, forms[one.object]) for one in said.relations}


def test_a_method_with_its_code():
    said = read(LORA)
    assert {
        ("FernLoRA", "Method", "introduces"),
        ("LoRA", "Method", "compares"),
        ("GLUE", "Dataset", "uses"),
        ("CIFAR-10", "Dataset", "uses"),
        ("CIFAR-100", "Dataset", "uses"),
        ("LLaMA-2-7B", "Model", "uses"),
    } <= entities(said)
    assert [(one.url, one.kind, one.of) for one in said.links] == [
        ("https://github.com/fern-lab/FernLoRA", "code", "own")
    ]
    assert {
        ("FernLoRA", "outperforms", "LoRA"),
        ("FernLoRA", "evaluatedOn", "GLUE"),
        ("FernLoRA", "evaluatedOn", "CIFAR-10"),
        ("FernLoRA", "evaluatedOn", "CIFAR-100"),
    } <= pairs(said)


def test_a_benchmark_with_its_data():
    said = read(BENCH)
    assert ("MossBench", "Dataset", "introduces") in entities(said)
    assert {(form, kind) for form, kind, _ in entities(said)} >= {
        ("GPT-4", "Model"),
        ("BERT", "Model"),
        ("retrieval-augmented generation", "Method"),
        ("RAG", "Method"),
    }
    assert [(one.short, one.long) for one in said.abbreviations] == [("RAG", "retrieval-augmented generation")]
    groups = {one.group for one in said.mentions if one.form in ("RAG", "retrieval-augmented generation")}
    assert groups == {said.abbreviations[0].group}
    assert [(one.url, one.kind) for one in said.links] == [
        ("https://huggingface.co/datasets/moss/mossbench", "data"),
        ("https://moss-lab.github.io", "project"),
    ]


def test_a_model_with_its_tasks():
    said = read(MODEL)
    assert ("Weh-ViT", "Model", "introduces") in entities(said)
    assert {(form, kind) for form, kind, _ in entities(said)} >= {
        ("ImageNet", "Dataset"),
        ("COCO", "Dataset"),
        ("ResNet-50", "Model"),
        ("image classification", "Task"),
        ("object detection", "Task"),
    }
    assert ("Weh-ViT", "trainedOn", "ImageNet") in pairs(said)


@pytest.mark.parametrize("paper", [LORA, BENCH, MODEL, *HOSTILE], ids=lambda paper: paper.id)
def test_a_record_keeps_its_promises(paper):
    said = read(paper)
    assert said.paper == paper.id
    text = paper.text
    for one in said.mentions:
        surface = text[one.start : one.end]
        assert surface == one.form or surface.startswith(one.form.split("-")[0])
        assert surface == surface.strip() != ""
        assert CONFIG.threshold <= one.confidence < 1
        sentence = said.sentences[one.sentence]
        assert sentence.start <= one.start < one.end <= sentence.end
    for link in said.links:
        assert "".join(text[link.start : link.end].split()) in link.url
        assert said.sentences[link.sentence].start <= link.start
    assert [one.index for one in said.sentences] == list(range(len(said.sentences)))
    shared = {(one.group, one.type, one.role, one.confidence) for one in said.mentions}
    assert sorted(group for group, *_ in shared) == list(range(len(shared)))
    assert {one.subject for one in said.relations} | {one.object for one in said.relations} <= {
        row[0] for row in shared
    }
    assert said.mentions == tuple(sorted(said.mentions))


@pytest.mark.parametrize("paper", HOSTILE, ids=lambda paper: paper.id)
def test_known_names_are_found_in_hostile_text(paper):
    forms = {one.form for one in read(paper).mentions}
    assert ("BERT" in forms) is ("BERT" in paper.text)


def test_a_paper_without_text_says_nothing():
    assert read(HOSTILE[0]) == Extraction("paper/none")


def test_one_record_a_paper_in_their_order():
    papers = [Paper(f"paper/{number}", f"Study {number}", "We use BERT.") for number in range(300)]
    assert [said.paper for said in extract(iter(papers), config=CONFIG)] == [paper.id for paper in papers]
    assert list(extract([], config=CONFIG)) == []


def test_papers_are_read_one_batch_at_a_time():
    taken = []

    def endless():
        number = 0
        while True:
            taken.append(number)
            yield Paper(f"paper/{number}", "T", "")
            number += 1

    assert next(extract(endless(), config=CONFIG)).paper == "paper/0"
    assert len(taken) <= 256


def test_neighbours_change_nothing():
    alone = [read(paper) for paper in (LORA, BENCH, MODEL)]
    assert list(extract([LORA, BENCH, MODEL], config=CONFIG)) == alone
    assert list(extract([MODEL, BENCH, LORA], config=CONFIG)) == alone[::-1]


def test_two_readings_may_be_open_at_once():
    one, other = extract([LORA, BENCH], config=CONFIG), extract([MODEL, BENCH], config=CONFIG)
    assert [next(one), next(other), next(one), next(other)] == [read(LORA), read(MODEL), read(BENCH), read(BENCH)]


def test_the_threshold_is_the_least_confidence():
    low, high = (read(LORA, config=Config(threshold=bound)) for bound in (0.1, 0.95))
    assert all(one.confidence >= 0.95 for one in high.mentions)
    assert 0 < len(high.mentions) < len(read(LORA).mentions) <= len(low.mentions)


def test_the_hash_seed_changes_nothing():
    script = (
        "import json, sys; from kg.config import Config; from kg.extract import extract; from kg.records import Paper;"
        "print(list(extract([Paper(*row) for row in json.loads(sys.argv[1])], config=Config())))"
    )
    papers = [LORA, BENCH, MODEL]
    rows = json.dumps([[paper.id, paper.title, paper.abstract] for paper in papers])
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", script, rows]
    run = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", env=environment)
    assert run.stdout == f"{list(extract(papers, config=CONFIG))}\n"


def test_the_fingerprint_follows_the_threshold():
    assert fingerprint(config=Config()) == fingerprint(config=Config(workers=4, output="elsewhere"))
    assert fingerprint(config=Config(threshold=0.6)) != fingerprint(config=Config(threshold=0.7))


DECISIVE = [
    "extract/links.py",
    "extract/words.toml",
    "lexicon.py",
    "model/clusters.tsv",
    "model/gazetteer.tsv",
    "model/lexicon/methods.tsv",
    "model/roles.json",
    "model/scorer.json",
    "model/tagger.crfsuite",
    "names.py",
    "schemas/kg.yaml",
]
IDLE = ["store.py", "cli/__init__.py"]
CHANGE_EACH = """
import importlib, pathlib, sys
root, *names = sys.argv[1:]
sys.path.insert(0, root)
import kg.config, kg.extract
def fingerprint():
    return importlib.reload(kg.extract).fingerprint(config=kg.config.Config())
before = fingerprint()
for name in names:
    path = pathlib.Path(root, "kg", name)
    content = path.read_bytes()
    path.write_bytes(content + b"\\n# changed\\n")
    print(name, fingerprint() != before)
    path.write_bytes(content)
print("again", fingerprint() != before)
print("heavy", bool({"spacy", "numpy", "pycrfsuite"} & set(sys.modules)))
"""


def test_the_fingerprint_follows_the_files_that_decide(tmp_path):
    """It does so on a copy of the package, with stand-ins for the large files, and imports nothing heavy."""
    source = Path(kg.__file__).resolve().parent
    ignored = shutil.ignore_patterns("*.crfsuite", "clusters.tsv", "gazetteer.tsv", "__pycache__", "sample", "viewer")
    shutil.copytree(source, tmp_path / "kg", ignore=ignored)
    shutil.copytree(schema.folder(), tmp_path / "kg" / "schemas", dirs_exist_ok=True)
    for name in ("tagger.crfsuite", "clusters.tsv", "gazetteer.tsv"):
        (tmp_path / "kg" / "model" / name).write_text("weights", encoding="utf-8")
    command = [sys.executable, "-c", CHANGE_EACH, str(tmp_path), *DECISIVE, *IDLE]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")
    assert said == [
        *(f"{name} True" for name in DECISIVE),
        *(f"{name} False" for name in IDLE),
        "again False",
        "heavy False",
        "",
    ]
