import tomllib

import pytest

from kg import lexicon
from kg.extract import exclusions
from kg.extract.exclusions import are_excluded, is_introduced, reason
from kg.names import normal_form


def lists():
    return tomllib.loads(exclusions.PATH.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "form",
    [
        "neural network",
        "deep neural network",
        "Deep Neural Networks",
        "deep neural-networks",
        "DNNs",
        "deep learning",
        "machine learning",
        "large language model",
        "Large Language Models",
        "LLM",
        "LLMs",
        "language model",
        "foundation models",
        "pre-trained model",
        "pretrained models",
        "training",
        "inference",
        "optimization",
        "optimisation",
        "fine-tuning",
        "Finetuning",
        "pre-training",
        "pretraining",
        "novel large language models",
    ],
)
def test_broad_terms_are_out(form):
    assert reason(form) == "broad"


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("our framework", "descriptions"),
        ("a novel loss", "descriptions"),
        ("the proposed model", "descriptions"),
        ("several baselines", "descriptions"),
        ("efficient method", "descriptions"),
        ("datasetname", "descriptions"),
        ("ours", "descriptions"),
        ("link", "descriptions"),
        ("accuracy", "metrics"),
        ("BLEU", "metrics"),
        ("FID", "metrics"),
        ("perplexity", "metrics"),
        ("mAP", "metrics"),
        ("F1-score", "metrics"),
        ("Hessian", "mathematics"),
        ("Lipschitz constant", "mathematics"),
        ("NP-hard", "mathematics"),
        ("GPU", "hardware"),
        ("GPUs", "hardware"),
        ("A100", "hardware"),
        ("Python", "languages"),
        ("C++", "languages"),
        ("NeurIPS", "names"),
        ("OpenAI", "names"),
        ("computer vision", "domains"),
        ("NLP", "domains"),
        ("reasoning", "broad"),
        ("robustness", "kinds"),
        ("\\ours", "descriptions"),
        ("\\datasetname{}", "descriptions"),
        ("{link}", "descriptions"),
        ("\\oni", "debris"),
        ("$x$", "debris"),
        ("N", "debris"),
        ("7B", "debris"),
        ("2,048", "debris"),
        ("", "debris"),
    ],
)
def test_each_rule_of_the_guideline_puts_its_terms_out(form, name):
    assert reason(form) == name


@pytest.mark.parametrize(
    "form",
    [
        "instruction tuning",
        "parameter-efficient fine-tuning",
        "reinforcement learning",
        "self-supervised learning",
        "federated learning",
        "data augmentation",
        "quantization",
        "catastrophic forgetting",
        "diffusion model",
        "diffusion",
        "Transformer",
        "vision-language model",
        "small language models",
        "image classification",
        "question answering",
        "language modeling",
        "word embeddings",
        "softmax",
        "clustering",
        "KV cache",
        "Adam",
        "SGD",
        "ImageNet",
        "Atari",
        "MATH",
        "A*",
        "V*",
        "YOLOv8",
        "C4",
        "GPT-4",
        "apple",
        "ram",
        "rust",
        "meteor",
        "FiD",
        "typical sampling",
    ],
)
def test_established_terms_stay(form):
    assert reason(form) == ""


def test_hardly_a_name_of_the_lexicon_is_out():
    """Metrics, domains and meetings; papers mean the meeting, not its challenges, by such a name alone."""
    assert [entry.name for entry in lexicon.entries() if reason(entry.name)] == [
        "CLIPScore",
        "SemEval",
        "IWSLT",
        "medical image analysis",
    ]


@pytest.mark.parametrize("name", lists())
def test_a_list_is_sorted_and_has_each_name_once(name):
    found = lists()[name]
    assert found == sorted(found, key=str.casefold)
    assert len({normal_form(form) for form in found}) == len(found)


def test_a_name_stands_in_one_list():
    forms = [normal_form(form) for found in lists().values() for form in found]
    assert [form for form in forms if forms.count(form) > 1] == []


@pytest.mark.parametrize(
    ("forms", "introduced", "out"),
    [
        (["large language models", "LLMs"], False, True),
        (["large language models", "FernLM"], False, False),
        (["LLMs"], True, True),
        (["perplexity"], False, True),
        (["perplexity"], True, False),
        (["Dice"], True, False),
    ],
)
def test_a_thing_is_out_where_all_its_forms_are(forms, introduced, out):
    assert are_excluded(forms, introduced=introduced) is out


@pytest.mark.parametrize(
    ("text", "introduced"),
    [
        ("we introduce", True),
        ("We propose a new metric ,", True),
        ("we present an automatic evaluation metric called", True),
        ("we improve", False),
        ("we propose a model with high", False),
        ("we propose moss in terms of", False),
        ("a new metric ,", False),
        ("", False),
    ],
)
def test_a_metric_is_introduced_by_the_words_before_it(text, introduced):
    words = [*text.split(), "BLEU"]
    assert is_introduced(words, len(words) - 1) is introduced
