"""Claimed results: from the words of an abstract to values on datasets."""

import pytest
from factory import claims, extraction_by_names

from kg.extract.claims import find_claims
from kg.extract.metrics import tables
from kg.rdf.validation.shapes import BETTER, KINDS, QUALIFIERS, UNITS
from kg.records import ClaimedResult, Paper

DATASETS = "FernQA | MossBench-2 | TurfSet | WeedC-100"


def rows(abstract, *, made="", **names):
    """Return dataset, value in words, and the better direction, of each result that is claimed."""
    given = {"Dataset": DATASETS, **names}
    order = [name for some in given.values() for name in some.split(" | ")]
    return [
        (order[one.dataset], f"{one.qualifier} {one.value:g}{one.unit} {one.kind} {one.metric}".strip(), one.better)
        for one in claims(abstract, made=made, **given)
    ]


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("It reaches 86.81 % on FernQA.", [("FernQA", "86.81% absolute", "")]),
        ("We gain +2.3 AP on TurfSet.", [("TurfSet", "2.3 gain AP", "higher")]),
        (
            "It achieves 57.3 mIoU on TurfSet and 84.2% top-1 accuracy on WeedC-100.",
            [("TurfSet", "57.3 absolute mIoU", "higher"), ("WeedC-100", "84.2% absolute top-1 accuracy", "higher")],
        ),
        ("It improves F1 by 4.1 points on FernQA over Weh.", [("FernQA", "4.1points gain F1", "higher")]),
        ("It reduces WER from 7.2 to 5.9 on TurfSet.", [("TurfSet", "5.9% absolute WER", "lower")]),
        ("On FernQA, it is 2.1x faster.", [("FernQA", "2.1x gain speed", "higher")]),
        ("It improves WER by 12% on TurfSet.", [("TurfSet", "12% reduction WER", "lower")]),
        ("It outperforms Weh by 3.2% on FernQA.", [("FernQA", "3.2% gain", "")]),
        ("We see a 5.5% increase in accuracy on FernQA.", [("FernQA", "5.5% gain accuracy", "higher")]),
        ("It yields a 17% error reduction on FernQA.", [("FernQA", "17% reduction error rate", "lower")]),
        ("It has a perplexity of 18.4 on FernQA.", [("FernQA", "18.4 absolute perplexity", "lower")]),
        ("It obtains an overall score of 51.84 on FernQA.", [("FernQA", "51.84 absolute", "")]),
        ("It improves PSNR by 1.4 dB on TurfSet.", [("TurfSet", "1.4dB gain PSNR", "higher")]),
        ("It sets a PSNR of 31.4 on TurfSet.", [("TurfSet", "31.4dB absolute PSNR", "higher")]),
        ("It reaches 63.4% AP@0.95 on TurfSet.", [("TurfSet", "63.4% absolute AP@0.95", "higher")]),
    ],
)
def test_what_a_sentence_claims(abstract, found):
    assert rows(abstract) == found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("more than 90%", "at least 90%"),
        ("over 90%", "at least 90%"),
        (">90%", "at least 90%"),
        ("up to 90%", "at most 90%"),
        ("nearly 90%", "about 90%"),
        ("approximately 90%", "about 90%"),
        ("only 90%", "90%"),
    ],
)
def test_how_exactly_a_value_is_meant(words, said):
    assert rows(f"It achieves {words} accuracy on FernQA.") == [("FernQA", f"{said} absolute accuracy", "higher")]


@pytest.mark.parametrize(
    "abstract",
    [
        "It does not reach 90% accuracy on FernQA.",
        "It doesn't reach 90 % on FernQA.",
        "No model achieves 90% accuracy on FernQA.",
        "It fails to achieve 90% on FernQA.",
        "It never exceeds 90% on FernQA.",
        "Models rarely reach 90% accuracy on FernQA.",
        "If it reaches 90% on FernQA, we stop.",
        "A model would need to reach 90% accuracy on FernQA.",
        "The smallest size needed to achieve over 80% accuracy on FernQA is unknown.",
        "We ask whether it achieves 90% on FernQA.",
    ],
)
def test_what_is_denied_or_only_wanted_is_not_claimed(abstract):
    assert rows(abstract) == []


def test_not_only_denies_nothing():
    assert rows("It not only achieves 90% accuracy on FernQA but is small.") == [
        ("FernQA", "90% absolute accuracy", "higher")
    ]


