import math

import pytest
import spacy
from factory import ruler, signals, span
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from kg.config import Config
from kg.errors import ConfigError, ModelError
from kg.extract import extract
from kg.extract.external import Pipeline, aligned
from kg.records import Paper
from kg.schema import load as load_schema

LESSONS = [
    ("We use Fernnet on Mossbank.", [(7, 14, "METHOD"), (18, 26, "DATASET")]),
    ("Fernnet beats Wehnet on Mossbank today.", [(0, 7, "METHOD"), (14, 20, "METHOD"), (24, 32, "DATASET")]),
]
SMALL = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "width": 16,
    "depth": 1,
    "embed_size": 100,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": False,
    "pretrained_vectors": None,
}
WORDS = {"@misc": "spacy.ngram_suggester.v1", "sizes": [1]}


def trained(kind, folder, **settings):
    """Save a pipeline that has learnt the lessons by heart."""
    spacy.util.fix_random_seed(0)
    language = spacy.blank("en")
    language.add_pipe(kind, config={"model": {"tok2vec": SMALL}, **settings})
    examples = []
    for text, marked in LESSONS:
        known = language.make_doc(text)
        spans = [known.char_span(start, end, label=label) for start, end, label in marked]
        if kind == "ner":
            known.ents = spans
        else:
            known.spans["sc"] = spans
        examples.append(Example(language.make_doc(text), known))
    optimizer = language.initialize(lambda: examples)
    optimizer.learn_rate = 0.02
    for _ in range(40):
        language.update(examples, sgd=optimizer)
    language.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def spancat(tmp_path_factory):
    return trained("spancat", tmp_path_factory.mktemp("models") / "spancat", suggester=WORDS)


def read(model, title, abstract, *, threshold=0.45, **labels):
    (said,) = extract(
        [Paper("paper/p", title, abstract)], config=Config(model=str(model), labels=labels, threshold=threshold)
    )
    return said


def rows(said):
    return [(one.group, one.form, one.type, one.role, one.by) for one in said.mentions]


def test_entities_stand_where_our_tagger_and_scorer_would(tmp_path):
    model = ruler(tmp_path / "plants", METHOD="Fern", dataset="Moss bank", TECH="sunlight", ORG="BERT")
    said = read(model, "t", "We propose Fern. BERT grows on Moss bank in sunlight, on ImageNet too.", TECH="task")
    assert rows(said) == [
        (0, "Fern", "Method", "introduces", "model:plants"),
        (1, "Moss bank", "Dataset", "uses", "model:plants"),
        (2, "sunlight", "Task", "uses", "model:plants"),
    ]
    assert {one.confidence for one in said.mentions} == {0.8}


def test_links_abbreviations_relations_and_coordinations_are_read_as_before(tmp_path):
    model = ruler(
        tmp_path / "plants", METHOD="Fern Rank Adaptation | Wehnet", DATASET="Ferns-10/100 | the MOSS dataset"
    )
    said = read(
        model,
        "FRA",
        "We introduce Fern Rank Adaptation (FRA). FRA outperforms Wehnet. We use Ferns-10/100 and the MOSS dataset. "
        "Code is at https://github.com/fern/fra.",
    )
    assert rows(said) == [
        (0, "FRA", "Method", "introduces", "repeat"),
        (0, "Fern Rank Adaptation", "Method", "introduces", "abbreviation+model:plants"),
        (0, "FRA", "Method", "introduces", "abbreviation"),
        (0, "FRA", "Method", "introduces", "repeat"),
        (1, "Wehnet", "Method", "compares", "model:plants"),
        (2, "Ferns-10", "Dataset", "uses", "coordination+model:plants"),
        (3, "Ferns-100", "Dataset", "uses", "coordination+model:plants"),
        (4, "MOSS", "Dataset", "uses", "model:plants"),
    ]
    assert [(one.group, one.short, one.long) for one in said.abbreviations] == [(0, "FRA", "Fern Rank Adaptation")]
    assert (0, "outperforms", 1) in {(one.subject, one.predicate, one.object) for one in said.relations}
    assert [(one.url, one.of) for one in said.links] == [("https://github.com/fern/fra", "own")]


