import pytest
from factory import signals, span

from kg.errors import ModelError
from kg.extract import corpus, nlp
from kg.extract.abbreviations import find_definitions
from kg.extract.marks import token_marks


def test_the_components_stand_in_their_order():
    assert nlp.untrained().pipe_names == ["kg_links", "kg_abbreviations", "kg_names"]
    assert nlp.load().pipe_names == [
        *("kg_links", "kg_abbreviations", "kg_names"),
        *("kg_gazetteer", "kg_tagger", "kg_convolution"),
    ]


def test_the_language_is_loaded_once():
    assert nlp.load() is nlp.load()


def test_what_needs_no_weights_is_found():
    read = signals("Fern: A Study\nWe use Fern Rank Adaptation (FRA) at https://github.com/fern/fra.")
    layout = read.layout
    assert [link.url for link in read.links] == ["https://github.com/fern/fra"]
    assert [(layout.surface(*one.short), layout.surface(*one.long)) for one in read.definitions] == [
        ("FRA", "Fern Rank Adaptation")
    ]
    assert [layout.surface(*name) for name in read.names] == ["Fern", "Fern Rank Adaptation", "FRA"]
    assert (read.known, read.tagged, read.faint, read.convolved) == ((), (), (), ())
    assert read.corpus is corpus.EMPTY


def test_a_definition_that_is_no_run_of_tokens_is_left_out():
    """The long form may start with the space before it, where a quotation mark stands alone."""
    text = "t\nwe use ' fernR (FR.)"
    assert [text[one.long_start : one.long_end] for one in find_definitions(text)] == [" fernR"]
    assert signals(text).definitions == []


def test_signals_stay_on_their_document():
    doc = nlp.untrained()("t\nBERT")
    assert nlp.signals_of(doc) is nlp.signals_of(doc)


@pytest.mark.parametrize("text", ["", "\n", "One", "One\n", "\nNo title.", "日本語 🙂\né́ ﬁ Ω", "word " * 4000])
def test_any_text_is_read(text):
    read = nlp.signals_of(nlp.load()(text))
    size = len(read.layout.words)
    assert all(0 <= one.start < one.end <= size for one in (*read.tagged, *read.faint, *read.convolved))


def test_tagged_spans_stay_within_their_sentences():
    read = nlp.signals_of(
        nlp.load()("BERT on GLUE\nWe train BERT. ImageNet is used for image classification. GLUE too.")
    )
    layout = read.layout
    for spans in (read.tagged, read.convolved):
        assert {"BERT", "GLUE", "ImageNet"} <= {layout.surface(one.start, one.end) for one in spans}
    for one in (*read.tagged, *read.faint, *read.convolved):
        assert layout.sentence_of[one.start] == layout.sentence_of[one.end - 1]
        assert 0 < one.probability <= 1


def test_what_is_tagged_is_not_faint_too():
    read = nlp.signals_of(nlp.load()("BERT on GLUE\nWe train BERT for better reading with trees. ImageNet is used."))
    assert {(one.start, one.end) for one in read.tagged}.isdisjoint((one.start, one.end) for one in read.faint)


def test_the_corpus_is_that_of_the_tool():
    assert nlp.signals_of(nlp.load()("t\nWe see.")).corpus is corpus.shipped()


def test_known_names_are_found():
    read = nlp.signals_of(nlp.load()("t\nWe train on ImageNet."))
    assert [sorted(one.types) for one in read.known if (one.start, one.end) == span(read, "ImageNet")] == [["Dataset"]]


def test_features_of_a_title_and_of_a_sentence():
    read = signals("Fern: A Study\nWe see.")
    marks = token_marks(read)
    title, sentence = (nlp.sentence_features(read.layout, marks, index, {}) for index in (0, 1))
    assert [len(title), len(sentence)] == [4, 3]
    assert all("title" in row and "abstract" not in row for row in title)
    assert all("abstract" in row and "title" not in row for row in sentence)


@pytest.mark.parametrize("missing", ["tagger", "clusters"])
def test_missing_weights_are_one_line(tmp_path, missing):
    here = {"tagger": nlp.TAGGER_PATH, "clusters": nlp.CLUSTERS_PATH} | {missing: tmp_path / "none"}
    with pytest.raises(ModelError, match=r"none: the tagger's weights are missing; reinstall kg"):
        nlp.Tagger(here["tagger"], here["clusters"])


def test_weights_of_another_kind_are_one_line(tmp_path):
    wrong = tmp_path / "wrong.crfsuite"
    wrong.write_text("no weights", encoding="utf-8")
    with pytest.raises(ModelError, match=r"wrong\.crfsuite: the tagger's weights cannot be read"):
        nlp.Tagger(wrong, nlp.CLUSTERS_PATH)


def test_clusters_go_from_coarse_to_fine(tmp_path):
    path = tmp_path / "clusters.tsv"
    path.write_text("bert\t1\t12\t123\nadam\t2\t20\t200\n", encoding="utf-8")
    assert nlp.read_clusters(path) == {"bert": ("c0=1", "c1=12", "c2=123"), "adam": ("c0=2", "c1=20", "c2=200")}
