"""Which units name one entity."""

import pytest
from factory import unit, units

from kg.lexicon import Entry
from kg.resolve import resolve

SEGMENT = "SAM = Segment Anything Model"
SHARPNESS = "SAM = Sharpness-Aware Minimization"
SAM_MODEL = Entry("SAM", "Model", ("Segment Anything Model",))
SAM_METHOD = Entry("SAM", "Method", ("Sharpness-Aware Minimization",))


def entities(*extractions, lexicon=()):
    """Return the entity of each paper."""
    flat = [one for part in extractions for one in (part if isinstance(part, list) else [part])]
    return {row.paper: row.entity for row in resolve(flat, lexicon=lexicon).assignments}


def grouped(*extractions, lexicon=()):
    """Return the papers that name the same entity."""
    found = {}
    for paper, entity in entities(*extractions, lexicon=lexicon).items():
        found.setdefault(entity, []).append(paper)
    return sorted(found.values())


def test_spellings_of_one_normal_form_are_one_entity():
    papers = unit("a", "graph neural network", "Model"), unit("b", "Graph Neural-Networks", "Model")
    assert grouped(*papers) == [["a", "b"]]


def test_a_definition_joins_its_short_and_its_long_form():
    papers = unit("a", "LoRA = low-rank adaptation"), unit("b", "LoRA"), unit("c", "Low-Rank Adaptations")
    assert grouped(*papers) == [["a", "b", "c"]]


def test_two_long_forms_of_one_acronym_stay_apart():
    papers = unit("a", SEGMENT, "Model"), unit("b", SHARPNESS, "Model")
    assert grouped(*papers) == [["a"], ["b"]]


def test_papers_that_use_the_acronym_alone_do_not_join_its_long_forms():
    found = grouped(units(20, SEGMENT, "Model"), units(20, SHARPNESS, "Model"), units(50, "SAM", "Model"))
    assert sorted(map(len, found)) == [20, 20, 50]


def test_an_acronym_alone_means_its_only_sense():
    assert grouped(unit("a", SEGMENT, "Model"), unit("b", "SAM", "Method")) == [["a", "b"]]


def test_an_acronym_alone_means_its_dominant_sense():
    segment = units(2, SEGMENT, "Model")
    found = entities(segment, unit("b", SHARPNESS, "Model"), unit("c", "SAM", "Model"))
    assert found["c"] == found[segment[0].paper] != found["b"]


def test_an_acronym_alone_without_a_dominant_sense_stays_on_its_own():
    found = grouped(units(3, SEGMENT, "Model"), units(2, SHARPNESS, "Model"), unit("c", "SAM", "Model"))
    assert ["c"] in found
    assert len(found) == 3


def test_senses_of_the_paper_s_own_type_go_first():
    sharpness = units(3, SHARPNESS, "Method")
    found = entities(units(4, SEGMENT, "Model"), sharpness, units(2, "SAM", "Method"))
    assert len({found[row.paper] for row in [*sharpness, *units(2, "SAM", "Method")]}) == 1


def test_a_dataset_does_not_mean_a_method_s_long_form():
    assert grouped(unit("a", "STAR = Self-Taught Reasoner"), *units(2, "STAR", "Dataset")) == [
        ["a"],
        ["paper/local-STAR-Dataset-0", "paper/local-STAR-Dataset-1"],
    ]


def test_a_common_noun_is_no_acronym():
    assert grouped(unit("a", "PROMPT = Pretrained Object Matching"), unit("b", "prompt")) == [["a"], ["b"]]


def test_an_acronym_without_its_capitals_is_one_where_it_is_mostly_written_with_them():
    assert (
        len(
            grouped(
                unit("a", "ResNet = residual network", "Model"),
                units(3, "ResNet", "Model"),
                unit("b", "Resnet", "Model"),
            )
        )
        == 1
    )


def test_a_short_form_is_known_by_its_exact_spelling():
    assert grouped(unit("a", "Adam = adaptive moment estimation"), unit("b", "Adam")) == [["a", "b"]]


@pytest.mark.parametrize("long", ["segment anything", "the Segment-Anything models", "Segment anything network"])
def test_long_forms_of_one_acronym_that_are_spelling_variants_are_one_entity(long):
    assert grouped(unit("a", SEGMENT, "Model"), unit("b", f"SAM = {long}", "Model")) == [["a", "b"]]


