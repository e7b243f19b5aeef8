"""What decisions do."""

from dataclasses import replace

import pytest
from factory import unit, units

from kg.lexicon import Entry
from kg.records import Alias, Redirect, Ruling
from kg.resolve import Decision, resolve, resolve_and_record, sense_decision

LORA, ADAPTERS = unit("a", "LoRA | LoRAs"), unit("b", "rank adapters")
MERGE = Decision("merge", ("method/rank-adapters", "method/lora"), "one thing", "decisions.txt:3")
MIXED = [unit("a", "SAM | Segment Anything", "Method"), unit("b", "SAM | Sharpness-aware training")]
SPLIT = Decision("split", ("method/sam", "sharpness-aware training"), "", "decisions.txt:1")


def resolved(extractions, *decisions, ledger=None):
    return resolve(extractions, decisions=decisions, ledger=ledger, lexicon=())


def ids(resolution):
    return [entity.id for entity in resolution.entities]


def test_a_merge_joins_the_first_to_the_second():
    resolution = resolved([LORA, ADAPTERS], MERGE)
    assert [(entity.id, entity.name) for entity in resolution.entities] == [("method/lora", "LoRA")]
    assert {row.entity for row in resolution.assignments} == {"method/lora"}
    assert resolution.redirects == (Redirect("method/rank-adapters", "method/lora"),)
    assert resolution.aliases == (
        Alias("method/lora", "LoRA", "name"),
        Alias("method/lora", "LoRAs", "same form", "LoRA"),
        Alias("method/lora", "rank adapters", "decision", "decisions.txt:3: one thing"),
    )


def test_a_merge_keeps_the_second_whatever_has_more_papers():
    assert ids(resolved([LORA, *units(9, "rank adapters")], MERGE)) == ["method/lora"]


def test_a_merge_of_different_types_keeps_the_second_s_type():
    decision = Decision("merge", ("task/tuning", "method/lora"), "", "d:1")
    resolution = resolved([LORA, unit("b", "tuning", "Task")], decision)
    assert [(entity.id, entity.type) for entity in resolution.entities] == [("method/lora", "Method")]


def test_merges_chain():
    papers = [LORA, ADAPTERS, unit("c", "low-rank tuning")]
    second = Decision("merge", ("method/lora", "method/low-rank-tuning"), "", "d:2")
    resolution = resolved(papers, MERGE, second)
    assert ids(resolution) == ["method/low-rank-tuning"]
    assert {redirect.new for redirect in resolution.redirects} == {"method/low-rank-tuning"}
    assert (
        Alias("method/low-rank-tuning", "rank adapters", "decision", "decisions.txt:3: one thing") in resolution.aliases
    )


def test_a_split_takes_a_form_and_its_units_out():
    resolution = resolved(MIXED, SPLIT)
    assert ids(resolution) == ["method/sam", "method/sharpness-aware-training"]
    assert {row.paper: row.entity for row in resolution.assignments} == {
        "a": "method/sam",
        "b": "method/sharpness-aware-training",
    }
    assert {alias.form for alias in resolution.aliases if alias.entity == "method/sam"} == {"SAM", "Segment Anything"}


def test_a_retype_gives_a_new_id_and_a_redirect():
    resolution = resolved([unit("a", "Fern", "Model")], Decision("retype", ("model/fern", "Method"), "", "d:1"))
    assert [(entity.id, entity.type) for entity in resolution.entities] == [("method/fern", "Method")]
    assert resolution.redirects == (Redirect("model/fern", "method/fern"),)


def test_a_retype_joins_the_entity_of_that_type_and_name():
    papers = [*units(5, "Fern", "Model"), *units(5, "fern", "Dataset"), *units(1, "Ferns", "Model")]
    resolution = resolved(papers, Decision("retype", ("model/fern", "Dataset"), "really", "d:1"))
    assert ids(resolution) == ["dataset/fern"]
    assert Alias("dataset/fern", "Ferns", "decision", "d:1: really") in resolution.aliases


def test_a_drop_removes_an_entity_and_its_assignments():
    resolution = resolved([LORA, ADAPTERS], Decision("drop", ("method/lora",), "", "d:1"))
    assert ids(resolution) == ["method/rank-adapters"]
    assert [row.paper for row in resolution.assignments] == ["b"]
    assert resolution.redirects == (Redirect("method/lora", ""),)


