import pytest
from factory import signals, span

from kg.extract.candidates import groups
from kg.extract.corpus import CorpusLexicon, Statistics
from kg.extract.gazetteer import Known
from kg.extract.tagger import Span


def read(text, *, tagged=(), known=(), faint=(), convolved=(), corpus=()):
    found = signals(text)
    found.tagged = [Span(*span(found, surface), kind, 0.9) for surface, kind in tagged]
    found.faint = [Span(*span(found, surface), kind, 0.2) for surface, kind in faint]
    found.convolved = [Span(*span(found, surface), kind, 0.4) for surface, kind in convolved]
    found.corpus = CorpusLexicon(corpus)
    found.known = [Known(*span(found, surface), frozenset([kind]), {}, 0) for surface, kind in known]
    return found


def forms(found):
    return [[(one.form, "+".join(one.sources)) for one in group.candidates] for group in groups(found)]


def test_a_text_without_names_has_no_groups():
    assert groups(read("a title\nand nothing else")) == []
    assert groups(read("")) == []


def test_each_source_is_named():
    found = read(
        "t\nwe train deep forests on Foo-Net for machine translation (MT)",
        tagged=[("deep forests", "Method")],
        known=[("machine translation", "Task")],
    )
    assert forms(found) == [
        [("deep forests", "tagger")],
        [("Foo-Net", "name")],
        [("machine translation", "abbreviation+lexicon"), ("MT", "abbreviation+name")],
    ]


def test_what_taggers_and_the_corpus_think_of_is_a_candidate():
    found = read(
        "t\nwe grow deep forests and tall trees for leaf counting",
        faint=[("deep forests", "Method")],
        convolved=[("tall trees", "Model"), ("deep forests", "Method")],
        corpus=[Statistics("leaf counting", {"Task": 3.0}, 4)],
    )
    assert forms(found) == [
        [("deep forests", "convolution+faint")],
        [("tall trees", "convolution")],
        [("leaf counting", "corpus")],
    ]


def test_a_name_that_the_corpus_seldom_marks_is_no_candidate_by_that():
    seldom = Statistics("leaf counting", {"Task": 1.0}, 10)
    assert groups(read("t\nwe do leaf counting", corpus=[seldom])) == []
    (group,) = groups(read("t\nwe do leaf counting", corpus=[seldom], faint=[("leaf counting", "Task")]))
    assert group.statistics == (seldom,)


def test_faint_and_convolved_spans_are_trimmed_and_not_repeated():
    text = "t\nuse the FooNet model and foonet"
    (group,) = groups(read(text, faint=[("the FooNet model", "Model")], convolved=[("the FooNet model", "Model")]))
    assert [(one.form, one.sources) for one in group.candidates] == [("FooNet", ("convolution", "faint", "name"))]
    assert [(one.type, one.probability) for one in group.faint] == [("Model", 0.2)]
    assert [(one.type, one.probability) for one in group.convolved] == [("Model", 0.4)]
    assert group.tagged == ()


def test_a_coordination_that_a_tagger_thinks_of_is_said_of_each_of_its_names():
    image, video = groups(
        read(
            "t\nfor image and video generation",
            faint=[("image and video generation", "Task")],
            convolved=[("image and video generation", "Task")],
        )
    )
    assert (image.forms, video.forms) == (["image generation"], ["video generation"])
    assert [(len(one.faint), len(one.convolved), len(one.tagged)) for one in (image, video)] == [(1, 1, 0)] * 2


def test_a_group_has_the_statistics_of_all_its_forms():
    rows = [Statistics("FRA", {"Method": 2.0}, 9), Statistics("Fern Rank Adaptation", {"Method": 4.0}, 5)]
    (group,) = groups(read("t\nuse Fern Rank Adaptation (FRA)", corpus=[*rows, Statistics("Moss", {"Task": 1.0}, 1)]))
    assert group.statistics == (rows[1], rows[0])


def test_spellings_of_one_name_are_one_group():
    (group,) = groups(read("t\nwe use Foo-Net, FooNet and FooNets"))
    assert group.forms == ["Foo-Net", "FooNet", "FooNets"]


def test_a_definition_joins_its_forms_wherever_they_stand():
    (group,) = groups(read("FRA at work\nWe use Fern Rank Adaptation (FRA). Then FRA wins."))
    assert group.forms == ["Fern Rank Adaptation", "FRA"]
    assert group.definitions == (("FRA", "Fern Rank Adaptation"),)
    assert len(group.candidates) == 3


def test_definitions_that_share_a_form_are_one_group():
    (group,) = groups(read("t\nuse Fern Rank Adaptation (FRA) and fern-ranked adaptation (FRA)"))
    assert group.definitions == (("FRA", "Fern Rank Adaptation"), ("FRA", "fern-ranked adaptation"))


def test_a_definition_that_is_written_twice_is_one():
    (group,) = groups(read("t\nuse Fern Rank Adaptation (FRA) and Fern Rank Adaptation (FRA)"))
    assert group.definitions == (("FRA", "Fern Rank Adaptation"),)


def test_further_places_of_a_tagged_name_are_candidates():
    found = read("Moss at work\nwe see Moss and moss", tagged=[("Moss", "Model")])
    assert forms(found) == [[("Moss", "repeat+tagger"), ("Moss", "name+repeat")]]


