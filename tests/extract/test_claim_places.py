"""Which number was reached on which dataset."""

import pytest
from factory import claims

DATASETS = "FernQA | MossBench-2 | TurfSet"


def pairs(abstract):
    order = DATASETS.split(" | ")
    return [(one.value, order[one.dataset]) for one in claims(abstract, Dataset=DATASETS, Model="Weh")]


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("It achieves 62% and 71% on FernQA and TurfSet, respectively.", [(62, "FernQA"), (71, "TurfSet")]),
        ("It achieves 62% on FernQA and 71% on TurfSet.", [(62, "FernQA"), (71, "TurfSet")]),
        (
            "It achieves F1 scores of 62%, 71% and 83% on FernQA, MossBench-2, and TurfSet.",
            [(62, "FernQA"), (71, "MossBench-2"), (83, "TurfSet")],
        ),
        ("It outperforms Weh by 6.2% on FernQA, 7% on MossBench-2 and by 8% on TurfSet.",
         [(6.2, "FernQA"), (7, "MossBench-2"), (8, "TurfSet")]),
        ("It improves accuracy on FernQA and TurfSet by 6.2% and 7.1%, respectively.",
         [(6.2, "FernQA"), (7.1, "TurfSet")]),
        ("It achieves 62% accuracy on both FernQA and TurfSet.", [(62, "FernQA"), (62, "TurfSet")]),
        ("We report FernQA (62.1%, +5.3%) and TurfSet (71.2% top-1).",
         [(62.1, "FernQA"), (5.3, "FernQA"), (71.2, "TurfSet")]),
        ("It excels on two sets, FernQA with 62% mAP and TurfSet with 71% mAP.", [(62, "FernQA"), (71, "TurfSet")]),
        ("It improves accuracy on FernQA from 52% to 62%.", [(62, "FernQA")]),
        ("It improves FernQA accuracy by 6.2%.", [(6.2, "FernQA")]),
        ("It reaches 62.1 FernQA accuracy.", [(62.1, "FernQA")]),
        ("On FernQA, it achieves 62% accuracy and an AUC of 0.71.", [(62, "FernQA"), (0.71, "FernQA")]),
        ("Experiments on the large FernQA dataset show that it achieves 62% accuracy.", [(62, "FernQA")]),
        ("It achieves 62% accuracy and 71% recall on FernQA.", [(62, "FernQA"), (71, "FernQA")]),
        ("It achieves 62% accuracy on FernQA, outperforming Weh by 7%.", [(62, "FernQA"), (7, "FernQA")]),
        ("It achieves 62% accuracy on the test set of FernQA.", [(62, "FernQA")]),
    ],
)  # fmt: skip
def test_a_number_finds_its_dataset(abstract, found):
    assert pairs(abstract) == found


@pytest.mark.parametrize(
    "abstract",
    [
        "It achieves 62% and 71% on FernQA, MossBench-2 and TurfSet.",
        "It achieves 62% accuracy and 71% recall on FernQA and TurfSet.",
        "With accuracy and recall of 62% and 71% on FernQA and TurfSet, it is good.",
        "It achieves 62% accuracy on Weed2k and FernQA.",
        "It achieves 62% accuracy on FernQA, Weed2k, and TurfSet.",
        "On FernQA and Weed2k, it achieves 62% accuracy.",
        "On FernQA, it achieves 62% accuracy on unseen classes.",
        "Trained on FernQA, it achieves 62% accuracy.",
        "It beats a model trained on FernQA by 6.2% in accuracy.",
        "Sales saw a 6.2% rise in FernQA.",
        "It achieves 62% accuracy on the FernQA to TurfSet transfer.",
    ],
)
def test_a_number_without_a_certain_dataset_has_none(abstract):
    assert pairs(abstract) == []
