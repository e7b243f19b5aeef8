"""Ids without and with a ledger."""

from factory import unit, units

from kg.records import Redirect
from kg.resolve import LedgerEntry, resolve, resolve_and_record

SPARK = "SPARK = Sparse Attention with Relative Keys"
OTHER = "SPARK = Self-Play and Reward Kernels"


def ids(*extractions, ledger=None):
    flat = [one for part in extractions for one in part]
    return {entity.id for entity in resolve(flat, ledger=ledger, lexicon=()).entities}


def after(*extractions, ledger=None):
    return resolve_and_record([one for part in extractions for one in part], ledger=ledger, lexicon=())[1]


def test_an_id_is_the_type_and_the_slug_of_the_name():
    assert ids([unit("a", "3D Gaussian Splatting")], [unit("b", "GPT-3.5", "Model")]) == {
        "method/3d-gaussian-splatting",
        "model/gpt-3.5",
    }


def test_the_homonym_with_more_papers_has_the_plain_id():
    assert ids(units(2, OTHER), units(1, SPARK)) == {
        "method/spark",
        "method/spark--sparse-attention-with-relative-keys",
    }
    assert ids(units(1, OTHER), units(2, SPARK)) == {"method/spark", "method/spark--self-play-and-reward-kernels"}


def test_of_homonyms_with_as_many_papers_the_smaller_long_form_has_the_plain_id():
    assert ids(units(1, OTHER), units(1, SPARK)) == {
        "method/spark",
        "method/spark--sparse-attention-with-relative-keys",
    }


def test_a_homonym_without_a_long_form_gets_a_digest_of_its_content():
    first, second = (
        ids([unit("a", "Node.js"), unit("b", "Node js 1")], [unit("c", "∞"), unit("d", "🙂")]),
        ids([unit("d", "🙂"), unit("c", "∞")]),
    )
    assert {"method/unnamed"} < second < first
    assert all(len(id_) == len("method/unnamed--012345") for id_ in second - {"method/unnamed"})


def test_new_papers_do_not_rename_an_entity():
    ledger = after(units(1, "Fernweh adapters"))
    more = units(1, "Fernweh adapters"), units(5, "Fernweh Adapter")
    assert ids(*more) == ids(*more, ledger=ledger) == {"method/fernweh-adapter"} or ids(*more, ledger=ledger) == {
        "method/fernweh-adapters"
    }


def test_an_entity_that_gets_a_new_name_keeps_its_id():
    ledger = after([unit("a", "RAG = retrieval-augmented generation")])
    papers = [unit("a", "RAG = retrieval-augmented generation")], units(3, "RAG")
    resolution = resolve([one for part in papers for one in part], ledger=ledger, lexicon=())
    assert [(entity.id, entity.name) for entity in resolution.entities] == [
        ("method/retrieval-augmented-generation", "RAG")
    ]
    assert resolution.redirects == ()


def test_a_homonym_that_becomes_more_frequent_does_not_take_the_plain_id():
    ledger = after(units(2, SPARK))
    assert ids(units(2, SPARK), units(9, OTHER), ledger=ledger) == {
        "method/spark",
        "method/spark--self-play-and-reward-kernels",
    }
    found = resolve([*units(2, SPARK), *units(9, OTHER)], ledger=ledger, lexicon=())
    assert {row.entity for row in found.assignments if "Sparse" in row.paper} == {"method/spark"}


def test_entities_that_become_one_leave_a_redirect():
    ledger = after([unit("a", "LoRA")], [unit("b", "low-rank adaptation")])
    papers = [unit("a", "LoRA"), unit("b", "low-rank adaptation"), unit("c", "LoRA = low-rank adaptation")]
    resolution = resolve(papers, ledger=ledger, lexicon=())
    assert [entity.id for entity in resolution.entities] == ["method/lora"]
    assert resolution.redirects == (Redirect("method/low-rank-adaptation", "method/lora"),)


def test_an_entity_that_is_named_no_more_leaves_a_redirect_to_nothing_and_comes_back_with_its_id():
    ledger = after([unit("a", "LoRA")], [unit("b", "QLoRA")])
    resolution, without = resolve_and_record([unit("a", "LoRA")], ledger=ledger, lexicon=())
    assert resolution.redirects == (Redirect("method/qlora", ""),)
    assert without["method/qlora"] == LedgerEntry("method/qlora", "QLoRA", "Method", ("qlora",), replaced_by="")
    again, restored = resolve_and_record([unit("a", "LoRA"), unit("b", "QLoRA")], ledger=without, lexicon=())
    assert again.redirects == ()
    assert restored == ledger


def test_a_retired_id_is_not_given_to_something_else():
    ledger = {"method/fern": LedgerEntry("method/fern", "Fern", "Method", ("fern", "fernweh", "wanderlust"), "")}
    assert ids([unit("a", "Fern")], ledger=ledger) != {"method/fern"}


def test_an_entity_of_another_type_gets_another_id():
    ledger = after(units(1, "Fern", "Model"))
    resolution = resolve(units(1, "Fern", "Method"), ledger=ledger, lexicon=())
    assert [entity.id for entity in resolution.entities] == ["method/fern"]
    assert resolution.redirects == (Redirect("model/fern", "method/fern"),)


def test_of_several_ids_an_entity_takes_the_one_with_most_of_its_forms_then_the_smallest():
    entry = LedgerEntry("method/b", "b", "Method", ("fern",))
    two = {"method/b": entry, "method/a": LedgerEntry("method/a", "a", "Method", ("fern",))}
    assert ids([unit("p", "Fern")], ledger=two) == {"method/a"}
    most = two | {"method/b": LedgerEntry("method/b", "b", "Method", ("fern", "fernadapter"))}
    assert ids([unit("p", "FERN = fern adapter | Fern")], ledger=most) == {"method/b"}


def test_homonyms_beyond_counting_keep_their_ids():
    papers = [unit(f"p{n}", f"SPARK = sparse parallel retrieval kernel {n}") for n in range(150)]
    resolution, ledger = resolve_and_record([*papers, unit("q", "SPARK")], lexicon=())
    assert len(resolution.entities) == 151
    assert resolve_and_record([*papers, unit("q", "SPARK")], ledger=ledger, lexicon=()) == (resolution, ledger)
