"""A made-up literature: a graph such as a build makes, of any size, for looking at and for measuring the page.

Run it to write a page:  python -m browser.synthetic 400 FOLDER   (from the folder `tests`)
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

from kg.records import Alias, Entity, Evidence, Paper
from kg.schema import load

TOPICS: tuple[tuple[str, str, str, str, str], ...] = (
    # tasks | methods | models | datasets | words for made-up names
    (
        "machine translation|document-level translation|quality estimation",
        "back-translation|minimum Bayes risk decoding|beam search|byte-pair encoding",
        "Transformer|mBART|NLLB-200|M2M-100",
        "WMT14|FLORES-200|OPUS-100|IWSLT14",
        "Trans Lingua Babel Poly Mono",
    ),
    (
        "image classification|transfer learning|fine-grained recognition",
        "knowledge distillation|mixup|stochastic depth|label smoothing",
        "ResNet-50|ViT-B/16|ConvNeXt|Swin Transformer",
        "ImageNet|CIFAR-100|iNaturalist|VTAB",
        "Vis Patch Pixel Conv Token",
    ),
    (
        "object detection|instance segmentation|open-vocabulary detection",
        "non-maximum suppression|focal loss|feature pyramid network|bipartite matching",
        "DETR|Mask R-CNN|YOLOv8|SAM",
        "COCO|LVIS|Objects365|Cityscapes",
        "Det Mask Box Anchor Region",
    ),
    (
        "question answering|fact verification|retrieval-augmented generation",
        "dense passage retrieval|late interaction|query expansion|hard negative mining",
        "ColBERT|BM25|Contriever|FiD",
        "Natural Questions|HotpotQA|MS MARCO|BEIR",
        "Retro Quest Evid Index Hop",
    ),
    (
        "instruction following|preference alignment|reward modelling",
        "RLHF|direct preference optimization|constitutional training|rejection sampling",
        "LLaMA-2|GPT-4|Mistral 7B|Claude",
        "AlpacaEval|MT-Bench|HH-RLHF|UltraFeedback",
        "Align Pref Instruct Reward Guard",
    ),
    (
        "mathematical reasoning|theorem proving|program synthesis",
        "chain-of-thought prompting|self-consistency|tree search|process supervision",
        "Minerva|Codex|DeepSeek-Math|StarCoder",
        "GSM8K|MATH|HumanEval|MBPP",
        "Proof Logic Step Code Theo",
    ),
    (
        "image generation|text-to-image synthesis|image editing",
        "classifier-free guidance|denoising diffusion|flow matching|latent diffusion",
        "Stable Diffusion|DiT|Imagen|ControlNet",
        "LAION-5B|DrawBench|FFHQ|MS-COCO Captions",
        "Diff Flow Noise Latent Brush",
    ),
    (
        "speech recognition|speech translation|speaker verification",
        "connectionist temporal classification|SpecAugment|self-training|vector quantization",
        "wav2vec 2.0|Whisper|HuBERT|Conformer",
        "LibriSpeech|Common Voice|VoxCeleb|MuST-C",
        "Phon Wave Voice Audio Speak",
    ),
    (
        "node classification|link prediction|molecular property prediction",
        "message passing|graph attention|neighbour sampling|contrastive learning",
        "GCN|GraphSAGE|GIN|Graphormer",
        "OGB|Cora|ZINC|QM9",
        "Graph Node Edge Mol Hyper",
    ),
    (
        "continuous control|offline reinforcement learning|exploration",
        "proximal policy optimization|Q-learning|experience replay|behaviour cloning",
        "SAC|Decision Transformer|DreamerV3|TD3",
        "D4RL|Atari 100k|MuJoCo|Meta-World",
        "Dream Policy Reward Act Plan",
    ),
    (
        "parameter-efficient fine-tuning|model compression|efficient inference",
        "LoRA|post-training quantization|structured pruning|speculative decoding",
        "BERT|T5|OPT-175B|BLOOM",
        "GLUE|SuperGLUE|WikiText-103|C4",
        "Spars Quant Lite Prune Adapt",
    ),
    (
        "visual question answering|image captioning|visual grounding",
        "contrastive language-image pre-training|visual instruction tuning|cross-attention|prompt tuning",
        "CLIP|BLIP-2|LLaVA|Flamingo",
        "VQAv2|GQA|TextVQA|Visual Genome",
        "Multi Cross Ground View Scene",
    ),
    (
        "time series forecasting|anomaly detection|imputation",
        "patching|reversible normalisation|wavelet decomposition|state space modelling",
        "Informer|PatchTST|Mamba|N-BEATS",
        "ETT|M4|Electricity|SWaT",
        "Time Wave Season Trend Chron",
    ),
    (
        "novel view synthesis|3D reconstruction|depth estimation",
        "volume rendering|3D Gaussian splatting|structure from motion|positional encoding",
        "NeRF|Instant-NGP|DUSt3R|Depth Anything",
        "ScanNet|KITTI|Mip-NeRF 360|ShapeNet",
        "Splat Ray Depth Mesh Radi",
    ),
)
ENDS = {
    "Method": ("Align", "Mix", "Prop", "Tune", "Search", "Sched", "Route", "Cut", "Sync"),
    "Model": ("Former", "Net", "LM", "GPT", "Mamba", "Encoder"),
    "Dataset": ("Bench", "Set", "QA", "1M", "Eval", "Corpus"),
}
SAYS = {
    "introduces": (
        "We introduce {}, which needs no extra supervision.",
        "This paper presents {} and studies when it helps.",
        "We propose {}, a simple recipe that scales to long inputs.",
    ),
    "uses": (
        "All experiments run on {} with three random seeds.",
        "Our approach builds on {} without changing its objective.",
        "We train and test with {} in the standard setting.",
    ),
    "comparesWith": (
        "It does better than {} at the same cost.",
        "Against {}, the gain holds for every split that we tried.",
    ),
    "mentions": (
        "Earlier work such as {} leaves this question open.",
        "Systems like {} have become common in recent years.",
    ),
}
TYPES = ("Task", "Method", "Model", "Dataset")


def synthetic(papers: int = 400, *, seed: int = 7) -> "nx.MultiDiGraph[str]":
    """Make a graph of so many papers and about five times as many entities."""
    chance = random.Random(seed)  # noqa: S311  a made-up graph keeps no secret
    rows = _Rows()
    for number in range(papers):
        _add_paper(rows, number, chance)
    return rows.graph()


class _Rows:
    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, object]] = {}
        self.edges: dict[tuple[str, str, str], list[Evidence]] = {}
        self.invented: list[list[tuple[str, str]]] = [[] for _ in TOPICS]

    def entity(self, name: str, entity_type: str) -> str:
        key = f"{entity_type.lower()}/{name.lower().replace(' ', '-').replace('/', '-')}"
        alias = Alias(key, name, "name")
        self.nodes.setdefault(
            key,
            {
                "type": entity_type,
                "label": name,
                "entity": Entity(key, name, entity_type),
                "aliases": (alias, Alias(key, f"{name} ({entity_type})", "same form")),
            },
        )
        return key

    def graph(self) -> "nx.MultiDiGraph[str]":
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(redirects=(), sources=("made-up.jsonl",))
        for key in sorted(self.nodes):
            graph.add_node(key, **self.nodes[key])
        for subject, predicate, object_ in sorted(self.edges):
            evidence = tuple(sorted(self.edges[subject, predicate, object_]))
            graph.add_edge(
                subject,
                object_,
                key=predicate,
                predicate=predicate,
                evidence=evidence,
                confidence=max(item.confidence for item in evidence),
            )
        return graph


def _add_paper(rows: _Rows, number: int, chance: random.Random) -> None:
    topic = min(int(chance.paretovariate(1.1)) - 1, len(TOPICS) - 1) if number % 3 else number % len(TOPICS)
    names = list(_choices(rows, topic, chance))
    new, task = names[0][0], next(name for name, entity_type, _ in names if entity_type == "Task")
    title = chance.choice(
        (
            f"{new}: Rethinking {task.capitalize()} from the Ground Up",
            f"{new}: A Closer Look at {task.capitalize()}",
            f"Scaling {task.capitalize()} with {new}",
            f"How Far Does {new} Go? Lessons from {task.capitalize()}",
        )
    )
    key = f"paper/arxiv-{2301 + number % 24}.{10000 + number}"
    sentences, text = [(0, 0, len(title))], title
    found = []
    for name, entity_type, predicate in names:
        said = chance.choice(SAYS[predicate])
        start = len(text) + 1
        text = f"{text}\n{said.format(name)}" if len(sentences) == 1 else f"{text} {said.format(name)}"
        sentences.append((len(sentences), start, len(text)))
        at = start + said.index("{}")
        found.append(
            (
                name,
                entity_type,
                predicate,
                Evidence(
                    key,
                    len(sentences) - 1,
                    start,
                    len(text),
                    text[start:],
                    ((at, at + len(name)),),
                    (name,),
                    round(chance.uniform(0.52, 0.99), 4),
                    "lexicon",
                ),
            )
        )
    paper = Paper(
        key,
        title,
        text[len(title) + 1 :],
        ("made-up.jsonl",),
        (f"arXiv:{key[12:]}",),
        f"https://arxiv.org/abs/{key[12:]}",
        f"20{23 + number % 3}-{1 + number % 12:02}",
        ("A. Author", "B. Writer", "C. Third"),
    )
    rows.nodes[key] = {"type": "Paper", "label": title, "paper": paper, "sentences": tuple(sentences)}
    for name, entity_type, predicate, evidence in found:
        rows.edges.setdefault((key, predicate, rows.entity(name, entity_type)), []).append(evidence)
    _add_relations(rows, found, chance)
    if chance.random() < 0.45:
        _add_code(rows, key, new, found[0][3])


def _choices(rows: _Rows, topic: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    parts, words = TOPICS[topic][:4], TOPICS[topic][4].split()
    for made in range(chance.choice((1, 1, 2, 3))):
        entity_type = chance.choice(("Method", "Method", "Model", "Dataset"))
        name = (
            f"{chance.choice(words)}{chance.choice(ENDS[entity_type])}-{chance.randrange(2, 999)}"
            if made
            else (f"{chance.choice(words)}{chance.choice(words).lower()}{chance.choice(ENDS[entity_type])}")
        )
        rows.invented[topic].append((name, entity_type))
        yield name, entity_type, "introduces"
    yield chance.choice(parts[0].split("|")), "Task", "uses"
    for _ in range(chance.randrange(3, 9)):
        from_topic = topic if chance.random() < 0.85 else chance.randrange(len(TOPICS))
        kind = chance.randrange(4)
        name = chance.choice(TOPICS[from_topic][kind].split("|"))
        yield name, TYPES[kind], chance.choice(("uses", "uses", "comparesWith", "mentions"))
    for _ in range(chance.randrange(2, 6)):
        kind_name = chance.choice(("Method", "Model", "Dataset"))
        yield (
            f"{chance.choice(words)}-{chance.choice(ENDS[kind_name])} {chance.randrange(2, 400)}",
            kind_name,
            "comparesWith",
        )
    if rows.invented[topic]:
        name, entity_type = chance.choice(rows.invented[topic])
        yield name, entity_type, "comparesWith"


def _add_relations(rows: _Rows, found: list[tuple[str, str, str, Evidence]], chance: random.Random) -> None:
    name, entity_type, _, evidence = found[0]
    allowed = load().relations
    for other, other_type, _, _ in found[1:]:
        kinds = [relation.name for relation in allowed.values() if relation.allows(entity_type, other_type)]
        if kinds and other != name and chance.random() < 0.25:
            edge = (rows.entity(name, entity_type), chance.choice(kinds), rows.entity(other, other_type))
            rows.edges.setdefault(edge, []).append(evidence)


def _add_code(rows: _Rows, key: str, name: str, evidence: Evidence) -> None:
    url = f"https://github.com/made-up-lab/{name.lower()}"
    rows.nodes.setdefault(
        url, {"type": "Repository", "label": f"made-up-lab/{name.lower()}", "url": url, "kind": "code"}
    )
    rows.edges.setdefault((key, "hasCode", url), []).append(evidence)


def _main() -> None:
    from kg.config import Config
    from kg.exporters.html import export

    (path,) = export(synthetic(int(sys.argv[1])), Path(sys.argv[2]), config=Config())
    sys.stderr.write(f"{path}\n")


if __name__ == "__main__":
    _main()
