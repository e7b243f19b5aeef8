import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.abbreviations import find_definitions, is_short_form


def pairs(text):
    return [
        (text[one.short_start : one.short_end], text[one.long_start : one.long_end]) for one in find_definitions(text)
    ]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("We propose Low-Rank Adaptation (LoRA).", "LoRA", "Low-Rank Adaptation"),
        ("convolutional neural networks (CNNs) are", "CNNs", "convolutional neural networks"),
        ("a Vision Transformer (ViT)", "ViT", "Vision Transformer"),
        ("retrieval-augmented generation (RAG)", "RAG", "retrieval-augmented generation"),
        ("multi-modal large language models (MLLMs)", "MLLMs", "multi-modal large language models"),
        ("out-of-distribution (OOD) detection", "OOD", "out-of-distribution"),
        ("k-nearest neighbors (kNN)", "kNN", "k-nearest neighbors"),
        ("variational auto-encoder (VAE)", "VAE", "variational auto-encoder"),
        ("Deep Q-Network (DQN)", "DQN", "Deep Q-Network"),
        ("3D Gaussian Splatting (3DGS)", "3DGS", "3D Gaussian Splatting"),
        ("the Segment Anything Model 2 (SAM 2)", "SAM 2", "Segment Anything Model 2"),
        ("a novel method called Sparse Mixture of Blocks (SMoB)", "SMoB", "Sparse Mixture of Blocks"),
        (
            "reinforcement learning with verifiable rewards (RLVR)",
            "RLVR",
            "reinforcement learning with verifiable rewards",
        ),
        ('Direct Preference Optimization ("DPO")', "DPO", "Direct Preference Optimization"),
        ("Monte Carlo Tree Search (MCTS; see below)", "MCTS", "Monte Carlo Tree Search"),
        ("a graph convolutional network (GCN, 2020)", "GCN", "graph convolutional network"),
        ("stochastic gradient descent (SGD or plain descent)", "SGD", "stochastic gradient descent"),
        ("soft actor critic (SAC) (2018)", "SAC", "soft actor critic"),
        ("it ends. Adaptive Learning (AL) starts", "AL", "Adaptive Learning"),
        ("nested (very deep (VD) networks)", "VD", "very deep"),
        ("the Fern Question Answering Dataset (FQuAD)", "FQuAD", "Fern Question Answering Dataset"),
        ("Rényi Divergence (RD)", "RD", "Rényi Divergence"),
        ("an Autoencoder (AE)", "AE", "Autoencoder"),
        ("a Q-Net (QNt)", "QNt", "Q-Net"),
        ("a (multi-modal) 'Moss Model' (MM)", "MM", "Moss Model"),
        ("İstanbul Data Set (IDS)", "IDS", "İstanbul Data Set"),
        ("by Proximal Policy Optimization (PPO)", "PPO", "Proximal Policy Optimization"),
        ("for named entity recognition (NER)", "NER", "named entity recognition"),
        ("the Moss and Reasoning Corpus (MRC)", "MRC", "Moss and Reasoning Corpus"),
        ("with Filter, Rank, and Moss (FRM)", "FRM", "Filter, Rank, and Moss"),
        ("from The Fern Atlas (TFA)", "TFA", "The Fern Atlas"),
        ("the fern adaptive training framework (FAT)", "FAT", "fern adaptive training"),
        ("text-to-fern (T2F) models", "T2F", "text-to-fern"),
        ("explainable AI (XAI)", "XAI", "explainable AI"),
        ("a recursive-reverse-recursive network (R3N)", "R3N", "recursive-reverse-recursive network"),
        ("the Fern Stress Scale (FSS-10)", "FSS-10", "Fern Stress Scale"),
        ("Moss Anything Model 2 (MAM2)", "MAM2", "Moss Anything Model 2"),
        ("Group Fern Policy Optimization (GFPO; Moss et al.)", "GFPO", "Group Fern Policy Optimization"),
        ("we use Hyper Moss Analysis, or HyMA, to see", "HyMA", "Hyper Moss Analysis"),
        ("Fern Moss Trees, abbreviated as FMT, grow", "FMT", "Fern Moss Trees"),
        ("it is called FMT, short for Fern Moss Trees.", "FMT", "Fern Moss Trees"),
        ("FMT, short for Fern Moss Trees, and", "FMT", "Fern Moss Trees"),
        ("named TEND (short for Text-to-Fern Dataset)", "TEND", "Text-to-Fern Dataset"),
        ("FERN: Fast Encoding of Rare Names for Moss\nWe", "FERN", "Fast Encoding of Rare Names"),
    ],
)
def test_a_long_form_before_its_short_form(text, short, long):
    assert pairs(text) == [(short, long)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("We propose LoRA (Low-Rank Adaptation).", "LoRA", "Low-Rank Adaptation"),
        ("CNNs (convolutional neural networks) are", "CNNs", "convolutional neural networks"),
        ("DPO (direct preference optimization, in short)", "DPO", "direct preference optimization"),
        ("“DPO” (direct preference optimization)", "DPO", "direct preference optimization"),
        ("DPO (the direct preference optimization)", "DPO", "direct preference optimization"),
        ("DPO(direct preference optimization)", "DPO", "direct preference optimization"),
    ],
)
def test_a_short_form_before_its_long_form(text, short, long):
    assert pairs(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "as Smith et al. (2020) show",
        "as shown before (Smith, 2020)",
        "as in (Smith and Wesson, 2020)",
        "we use GPT-4 (OpenAI)",
        "graph convolutional network (XYZ)",
        "graph convolutional network (gcn)",
        "the network (the best of all)",
        "gradient boosted trees (e.g., XGB)",
        "(a) one, (b) two, (i) three, (II) four",
        "the tree (BERT)",
        "a BERT model (BERT)",
        "it ends in low rank. Adaptation (LoRA)",
        "empty () and ( ) and (A)",
        "an open (parenthesis",
        "(LoRA) Low-Rank Adaptation",
        "an Adapter (ADPT)",
        "some of the (OT)",
        "the challenging 3D driving simulator (CARLA)",
        "than the baseline and previous state-of-the-art (BEiT)",
        "we bootstrap from latent fern (BYOL)",
        "living trees to produce discrete hierarchical codes (LUCID)",
        "large models (Llama-1B)",
        "we see green moss. Or MOSS, as",
        "MOSS: Towards Green Gardens\nWe",
        "scaling in SFT, SmallToLarge (S2L), which",
        "A: B\n",
        "Moss " + "and so on " * 30 + "Model (MM)",
        "",
    ],
)
def test_what_defines_nothing(text):
    assert pairs(text) == []


