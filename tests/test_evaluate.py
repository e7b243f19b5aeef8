"""Precision, recall and F1 of papers' records."""

import json

import pytest

from kg.errors import SourceError
from kg.evaluate import Score, evaluate, pair, read_gold


def entity(name, kind="Method", *surfaces, **rest):
    return {"name": name, "type": kind, "surfaces": list(surfaces), **rest}


def record(*entities, title="A title", links=()):
    return {"title": title, "entities": list(entities), "links": [{"url": url} for url in links]}


def counts(score: Score) -> tuple[int, int, int, int]:
    return score.predicted, score.right, score.wanted, score.found


def test_an_entity_is_found_by_any_shared_surface():
    report = evaluate(
        [record(entity("LoRA", "Method", "Low-Rank Adaptation"))], [record(entity("low rank adaptations"))]
    )
    assert counts(report.types["Method"]) == (1, 1, 1, 1)


def test_another_type_is_wrong_unless_the_annotation_allows_it():
    wanted = [entity("continual learning", "Method")]
    assert counts(evaluate([record(*wanted)], [record(entity("continual learning", "Task"))]).micro) == (1, 0, 1, 0)
    wanted = [entity("continual learning", "Method", alt=["Task"])]
    report = evaluate([record(*wanted)], [record(entity("continual learning", "Task"))])
    assert counts(report.micro) == (1, 1, 1, 1)
    assert counts(report.types["Task"]) == (1, 1, 0, 0)


def test_an_optional_entity_costs_nothing_found_or_left_out():
    wanted = record(entity("Adam"), entity("GPU kernel", must=False))
    assert counts(evaluate([wanted], [record(entity("Adam"))]).micro) == (1, 1, 1, 1)
    assert counts(evaluate([wanted], [record(entity("Adam"), entity("GPU kernel"))]).micro) == (2, 2, 1, 1)


def test_each_entity_pairs_once_and_with_the_one_that_shares_most():
    predicted = [entity("CLIP"), entity("CLIP", "Method", "Contrastive Pre-training")]
    wanted = [entity("CLIP", "Method", "contrastive pretraining")]
    assert pair(predicted, wanted) == {1: 0}


def test_ratios():
    score = Score(predicted=4, right=3, wanted=2, found=1)
    assert (score.precision, score.recall, round(score.f1, 3)) == (0.75, 0.5, 0.6)
    assert (Score().precision, Score().recall, Score().f1) == (0, 0, 0)


def test_roles_and_contributions_are_judged_among_what_was_found():
    wanted = record(entity("A", role="introduces"), entity("B", role="uses"), entity("C", roles=["uses", "compares"]))
    said = record(
        entity("A", role="uses"), entity("B", role="introduces"), entity("C", role="compares"), entity("D", role="uses")
    )
    report = evaluate([wanted], [said])
    assert counts(report.roles) == (3, 1, 0, 0)
    assert counts(report.introduces) == (1, 0, 1, 0)


def test_links_agree_whatever_their_case_and_last_slash():
    wanted = record(links=["https://github.com/A/b/", "https://x.org"])
    report = evaluate([wanted], [record(links=["https://github.com/a/B", "https://y.org", "https://z.org"])])
    assert counts(report.links) == (3, 1, 2, 1)


def test_papers_are_joined_by_title_as_given_or_as_cleaned():
    wanted = [record(entity("A"), title="An $\\alpha$ title"), record(entity("B"), title="Another, title!")]
    said = [
        record(entity("A"), title="An α title") | {"given_title": "An $\\alpha$ title"},
        record(entity("B"), title="another title"),
    ]
    assert counts(evaluate(wanted, said).micro) == (2, 2, 2, 2)


def test_a_paper_that_was_not_predicted_is_named_and_counts_as_missed():
    report = evaluate([record(entity("A"), title="Lost")], [])
    assert (report.missing, report.papers, counts(report.micro)) == (("Lost",), 1, (0, 0, 1, 0))


def test_the_report_is_plain_data():
    report = evaluate([record(entity("A"))], [record(entity("A"))]).to_dict()
    assert json.loads(json.dumps(report))["micro"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "predicted": 1, "right": 1, "wanted": 1, "found": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ": there are no annotated records in this file"),
        ('{"title": "t", "entities": []}\n{"title"', ":2: not an annotated record"),
        ('{"title": "t"}', ":1: not an annotated record"),
        ('{"title": "t", "entities": [{"name": 3, "type": "Method"}]}', ":1: not an annotated record"),
        ("[]", ":1: not an annotated record"),
    ],
)
def test_what_is_wrong_with_a_gold_file_is_said(tmp_path, text, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(text)
    with pytest.raises(SourceError) as caught:
        read_gold(path)
    assert str(caught.value).startswith(f"{path}{message}")


def test_a_gold_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceError) as caught:
        read_gold(tmp_path / "gold.jsonl")
    assert (
        str(caught.value)
        == f"{tmp_path / 'gold.jsonl'}: the annotated records cannot be read: No such file or directory"
    )