def test_decisions_are_applied_on_every_build():
    papers = [*MIXED, LORA, ADAPTERS]
    decisions = [SPLIT, MERGE, Decision("retype", ("method/sam", "Model"), "", "d:9")]
    first, ledger = resolve_and_record(papers, decisions=decisions, lexicon=())
    grown = [
        *papers,
        unit("c", "SAM | SA"),
        unit("d", "rank adapters | low-rank adapters | adapters"),
    ]
    second, ledger = resolve_and_record(grown, decisions=decisions, ledger=ledger, lexicon=())
    third, _ = resolve_and_record(grown, decisions=decisions, ledger=ledger, lexicon=())
    assert ids(first) == ids(second) == ids(third) == ["method/lora", "method/sharpness-aware-training", "model/sam"]
    assert second == third
    assert second.warnings == ()


def test_a_decision_that_is_taken_back_leaves_no_trace():
    plain, _ = resolve_and_record([*MIXED, LORA, ADAPTERS], lexicon=())
    _, ledger = resolve_and_record([*MIXED, LORA, ADAPTERS], decisions=[SPLIT, MERGE], lexicon=())
    after = resolved([*MIXED, LORA, ADAPTERS], ledger=ledger)
    assert (after.entities, after.aliases, after.assignments) == (plain.entities, plain.aliases, plain.assignments)
    assert after.redirects == (Redirect("method/sharpness-aware-training", "method/sam"),)


def test_a_decision_may_name_an_old_id():
    _, ledger = resolve_and_record([unit("a", "LoRA"), unit("b", "low-rank adaptation")], lexicon=())
    joined = [unit("c", "LoRA = low-rank adaptation"), ADAPTERS]
    decision = Decision("merge", ("method/rank-adapters", "method/low-rank-adaptation"), "", "d:1")
    resolution = resolved(joined, decision, ledger=ledger)
    assert ids(resolution) == ["method/lora"]
    assert resolution.warnings == ()


def test_a_decision_that_no_longer_applies_is_a_warning():
    stale = [
        Decision("merge", ("method/none", "method/lora"), "", "d:1"),
        Decision("merge", ("method/lora", "method/lora"), "", "d:2"),
        Decision("split", ("method/lora", "x y"), "", "d:3"),
        Decision("split", ("method/lora", "loras"), "", "d:4"),
        Decision("retype", ("method/lora", "Method"), "", "d:5"),
        Decision("drop", ("method/none",), "", "d:6"),
    ]
    resolution = resolved([LORA], *stale)
    assert ids(resolution) == ["method/lora"]
    tail = "; remove or correct the line"
    assert resolution.warnings == (
        f"d:1: 'merge method/none method/lora' does not apply: there is no method/none{tail}",
        f"d:2: 'merge method/lora method/lora' does not apply: the two are one already{tail}",
        f"d:3: 'split method/lora \"x y\"' does not apply: method/lora has no form 'x y'{tail}",
        f"d:4: 'split method/lora loras' does not apply: all of method/lora has the form 'loras'{tail}",
        f"d:5: 'retype method/lora Method' does not apply: method/lora is of type Method already{tail}",
        f"d:6: 'drop method/none' does not apply: there is no method/none{tail}",
    )


def test_a_decision_that_papers_have_come_to_agree_with_still_applies_without_a_word():
    _, ledger = resolve_and_record([unit("a", "LoRA"), unit("b", "low-rank adaptation")], lexicon=())
    merge = Decision("merge", ("method/low-rank-adaptation", "method/lora"), "", "d:1")
    rename = Decision("rename", ("method/lora", "LoRA"), "", "d:2")
    resolution = resolved([unit("c", "LoRA = low-rank adaptation")], merge, rename, ledger=ledger)
    assert ids(resolution) == ["method/lora"]
    assert resolution.warnings == ()
    assert [ruling.where for ruling in resolution.rulings] == ["d:1", "d:2"]


def test_an_id_that_is_misspelt_gets_a_suggestion():
    warnings = resolved(
        [LORA], Decision("drop", ("model/lora",), "", "d:1"), Decision("drop", ("method/lorra",), "", "d:2")
    )
    assert [warning.split("apply: ")[1].split(";")[0] for warning in warnings.warnings] == [
        "there is no model/lora (did you mean method/lora?)",
        "there is no method/lorra (did you mean method/lora?)",
    ]


def test_a_rename_changes_the_name_and_nothing_else():
    decision = Decision("rename", ("method/lora", "Low-Rank Adapters"), "2026-11-21", "d:4")
    resolution, ledger = resolve_and_record([LORA], decisions=[decision], lexicon=())
    assert [(entity.id, entity.name) for entity in resolution.entities] == [("method/lora", "Low-Rank Adapters")]
    assert resolution.aliases == (
        Alias("method/lora", "LoRA", "decision", "d:4: 2026-11-21"),
        Alias("method/lora", "LoRAs", "decision", "d:4: 2026-11-21"),
        Alias("method/lora", "Low-Rank Adapters", "name", "d:4: 2026-11-21"),
    )
    assert ids(resolved([LORA], ledger=ledger)) == ["method/lora"]