def test_a_name_is_repeated_where_it_has_a_capital(tmp_path):
    language = spacy.blank("en")
    rules = [[{"LOWER": "we"}, {"LOWER": "use"}, {"LOWER": word}] for word in ("imagenet", "segmentation")]
    language.add_pipe("entity_ruler").add_patterns([{"label": "DATASET", "pattern": rule} for rule in rules])

    @Language.component("last_word")
    def last_word(doc):
        doc.ents = [Span(doc, one.end - 1, one.end, label=one.label_) for one in doc.ents]
        return doc

    language.add_pipe("last_word")
    found = Pipeline(language, "m", {}).read("t\nWe use ImageNet. ImageNet! We use segmentation.", threshold=0.4)
    assert [found.layout.surface(one.start, one.end) for one in found.tagged] == ["ImageNet", "segmentation"]
    language.to_disk(tmp_path / "m")
    said = read(tmp_path / "m", "t", "We use ImageNet. ImageNet! We use segmentation, a segmentation.")
    assert [(one.form, one.by) for one in said.mentions] == [
        ("ImageNet", "model:m"),
        ("ImageNet", "repeat"),
        ("segmentation", "model:m"),
    ]


def test_of_entities_that_overlap_the_longer_stays(tmp_path):
    language = spacy.blank("en")
    rules = [{"label": "METHOD", "pattern": "Fern"}, {"label": "MODEL", "pattern": "Fern on Moss"}]
    language.add_pipe("span_ruler", config={"spans_key": "mine"}).add_patterns(rules)
    language.to_disk(tmp_path / "m")
    assert rows(read(tmp_path / "m", "t", "We use Fern on Moss, and Fern.")) == [
        (0, "Fern on Moss", "Model", "uses", "model:m"),
        (1, "Fern", "Method", "uses", "model:m"),
    ]


def test_a_thing_has_the_type_that_most_of_its_entities_have(tmp_path):
    language = spacy.blank("en")
    after = [("on", "DATASET"), ("by", "METHOD"), ("of", "METHOD")]
    rules = [{"label": label, "pattern": [{"LOWER": word}, {"LOWER": "fern"}]} for word, label in after]
    language.add_pipe("entity_ruler").add_patterns(rules)

    @Language.component("second_word")
    def second_word(doc):
        doc.ents = [Span(doc, one.end - 1, one.end, label=one.label_) for one in doc.ents]
        return doc

    language.add_pipe("second_word")
    language.to_disk(tmp_path / "m")
    said = read(tmp_path / "m", "t", "It is on Fern, by Fern, of Fern.")
    assert [(one.form, one.type) for one in said.mentions] == [("Fern", "Method")] * 3


def test_a_trained_ner_is_read(tmp_path):
    said = read(trained("ner", tmp_path / "grown"), *LESSONS[1][0].split(" beats "))
    assert {("Fernnet", "Method"), ("Mossbank", "Dataset")} <= {(one.form, one.type) for one in said.mentions}
    assert {one.confidence for one in said.mentions} == {0.8}


def test_the_scores_of_a_spancat_are_the_confidences(spancat):
    said = read(spancat, "Wehnet", "We use Fernnet on Mossbank.")
    language = spacy.load(spancat)
    doc = language("Wehnet\nWe use Fernnet on Mossbank.")
    group = doc.spans["sc"]
    scores = dict(zip([one.text for one in group], group.attrs["scores"].tolist(), strict=True))
    assert {(one.form, one.type) for one in said.mentions} >= {("Fernnet", "Method"), ("Mossbank", "Dataset")}
    for one in said.mentions:
        assert one.confidence == min(round(scores[one.form], 4), 0.9999)
        assert one.by == "model:spancat"
    assert len({one.confidence for one in said.mentions}) > 1


