"""The overview counts what there is, and lists it all, page by page."""

import re

import pytest
from builds import built
from partitioned import partitioned
from serve.pages import in_process
from serve.pages.test_entities import sections

from kg.serve.pages import front


def test_each_type_stands_with_its_count_and_what_most_papers_name(get):
    told = sections(get("/browse").text)
    assert list(told) == ["○ Papers 3", "● Methods 2", "▲ Models 2", "■ Datasets 2", "◆ Tasks 1", "Common questions"]
    assert told["● Methods 2"].endswith("LoRA 3 papers Fernweh 2 papers")
    assert re.search("A Note on Summarization with LoRA 2025 Fernweh.* 2024-01-03 Moss.* 2023-07", told["○ Papers 3"])


def test_a_list_has_pages(get_popular, monkeypatch):
    monkeypatch.setattr("kg.serve.pages.overview.PER_PAGE", 10)
    first, last = get_popular("/browse/paper").text, get_popular("/browse/paper?page=3").text
    assert re.findall("<bdi>(Paper .*?)</bdi>", first) == [f"Paper {n:03}" for n in range(27, 17, -1)]
    assert re.findall("<bdi>(Paper .*?)</bdi>", last) == [f"Paper {n:03}" for n in range(7, -1, -1)]
    assert ('href="?page=2">Next' in first, 'href="?page=2">Back' in last, "Next" in last) == (True, True, False)
    assert '<ol class="rows listing" start="21">' in last


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "99999999999999", "٣"])
def test_a_page_that_there_is_not_breaks_nothing(get, page):
    assert get("/browse/method", params={"page": page}).status_code == 200


def test_only_types_have_lists(get):
    assert get("/browse/claim").status_code == 404


def test_the_overview_leads_to_common_questions(get):
    page = get("/browse").text
    for name in ("datasets-of-method", "code-of", "connection"):
        assert f'href="/query?name={name}"' in page


def test_a_build_in_parts_is_not_counted_again_and_its_overview_is_the_same(tmp_path):
    whole = built(tmp_path / "whole", "rdf", "tables")
    parts = partitioned(whole, tmp_path / "parts")
    asked = []
    answer = in_process.asking(parts)

    async def ask(job):
        asked.append(job.text)
        return await answer(job)

    found = in_process.client(parts, ask).get("/browse").text
    assert len(asked) == 1
    assert found == in_process.client(whole).get("/browse").text
    for path in (parts / "tables").rglob("*.csv.gz"):
        path.write_bytes(b"no")
    front._most.cache_clear()
    assert in_process.client(parts, ask).get("/browse").text == found
    assert len(asked) > 2
