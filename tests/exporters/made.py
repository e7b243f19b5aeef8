"""A small build as stages make it, with what is hard to write and to read back: for tests of exports."""

from pathlib import Path

from kg import store
from kg.analyse import map_lines, map_of
from kg.assemble import assemble
from kg.config import Config
from kg.exporters import exporter
from kg.paper_records import paper_records, record_lines
from kg.provenance import Conflict, Listed
from kg.records import (
    Alias,
    Assignment,
    ClaimedResult,
    Doubt,
    Entity,
    Extraction,
    Link,
    Mention,
    Paper,
    Redirect,
    Resolution,
    Ruling,
    Sentence,
)
from kg.tally import counts

HOSTILE = "=cmd|' /C calc'!A0 | [[x]] `= this` <% evil %> <script>alert(1)</script> %%hide%% a:: b \u202e\"'}{\\"

FERN = Paper(
    "paper/arxiv-2401.00001",
    "Fernweh beats LoRA",
    "We introduce Fernweh. It reaches 61.5 % accuracy on Turf | Text. Code: https://github.com/Example/Fern and more.",
    ("alpha", "beta"),
    ("arXiv:2401.00001", "doi:10.1234/a_b|c"),
    "https://arxiv.org/abs/2401.00001",
    "2024-01-03",
    ("Ada Moore", "Bo | Lind"),
    "{Fernweh} beats {LoRA}",
    "Proceedings of the Fern Meeting",
    ("cs.CL", "stat.ML"),
    12,
    ("https://github.com/example/given",),
    ("https://github.com/other/again",),
    "withdrawn",
)
MOSS = Paper("paper/local-x", HOSTILE, f"{HOSTILE} See http://www.github.com/example/fern/tree/main for LoRA.")


def _mention(paper: Paper, group: int, surface: str, kind: str, role: str, *, sentence: int) -> Mention:
    start = paper.text.index(surface, 0 if sentence == 0 else len(paper.title))
    return Mention(paper.id, group, start, start + len(surface), surface, kind, role, 0.9, sentence, "tagger")


def _sentences(paper: Paper, *ends: str) -> tuple[Sentence, ...]:
    bounds, found = [0, len(paper.title)], []
    for end in ends:
        bounds += [bounds[-1] + 1, paper.text.index(end, bounds[-1]) + len(end)]
    found = list(zip(bounds[::2], bounds[1::2], strict=True))
    return tuple(Sentence(paper.id, index, start, end) for index, (start, end) in enumerate(found))


def _link(paper: Paper, url: str, of: str, sentence: int) -> Link:
    start = paper.text.index(url)
    return Link(paper.id, start, start + len(url), url, "code", of, sentence, 0.97)


def graph(*, backwards: bool = False):
    """Make the graph, from records in their order or in the other one, and the lines of its paper records."""
    number = FERN.text.index("61.5 %")
    fern = Extraction(
        FERN.id,
        _sentences(FERN, "introduce Fernweh.", "on Turf | Text.", "and more."),
        (
            _mention(FERN, 0, "Fernweh", "Method", "introduces", sentence=0),
            _mention(FERN, 0, "Fernweh", "Method", "introduces", sentence=1),
            _mention(FERN, 1, "LoRA", "Method", "compares", sentence=0),
            _mention(FERN, 2, "Turf | Text", "Dataset", "uses", sentence=2),
        ),
        links=(_link(FERN, "https://github.com/Example/Fern", "own", 3),),
        claims=(
            ClaimedResult(
                *(FERN.id, number, number + 6, 2, "accuracy", 61.5, "%", "", "absolute", "higher", 0, 2, 0.7, "claim")
            ),
        ),
    )
    moss = Extraction(
        MOSS.id,
        _sentences(MOSS, "for LoRA."),
        (
            _mention(MOSS, 0, "LoRA", "Method", "uses", sentence=1),
            _mention(MOSS, 1, HOSTILE, "Task", "uses", sentence=0),
        ),
        links=(_link(MOSS, "http://www.github.com/example/fern/tree/main", "other", 1),),
    )
    entities = (
        Entity("dataset/turf-text", "Turf | Text", "Dataset"),
        Entity("method/fernweh", "Fernweh", "Method"),
        Entity("method/lora", "LoRA", "Method"),
        Entity("task/x", HOSTILE, "Task"),
    )
    resolution = Resolution(
        entities,
        tuple(
            sorted(
                [*(Alias(item.id, item.name, "name") for item in entities), Alias("method/lora", "@lora", "x", "=y")]
            )
        ),
        (
            Assignment(FERN.id, 0, "method/fernweh"),
            Assignment(FERN.id, 1, "method/lora"),
            Assignment(FERN.id, 2, "dataset/turf-text"),
            Assignment(MOSS.id, 0, "method/lora"),
            Assignment(MOSS.id, 1, "task/x"),
        ),
        (Redirect("method/gone", ""), Redirect("method/low-rank", "method/lora")),
        rulings=(Ruling("decisions.txt:1", "merge method/a method/lora", "2024-01-03 the same", "method/lora"),),
        doubts=(Doubt("merges", "method/lora", "", 0.25, 2, "=why"),),
    )
    papers, extractions = [FERN, MOSS], [fern, moss]
    made = (
        assemble(papers[::-1], extractions[::-1], resolution)
        if backwards
        else assemble(papers, extractions, resolution)
    )
    made.graph.update(
        listed=(Listed(FERN.id, "alpha", "arXiv:2401.00001", "first"), Listed(FERN.id, "beta", "=1", "title", "-x")),
        conflicts=(Conflict(FERN.id, "published", "2024-01-03", "alpha", "2023", "beta"),),
    )
    return made, list(record_lines(paper_records([FERN, MOSS], [fern, moss], resolution)))


def build(folder: Path, *formats: str) -> Path:
    """Make a folder as a build leaves it, with its map and its paper records."""
    config = Config(formats=formats or ("tables", "graphml"))
    made, records = graph()
    with store.writing(folder), store.staging(folder) as stage:
        (stage / "map.jsonl").write_text("".join(map_lines(map_of(made, seed=0), seed=0)), encoding="utf-8")
        (stage / "papers.jsonl").write_text("".join(records), encoding="utf-8")
        for name in config.formats:
            exporter(name)(made, stage, config=config)
        recipe = store.Recipe("0.1.0", "", "", {}, {"seed": 0, "base": ""}, "", (store.Input("alpha", "0"),))
        manifest = store.Manifest(recipe, store.digests(stage, store.files(stage)), counts(made))
        store.publish(folder, stage, manifest)
    return folder