def test_a_name_at_the_end_repeats_no_longer_one():
    found = read("t\nuse Fern Moss and Fern", tagged=[("Fern Moss", "Model"), ("Fern", "Model")])
    assert [(one.start, one.end, one.form) for group in groups(found) for one in group.candidates] == [
        (2, 3, "Fern"),
        (5, 6, "Fern"),
        (2, 4, "Fern Moss"),
    ]


def test_a_tagged_name_repeats_as_it_is_trimmed():
    found = read("t\nuse the FooNet model, and the FooNet model", tagged=[("the FooNet model", "Model")])
    assert [form for form, _ in forms(found)[0]] == ["FooNet", "FooNet"]


def test_further_places_of_a_plain_tagged_phrase_are_none():
    assert forms(read("t\ndeep forests and deep forests", tagged=[("deep forests", "Method")])) == [
        [("deep forests", "tagger")]
    ]


def test_groups_come_in_the_order_of_their_first_places():
    assert [group.key for group in groups(read("t\nwe see Zeta, Alpha, Mid and Alpha"))] == ["zeta", "alpha", "mid"]


def test_a_group_has_what_was_said_of_its_places():
    found = read("t\nthe FooNet model and Fern", tagged=[("the FooNet model", "Model")], known=[("Fern", "Dataset")])
    net, fern = groups(found)
    assert (net.forms, [one.type for one in net.tagged], net.known) == (["FooNet"], ["Model"], ())
    assert (fern.tagged, [sorted(one.types) for one in fern.known]) == ((), [["Dataset"]])


@pytest.mark.parametrize(
    "link", ["https://github.com/Fern/FooNet", "https:// github. com/ Fern/ FooNet", "github.com/Fern/FooNet"]
)
def test_names_within_an_address_are_none(link):
    assert forms(read(f"t\nCode of FooNet: {link} by Moss.")) == [[("FooNet", "name")], [("Moss", "name")]]


def test_no_name_runs_from_the_title_into_the_abstract():
    found = read("Attention for Rank\nAdaptation is useful.", known=[("Rank\nAdaptation", "Task"), ("Rank", "Task")])
    assert forms(found) == [[("Rank", "lexicon")]]


@pytest.mark.parametrize(
    "text",
    [
        "we train LLMs",
        "we train large language models (LLMs)",
        "we train on a GPU, an A100 and in Python",
        "it has an F1 of 3",
        "with \\ours and {link} it is N",
    ],
)
def test_what_the_guideline_excludes_is_no_candidate(text):
    found = signals(f"t\n{text}")
    found.tagged = [Span(*span(found, word), "Method", 0.9) for word in ("LLMs", "ours", "link") if word in text]
    assert groups(found) == []


def test_a_thing_that_has_another_name_too_stays():
    (group,) = groups(read("t\nuse Random Access Moss (RAM) and RAM"))
    assert group.forms == ["Random Access Moss", "RAM"]


def test_a_metric_that_the_text_introduces_is_a_candidate():
    assert [group.key for group in groups(read("t\nwe introduce a new metric, BLEU, and use ROUGE"))] == ["bleu"]
    assert [group.key for group in groups(read("BLEU: A Score\nIt is good"))] == ["bleu"]


def test_a_coordination_is_a_candidate_of_each_of_its_names():
    found = read("t\nfor image and video generation", tagged=[("image and video generation", "Task")])
    image, video = groups(found)
    assert [(one.form, one.sources) for one in image.candidates] == [("image generation", ("coordination", "tagger"))]
    assert [(one.form, one.sources) for one in video.candidates] == [("video generation", ("coordination", "tagger"))]
    surface = found.layout.surface
    assert [surface(one.start, one.end) for one in image.candidates] == ["image and video generation"]
    assert [surface(*one.own) for one in (*image.candidates, *video.candidates)] == ["image", "video generation"]
    assert [len(group.tagged) for group in (image, video)] == [1, 1]


def test_a_name_in_a_coordination_is_that_name_elsewhere():
    (image, video) = groups(
        read(
            "Image Generation\nfor image and video generation",
            tagged=[("Image Generation", "Task"), ("video generation", "Task")],
        )
    )
    assert image.forms == ["Image Generation", "image generation"]
    assert video.forms == ["video generation"]


def test_forms_that_name_the_same_thing_are_one_group():
    found = read(
        "t\nuse moss trees, MT and moss-tree models", tagged=[("moss trees", "Model"), ("moss-tree models", "Model")]
    )
    assert [group.forms for group in groups(found)] == [["moss trees", "MT", "moss-tree models"]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("use Vision Transformers (ViT), a ViT and ViTs", ["Vision Transformers", "ViT", "ViTs"]),
        ("use SAM 2, SAM-2 and SAM2", ["SAM 2", "SAM-2", "SAM2"]),
        ("the state-space model and state space models", ["state-space model", "state space models"]),
    ],
)
def test_a_thing_is_one_whatever_its_spelling(text, names):
    found = read(f"t\n{text}", known=[(name, "Model") for name in names])
    assert [group.forms for group in groups(found)] == [names]