def test_what_is_kept_or_apart_changes_nothing():
    kept = [
        Decision("keep", ("method/lora",), "", "d:1"),
        Decision("keep", ("method/lora", "LoRAs"), "", "d:2"),
        Decision("apart", ("method/lora", "method/rank-adapters"), "", "d:3"),
    ]
    plain, found = resolved([LORA, ADAPTERS]), resolved([LORA, ADAPTERS], *kept)
    assert (found.entities, found.aliases, found.assignments) == (plain.entities, plain.aliases, plain.assignments)
    assert found.warnings == ()


def test_what_was_kept_may_go_without_a_warning_but_not_have_never_been():
    _, ledger = resolve_and_record([LORA, ADAPTERS], lexicon=())
    kept = Decision("keep", ("method/rank-adapters",), "", "d:1")
    apart = Decision("apart", ("method/lora", "method/rank-adapters"), "", "d:2")
    assert resolved([LORA], kept, apart, ledger=ledger).warnings == ()
    assert [warning[:3] for warning in resolved([LORA], kept, apart).warnings] == ["d:1", "d:2"]


def test_two_that_a_decision_made_one_cannot_be_apart():
    apart = Decision("apart", ("method/lora", "method/rank-adapters"), "", "d:9")
    warnings = resolved([LORA, ADAPTERS], MERGE, apart).warnings
    assert warnings == (
        "d:9: 'apart method/lora method/rank-adapters' does not apply: both are method/lora, for papers or another "
        "decision make them one; remove or correct the line",
    )


def test_the_decisions_that_were_applied_are_told():
    retype = Decision("retype", ("method/lora", "Model"), "", "d:4")
    drop = Decision("drop", ("method/sam",), "no", "d:5")
    stale = Decision("drop", ("method/none",), "", "d:6")
    rulings = resolved([LORA, ADAPTERS, *MIXED], SPLIT, MERGE, retype, drop, stale).rulings
    assert rulings == (
        Ruling("decisions.txt:1", str(SPLIT), "", "", "method/sharpness-aware-training"),
        Ruling("decisions.txt:3", str(MERGE), "one thing", "model/lora", "model/lora"),
        Ruling("d:4", "retype method/lora Model", "", "model/lora"),
        Ruling("d:5", "drop method/sam", "no", ""),
    )


def test_a_retype_gives_the_id_that_the_entity_once_had():
    _, ledger = resolve_and_record(units(1, "Fern", "Method"), lexicon=())
    decision = Decision("retype", ("model/fern", "Method"), "", "d:1")
    resolution, ledger = resolve_and_record(units(1, "Fern", "Model"), decisions=[decision], ledger=ledger, lexicon=())
    assert ids(resolution) == ["method/fern"]
    assert ids(resolved(units(1, "Fern", "Model"), decision, ledger=ledger)) == ["method/fern"]


def test_what_a_split_makes_is_there_only_after_it():
    merge = Decision("merge", ("method/sharpness-aware-training", "method/lora"), "", "d:2")
    first, ledger = resolve_and_record([*MIXED, LORA], decisions=[SPLIT, merge], lexicon=())
    assert ids(first) == ["method/lora", "method/sam"]
    wrong = resolved([*MIXED, LORA], merge, SPLIT, ledger=ledger)
    assert ids(wrong) == ["method/lora", "method/sam", "method/sharpness-aware-training"]
    assert [warning[:3] for warning in wrong.warnings] == ["d:2"]


def test_a_retype_holds_an_entity_in_its_type_when_papers_would_change_it():
    decision = Decision("retype", ("method/fern", "Method"), "", "d:1")
    _, ledger = resolve_and_record(units(1, "Fern", "Method"), decisions=[decision], lexicon=())
    for _ in range(2):
        changed, ledger = resolve_and_record(units(3, "Fern", "Model"), decisions=[decision], ledger=ledger, lexicon=())
        assert [(entity.id, entity.type) for entity in changed.entities] == [("method/fern", "Method")]
        assert changed.warnings == ()


OTHER = replace(sense_decision("method/fern", ["paper/b"]), reason="a network", where="d:1")


def entity_of(resolution):
    return {row.paper: row.entity for row in resolution.assignments}