def test_the_threshold_holds_for_scores(spancat):
    assert len(read(spancat, "Wehnet", "We use Fernnet on Mossbank.", threshold=0.9999).mentions) < len(
        read(spancat, "Wehnet", "We use Fernnet on Mossbank.", threshold=0.5).mentions
    )


SCORES = ()


@Language.component("scores")
def put_scores(doc):
    """Put a score on each entity, as zero-shot taggers do."""
    for entity, score in zip(doc.ents, SCORES, strict=True):
        entity._.score = score
    return doc


@pytest.mark.parametrize(
    ("scores", "read_as"),
    [((0.31, 0.999), [0.31, 0.999]), ((1, 0), [1.0, 0.8]), ((7.5, None), [0.8, 0.8]), (("x", math.nan), [0.8, 0.8])],
)
def test_scores_on_the_spans_are_the_confidences(tmp_path, monkeypatch, scores, read_as):
    language = spacy.load(ruler(tmp_path / "plants", METHOD="Fern | Moss"))
    language.add_pipe("scores")
    monkeypatch.setitem(globals(), "SCORES", scores)
    Span.set_extension("score", default=None)
    try:
        found = Pipeline(language, "m", {}).read("t\nFern and Moss", threshold=0.4)
    finally:
        Span.remove_extension("score")
    assert [one.probability for one in found.tagged] == read_as


def test_a_threshold_above_what_has_no_score_is_an_error(tmp_path):
    model = ruler(tmp_path / "plants", METHOD="Fern")
    with pytest.raises(ConfigError, match=r"plants: this pipeline gives its entities no scores, so they count 0\.8, "):
        read(model, "t", "We use Fern.", threshold=0.85)
    assert len(read(model, "t", "We use Fern.", threshold=0.8).mentions) == 1


@pytest.mark.parametrize(
    ("text", "marked", "surface"),
    [
        ("t\nWe use Fern-Net.", "Fern", "Fern"),
        ("t\nWe use Fern-Net.", "ern-N", "Fern-Net"),
        ("t\nWe use Fern-Net.", " Fern-Net.", "Fern-Net."),
        ("t\n🙂 é́ use Fern 日本語", "Fern", "Fern"),
        ("t\n🙂 é́ use Fern 日本語", "本", "日本語"),
        ("Fern\nWe use it.", "Fern", "Fern"),
        ("t\nWe use Fern", "Fern", "Fern"),
    ],
)
def test_a_span_of_characters_becomes_the_tokens_that_it_touches(text, marked, surface):
    layout = signals(text).layout
    start = text.index(marked)
    run = aligned(layout, start, start + len(marked))
    assert layout.surface(*run) == surface
    assert run == span(signals(text), surface)


@pytest.mark.parametrize(
    ("text", "marked"),
    [("t\nWe use", "\n"), ("A Fern\nMoss is.", "Fern\nMoss"), ("t\nA Fern. Moss is.", "Fern. Moss"), ("  t\nWe", "  ")],
)
def test_spaces_and_what_crosses_sentences_are_no_names(text, marked):
    start = text.index(marked)
    assert aligned(signals(text).layout, start, start + len(marked)) is None


class Words:
    """A tokenizer that forgets which spaces it saw."""

    def __init__(self, vocab):
        self.vocab = vocab

    def __call__(self, text):
        return Doc(self.vocab, words=text.split())


def test_a_tokenizer_that_moves_the_text_is_an_error():
    language = spacy.blank("en")
    language.add_pipe("entity_ruler").add_patterns([{"label": "METHOD", "pattern": [{"ORTH": "Fern"}]}])
    language.tokenizer = Words(language.vocab)
    pipeline = Pipeline(language, "m", {})
    (one,) = pipeline.read("t\nWe use Fern here", threshold=0.4).tagged
    assert (one.start, one.end) == (3, 4)
    with pytest.raises(ModelError, match=r"^m: its tokenizer changes the text, so places are lost; use another one$"):
        pipeline.read("t\nWe  use Fern here", threshold=0.4)


