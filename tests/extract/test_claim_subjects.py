"""Whose result a value is."""

import pytest
from factory import claims

SYSTEMS = "FernNet | Weh | autoencoder"


def subjects(abstract, *, made="FernNet", title="A title"):
    order = ["FernQA", *SYSTEMS.split(" | ")]
    found = claims(abstract, title=title, made=made, Dataset="FernQA", Model=SYSTEMS)
    return [None if one.subject is None else order[one.subject] for one in found]


@pytest.mark.parametrize(
    ("abstract", "subject"),
    [
        ("Weh achieves 62% accuracy on FernQA.", "Weh"),
        ("We show that Weh consistently reaches 62% accuracy on FernQA.", "Weh"),
        ("The Weh model achieves 62% accuracy on FernQA.", "Weh"),
        ("Weh (large) achieves 62% accuracy on FernQA.", "Weh"),
        ("Weh beats all others, achieving 62% accuracy on FernQA.", "Weh"),
        ("It is fast, and Weh outperforms it by 6.2% on FernQA.", "Weh"),
        ("We use FernNet. We achieve 62% accuracy on FernQA.", "FernNet"),
        ("We use FernNet. Our method improves Weh by 6.2% on FernQA.", "FernNet"),
        ("We use FernNet. The proposed model achieves 62% accuracy on FernQA.", "FernNet"),
        ("We use FernNet, which achieves 62% accuracy on FernQA.", "FernNet"),
        ("We use FernNet. Models achieve 62% accuracy on FernQA.", None),
        ("Weh and FernNet achieve 62% accuracy on FernQA.", None),
        ("A system with Weh achieves 62% accuracy on FernQA.", None),
        ("A tool+Weh achieves 62% accuracy on FernQA.", None),
        ("An autoencoder achieves 62% accuracy on FernQA.", None),
        ("It allows Weh to achieve 62% accuracy on FernQA.", None),
        ("The best result is 62% accuracy on FernQA.", None),
    ],
)
def test_the_subject_of_the_clause_is_whose_result_it_is(abstract, subject):
    assert subjects(abstract) == [subject]


@pytest.mark.parametrize(
    ("made", "title", "subject"),
    [("", "A title", None), ("autoencoder", "A title", None), ("autoencoder", "An autoencoder", "autoencoder")],
)
def test_our_method_is_what_the_paper_introduces_where_that_is_a_name_or_in_the_title(made, title, subject):
    assert subjects(
        "We use FernNet and an autoencoder. We achieve 62% accuracy on FernQA.", made=made, title=title
    ) == [subject]