def test_a_chain_of_variants_joins_nothing_that_differs():
    papers = [unit("a", SEGMENT, "Model"), unit("b", "SAM = segment anything", "Model"), unit("c", SHARPNESS, "Model")]
    assert grouped(*papers, *units(9, "SAM", "Model"))[:2] == [
        ["a", "b", *(p.paper for p in units(9, "SAM", "Model"))],
        ["c"],
    ]


def test_all_forms_of_a_lexicon_entry_are_one_entity():
    entry = Entry("ImageNet", "Dataset", ("ILSVRC", "ImageNet Large Scale Visual Recognition Challenge"))
    papers = unit("a", "ImageNet", "Dataset"), unit("b", "ILSVRC", "Dataset"), unit("c", "Imagenet", "Dataset")
    assert entities(*papers, lexicon=[entry]) == dict.fromkeys("abc", "dataset/imagenet")


def test_an_alias_of_several_entries_goes_by_the_long_form():
    found = entities(unit("a", SHARPNESS, "Model"), unit("b", SEGMENT, "Method"), lexicon=[SAM_MODEL, SAM_METHOD])
    assert found == {"a": "method/sam", "b": "model/sam"}


def test_an_alias_of_several_entries_goes_by_the_type():
    found = entities(unit("a", "SAM", "Method"), unit("b", "SAM", "Model"), lexicon=[SAM_MODEL, SAM_METHOD])
    assert found == {"a": "method/sam", "b": "model/sam"}


def test_an_alias_of_several_entries_of_a_type_goes_by_the_corpus_s_majority():
    other = Entry("SAMurai", "Model", ("SAM", "Stochastic Ablation Machine"))
    papers = unit("a", "SAM", "Model"), unit("b", "SAM = Stochastic Ablation Machine", "Model")
    assert entities(*papers, lexicon=[SAM_MODEL, other])["a"] == "model/samurai"
    assert entities(*papers[:1], lexicon=[SAM_MODEL, other])["a"] == "model/sam"


def test_a_long_form_that_contradicts_the_lexicon_is_another_entity():
    found = entities(unit("a", SHARPNESS, "Model"), unit("b", "SAM", "Model"), lexicon=[SAM_MODEL])
    assert found == {"a": "model/sharpness-aware-minimization", "b": "model/sam"}


def test_an_entry_without_a_long_form_takes_the_corpus_s():
    entry = Entry("LoRA", "Method")
    assert entities(unit("a", "LoRA = Low-Rank Adaptation"), lexicon=[entry]) == {"a": "method/lora"}


def test_an_entry_with_a_hyphenated_long_form_takes_no_other():
    entry = Entry("Mixture-of-Moss", "Method", ("MoM",))
    assert entities(unit("a", "MoM = matrix of momenta"), lexicon=[entry]) == {"a": "method/matrix-of-momenta"}


def test_many_papers_outweigh_the_lexicon():
    sharpness = units(20, SHARPNESS, "Model")
    found = entities(sharpness, unit("a", "SAM", "Model"), lexicon=[SAM_MODEL])
    assert found["a"] == found[sharpness[0].paper]


def test_a_name_of_several_types_follows_the_majority():
    papers = [*units(8, "Fern", "Model"), unit("a", "Fern", "Method")]
    assert entities(*papers)["a"] == "model/fern"


def test_a_different_long_form_is_evidence_of_a_homonym():
    found = entities(units(30, SEGMENT, "Model"), unit("a", SHARPNESS, "Method"))
    assert found["a"] == "method/sharpness-aware-minimization"


def test_homonyms_that_the_lexicon_knows_stay_apart():
    known = [Entry("Fern", "Model"), Entry("fern", "Task")]
    found = entities(units(30, "Fern", "Model"), unit("a", "fern", "Task"), lexicon=known)
    assert found["a"] == "task/fern"


def test_a_unit_of_several_names_goes_by_the_most_used_one():
    papers = unit("a", "backprop | backpropagation"), unit("b", "backpropagation"), unit("c", "Backpropagation")
    assert grouped(*papers) == [["a", "b", "c"]]


def test_forms_without_letters_are_entities_too():
    assert entities(unit("a", "∞"), unit("b", "🙂"))["a"] != entities(unit("a", "∞"), unit("b", "🙂"))["b"]


def test_entities_that_have_the_same_forms_are_one():
    papers = unit("b", "STAR"), unit("c", "STAR = Self-Taught Reasoner"), unit("d", "star | Self-Taught Reasoner")
    assert grouped(*papers) == [["b", "c", "d"]]