@pytest.mark.parametrize(
    "abstract",
    [
        "We train a 7B model on FernQA in 2024.",
        "FernQA has 12,500 questions, 80% of them new.",
        "FernQA comprises 3 benchmarks and 4.2 million tokens.",
        "It achieves good results on MossBench-2 and WeedC-100.",
        "Using 10% of the labels, it works on FernQA.",
        "It achieves results on FernQA with layers 3-5 and 12.5-15.3x fewer weights.",
        "It uses 40% fewer parameters on FernQA.",
        "It reaches accuracies of 77% to 91% on FernQA.",
        "Accuracy ranges from 0.62 to 0.84 on FernQA.",
        "In the 5-shot setting with 2^10 steps at $3.50 it works on FernQA [12].",
        "With a 95% confidence interval (p < 0.05, n = 120) it works on FernQA.",
        "It achieves 16/32 and 2:1 on FernQA.",
        "It takes 3.5 ms per image on FernQA.",
        "It has 4.2 GB and 60 Hz on FernQA.",
        "We annotate 2.5 million pairs for FernQA in 2023.",
    ],
)
def test_years_sizes_counts_and_ranges_are_no_results(abstract):
    assert rows(abstract) == []


@pytest.mark.parametrize(
    "abstract",
    [
        "It reaches 90% accuracy.",
        "It reaches 90% accuracy on our own questions.",
        "It reaches 90% accuracy. FernQA is a dataset.",
        "Humans achieve 92% accuracy on FernQA.",
        "Existing methods achieve 40% accuracy on FernQA.",
        "It is better than the 83.1% of Weh on FernQA.",
        "It reaches 90% accuracy when trained on FernQA.",
        "It reaches 90% accuracy on datasets such as FernQA.",
        "It reaches 90% accuracy on FernQA and two other datasets.",
        "It reaches an average accuracy of 90% on FernQA and TurfSet.",
        "It reaches 90% and 80% on FernQA.",
        "It reaches 90% accuracy on FernQA-Hard.",
        "It improves robustness by 5% on FernQA.",
        "It reduces cost by 5% on FernQA.",
        "It improves by 5% in fluency on FernQA.",
        "The gap on FernQA is 5%.",
    ],
)
def test_what_is_not_certain_is_not_claimed(abstract):
    assert rows(abstract) == []


def test_the_title_claims_nothing():
    paper = Paper("paper/p", "90% accuracy on FernQA", "We do.")
    assert find_claims(paper, extraction_by_names(paper, Dataset="FernQA")) == []


def test_a_claim_has_its_place_sentence_rule_and_confidence():
    abstract = "We try. It reaches 61.5 % accuracy on FernQA."
    (found,) = claims(abstract, Dataset="FernQA")
    text = f"A title\n{abstract}"
    assert found == ClaimedResult(
        paper="paper/p",
        start=text.index("61.5 %"),
        end=text.index(" accuracy"),
        dataset=0,
        metric="accuracy",
        value=61.5,
        unit="%",
        qualifier="",
        kind="absolute",
        better="higher",
        subject=None,
        sentence=2,
        confidence=0.873,
        by="claim:on",
    )


@pytest.mark.parametrize(
    ("abstract", "better"),
    [
        ("It reaches 9.1% forget-set accuracy on FernQA.", ""),
        ("It reaches a refusal accuracy of 91% on FernQA.", ""),
        ("It reaches 9.1% attack success rate on FernQA.", ""),
        ("It reaches 91% success rate on FernQA.", "higher"),
    ],
)
def test_a_word_beside_a_metric_can_turn_it_around(abstract, better):
    assert [row[2] for row in rows(abstract)] == [better]


@pytest.mark.parametrize(
    "abstract",
    [
        "It reaches <b>90%</b><script>alert(1)</script> accuracy on FernQA.",
        "It reaches " + "1" * 400 + "% accuracy on FernQA.",
        "It reaches 9" + "0,000" * 60 + "% on FernQA.",
        "It reaches " + "9.5% and " * 2000 + "90% accuracy on FernQA.",
        "(" * 500 + " 90% on FernQA " + ")" * 500,
        "improves accuracy " * 1000 + "by 3.5% on FernQA.",
        "\u202e90%\u202c accuracy on FernQA \u0000 90\u200b% on FernQA",
        "It reaches ٩٠% accuracy on FernQA, and ９０% too.",
        "FernQA " * 800 + "90%",
    ],
)
def test_hostile_text_does_no_harm(abstract):
    text = f"A title\n{abstract}"
    for one in claims(abstract, Dataset="FernQA"):
        assert text[one.start : one.end].strip("+-−– %")[0].isdigit()
        assert 0 <= one.value < 1e300


def test_the_words_of_the_records_are_those_of_the_schema():
    known = tables()
    assert {row.get("better", "") for row in known["metrics"]} <= {"", *BETTER}
    assert {row.get("unit", "") for row in known["metrics"]} <= set(UNITS)
    assert set(known["qualifiers"]) == {"", *QUALIFIERS}
    assert {row for _, said, _ in rows("It gains +2.3 AP on TurfSet, reducing WER by 2% on FernQA.") for row in KINDS
            if f" {row} " in f"{said} "} == {"gain", "reduction"}  # fmt: skip