def test_a_title_defines_nothing_with_the_words_of_the_abstract():
    assert pairs("Graph Study\nRanking Adaptation Low (GRAL)") == []


def test_several_definitions_in_the_order_of_their_places():
    text = "Optimal Transport (OT) and, with GANs (generative adversarial networks), Domain Adaptation (DA)"
    assert pairs(text) == [
        ("OT", "Optimal Transport"),
        ("GANs", "generative adversarial networks"),
        ("DA", "Domain Adaptation"),
    ]


@pytest.mark.parametrize(
    ("form", "is_short"),
    [
        ("LoRA", True),
        ("CNNs", True),
        ("SAM 2", True),
        ("3DGS", True),
        ("Adam", True),
        ("Al", True),
        ("A", False),
        ("adam", False),
        ("Wesson", False),
        ("2020", False),
        ("D2", False),
        ("A B C", False),
        ("ABCDEFGHIJKLMNO", False),
        ("-AB", False),
        ("", False),
    ],
)
def test_is_short_form(form, is_short):
    assert is_short_form(form) is is_short


@given(st.text(alphabet=st.sampled_from("aAbBcC sİß-(),.;\"'é\n1"), max_size=120))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_text_is_read(text):
    for one in find_definitions(text + "(" + text[:20] + ")"):
        assert 0 <= one.short_start < one.short_end
        assert 0 <= one.long_start < one.long_end
        assert one.short_end <= one.long_start or one.long_end <= one.short_start


@pytest.mark.parametrize(
    "piece", ["(", ")", "(AB) ", "AB (", "a b (AB) ", "(a ", " ", "A (b c d) ", "x" * 300 + " (AB) "]
)
def test_hostile_texts_end(piece):
    text = piece * (50_000 // len(piece))
    assert len(find_definitions(text)) <= text.count("(")
