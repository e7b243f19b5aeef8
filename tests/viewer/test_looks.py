from kg.schema import load
from kg.viewer.looks import words


def test_every_predicate_has_words_for_both_of_its_ends():
    found = words(load())
    assert list(found) == list(load().predicates)
    assert found["introduces"][:3] == ("introduces", "Introduces", "Introduced by")
    assert found["trainedOn"][:3] == ("trained on", "Trained on", "Used to train")
    assert len({row.inverse for row in found.values()}) == len(found)