@pytest.mark.parametrize(
    ("components", "there"), [([], "none"), (["sentencizer"], "sentencizer"), (["entity_ruler"], "entity_ruler")]
)
def test_a_pipeline_that_marks_nothing_is_an_error(tmp_path, components, there):
    language = spacy.blank("en")
    for name in components:
        language.add_pipe(name)
    language.to_disk(tmp_path / "bare")
    with pytest.raises(ModelError) as error:
        read(tmp_path / "bare", "t", "We use Fern.")
    assert str(error.value) == (
        f"{tmp_path / 'bare'}: no component of this pipeline marks entities with labels (its components: {there}); "
        "name one with an ner, a spancat or an entity_ruler, say"
    )


def test_labels_of_components_that_mark_no_entities_need_no_map(tmp_path):
    language = spacy.blank("en")
    bag = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": True, "length": 64, "ngram_size": 1}
    language.add_pipe("textcat", config={"model": {**bag, "no_output_layer": False}})
    lesson = Example.from_dict(language.make_doc("Fern"), {"cats": {"GOOD": 1.0, "BAD": 0.0}})
    language.initialize(lambda: [lesson])
    language.add_pipe("entity_ruler").add_patterns([{"label": "METHOD", "pattern": "Fern"}])
    language.to_disk(tmp_path / "both")
    assert [one.form for one in read(tmp_path / "both", "t", "Fern").mentions] == ["Fern"]


@Language.component("of_another_library")
def of_another_library(doc):
    doc.ents = [Span(doc, 0, 1, label="PLANT")]
    return doc


def test_labels_that_a_component_does_not_declare_are_known_when_they_come(tmp_path):
    language = spacy.blank("en")
    language.add_pipe("of_another_library")
    language.to_disk(tmp_path / "open")
    with pytest.raises(ConfigError, match=r"the label 'PLANT' is no type of kg; this pipeline's labels are PLANT; map"):
        read(tmp_path / "open", "Fern", "We see.")
    (one,) = read(tmp_path / "open", "Fern", "We see.", PLANT="Model").mentions
    assert (one.form, one.type, one.by) == ("Fern", "Model", "model:open")
    assert read(tmp_path / "open", "Fern", "We see.", ANIMAL="Model").mentions == ()


@Language.component("finder")
def finder(doc):
    doc.spans["sc"] = [Span(doc, 0, 1), Span(doc, 1, 2, label="Method")]
    return doc


def test_spans_without_a_label_are_no_entities():
    language = spacy.blank("en")
    language.add_pipe("finder")
    found = Pipeline(language, "m", {}).read("We Fern", threshold=0.4)
    assert [(one.start, one.type) for one in found.tagged] == [(1, "Method")]


def test_labels_that_settings_of_python_map_wrongly_are_an_error(tmp_path):
    with pytest.raises(
        ConfigError, match=r"^options: the label 'ORG' is mapped to 'Org', which is no type; map it to "
    ):
        read(ruler(tmp_path / "plants", ORG="Fern"), "t", "a", ORG="Org")


def test_what_cannot_be_loaded_is_one_line(tmp_path):
    model = ruler(tmp_path / "plants", METHOD="Fern")
    path = model / "config.cfg"
    path.write_text(path.read_text().replace('factory = "entity_ruler"', 'factory = "zero_shot"'))
    with pytest.raises(ModelError) as error:
        read(model, "t", "a")
    said = str(error.value)
    assert said.startswith(
        f"{model}: the pipeline cannot be loaded (ValueError: [E002] Can't find factory for 'zero_shot'"
    )
    assert said.endswith("…); install what its components need, or write it again with this version of spaCy")
    assert "\n" not in said


