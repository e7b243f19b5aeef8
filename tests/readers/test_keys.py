from itertools import chain

import numpy as np
import pytest

from kg.readers.merging.keys import connected, keys_of
from kg.readers.merging.naming import named_alone
from kg.records import Paper


def keys(title="", *identifiers):
    paper = Paper("", title, "x", identifiers=identifiers)
    return keys_of(paper, named_alone(paper)[0])


@pytest.mark.parametrize(
    ("ours", "theirs", "shared"),
    [
        (("Fern of the Woods",), ("FERN of the woods!",), True),
        (("Fern",), ("Moss",), False),
        (("Self-Supervised Moss",), ("Selfsupervised Moss",), True),
        (("Fern", "arXiv:2401.00001"), ("fern",), True),
        (("Fern", "acl:A", "doi:10.1/x"), ("Moss", "doi:10.1/x"), True),
        (("Fern", "local:1"), ("Moss", "acl:A", "local:1"), True),
        (("", "doi:10.1/x"), ("", "doi:10.1/y"), False),
        (("Fern &amp; Moss", "acl:A"), ("Fern & Moss",), True),  # the ids of both may come of the title
        (("Fern &amp; Moss", "acl:A"), ("fern amp moss",), True),  # records are joined by it as it stands
        (("Fern", "doi:10.1/x_y"), ("Moss", "doi:10.1_x_y"), True),  # two DOIs that make one id
    ],
)
def test_records_that_may_be_one_paper_or_get_one_id_share_a_key(ours, theirs, shared):
    assert bool(keys(*ours) & keys(*theirs)) == shared


def test_records_whose_abstracts_begin_alike_share_a_key():
    abstract = "Fern is a sparse adapter for long documents, and Moss is a corpus of them. "
    ours, theirs, others = (
        keys_of(Paper("", title, text), f"paper/{title}")
        for title, text in (("Fern", abstract), ("Fern…", abstract[:70].upper()), ("Turf", "Moss. " + abstract))
    )
    assert len(ours & theirs) > len(ours & others) == 0


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], []),
        ([[1], [2], [3]], []),
        ([[1, 2], [3], [2], [4, 5], [5]], [[0, 2], [3, 4]]),
        ([[1], [1, 2], [2, 3], [3], [9]], [[0, 1, 2, 3]]),
        ([[1 << 63], [], [1 << 63]], [[0, 2]]),
    ],
)
def test_what_keys_connect_is_together(records, expected, monkeypatch):
    monkeypatch.setattr("kg.readers.merging.keys._LEAST_BATCH", 1)
    every = np.array([key for own in records for key in own], dtype="<u8")
    counts = np.array([len(own) for own in records], dtype="<u4")
    assert list(connected(every, counts)) == expected
    monkeypatch.setattr("kg.readers.merging.keys._LEAST_BATCH", 9)
    assert list(connected(every, counts)) == ([sorted(chain(*expected))] if expected else [])
