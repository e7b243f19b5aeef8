from kg.readers.lengths import bounded
from kg.readers.listing import Record
from kg.records import Paper


def test_a_text_is_cut_at_a_space_before_its_limit_and_that_is_said():
    paper = Paper("paper/sha256-0", "Fern " * 199 + "mosses", "We grow fern. " * 1429, given_title="{Fern} " * 200)
    told = []

    found = bounded(Record(paper, "jsonl", "list.jsonl:3"), on_error=lambda error: told.append(str(error)))

    assert found.paper.title == "Fern " * 198 + "Fern"
    assert found.paper.abstract == "We grow fern. " * 1428 + "We grow"
    assert len(found.paper.given_title) == 1000
    assert told == [
        "list.jsonl:3: the title has more than 1,000 characters; cut there, give the title alone",
        "list.jsonl:3: the abstract has more than 20,000 characters; cut there, give the abstract alone",
    ]


def test_a_text_without_spaces_is_cut_at_the_limit():
    found = bounded(Record(Paper("paper/sha256-0", "Fern", "a" * 20_001), "jsonl"), on_error=lambda _: None)

    assert found.paper.abstract == "a" * 20_000


def test_what_fits_stays_as_it_is():
    record = Record(Paper("paper/sha256-0", "F" * 1000, "a" * 20_000), "jsonl", "list.jsonl:3")

    assert bounded(record, on_error=lambda _: 1 / 0) is record