def test_a_package_is_loaded_by_its_name(tmp_path, monkeypatch):
    module = tmp_path / "site" / "en_garden"
    ruler(module / "en_garden-1.0", METHOD="Fern")
    (module / "meta.json").write_text('{"lang": "en", "name": "garden", "version": "1.0"}')
    (module / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n"
        "def load(**settings):\n    return load_model_from_init_py(__file__, **settings)\n"
    )
    info = tmp_path / "site" / "en_garden-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: en_garden\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert [(one.form, one.by) for one in read("en-garden", "t", "Fern").mentions] == [("Fern", "model:en_garden")]


def test_code_in_a_folder_is_not_run(tmp_path, monkeypatch):
    model = ruler(tmp_path / "plants", METHOD="Fern")
    for name in ("__init__.py", "plants.py", "entity_ruler/__init__.py", "sitecustomize.py"):
        (model / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert len(read("plants", "t", "We use Fern.").mentions) == 1
    assert not (tmp_path / "ran").exists()


def test_a_folder_that_changed_is_loaded_again(tmp_path):
    model = ruler(tmp_path / "plants", METHOD="Fern")
    assert [one.form for one in read(model, "t", "Fern on Moss").mentions] == ["Fern"]
    ruler(model, METHOD="Moss bank")
    ruler(model, METHOD="Moss")
    assert [one.form for one in read(model, "t", "Fern on Moss").mentions] == ["Moss"]


def test_a_pipeline_is_loaded_once_and_again_when_its_vocabulary_is_full(tmp_path, monkeypatch):
    config = Config(model=str(ruler(tmp_path / "plants", METHOD="Fern")))
    papers = [Paper(f"paper/{number}", f"Study{number}", f"We use Fern {number}.") for number in range(4)]
    loaded, spacy_load = [], spacy.load
    monkeypatch.setattr(spacy, "load", lambda place: loaded.append(place) or spacy_load(place))
    before = [*extract(papers[:2], config=config), *extract(papers[2:], config=config)]
    assert [one.paper for one in before] == [paper.id for paper in papers]
    assert loaded == [tmp_path / "plants"]
    monkeypatch.setattr("kg.extract.external._MAX_STRINGS", 0)
    assert list(extract(papers, config=config)) == before
    assert loaded == [tmp_path / "plants"] * 4


HOSTILE = [
    Paper("paper/none", "", ""),
    Paper("paper/untitled", "", "We use Fernnet."),
    Paper("paper/cjk", "日本語の研究", "我们提出 Fernnet 模型。在 Mossbank 上。"),
    Paper("paper/emoji", "🙂 Fernnet 🙂", "We 🙂 use e\u0301\u0301 Fernnet\u0301 and Mossbank🙂, ﬁne."),
    Paper(
        "paper/signs", "((((( ]]] {{{", "<script>alert('Fernnet')</script> \\alpha $x$ & | ` ~ ^ # % ' \" } { ( ) [ ]"
    ),
    Paper("paper/spaces", " Two  spaces ", "in  Fernnet\n\nand\ta tab\u00a0."),
    Paper("paper/link", "t", "At https://fern.org/Fernnet/Mossbank we see."),
]


def test_records_keep_their_promises_on_any_text(spancat):
    types = load_schema().types
    papers = [*HOSTILE, *reversed(HOSTILE)]
    found = list(extract(papers, config=Config(model=str(spancat), threshold=0.0)))
    assert [said.paper for said in found] == [paper.id for paper in papers]
    assert len({repr(said) for said in found}) == len(HOSTILE)
    for paper, said in zip(papers, found, strict=True):
        for one in said.mentions:
            surface = paper.text[one.start : one.end]
            assert surface == surface.strip() != ""
            assert one.type in types
            assert 0 < one.confidence < 1
            sentence = said.sentences[one.sentence]
            assert sentence.start <= one.start < one.end <= sentence.end
            assert not any(link.start < one.end and one.start < link.end for link in said.links)