def test_what_some_papers_call_by_a_name_becomes_an_entity_of_their_type():
    papers = [unit("paper/a", "FERN"), unit("paper/b", "FERN", "Model"), unit("paper/c", "FERN")]
    resolution = resolved(papers, OTHER)
    assert [(entity.id, entity.name, entity.type) for entity in resolution.entities] == [
        ("method/fern", "FERN", "Method"),
        ("model/fern--b", "FERN", "Model"),
    ]
    assert entity_of(resolution) == {"paper/a": "method/fern", "paper/b": "model/fern--b", "paper/c": "method/fern"}
    assert resolution.rulings == (
        Ruling("d:1", "split method/fern paper/b", "a network", "method/fern", "model/fern--b"),
    )
    assert resolution.warnings == ()


def test_units_of_other_papers_stay_though_they_look_the_same():
    resolution = resolved(units(4, "FERN"), sense_decision("method/fern", ["paper/local-FERN-Method-1"]))
    assert list(entity_of(resolution).values()) == [
        "method/fern",
        "method/fern--local-fern-method-1",
        *["method/fern"] * 2,
    ]


def test_what_papers_were_split_off_keeps_its_id_and_its_type():
    before = [unit("paper/a", "FERN"), unit("paper/b", "FERN", "Model")]
    _, ledger = resolve_and_record(before, decisions=[OTHER], lexicon=())
    grown = [*units(5, "FERN"), unit("paper/a", "FERN"), unit("paper/b", "FERN = fast edge refinement", "Method")]
    again, later = resolve_and_record(grown, decisions=[OTHER], ledger=ledger, lexicon=())
    assert entity_of(again)["paper/b"] == "model/fern--b"
    assert ids(again) == ["method/fern", "model/fern--b"]
    assert ids(resolved([*grown, *units(3, "FERN", "Model")], OTHER, ledger=later))[-1] == "model/fern--b"


def test_a_split_of_papers_that_is_taken_back_leaves_no_trace():
    papers = units(3, "FERN")
    decision = sense_decision("method/fern", ["paper/local-FERN-Method-0"])
    plain, _ = resolve_and_record(papers, lexicon=())
    _, ledger = resolve_and_record(papers, decisions=[decision], lexicon=())
    after = resolved(papers, ledger=ledger)
    assert (after.entities, after.aliases, after.assignments) == (plain.entities, plain.aliases, plain.assignments)
    assert after.redirects == (Redirect("method/fern--local-fern-method-0", "method/fern"),)


def test_the_id_of_what_is_split_off_no_longer_leads_to_what_it_was_split_off_from():
    papers = [*units(9, "FERN = zebra network"), *units(2, "FERN = acorn network"), unit("paper/x", "FERN")]
    decision = sense_decision("method/fern", ["paper/x"])
    _, ledger = resolve_and_record(papers, decisions=[decision], lexicon=())
    assert {"fern"} == {*ledger["method/fern--x"].forms}, "which the acorn network has, too"
    assert resolved(papers, ledger=ledger).redirects == (Redirect("method/fern--x", "method/fern"),)


def test_papers_may_mean_an_entity_that_is_there():
    decision = replace(sense_decision("method/fern", ["paper/c"], into="model/moss"), where="d:2")
    resolution = resolved(
        [unit("paper/a", "FERN"), unit("paper/b", "Moss", "Model"), unit("paper/c", "FERN")], decision
    )
    assert entity_of(resolution) == {"paper/a": "method/fern", "paper/b": "model/moss", "paper/c": "model/moss"}
    assert Alias("model/moss", "FERN", "decision", "d:2") in resolution.aliases
    assert resolution.rulings[0].other == "model/moss"


def test_what_papers_came_to_by_a_merge_can_be_split_off_again():
    papers = [unit("paper/a", "FERN"), unit("paper/b", "Moss"), unit("paper/c", "Moss")]
    merge = Decision("merge", ("method/moss", "method/fern"), "", "d:1")
    resolution = resolved(papers, merge, sense_decision("method/fern", ["paper/c"]))
    assert entity_of(resolution) == {"paper/a": "method/fern", "paper/b": "method/fern", "paper/c": "method/fern--c"}


@pytest.mark.parametrize(
    ("split", "made"),
    [
        (sense_decision("method/moss", ["paper/a"]), "method/moss--a"),
        (Decision("split", ("method/moss", "Moss")), "method/moss--e1ccef"),
    ],
)
def test_an_entity_may_be_left_with_what_a_merge_gave_it(split, made):
    papers = [unit("paper/a", "Moss"), unit("paper/b", "Fern"), unit("paper/c", "Fern")]
    merge = Decision("merge", ("method/fern", "method/moss"), "", "d:1")
    resolution = resolved(papers, merge, split)
    assert resolution.warnings == ()
    assert {row.paper: row.entity for row in resolution.assignments} == {
        "paper/a": made,
        "paper/b": "method/moss",
        "paper/c": "method/moss",
    }
    assert {entity.id: entity.name for entity in resolution.entities}["method/moss"] == "Fern"


def test_papers_of_a_split_that_are_not_there_are_told_and_the_others_split_off():
    papers = [unit("paper/a", "FERN"), unit("paper/b", "FERN"), unit("paper/c", "Moss")]
    decision = replace(sense_decision("method/fern", ["paper/b", "paper/c", "paper/none"]), where="d:1")
    resolution = resolved(papers, decision)
    assert entity_of(resolution)["paper/b"] == "method/fern--b"
    assert resolution.warnings == (
        "d:1: 'split method/fern paper/b paper/c paper/none' applies in part: there is no paper/none; "
        "remove or correct the line",
    )


def test_a_split_of_papers_that_cannot_be_made_is_a_warning():
    papers = [unit("paper/a", "FERN"), unit("paper/b", "FERN"), unit("paper/c", "Moss")]
    wrong = [
        sense_decision("method/fern", ["paper/c", "paper/none"]),
        sense_decision("method/fern", ["paper/a", "paper/b"]),
        sense_decision("method/fern", ["paper/a"], into="method/mos"),
        sense_decision("method/gone", ["paper/a"]),
    ]
    assert [warning.split("apply: ")[1].split(";")[0] for warning in resolved(papers, *wrong).warnings] == [
        "none of these papers names method/fern",
        "no other paper names method/fern",
        "there is no method/mos (did you mean method/moss?)",
        "there is no method/gone",
    ]


def test_a_lexicon_term_that_is_split_off_is_its_own():
    lexicon = (Entry("FERN", "Method", ("fast edge refinement",)),)
    found = resolve(
        units(3, "FERN"), decisions=[sense_decision("method/fern", ["paper/local-FERN-Method-2"])], lexicon=lexicon
    )
    assert ids(found) == ["method/fern", "method/fern--local-fern-method-2"]


def test_what_a_split_made_leads_back_to_what_it_was_split_from():
    papers = [*units(5, "Fern", "Model"), *units(5, "fern", "Dataset"), unit("c", "Moss", "Dataset")]
    merge = Decision("merge", ("model/fern", "dataset/moss"), "", "d:1")
    split = Decision("split", ("dataset/moss", "fern"), "", "d:2")
    made, ledger = resolve_and_record(papers, decisions=[merge, split], lexicon=())
    (new,) = {*ids(made)} - {"dataset/fern", "dataset/moss"}
    after = resolved(papers, merge, ledger=ledger)
    assert ids(after) == ["dataset/fern", "dataset/moss"]
    assert Redirect(new, "dataset/moss") in after.redirects


def test_a_retype_joins_what_another_decision_gave_the_name():
    papers = [unit("a", "Fern", "Model"), unit("b", "Moss", "Dataset"), unit("c", "Ivy", "Dataset")]
    rename = Decision("rename", ("dataset/moss", "FERN"), "", "d:1")
    again = Decision("rename", ("dataset/ivy", "Fern"), "", "d:2")
    drop = Decision("drop", ("dataset/ivy",), "", "d:3")
    retype = Decision("retype", ("model/fern", "Dataset"), "", "d:4")
    assert ids(resolved(papers, rename, again, drop, retype)) == ["dataset/moss"]
    back = Decision("rename", ("dataset/moss", "Moss"), "", "d:5")
    assert ids(resolved(papers, rename, back, drop, retype)) == ["dataset/fern", "dataset/moss"]


def test_an_id_that_is_written_as_a_name_gets_a_suggestion():
    wrong = [
        Decision("drop", (id_,), "", "d:1") for id_ in ("Model/Müller-Netz", "model/MULLER-netz", "model/mullernet")
    ]
    for warning in resolved([unit("a", "Müller-Netz", "Model")], *wrong).warnings:
        assert "did you mean model/muller-netz?" in warning


def test_what_a_decision_made_is_suggested_too():
    retype = Decision("retype", ("model/fern", "Dataset"), "", "d:1")
    wrong = [Decision("drop", (id_,), "", "d:2") for id_ in ("model/zzz", "dataset/fernn")]
    (_, warning) = resolved([unit("a", "Fern", "Model")], wrong[0], retype, wrong[1]).warnings
    assert "did you mean dataset/fern?" in warning
